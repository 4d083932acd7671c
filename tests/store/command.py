"""The command line in this process, on a database of its own."""

import sys

import pytest

from ringout_host import cli
from ringout_host.store.database import open_store
from tests.store.test_ingest import put


@pytest.fixture
def ringout(tmp_path, capfd, monkeypatch):
    """Runs `ringout ...` on one SQLite file; gives (exit code, stdout, stderr)."""
    monkeypatch.setenv("RINGOUT_DB", str(tmp_path / "db.sqlite"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ringout", *arguments])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    run.put = lambda *lines: put(open_store(str(tmp_path / "db.sqlite")), list(lines))
    return run
