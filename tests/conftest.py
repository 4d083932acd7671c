"""Command lines run in the process of the test."""

import gc
import sys

import pytest

from ringout_host import cli
from ringout_host.link import ports


def pytest_collection_finish():
    """What was imported stays to the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def no_ports(monkeypatch, tmp_path):
    """Nothing plugged in, whatever this computer has."""
    monkeypatch.delenv("RINGOUT_PORT", raising=False)
    monkeypatch.setattr(ports.list_ports, "comports", lambda: [])
    monkeypatch.setattr(ports, "links_folder", lambda: tmp_path / "ports")


@pytest.fixture
def ringout(monkeypatch, capsys, no_ports):
    """Run a command line, nothing being plugged in: (exit code, stdout, stderr)."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["ringout", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return int(ended.value.code or 0), shown.out, shown.err

    return run
