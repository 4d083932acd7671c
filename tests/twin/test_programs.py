"""Programs that talk to a tester, against the emulated one on a pseudo-terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import serving

BIN = Path(sys.executable).parent


@pytest.fixture
def run(served):
    """run(program, *arguments): (exit code, output) of a program at the port of one tester."""
    port = served()

    def program(name, *arguments):
        command = [BIN / name, *[str(a).replace("PORT", port) for a in arguments]]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=900,
            env={**os.environ, "RINGOUT_PATIENCE": str(serving.PATIENCE), "NO_COLOR": "1"},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr * (done.returncode != 0)

    return program


def test_every_command_that_talks_to_a_tester(run, tmp_path):
    code, said = run("ringout", "info", "--port", "PORT", "--json")
    assert code == 0 and json.loads(said)["product"] == "ringout"
    code, said = run("ringout", "test", "--port", "PORT", "--json", "--timeout", 600)
    record = json.loads(said)
    assert code == 0 and record["verdict"] == "PASS"
    code, said = run("ringout", "logs", "pull", "--port", "PORT", "--db", tmp_path / "log.db")
    assert code == 0, said
    code, said = run("ringout", "logs", "ls", "--db", tmp_path / "log.db", "--json")
    assert [row["seq"] for row in json.loads(said)] == [record["seq"]], said
    code, said = run("ringout", "screen", "--port", "PORT", tmp_path / "screen.png")
    assert code == 0 and (tmp_path / "screen.png").stat().st_size > 300, said
    code, said = run("ringout", "selftest", "--port", "PORT", "--json", "--timeout", 600)
    assert code == 5 and not json.loads(said)["pass"], "a cable is plugged"
    code, said = run("ringout", "doctor", "--port", "PORT")
    assert "as this program" in said


def test_mpremote_works_and_the_app_comes_back(run, tmp_path):
    code, said = run("ringout", "logs", "pull", "--port", "PORT", "--db", tmp_path / "log.db")
    assert code == 0, said  # dates this start: the next one has another number
    code, said = run("mpremote", "connect", "PORT", "fs", "ls")
    assert code == 0 and "main.py" in said and "ringout-data/" in said, said
    code, said = run("mpremote", "connect", "PORT", "exec", "import sys; print(sys.platform)")
    assert code == 0 and said.strip() == "rp2", said
    code, said = run("mpremote", "connect", "PORT", "reset")
    assert code == 0, said
    code, said = run("ringout", "info", "--port", "PORT", "--json")
    assert code == 0 and json.loads(said)["boot"] == 2, said
