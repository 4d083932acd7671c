"""Hostile testers over every command that reads one, and over every command that shows what was
stored: no traceback, no raw control character, nothing acknowledged that was not sent."""

import contextlib
import io
import os
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path
from random import Random
from unittest import mock

import typer

from ringout_host import cli
from ringout_host.errors import Exit
from ringout_host.store.database import open_store
from tests.hostile_tester import WAYS, HostileTester

GOAL = ("runs", 2_000)
PATIENCE = 0.1  # factor on the time-outs: silence must not take minutes
MORE = {  # what a command needs beside --port
    ("capture",): ["--cable", "x", "--out", f"{tempfile.gettempdir()}/hostile-case.json"],
    ("characterise",): ["--out", f"{tempfile.gettempdir()}/hostile-unit.json"],
    ("settings", "get"): ["length_m"],
    ("settings", "set"): ["beep=off", "lot=L17"],
    ("logs", "tail"): ["-n", "1"],
    ("cables", "learn"): ["x"],
    ("cables", "push"): ["x"],
    ("cables", "rm"): ["x"],
    ("collect",): ["--once"],
    ("flash",): None,  # speaks to MicroPython, not to our console: tests/flash has its own
}
STORED = (
    ["logs", "ls"], ["logs", "ls", "--json"], ["logs", "ls", "--damaged"],
    ["logs", "ls", "--damaged", "--json"], ["logs", "show", "last"],
    ["logs", "show", "last", "--json"], ["logs", "export"], ["logs", "export", "-f", "ndjson"],
)  # fmt: skip
EXPECTED = {*Exit} - {Exit.INTERNAL}


def tree() -> dict[tuple[str, ...], set[str]]:
    """Every command of the tree with its options: ("logs", "pull") -> {"--port", ...}."""
    found = {}

    def walk(node, words):
        for name, child in node.commands.items():
            if hasattr(child, "commands"):
                walk(child, (*words, name))
            else:
                found[(*words, name)] = {o for param in child.params for o in param.opts}

    root = typer.main.get_command(cli.app)
    root.load_all()
    walk(root, ())
    return found


def lines_with_a_port() -> list[list[str]]:
    """A command line for each command that reads from a tester, in words and in JSON."""
    made = []
    for words, options in sorted(tree().items()):
        more = MORE.get(words, [])
        if "--port" not in options or more is None:
            continue
        made.append([*words, *more])
        made += [[*words, *more, option] for option in ("--json", "--show") if option in options]
    return made


class Ran:
    """A command line that was carried out in this process."""

    def __init__(self, *words: str):
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        keys = io.StringIO("C-1\n\n\nC-2\n")
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(sys, "argv", ["ringout", *words]),
            mock.patch.object(sys, "stdin", keys),
        ):
            try:
                cli.main()
                self.code = 0
            except SystemExit as ended:
                self.code = int(ended.code or 0)
        for stream in (out, err):
            stream.flush()
        self.words = words
        self.out = out.buffer.getvalue().decode("utf-8", "surrogateescape")
        self.err = err.buffer.getvalue().decode("utf-8", "surrogateescape")

    def check(self) -> None:
        """AssertionError if it broke, or showed what a terminal would obey."""
        assert "Traceback" not in self.err, (self.words, self.err)
        assert self.code in EXPECTED, (self.words, self.code, self.err)
        raw = {c for c in self.out + self.err if not c.isprintable()} - {"\n"}
        if self.words[:2] == ("logs", "export"):
            raw -= {"\r"}  # the line ends of CSV
        assert not raw, (self.words, raw)


@contextlib.contextmanager
def served(tester: HostileTester):
    """Its port is alive inside the block."""
    over = threading.Event()

    def serve():
        while not over.is_set():
            tester.turn()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        over.set()
        tester.stop()
        thread.join(10)
        tester.close()


@contextlib.contextmanager
def impatient(folder: Path):
    """Short time-outs, and folders of our own."""
    home = {name: str(folder) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "HOME")}
    home["RINGOUT_DB"] = str(folder / "db.sqlite")
    with (
        mock.patch("ringout_host.link.device.patience_wanted", lambda: PATIENCE),
        mock.patch.dict(os.environ, home),
        mock.patch("ringout_host.cli.calibrate.SLOW_S", 2.0),
        mock.patch("ringout_host.link.ports.list_ports.comports", lambda: []),
        mock.patch("ringout_host.cli.logs.tail._POLL_S", 0.01),
        mock.patch("ringout_host.cli.station._POLL_S", 0.02),
    ):
        yield


def rounds(seed: int):
    """A round is one command against one tester; after a pull, all that shows what it stored."""
    dice = Random(seed)
    lines = lines_with_a_port()
    empty = empty_database()
    while True:
        line, way = dice.choice(lines), dice.choice(WAYS)
        if dice.random() < 0.3:
            line = ["logs", "pull"]
        with tempfile.TemporaryDirectory(prefix="ringout-") as name:
            folder = Path(name)
            with impatient(folder):
                (folder / "db.sqlite").write_bytes(empty)
                tester = HostileTester(folder / "tester", dice.randrange(1 << 30), way)
                with served(tester):
                    ran = Ran(*line, *timeout(line), "--port", tester.path)
                ran.check()
                counted = {"runs": 1, f"exit {ran.code}": 1}
                if line[:2] == ["logs", "pull"]:
                    assert tester.acked in tester.sent | {0}, (tester.acked, way)
                    assert tester.acked <= highest_stored(folder), (tester.acked, way)
                    for look in STORED:
                        Ran(*look).check()
                        counted["runs"] += 1
        yield counted


def empty_database() -> bytes:
    """A new one, made once: the tables take longer than everything else here."""
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        path = Path(folder) / "db.sqlite"
        open_store(str(path)).close()
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
        return path.read_bytes()


def timeout(line: list[str]) -> list[str]:
    return ["--timeout", "1"] if line[0] in ("test", "selftest") else []


def highest_stored(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite")) as connection:
        return connection.execute("select max(seq) from records").fetchone()[0] or 0
