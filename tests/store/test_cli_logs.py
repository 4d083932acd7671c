"""`ringout logs` as a person and a program meet it."""

import csv
import io
import json

import pytest

from ringout_host.cli import output
from ringout_host.errors import Exit
from tests.store.sample import line, open_ring, record, shop_lines


def test_ls_fits_eighty_columns_and_shows_the_newest_first(ringout):
    ringout.put(*shop_lines(40))
    code, out, err = ringout("logs", "ls")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    numbers = [int(row.split()[0]) for row in lines if row.split() and row.split()[0].isdigit()]
    assert numbers == list(range(40, 20, -1))


def test_long_words_give_way_in_ls_and_number_time_and_verdict_never(ringout):
    tag = {"serial": "<script>alert(1)</script>" * 3, "lot": "=cmd|' /C calc'!A0" * 3}
    ringout.put(
        line(record(1, tag=tag)), line(open_ring(12)), line(record(13, verdict="LOOKS-LIKE"))
    )
    lines = ringout("logs", "ls")[1].splitlines()
    assert max(map(len, lines)) <= 80 and "\u2026" in lines[-2]
    rows = [row.split()[:4:3] for row in lines if row.strip()[:1].isdigit()]
    assert rows == [["13", "LOOKS-LIKE"], ["12", "FAIL"], ["1", "PASS"]]
    assert "R open at" in lines[-3]


def test_a_narrow_terminal_keeps_the_fault_and_the_serial(ringout, monkeypatch):
    tag = {"serial": "CAB-0042", "lot": "L17"}
    ringout.put(line(record(1)), line(open_ring(2, tag=tag)))
    monkeypatch.setattr(output.out, "width", 56)  # made once, by the COLUMNS of that time
    lines = ringout("logs", "ls")[1].splitlines()
    assert max(map(len, lines)) <= 56
    (row,) = [row for row in lines if "FAIL" in row]
    assert "R open at B" in row and "CAB-0042" in row and "trs_trs" not in row


def test_a_full_disk_is_one_line(ringout, monkeypatch):
    ringout.put(line(record(1)))
    with open("/dev/full", "w") as full, monkeypatch.context() as patch:
        patch.setattr("sys.stdout", full)
        code, _, err = ringout("logs", "ls", "--json")
    assert code == Exit.USAGE and "disk is full" in err and err.count("\n") == 1


def test_ls_json_is_whole_records(ringout):
    made = [record(1, later=1), open_ring(2)]
    ringout.put(*map(line, made))
    code, out, err = ringout("logs", "ls", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == made[::-1]
    assert json.loads(ringout("logs", "ls", "--json", "--verdict", "fail")[1]) == made[1:]


def test_an_empty_database_says_so(ringout):
    ringout.put()
    assert ringout("logs", "ls")[:2] == (0, "no records yet\n")
    assert ringout("logs", "ls", "--json")[:2] == (0, "[]\n")
    code, out, err = ringout("logs", "show", "last")
    assert (code, out) == (Exit.USAGE, "") and "ringout logs pull" in err


def test_a_database_that_is_not_there_is_not_made_by_looking(ringout, tmp_path):
    for command in (("ls",), ("show",), ("export",)):
        code, out, err = ringout("logs", *command)
        assert (code, out) == (Exit.USAGE, "") and "no database" in err
    assert list(tmp_path.iterdir()) == []


def test_show_tells_the_repair_and_exits_0_for_a_failed_cable(ringout):
    ringout.put(line(open_ring(12, tag={"serial": "CAB-9"})))
    code, out, err = ringout("logs", "show", "12")
    assert (code, err) == (0, "")
    assert out.startswith("FAIL")
    for words in ("CAB-9", "resolder the ring", "A.R ───", "╳", "T-S capacitance", "456.0", "2.3"):
        assert words in out
    assert max(map(len, out.splitlines())) <= 80


def test_show_draws_it_as_found(ringout, tmp_path):
    ringout.put(line(open_ring(12)))
    for name, begins in (("found.svg", b"<svg"), ("found.png", b"\x89PNG")):
        code, output, _ = ringout("logs", "show", "12", "--draw", str(tmp_path / name))
        assert code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert "as found" in (tmp_path / "found.svg").read_text("utf-8")
    code, _, error = ringout("logs", "show", "12", "--draw", str(tmp_path / "found.gif"))
    assert code == 2 and ".svg" in error


def test_show_json_is_the_record(ringout):
    ringout.put(line(open_ring(12)))
    assert json.loads(ringout("logs", "show", "12", "--json")[1]) == open_ring(12)


HOSTILE = {"serial": "[red]x[/red] \x1b[2Jboo", "lot": "<script>"}


def test_text_from_records_is_never_obeyed_by_the_terminal(ringout):
    ringout.put(line(open_ring(1, tag=HOSTILE)))
    for command in (("ls",), ("show",)):
        _code, out, _err = ringout("logs", *command)
        assert "\x1b[2J" not in out
        assert "[red]x" in out


def test_damaged_lines_can_be_listed(ringout):
    ringout.put(line(record(1)), b"torn\x1b[2J", line(record(2, t=-1)))
    _code, out, _err = ringout("logs", "ls", "--damaged")
    assert "no checksum" in out and "$.t" in out
    listed = json.loads(ringout("logs", "ls", "--damaged", "--json")[1])
    assert [row["seq"] for row in listed] == [2, None]
    assert listed[1]["line"] == "torn\x1b[2J"


def test_export_to_stdout_and_to_a_file(ringout, tmp_path):
    ringout.put(*shop_lines(5))
    code, out, err = ringout("logs", "export")
    assert (code, err) == (0, "") and len(list(csv.reader(io.StringIO(out)))) == 6
    code, out, _err = ringout("logs", "export", "--format", "ndjson", "--verdict", "PASS")
    assert {json.loads(row)["verdict"] for row in out.splitlines()} == {"PASS"}
    target = tmp_path / "x.csv"
    code, out, _err = ringout("logs", "export", "-o", str(target), "--json")
    assert json.loads(out) == {"format": "csv", "output": str(target), "records": 5}
    assert len(list(csv.reader(target.open(newline="")))) == 6
    assert list(tmp_path.glob("*.part")) == list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ls", "--verdict", "GOOD"], "PASS"),
        (["ls", "--since", "soon"], "not a time"),
        (["export", "--format", "pdf"], "csv, ndjson"),
        (["export", "-o", "x.pdf"], "--format"),
        (["export", "-o", "/nowhere/x.csv"], "cannot write"),
        (["export", "--json"], "--output"),
        (["show", "nonsense"], "not a record"),
        (["ls", "--db", "/"], "folder"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(ringout, arguments, says):
    ringout.put(line(record(1)))
    code, out, err = ringout("logs", *arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert says in err and err.count("\n") == 1


def test_a_damaged_database_is_exit_7(ringout, tmp_path):
    (tmp_path / "db.sqlite").write_bytes(b"not a database at all" * 50)
    code, out, err = ringout("logs", "ls")
    assert (code, out) == (Exit.DATA_CORRUPT, "") and "--db" in err


def test_every_command_has_help_with_an_example(ringout):
    for command in ("pull", "ls", "show", "export"):
        code, out, _err = ringout("logs", command, "--help")
        assert code == 0 and f"ringout logs {command}" in out.split("Example", 1)[1]
