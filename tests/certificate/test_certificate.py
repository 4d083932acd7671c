"""Certificates: what they say, that they verify, and that no record can write one."""

import json
import re
import zlib

import pytest

from ringout_host.certificate import code
from ringout_host.errors import Exit
from tests.report import hostile
from tests.store.sample import line, open_ring, record

pytest.importorskip("typst", reason="no typst here: pip install 'ringout[certificate]'")
pdfium = pytest.importorskip("pypdfium2", reason="no pypdfium2 here, to read PDF pages")

LIMITS = {"leg_ohm": 0.7, "pf_per_ft": 45.0, "length_m": 6.0}


def tag(n, lot="L17"):
    return {"lot": lot, "serial": f"CAB-{n:03}", "operator": "ANA"}


@pytest.fixture
def shop(ringout):
    """Thirty cables of a lot, every tenth with its ring open; the last one was moved as well."""
    made = []
    for n in range(1, 31):
        make = open_ring if n % 10 == 0 and n < 30 else record
        made.append(make(n, tag=tag(n), limits=LIMITS, product="GC-6 B", cable="trs_trs"))
    moved = {"kind": "wiggle", "mode": "wiggle", "verdict": "STEADY", "text": "steady: no dropouts"}
    made.append(record(31, tag=tag(30), **moved))
    ringout.put(*map(line, made))
    return ringout


def pages(path) -> list[str]:
    """The text of each page, without the invisible places where a word may break."""
    document = pdfium.PdfDocument(path.read_bytes())
    texts = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"\s+", " ", re.sub("[\u200b\u00ad\ufffe]", "", text)) for text in texts]


def test_a_certificate_says_it_all_on_one_page(shop, tmp_path):
    path = tmp_path / "c.pdf"
    code_, out, err = shop("certificate", "--last", "--out", str(path))
    assert (code_, err) == (0, "") and out.startswith("PASS: ")
    (text,) = pages(path)
    for words in (
        "Cable certificate", "PASS", "TRS-TRS", "CAB-030", "L17", "GC-6 B", "ANA",
        "e6614c311b7f2a29, test 30", "2026-05-28 20:56 UTC", "c-2026-05-01", "0.1.0",
        "A.T to B.T (tip) 0.520 0.020 ohm 0.700", "Capacitance T-S 456.0 2.3 pF",
        "Capacitance per metre 76.1 1.3 pF/m 147.6", "WIGGLE STEADY", "no dropouts",
        "not checked in this shift", "no test of insulation", "page 1 of 1",
    ):  # fmt: skip
        assert words in text, (words, text)


def test_a_failed_cable_gets_a_report_not_a_certificate(shop, tmp_path):
    path = tmp_path / "f.pdf"
    shop("certificate", "CAB-010", "--out", str(path), "--units", "ft", "--paper", "letter")
    (text,) = pages(path)
    assert "Cable test report" in text and "Cable certificate" not in text
    assert "FAIL" in text and "open that plug and resolder the ring" in text
    assert "Capacitance per foot 23.2 0.4 pF/ft 45.0" in text
    assert "not moved while it was tested" in text


def test_a_lot_sheet_counts_as_the_store_does(shop, tmp_path):
    path = tmp_path / "lot.pdf"
    told = json.loads(shop("certificate", "--lot", "L17", "--out", str(path), "--json")[1])
    assert told["certificates"] == 30 and told["verdicts"].count("FAIL") == 2
    sheet, *certificates = pages(path)
    assert len(certificates) == 30 and "CAB-001" in certificates[0]
    assert "30 cables 28 passed at the end 93.3 % first-pass yield (79 to 98)" in sheet
    assert "93.3 % final yield (79 to 98)" in sheet  # Wilson's range of 28 of 30
    assert "0.7 ohm a leg, 147.6 pF/m" in sheet and "page 1 of 31" in sheet
    told = json.loads(
        shop("certificate", "--lot", "L17", "--sheet", "--out", str(path), "--json")[1]
    )
    assert told["certificates"] == 0 and len(pages(path)) == 1


def test_a_lot_with_one_builders_error_says_so(ringout, tmp_path):
    fault = {"code": "reversed", "end": None, "text": "TIP-RING REVERSED - rewire one plug"}
    ringout.put(
        *(line(record(n, tag=tag(n), verdict="FAIL", faults=[fault])) for n in range(1, 25))
    )
    path = tmp_path / "lot.pdf"
    ringout("certificate", "--lot", "L17", "--sheet", "--out", str(path))
    (text,) = pages(path)
    assert "24 of 24 are reversed: a builder's error" in text
    assert "0 of 24 first-pass count" in text  # too few for a yield


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (["--wiggle", "5"], "WIGGLE of 5 s, steady"),
        (["--turned"], "tested both ways round"),
        (["--reference", "10"], "reference plug 10 ohm in this shift"),
    ],
)
def test_a_step_that_the_product_requires_is_missed(shop, tmp_path, step, words):
    """CAB-001 passed its press; nothing else was done with it."""
    shop("products", "add", "GC-6", "--revision", "B", *step)
    path = tmp_path / "c.pdf"
    shop("certificate", "CAB-001", "--out", str(path))
    (text,) = pages(path)
    assert "Cable test report" in text and "Cable certificate" not in text
    assert f"Not done, though GC-6 B requires it: {words}" in text


def test_a_lot_sheet_says_which_cables_miss_a_required_step(shop, tmp_path):
    shop("products", "add", "GC-6", "--revision", "B", "--turned")
    shop.put(line(record(40, tag=tag(1), limits=LIMITS, product="GC-6 B")))
    path = tmp_path / "lot.pdf"
    shop("certificate", "--lot", "L17", "--sheet", "--out", str(path))
    text = " ".join(pages(path))
    assert "Not done a required step of 27 of 30 cables" in text
    assert text.count("not done: tested both ways round") == 27  # CAB-001 was, two failed


def test_steps_that_were_done_make_it_a_certificate(shop, tmp_path):
    shop("products", "add", "GC-6", "--revision", "B", "--wiggle", "5", "--turned")
    moved = {"kind": "wiggle", "mode": "wiggle", "verdict": "STEADY", "ms": 6000}
    again = record(40, tag=tag(1), limits=LIMITS, product="GC-6 B")
    shop.put(line(again), line(record(41, tag=tag(1), **moved)))
    path = tmp_path / "c.pdf"
    shop("certificate", "CAB-001", "--out", str(path))
    assert "Cable certificate" in pages(path)[0] and "Not done" not in pages(path)[0]


def picture_codes(path):
    zxing = pytest.importorskip("zxingcpp", reason="no zxing-cpp here, to read codes")
    page = pdfium.PdfDocument(path.read_bytes())[0]
    return [one.text for one in zxing.read_barcodes(page.render(scale=3).to_pil())]


def test_the_code_read_off_the_page_verifies(shop, tmp_path):
    path = tmp_path / "c.pdf"
    shop("certificate", "--last", "--out", str(path))
    (text,) = picture_codes(path)
    assert code.found_in(text)
    for given in (text, str(path)):
        exit_code, out, _err = shop("certificate", "--verify", given)
        assert exit_code == Exit.OK and out.startswith("VERIFIED")
        assert "serial CAB-030" in out
    (found,) = json.loads(shop("certificate", "--verify", text, "--json")[1])
    assert found["state"] == "verified" and found["record"]["verdict"] == "PASS"


def test_html_verifies_and_a_scan_of_the_page_does(shop, tmp_path):
    html, pdf, png = tmp_path / "c.html", tmp_path / "c.pdf", tmp_path / "scan.png"
    shop("certificate", "CAB-001", "--out", str(html))
    assert "as found: PASS" in html.read_text("utf-8")  # the drawing
    shop("certificate", "CAB-001", "--out", str(pdf))
    pytest.importorskip("zxingcpp")
    pdfium.PdfDocument(pdf.read_bytes())[0].render(scale=2).to_pil().save(png)
    for path in (html, png):
        assert shop("certificate", "--verify", str(path))[0] == Exit.OK


def test_every_page_of_a_lot_verifies(shop, tmp_path):
    path = tmp_path / "lot.pdf"
    shop("certificate", "--lot", "L17", "--out", str(path))
    exit_code, out, _err = shop("certificate", "--verify", str(path))
    assert exit_code == Exit.OK and out.count("VERIFIED") == 30


def test_what_no_longer_holds_is_said(shop, tmp_path):
    path = tmp_path / "c.pdf"
    shop("certificate", "CAB-001", "--out", str(path))
    (text,) = picture_codes(path)
    shop.put(line(open_ring(50, tag=tag(1))))
    exit_code, out, _err = shop("certificate", "--verify", text)
    assert exit_code == Exit.CABLE_FAILED and out.startswith("NEWER") and "FAIL" in out
    shop("logs", "void", "50", "--why", "wrong cable")
    assert shop("certificate", "--verify", text)[0] == Exit.OK
    shop("logs", "void", "1", "--why", "wrong cable")
    exit_code, out, _err = shop("certificate", "--verify", text)
    assert exit_code == Exit.CABLE_FAILED and out.startswith("VOID")


@pytest.mark.parametrize(
    ("old", "new", "state", "exit_code"),
    [
        ("/PASS/", "/FAIL/", "CHANGED", Exit.DATA_CORRUPT),
        ("/1/PASS", "/2/PASS", "CHANGED", Exit.DATA_CORRUPT),
        ("/1/PASS", "/999/PASS", "UNKNOWN", Exit.USAGE),
    ],
)
def test_a_forged_code_is_found_out(shop, tmp_path, old, new, state, exit_code):
    path = tmp_path / "c.html"
    shop("certificate", "CAB-001", "--out", str(path), "--json")
    (real,) = code.found_in(path.read_text("utf-8"))
    found = shop("certificate", "--verify", str(real).replace(old, new))
    assert found[0] == exit_code and found[1].startswith(state)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--last"], "--out"),
        (["--out", "c.pdf"], "give a serial"),
        (["--last", "--lot", "L17", "--out", "c.pdf"], "give a serial"),
        (["CAB-999", "--out", "c.pdf"], "CAB-999"),
        (["--lot", "none", "--out", "c.pdf"], "none"),
        (["--last", "--out", "c.docx"], "neither"),
        (["--last", "--out", "c.pdf", "--units", "yd"], "--units"),
        (["--last", "--out", "c.pdf", "--templates", "/nowhere"], "no folder"),
        (["--verify", "something else"], "RINGOUT/1/"),
        (["--verify", "nowhere/c.pdf"], "no file nowhere/c.pdf"),
        (["--last", "--out", "/nowhere/c.pdf"], "cannot write"),
    ],
)
def test_a_mistake_is_one_line(shop, arguments, says):
    exit_code, out, err = shop("certificate", *arguments)
    assert (exit_code, out) == (Exit.USAGE, "") and says in err and err.count("\n") == 1


def test_the_last_record_need_not_be_a_test(ringout, tmp_path):
    ringout.put(line(record(1)), line(record(2, verdict="NO-CABLE")), line(record(3, kind="line")))
    path = tmp_path / "c.pdf"
    assert ringout("certificate", "--last", "--out", str(path))[0] == 0
    (text,) = pages(path)
    assert "test 1" in text and "No limit of resistance or capacitance stands" in text


def test_the_shops_logo_and_texts(shop, tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "texts.toml").write_text('name = "Kabel & <Co> #strong"\nsignature = true\n')
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><path d="M0 0h9v4z"/></svg>'
    (folder / "logo.svg").write_text(logo)
    for name in ("c.pdf", "c.html"):
        path = tmp_path / name
        assert shop("certificate", "--last", "-o", str(path), "--templates", str(folder))[0] == 0
    assert "Kabel & <Co> #strong" in pages(tmp_path / "c.pdf")[0]
    assert "Signature" in pages(tmp_path / "c.pdf")[0]
    html = (tmp_path / "c.html").read_text("utf-8")
    assert "Kabel &amp; &lt;Co&gt;" in html and "data:image/svg+xml;base64," in html


def test_a_product_has_its_own_texts_and_no_record_leads_elsewhere(ringout, tmp_path):
    folder, outside = tmp_path / "shop", tmp_path / "outside"
    for place, title in ((folder, "Ours"), (folder / "GC-6", "Guitar"), (outside, "Theirs")):
        place.mkdir()
        (place / "texts.toml").write_text(f'title = "{title}"\n')
    (folder / "texts.toml").write_text('title = "Ours"\nname = "Kabel"\n')
    names = ("GC-6 B", "PIANO", "../outside", str(outside))
    ringout.put(
        *(line(record(n, product=name, tag={"serial": f"S{n}"})) for n, name in enumerate(names, 1))
    )
    for n, title in enumerate(("Guitar", "Ours", "Ours", "Ours"), 1):
        path = tmp_path / f"{n}.html"
        arguments = ("certificate", f"S{n}", "-o", str(path), "--templates", str(folder))
        assert ringout(*arguments)[0] == 0
        assert f"<h1>{title}</h1>" in path.read_text("utf-8")
        assert "Kabel" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("texts.toml", "naame = 'x'", "naame"),
        ("texts.toml", "name = 5", "a text"),
        ("texts.toml", "name = ", "texts.toml"),
        ("logo.png", "not a picture", "logo"),
        ("certificate.typ", "#nonsense(", "template"),
        ("certificate.html.j2", "{{ nonsense }}", "template"),
        ("certificate.html.j2", "{{ ''.__class__.__mro__ }}", "template"),
    ],
)
def test_a_wrong_template_is_one_line(shop, tmp_path, name, content, says):
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / name).write_text(content)
    target = tmp_path / ("c.html" if "html" in name else "c.pdf")
    arguments = ("certificate", "--last", "-o", str(target), "--templates", str(folder))
    exit_code, out, err = shop(*arguments)
    assert (exit_code, out) == (Exit.USAGE, "") and says in err and err.count("\n") == 1


TYPST = '#panic("owned") #read("/etc/passwd") $ x^2 $ *bold* \\u{41} @ref <label> // comment'
TEX = "\\input{/etc/passwd} \\end{document} %"


@pytest.mark.parametrize(
    "text",
    [TYPST, TEX, hostile.SCRIPT, hostile.TEMPLATE, "\u202egnp.exe\x1b[2J\0", "A" * 800, "'\"#;"],
)
def test_no_text_of_a_record_is_anything_but_text(ringout, tmp_path, text):
    """In every field that a certificate shows, in PDF and in HTML."""
    fault = {"code": text, "end": text, "text": text, "contact": text, "net": [text]}
    ringout.put(
        line(record(
            1, verdict="FAIL", faults=[fault] * 9, wiring=[text], cable=text, mode=text, fw=text,
            cal=text, product=text, answered=text, nets=[[text, "A.T"], []],
            leg_ohm={text[:40]: [1, 1], "A.T-B.T": None}, pf={text[:40]: [1e15, 0]},
            cmrr_db={text[:40]: [1, 1]}, parts=[{"kind": "R", "net": [text], "ohm": 1, "u": 1}, 5],
            limits={"leg_ohm": 1e-9}, tag={"serial": "X", "lot": "L" + text, "operator": text},
        )),
        line(record(2, kind="wiggle", text=text, tag={"serial": "X"})),
    )  # fmt: skip
    pdf, html = tmp_path / "c.pdf", tmp_path / "c.html"
    assert ringout("certificate", "X", "-o", str(pdf))[0] == 0
    assert ringout("certificate", "X", "-o", str(html))[0] == 0
    page = " ".join(pages(pdf))
    assert len(pages(pdf)) <= 2
    first_word = re.search(r"\w+", text)
    assert (first_word is None or first_word[0][:12] in page) and "root:" not in page
    source = html.read_text("utf-8")
    assert "<script" not in source and "49" not in re.findall(r">(\d+)<", source)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", source)


def test_a_page_that_is_changed_in_the_file_does_not_fool_the_verifier(shop, tmp_path):
    """The verifier prints what the record says, whatever the page was made to say."""
    path = tmp_path / "c.html"
    shop("certificate", "CAB-010", "--out", str(path))
    path.write_text(path.read_text("utf-8").replace("FAIL ", "PASS "), "utf-8")
    exit_code, out, _err = shop("certificate", "--verify", str(path))
    assert exit_code == 0 and "FAIL  TRS-TRS" in out


def test_a_pdf_is_the_same_every_time(shop, tmp_path, monkeypatch):
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        shop("certificate", "--last", "--out", str(path))
    assert abs(len(first.read_bytes()) - len(second.read_bytes())) < 64
    assert zlib.crc32(pages(first)[0].encode()) == zlib.crc32(pages(second)[0].encode())
