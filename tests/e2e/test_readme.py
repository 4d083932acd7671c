"""Every command line of the README runs, and its pictures are what the firmware draws today."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\.venv/bin/ringout (.+)$", TEXT, re.MULTILINE)
PICTURES = {
    "readme-pass.png": "trs_trs,length=6m,stock=mogami-w2549",
    "readme-fail.png": "trs_trs,length=6m,stock=mogami-w2549,open=R@0.3m:B",
}


def test_the_commands_run_in_the_order_they_stand(ringout, serve, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) > 8
    for command in COMMANDS:
        words = [word.replace("/tmp/tester", str(tmp_path / "tester")) for word in shlex.split(command)]
        if words[0] == "serve":
            options = dict(zip(words[1::2], words[2::2], strict=True))
            serve(options["--cable"], Path(options["--link"]))
            continue
        done = ringout(*words)
        assert done.returncode in (0, 1, 6), f"{command}\n{done.stderr}"
        assert done.stdout or "report" in words, command
    assert (tmp_path / "report.html").stat().st_size > 1000


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_are_the_screens_of_today(ringout, tmp_path, name):
    from PIL import Image, ImageChops

    fresh = tmp_path / name
    cable = PICTURES[name]
    ringout("simulate", "--cable", cable, "--length", "6m", "--json", "--screen", str(fresh))
    with Image.open(fresh) as now, Image.open(ROOT / "hardware/manual/screens" / name) as then:
        difference = ImageChops.difference(now.convert("RGB"), then.convert("RGB")).getbbox()
    assert difference is None, f"make it anew: ringout simulate --cable {cable} --screen {name}"
