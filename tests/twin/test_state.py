"""`ringout twin` with wishes that cannot be met: one line, no chip started, no UF2 needed."""

import pytest

from ringout_host import cli
from ringout_host.errors import Exit
from ringout_host.flash import micropython

pytest.importorskip("rp2040py", reason="the twin extra is not installed")


def twin(*arguments, monkeypatch):
    monkeypatch.setattr("sys.argv", ["ringout", "twin", "--press", *map(str, arguments)])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return ending.value.code


def test_a_state_file_that_is_none(tmp_path, monkeypatch, capsys):
    state = tmp_path / "state"
    state.write_bytes(b"something else")
    assert twin("--state", state, monkeypatch=monkeypatch) == Exit.USAGE
    assert "holds no flash of a twin" in capsys.readouterr().err
    assert state.read_bytes() == b"something else"
    assert twin("--state", tmp_path, monkeypatch=monkeypatch) == Exit.USAGE


def test_without_a_uf2_it_says_what_to_get(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RINGOUT_UF2", raising=False)
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(micropython.Path, "home", lambda: tmp_path)
    assert twin(monkeypatch=monkeypatch) == Exit.USAGE
    assert micropython.URL in capsys.readouterr().err
