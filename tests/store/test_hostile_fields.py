"""One field of a record after the other is hostile: everything that shows records only shows it."""

import copy
import csv
import io
import json
import re

import pytest

from tests.store.command import ringout  # noqa: F401  (a fixture)
from tests.store.sample import line, open_ring, record

EVIL = (
    "=cmd|' /C x'!A0\x1b]0;owned\x07\x1b[2J\u202e<script>owned()</script>${jndi}^XZ~JR{{7*191}}\x9b"
)
REFUSED = [("dev",), ("verdict",), ("faults", 0, ("name", "code"))]
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CABLE = open_ring(
    1, kind="press", product="CAB-1 B", answered="once", text="RING OPEN", cable="trs_trs",
    tag={"serial": "S", "lot": "L", "operator": "ANA"}, limits={"leg_ohm": 1.0},
    parts=[{"kind": "R", "net": ["A.T", "A.S"], "ohm": 9.0, "u": 1.0}], stocks=["mogami-w2549"],
    nearest={"cable": "trs_trs", "differs": ["A.T-B.R"]}, cmrr_at_least=["60"],
)  # fmt: skip
LINE = record(
    1, kind="line", channel="STAGE 4", plug={"T-S": 4700, "R-S": 10000}, text="GOOD", mode="line",
    tag={"operator": "ANA"},
)  # fmt: skip


def places(value, path=()):
    """The ways to every text in a record, and to every name in a table inside it."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from places(each, (*path, n))
    elif isinstance(value, dict):
        for name, each in value.items():
            if path:
                yield (*path, ("name", name))
            yield from places(each, (*path, name))


def spoiled(made, path):
    """The same record with that text replaced."""
    made = copy.deepcopy(made)
    at = made
    for step in path[:-1]:
        at = at[step]
    if isinstance(path[-1], tuple):
        at[EVIL[:40]] = at.pop(path[-1][1])
    else:
        at[path[-1]] = EVIL
    return made


@pytest.fixture
def shop(ringout):  # noqa: F811
    """A database of such records; what is refused is not in it."""
    ways = [(made, path) for made in (CABLE, LINE) for path in places(made)]
    lines = [line({**spoiled(made, path), "seq": n}) for n, (made, path) in enumerate(ways, 1)]
    result = ringout.put(*lines)
    refused = [path for _made, path in ways if path in REFUSED]
    assert len(result.reasons) == len(refused) and len(result.new) > 70
    ringout.numbers = result.new
    return ringout


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from texts(list(pair))
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def test_a_terminal_shows_it_and_obeys_nothing(shop):
    asked = [["logs", "ls", "--all"], ["query", "select * from tests"]]
    asked += [["query", f"select * from {view}"] for view in ("readings", "faults", "lots")]
    asked += [["logs", "show", str(seq)] for seq in shop.numbers[::2]]
    for words in asked:
        code, out, err = shop(*words)
        assert code == 0 and not OBEYED.search(out + err), words


def test_an_export_is_data(shop, tmp_path):
    for form in ("csv", "ndjson"):
        path = tmp_path / f"x.{form}"
        assert shop("logs", "export", "-o", str(path))[0] == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8"))))
    assert len(rows) == len(shop.numbers) + 1
    assert not [cell for row in rows for cell in row if re.match(r"[=@\t\r]|[+-]\D", cell)]
    whole = [json.loads(row) for row in (tmp_path / "x.ndjson").read_text("utf-8").splitlines()]
    kept = [text for row in whole for text in texts(row) if text in (EVIL, EVIL[:40])]
    assert len(kept) >= len(shop.numbers)
    for words in (["--csv"], ["--json"]):
        code, out, _err = shop("query", "select * from tests", *words)
        assert code == 0 and "\x1b" not in out and not re.search(r'(^|,)"?=', out, re.M)


def test_no_page_runs_it(shop, tmp_path):
    page, sheet = tmp_path / "r.html", tmp_path / "c.html"
    assert shop("report", "-o", str(page))[0] == 0
    assert shop("certificate", "--lot", "L", "-o", str(sheet))[0] == 0
    assert page.read_text("utf-8").count("<script") == 1  # its own
    assert sheet.read_text("utf-8").count("<script") == 0
    for path in (page, sheet):
        text = path.read_text("utf-8")
        assert not OBEYED.search(text.replace("\t", " ").replace("\r", "")) and ">1337<" not in text
        assert "&lt;script&gt;" in text


def test_no_label_drives_the_printer(shop, tmp_path):
    path = tmp_path / "l.zpl"
    for serial in ("S", EVIL):
        code, _out, err = shop("label", serial, "-o", str(path), "--size", "80x40", "-f", "zpl")
        if code == 0:
            found = re.findall(r"[\^~][A-Z]{2}", path.read_text("ascii"))
            assert found == ["^XA", "^FX", "^FS", "^PW", "^LL", "^FO", "^GF", "^FS", "^XZ"]
        assert code in (0, 2) and not OBEYED.search(err)


def test_a_line_record_is_in_no_yield_and_shows_its_channel(shop, tmp_path):
    code, out, _err = shop(
        "query", "select count(*) n, sum(judged) judged from tests where kind = 'line'", "--json"
    )
    (row,) = json.loads(out)["rows"] if out.startswith("{") else json.loads(out)
    assert code == 0 and list(row.values() if isinstance(row, dict) else row)[1] == 0
    out = shop("query", "select distinct channel from tests where channel not null", "--csv")[1]
    assert "STAGE 4" in out
