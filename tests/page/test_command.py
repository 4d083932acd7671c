"""`ringout page` as a process: it says where it is, serves, and ends as it is told."""

import os
import signal
import subprocess
import sys
import urllib.request

import pytest

PROGRAM = """
from pathlib import Path
from ringout_host.page import server
server.built = lambda: Path({folder!r})
from ringout_host.cli import main
main()
"""
WORDS = ("page", "--cable", "ts_ts", "--no-open", "--listen", "0")


def start(folder, *words, **environment):
    """The command with the page of this test session."""
    program = PROGRAM.format(folder=str(folder))
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_serves_until_it_is_ended(folder, sign, code):
    with start(folder, *WORDS, RINGOUT_PATIENCE="20") as running:
        address = running.stdout.readline().strip()
        base, _, fragment = address.partition("#")
        assert base.startswith("http://127.0.0.1:") and fragment.startswith("token=")
        assert fragment.endswith("&patience=20")
        with urllib.request.urlopen(base, timeout=10) as reply:
            assert b"ringout" in reply.read()
        running.send_signal(sign)
        _, said = running.communicate(timeout=20)
    assert running.returncode == code and "Traceback" not in said, said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--cable", "ts_ts", "--port", "/dev/x"), "name one"),
        (("--cable", "xx", "--no-open"), "unknown cable"),
        (("--no-open", "--listen", "99999"), "--listen"),
    ],
)
def test_a_mistake_is_one_line(folder, words, says):
    with start(folder, "page", *words) as running:
        _, said = running.communicate(timeout=20)
    assert running.returncode == 2 and says in said and "Traceback" not in said
