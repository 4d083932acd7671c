"""Every command line of the README runs, and its pictures are what the firmware draws today."""

import re
import shlex
from pathlib import Path

import pytest

from ringout_host.gallery import manual
from ringout_host.sim.picture import to_png

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\.venv/bin/ringout (.+)$", TEXT, re.MULTILINE)


def test_the_commands_run_in_the_order_they_stand(ringout, serve, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) > 8
    for command in COMMANDS:
        words = shlex.split(command.replace("/tmp/tester", str(tmp_path / "tester")))
        if words[0] == "serve":
            options = dict(zip(words[1::2], words[2::2], strict=True))
            serve(options["--cable"], Path(options["--link"]))
            continue
        done = ringout(*words)
        assert done.returncode in (0, 1, 6), f"{command}\n{done.stderr}"
        assert done.stdout or "report" in words, command
    assert (tmp_path / "report.html").stat().st_size > 1000


@pytest.mark.parametrize("name", manual.PRESSED)
def test_the_pictures_are_the_screens_of_today(tmp_path, name):
    fresh = tmp_path / "fresh.png"
    to_png(manual.pressed(manual.PRESSED[name]), fresh, 4)
    kept = ROOT / manual.FOLDER / f"{name}.png"
    assert fresh.read_bytes() == kept.read_bytes(), "make gallery ARGS=--accept makes it anew"
