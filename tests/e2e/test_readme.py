"""Every command line of the README runs. Its pictures: tests/ui/test_gallery.py."""

import re
import shlex
from pathlib import Path

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
