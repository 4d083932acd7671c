"""`ringout flash` as a whole, on boards that a folder plays: reports, failures, exit codes."""

import json
from functools import cache

import pytest
from board import FolderBoard
from sample import micropython_uf2

from ringout_host import cli
from ringout_host.errors import Exit, NoDeviceError
from ringout_host.flash import board_facts, bootsel, install, micropython, targets, uf2
from ringout_host.flash.bundle import build
from ringout_host.flash.targets import Target

BUILD = cache(build)
CHECKS = [{"name": "adc", "ok": True}, {"name": "mux", "ok": False}]


class Answering:
    """What answers after the restart."""

    def __init__(self, version, checks):
        self.info = {"fw": version, "dev": "e661"}
        self.checks = checks
        self.clock = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def set_clock(self, t):
        self.clock = t

    def call(self, op, **_):
        assert op == "selftest" and self.clock
        passed = all(check["ok"] for check in self.checks)
        return {"ok": True, "pass": passed, "checks": self.checks}


class Plugged(FolderBoard):
    """A board behind a port."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def restart(self):
        pass


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """bench.boards: port -> board, None for one that went away; bench.checks: self-tests."""

    class Bench:
        boards = {}
        checks = CHECKS[:1]

        def run(self, *arguments):
            monkeypatch.setattr("sys.argv", ["ringout", "flash", *map(str, arguments)])
            with pytest.raises(SystemExit) as ending:
                cli.main()
            return ending.value.code

        def board(self, name, **facts):
            root = tmp_path / name
            root.mkdir()
            self.boards[f"/dev/{name}"] = board = Plugged(root, **facts)
            return board

    bench = Bench()

    def prompt(path, patience):
        if bench.boards[path] is None:
            raise NoDeviceError(f"the board on {path} went away")
        return bench.boards[path]

    def version_on(path):
        folder = bench.boards[path].root / "firmware"
        return (folder / (folder / "active").read_text() / "ringout/version.txt").read_text()

    monkeypatch.setattr(install, "Prompt", prompt)
    monkeypatch.setattr(board_facts, "build", BUILD)
    monkeypatch.setattr(
        install, "open_device", lambda path, patience: Answering(version_on(path), bench.checks)
    )
    monkeypatch.setattr(targets, "choose", lambda *_: [Target(port=p) for p in bench.boards])
    monkeypatch.setattr(targets, "refuse_strangers", lambda path: None)
    return bench


def test_a_board_is_filled_and_reported(bench, capsys):
    board = bench.board("one")
    assert bench.run() == Exit.OK
    said = capsys.readouterr().out
    assert "before: none" in said and "self-test: passed" in said
    assert (board.root / "main.py").is_file()
    assert bench.run("--json") == Exit.OK  # again: nothing to send
    (report,) = json.loads(capsys.readouterr().out)
    assert report["sent_files"] == 0 and report["before"] == report["after"]


def test_a_failing_selftest_is_said_and_exits_5(bench, capsys):
    bench.board("one")
    bench.checks = CHECKS
    assert bench.run() == Exit.PROTOCOL
    assert "self-test: FAILED (mux)" in capsys.readouterr().out


def test_a_newer_firmware_stays_unless_asked(bench, capsys):
    board = bench.board("one")
    assert bench.run() == Exit.OK
    version = board.root / "firmware/a/ringout/version.txt"
    version.write_text("9.9.9")
    capsys.readouterr()
    assert bench.run() == Exit.USAGE
    said = capsys.readouterr().err
    assert "9.9.9, newer than this program's 0." in said and version.read_text() == "9.9.9"
    assert bench.run("--downgrade") == Exit.OK


def test_one_failing_board_does_not_stop_the_others(bench, capsys):
    bench.boards["/dev/gone"] = None
    bench.board("esp", machine="ESP32")
    bench.board("good")
    assert bench.run("--all") == Exit.NO_DEVICE
    said = capsys.readouterr()
    assert "/dev/gone: the board on /dev/gone went away" in said.err
    assert "ESP32" in said.err and "/dev/good: ringout" in said.out


@pytest.fixture
def drive(monkeypatch, tmp_path):
    """A boot drive that is accepted; what is in it comes back as /dev/bare."""
    folder = tmp_path / "RPI-RP2"
    folder.mkdir()
    monkeypatch.setattr(bootsel, "check_drive", lambda path: None)
    monkeypatch.setattr(bootsel, "wait_for_port", lambda before: "/dev/bare")
    monkeypatch.setattr(targets, "choose", lambda *_: [Target(drive=folder)])
    return folder


def test_a_bare_pico_gets_micropython_and_then_the_firmware(bench, drive, tmp_path, capsys):
    file = tmp_path / "plain.uf2"
    file.write_bytes(micropython_uf2())
    bench.board("bare")
    assert bench.run("--uf2", file) == Exit.USAGE, "nobody vouches for it"
    assert not (drive / bootsel.FILE).exists()
    assert bench.run("--uf2", file, "--trust") == Exit.OK
    assert uf2.read((drive / bootsel.FILE).read_bytes()) == uf2.load(file)
    assert "/dev/bare: ringout" in capsys.readouterr().out


@pytest.mark.parametrize("spoil", ["truncated", "with a file system", "RP2350"])
def test_nothing_is_written_from_a_wrong_uf2(bench, drive, tmp_path, capsys, spoil):
    data = micropython_uf2()
    if spoil == "truncated":
        data = data[:-512]
    elif spoil == "RP2350":
        data = data.replace((0xE48BFF56).to_bytes(4, "little"), (0xE48BFF59).to_bytes(4, "little"))
    else:
        data = uf2.write(uf2.read(data) | {0x100A0000: bytes(256)})
    file = tmp_path / "wrong.uf2"
    file.write_bytes(data)
    assert bench.run("--uf2", file) == Exit.DATA_CORRUPT
    assert list(drive.iterdir()) == []
    assert "wrong.uf2" in capsys.readouterr().err


def test_offline_without_a_uf2_says_what_to_do(bench, drive, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("RINGOUT_UF2", raising=False)
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(micropython.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(micropython, "URL", (tmp_path / "gone.uf2").as_uri())
    assert bench.run() == Exit.USAGE
    said = capsys.readouterr().err
    assert "gone.uf2" in said and str(tmp_path / "cache") in said and "--uf2" in said
    assert list(drive.iterdir()) == []


def test_a_cache_that_cannot_be_written(monkeypatch, tmp_path):
    served = tmp_path / "served.uf2"
    served.write_bytes(micropython_uf2())
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(micropython, "URL", served.as_uri())
    monkeypatch.setattr(micropython, "SHA256", micropython.sha256(served.read_bytes()))
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path / "file" / "uf2")
    with pytest.raises(micropython.UsageError, match="cannot write .*put it into"):
        micropython.fetch()
