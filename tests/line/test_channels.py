"""Channel lists: what is read of them, the walk, what a cut leaves, what the sheet says."""

import io
import json

import pytest

from ringout.line import plugs
from ringout_host.certificate.templates import Shop
from ringout_host.errors import UsageError
from ringout_host.line import channels, page, pdf
from ringout_host.line.progress import Progress
from ringout_host.line.sheet import sheet

pdfium = pytest.importorskip("pypdfium2", reason="no pypdfium2 here, to read PDF pages")
FAULTS = {3: "open=R@50%", 7: "short=T-S@B", 11: "swap=T-R@B", 16: "open=S@20m:A", 20: "open=T@B"}
MIXED = {13: 14, 14: 13}  # whose plug is there
ALL = [(t, r) for t in plugs.VALUES for r in plugs.VALUES if t < r]


def stage(folder, faults=FAULTS, mixed=MIXED, more=""):
    """A list of 24 channels with the lines that are there, as CSV."""
    rows = ["name,plug,cable"]
    for n in range(1, 25):
        tip, ring = (plugs.short_text(ohm) for ohm in ALL[3 * mixed.get(n, n)])
        wanted = plugs.name(dict(zip(("T-S", "R-S"), ALL[3 * n], strict=True)))
        line = f"xlr_xlr,length=50m,unplug=B,part=T-S:{tip}@B,part=R-S:{ring}@B{more}"
        if n in faults:
            line += "," + faults[n]
        rows.append(f'CH {n},{wanted},"{line}"')
    path = folder / "stage.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_24_channels_with_five_faults_and_a_mix_up(ringout, monkeypatch, tmp_path):
    """Cut in the middle: what was found before it is there, and the walk goes on."""
    path = stage(tmp_path)
    typed(monkeypatch, "\nn\n" * 9)  # a passed line goes on by itself: n skips one
    code, shown, _ = ringout("line", "--channels", str(path), "--json")
    first = [json.loads(line) for line in shown.splitlines()][:-1]
    assert code == 1 and 5 < len(first) < 24
    with (tmp_path / "stage.csv.line.jsonl").open("ab") as file:
        file.write(b'{"v":1,"channel":"CH 24","verd')  # power failed while this was written
    typed(monkeypatch, "".join(f"{n}\n\n" for n in range(1, 25)))
    sheet_file = str(tmp_path / "s.html")
    code, _, said = ringout("line", "--channels", str(path), "--sheet", sheet_file)
    assert code == 1
    assert "cut short" in said and f"{len({r['channel'] for r in first})} looked at before" in said
    made = sheet("stage", channels.load(path), Progress.beside(path).latest)
    verdicts = {number: verdict for number, _, verdict, _, _ in made["lines"]}
    assert {n for n, verdict in verdicts.items() if verdict != "PASS"} == {*FAULTS, *MIXED}
    assert made["common"] == ["CH 13 and CH 14 are exchanged, or their far-end plugs are."]
    names = [name for name, _ in made["first"]]
    assert names == ["CH 7", "CH 3", "CH 20", "CH 16", "CH 11"], "dead lines first"
    html = (tmp_path / "s.html").read_text("utf-8")
    assert "CH 13 and CH 14 are exchanged" in html
    paper = text_of(pdf.pdf(made, "tester 1", Shop({**Shop().texts, "name": "Loud & Sons"})))
    for said in ("CH 13 and CH 14 are exchanged", "Loud & Sons", "tester 1", "7 FAIL", "17 PASS"):
        assert said in paper
    records = list(Progress.beside(path).latest.values())
    assert all(record["list"] == "stage" and record["kind"] == "line" for record in records)


def record_of(verdict="FAIL", code="reversed", net=("A.T", "A.R"), plug=None):
    faults = [{"code": code, "net": list(net), "text": code.upper()}] if verdict == "FAIL" else []
    return {"verdict": verdict, "faults": faults, "plug": plug, "text": verdict}


def made_of(count, records):
    known = [channels.Channel(n, f"CH {n}") for n in range(1, count + 1)]
    return sheet("x", known, {f"CH {n}": record for n, record in records.items()})


def test_a_fault_that_all_lines_have_is_one_cause():
    made = made_of(24, {n: record_of() for n in range(1, 25)})
    assert made["common"][0].startswith("all 24 reversed: one cause. Look at the far-end plug")
    made = made_of(24, {n: record_of("FAIL" if n > 2 else "PASS") for n in range(1, 25)})
    assert made["common"][0].startswith("22 of 24 reversed")


def test_neighbours_with_the_same_fault_share_something():
    opened = {n: record_of(code="open", net=["A.R"]) for n in range(9, 17)}
    made = made_of(24, {n: opened.get(n, record_of("PASS")) for n in range(1, 25)})
    assert made["common"] == ["9 to 16 ring open: look at what these lines share."]
    alone = {**{n: record_of("PASS") for n in range(1, 25)}, 3: record_of(code="open", net=["A.T"])}
    assert made_of(24, alone)["common"] == []


def test_one_plug_that_differs_is_named_where_the_list_has_none():
    same, other = {"T-S": 1000, "R-S": 2200}, {"T-S": 4700, "R-S": 10000}
    records = {n: record_of("PASS", plug=other if n == 5 else same) for n in range(1, 9)}
    assert made_of(8, records)["common"] == ["CH 5 has plug 4.7k/10k, all others have another one."]


def text_of(document):
    """What a reader of the PDF reads."""
    pages = pdfium.PdfDocument(document)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


HOSTILE = ["=cmd|'/c calc'!A1", "<script>alert(1)</script>", "a\x1b[31mred", "\u202eevil", "a\0b",
           "{{ 7*7 }}", "[bold]x[/bold]", "../../etc", "naïve Ω 客"]  # fmt: skip


def test_names_are_text_and_nothing_else(tmp_path):
    rows = "\n".join(f'"{name}"' for name in HOSTILE)
    known = channels.parse(rows, "x.csv")
    assert len(known) == len(HOSTILE)
    assert all(channel.name.isprintable() for channel in known)
    records = {channel.name: record_of() for channel in known}
    html = page.html(sheet("<x>", known, records), "tester <i>1</i>", Shop()).decode()
    assert "<script>" not in html and "<i>" not in html and "{{ 7*7 }}" in html


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no channel"),
        ("name,plug\n", "names no channel"),
        ("name,what\nA,b", "its columns are name, what"),
        ("A\nA", "line 2: 'A' is there twice"),
        ("A,4.7k/4.7k", "line 1: no far-end plug '4.7k/4.7k': write 4.7k/10k"),
        ("A,10k/4.7k", "no far-end plug"),
        (",1k/2.2k", "has no name"),
        ("x" * 41, "has over 40 characters"),
        ("\n".join(f"CH {n}" for n in range(1001)), "1000 at most"),
    ],
)
def test_a_mistake_in_a_list_names_its_line(text, says):
    with pytest.raises(UsageError) as caught:
        channels.parse(text, "list.csv")
    assert says in str(caught.value) and "\n" not in str(caught.value)


def test_lists_as_spreadsheets_write_them():
    for text in ("Name;Plug\r\nFOH L;4.7k/10k\r\n\r\n;\r\n", "FOH L , 4.7 k/10 k\n"):
        (channel,) = channels.parse(text, "x")
        assert (channel.name, channel.plug) == ("FOH L", {"T-S": 4700, "R-S": 10000})


def test_files_that_are_none(ringout, tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00A")
    for name in ("none.csv", "bad.csv", "."):
        code, _, said = ringout("line", "--channels", str(tmp_path / name))
        assert code == 2 and said.count("\n") == 1, said
    (tmp_path / "good.csv").write_text("A\n")
    code, _, said = ringout("line", "--channels", str(tmp_path / "good.csv"), "--sheet", "x.doc")
    assert code == 2 and ".pdf" in said
    nowhere = str(tmp_path / "none" / "x.pdf")
    code, _, said = ringout("line", "--channels", str(tmp_path / "good.csv"), "--sheet", nowhere)
    assert code == 2 and "no folder" in said and said.count("\n") == 1


def test_anew_keeps_what_was_found(tmp_path):
    path = tmp_path / "list.csv"
    Progress.beside(path).keep({"channel": "A", "verdict": "PASS"})
    assert Progress.beside(path).latest.keys() == {"A"}
    assert Progress.beside(path, anew=True).latest == {}
    assert (tmp_path / "list.csv.line.jsonl.1").exists()


@pytest.mark.parametrize(
    "value", [None, 7, 1e400, [], {}, "\x1b[2J", [[]], {"a": {}}, True, -(2**70)]
)
def test_a_record_that_is_nonsense_breaks_no_sheet(value, ringout, monkeypatch, tmp_path):
    """Whatever stands in the file of records, or came from a tester."""
    path = tmp_path / "list.csv"
    path.write_text("A\nB\n")
    fault = {"code": value, "net": value, "text": value}
    for n, record in enumerate(
        [{"faults": value, "plug": value, "text": value, "verdict": value, "t": value},
         {"faults": [fault, value], "plug": {"T-S": value, "R-S": 1}, "verdict": "FAIL"}]
    ):  # fmt: skip
        Progress.beside(path).keep({"channel": "AB"[n], **record})
    made = sheet("x", channels.load(path), Progress.beside(path).latest)
    assert b"\x1b" not in page.html(made, "x", Shop())
    assert pdf.pdf(made, "x", Shop()).startswith(b"%PDF")
    assert all(text.isprintable() for row in made["lines"] for text in row[1:])
    typed(monkeypatch, "q\n")
    html = str(tmp_path / "x.html")
    code, shown, _ = ringout("line", "--channels", str(path), "--cable", "none", "--sheet", html)
    assert code in (1, 6) and "\x1b" not in shown
