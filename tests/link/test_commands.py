"""The commands that talk to a tester: what they print and the code they exit with."""

import json
import os
import subprocess
import sys

import pytest
import typer
from console_board import UID, Handset, Served

from ringout_host import cli
from ringout_host.link.device import open_device
from ringout_host.verdicts import VERDICT_EXIT

pytestmark = pytest.mark.usefixtures("no_ports")


def every_command():
    """Every command of the tree as its words, `logs pull` as ("logs", "pull")."""

    def walk(node, words):
        for name, child in sorted(getattr(node, "commands", {}).items()):
            if getattr(child, "commands", None):
                yield from walk(child, (*words, name))
            else:
                yield (*words, name)

    root = typer.main.get_command(cli.app)
    root.load_all()
    return list(walk(root, ()))


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_commands_help_has_an_example(ringout, words):
    code, out, err = ringout(*words, "--help")
    assert code == 0 and err == ""
    assert "Example" in out and " ".join(("ringout", *words)) in out.split("Example", 1)[1]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["frobnicate"], "No such command 'frobnicate'. See: ringout --help"),
        (["info", "--bogus"], "See: ringout info --help"),
        (["info", "--port"], "--port' requires an argument. See: ringout --help"),
        (["test", "--timeout", "soon"], "'--timeout'"),
        (["info", "surplus"], "surplus"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line_and_exit_2(ringout, words, hint):
    code, out, err = ringout(*words)
    assert code == 2 and out == "" and hint in err and err.count("\n") == 1


def test_no_command_shows_what_there_is(ringout):
    code, out, err = ringout()
    assert code == 2 and "devices" in out + err


@pytest.mark.parametrize("command", ["info", "test", "screen", "devices"])
def test_no_tester_is_exit_3(ringout, command, tmp_path):
    code, out, err = ringout(command)
    assert code == 3 and out == "" and "no tester found" in err
    missing = str(tmp_path / "ttyACM9")
    code, out, err = ringout(command, "--port", missing)
    assert code == 3 and out == "" and missing in err and err.count("\n") == 1
    dangling = tmp_path / "ended"
    dangling.symlink_to("/dev/pts/99999")
    code, out, err = ringout(command, "--port", str(dangling))
    assert code == 3 and "has ended" in err
    for other in ("/etc/passwd", "/dev/null", "/"):
        code, out, err = ringout(command, "--port", other)
        assert code == 3 and f"{other} is not a serial port" in err


def test_a_port_in_use_is_exit_4_and_says_by_whom(ringout, tmp_path):
    with Served(tmp_path / "t", Handset()) as served:
        with open_device(served.path):
            code, out, err = ringout("info", "--port", served.path)
            assert code == 4 and out == "" and "in use" in err
        code, _, _ = ringout("info", "--port", served.path)
        assert code == 0


def test_a_program_that_takes_no_lock_holds_the_port_as_well(ringout, tmp_path):
    hold = (
        "import os, sys; os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); print(flush=True); input()"
    )
    with Served(tmp_path / "t", Handset()) as served:
        other = subprocess.Popen(
            [sys.executable, "-c", hold + "; input()", served.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        other.stdout.readline()
        code, _, err = ringout("info", "--port", served.path)
        other.communicate(b"\n")
        assert code == 4 and f"(process {other.pid})" in err
        assert ringout("info", "--port", served.path)[0] == 0


def test_garbage_on_the_port_is_exit_5(ringout):
    device, host = os.openpty()  # an echoing terminal: it sends back what it gets
    try:
        code, out, err = ringout("info", "--port", os.ttyname(host))
    finally:
        os.close(device)
        os.close(host)
    assert code == 5 and out == "" and err.count("\n") == 1


def test_another_protocol_is_exit_5(ringout, tmp_path):
    tester = Handset()
    tester.info["proto"] = 9
    with Served(tmp_path / "t", tester) as served:
        code, out, err = ringout("test", "--port", served.path, "--json")
    assert code == 5 and out == "" and "speaks protocol 9" in err and "ringout flash" in err


@pytest.mark.parametrize("verdict", VERDICT_EXIT)
def test_the_exit_code_of_a_test_is_its_verdict(ringout, tmp_path, verdict):
    tester = Handset()
    tester.verdict = verdict
    with Served(tmp_path / "t", tester) as served:
        code, out, err = ringout("test", "--port", served.path)
        assert code == VERDICT_EXIT[verdict] and out.startswith(verdict) and err == ""
        code, out, err = ringout("test", "--port", served.path, "--json")
        assert code == VERDICT_EXIT[verdict] and json.loads(out)["verdict"] == verdict
        assert err == ""


def test_an_unknown_verdict_is_not_mistaken_for_success(ringout, tmp_path):
    tester = Handset()
    tester.verdict = "FINE"
    with Served(tmp_path / "t", tester) as served:
        code, out, err = ringout("test", "--port", served.path)
    assert code == 5 and out == "" and "'FINE'" in err


def test_info_in_words_and_as_json(ringout, tmp_path):
    with Served(tmp_path / "t", Handset(records=4)) as served:
        code, out, _ = ringout("info", "--port", served.path)
        assert code == 0 and UID in out and "4 records" in out and "not set" in out
        code, out, _ = ringout("info", "--port", served.path, "--json")
    facts = json.loads(out)
    assert facts["dev"] == UID and facts["log"]["next"] == 5 and facts["proto"] == 1


def test_devices_lists_what_is_there_and_what_is_wrong_with_it(ringout, tmp_path, monkeypatch):
    folder = tmp_path / "ports"
    folder.mkdir()
    with (
        Served(folder / f"good-{os.getpid()}", Handset()) as good,
        Served(folder / f"taken-{os.getpid()}", Handset()) as taken,
        open_device(taken.path),
    ):
        code, out, _ = ringout("devices", "--json")
        rows = json.loads(out)
        assert code == 0 and [row["port"] for row in rows] == [good.path, taken.path]
        assert rows[0]["dev"] == UID and "in use" in rows[1]["error"]
        code, out, _ = ringout("devices")
        assert code == 0 and UID in out and "in use" in out
        assert good.path in out and taken.path in out  # whole, to be copied
        code, out, err = ringout("info")
        assert code == 2 and out == "" and good.path in err and taken.path in err
        monkeypatch.setenv("RINGOUT_PORT", good.path)
        assert ringout("info")[0] == 0


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["simulate"], "expect:WIRING"),
        (["logs", "show"], "ID:NUMBER"),
        (["logs", "ls"], "postgresql+psycopg://user@host/ringout"),
    ],
)
def test_help_is_whole_at_eighty_columns(ringout, monkeypatch, words, text):
    monkeypatch.setenv("COLUMNS", "80")
    _code, out, _err = ringout(*words, "--help")
    assert text in out and "\u2026" not in out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["simulate", "--cable", "open=R@B"], "trs_trs,open=R@B"),
        (["twin", "--json"], "ringout test --json"),
        (["twin", "--screen", "x.png"], "ringout screen"),
    ],
)
def test_a_wish_that_cannot_be_met_says_what_can(ringout, words, reason):
    code, out, err = ringout(*words)
    assert code == 2 and out == "" and reason in err and err.count("\n") == 1


def test_a_picture_that_cannot_be_written_is_told_once(ringout, tmp_path):
    file = tmp_path / "missing" / "x.png"
    code, out, err = ringout("simulate", "--cable", "none", "--screen", str(file))
    assert code == 2 and err.count(str(file)) == 1 and "No such file" in err
