"""`ringout serve` as a process: pulled from, typed at, interrupted and killed."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from console_board import stored

from ringout_host.errors import NoDeviceError, ProtocolError
from ringout_host.link.device import open_device

HERE = Path(__file__).parent

# The command's loop around a handheld that is all console: the process and its port are real.
SCRIPT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from console_board import Handset, MemoryBoard
    from ringout.console import Console
    from ringout.compat import ticks_ms
    from ringout_host import cli
    from ringout_host.cli import serve
    from ringout_host.errors import UsageError

    class Board(MemoryBoard):
        on_send = None
        def console_in(self, data):
            self.chunks.append(data)
        def console_write(self, data):
            return self.on_send(bytes(data))

    class Handheld:
        def __init__(self, cable, root, realtime):
            self.board = Board()
            self.board.ticks_ms = ticks_ms
            self.tester = Handset(records=3000)
            self.console = Console(self.board, self.tester.ops)
        def step(self):
            self.console.poll()
        def press(self, key="TEST"):
            print("pressed", key, flush=True)
        def plug(self, cable):
            if cable == "nonsense":
                raise UsageError("no cable nonsense: try trs_trs")
            print("plugged", cable, flush=True)

    serve.plug = lambda cable, root, realtime: Handheld(cable, root, realtime)
    cli.main()
    """
)


class Server:
    """The process, its terminal (or none), and the link it serves."""

    def __init__(self, link, terminal=False):
        self.link = str(link)
        self.keys = None
        stdin = subprocess.DEVNULL
        if terminal:
            self.keys, stdin = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, "serve", "--cable", "trs_trs", "--link", self.link],
            bufsize=0,  # select() sees what is left to read
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )
        assert b"simulated handheld on" in self.process.stderr.readline()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(10)

    def line(self):
        """What it prints next."""
        ready, _, _ = select.select([self.process.stdout], [], [], 10)
        assert ready, "it printed nothing"
        return self.process.stdout.readline().decode().strip()


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_ends_cleanly_and_takes_its_link_away(tmp_path, sign, code):
    link = tmp_path / "tester"
    with Server(link) as server:
        with open_device(server.link) as device:
            assert device.log_stat()["records"] == 3000
        server.process.send_signal(sign)
        assert server.process.wait(10) == code
        assert b"Traceback" not in server.process.stderr.read()
    assert not os.path.lexists(link)


def test_killed_in_the_middle_of_a_pull_and_pulled_again(tmp_path):
    link = tmp_path / "tester"
    pulled = []
    failed = pytest.raises((NoDeviceError, ProtocolError))
    with Server(link) as server, failed as caught, open_device(server.link) as device:
        while True:
            pulled += device.log_read(len(pulled) + 1, 200)
            if len(pulled) == 600:
                server.process.kill()
    assert str(caught.value).count("\n") == 0
    assert os.path.islink(link)  # nobody could tidy up
    with Server(link) as server, open_device(server.link) as device:
        while page := device.log_read(len(pulled) + 1, 200):
            pulled += page
    assert pulled == [stored(seq) for seq in range(1, 3001)]


def test_its_keyboard(tmp_path):
    with Server(tmp_path / "tester", terminal=True) as server:
        os.write(server.keys, b"\n")
        assert server.line() == "pressed TEST"
        os.write(server.keys, b"m\ncable trs_trs,open=R@B\n")
        assert server.line() == "pressed MODE"
        assert server.line() == "plugged trs_trs,open=R@B"
        os.write(server.keys, b"cable nonsense\nwhat\n\n")
        assert server.line() == "pressed TEST"
        os.write(server.keys, b"\x04")  # end of input
        with open_device(server.link) as device:
            assert device.hello()["product"] == "ringout"
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) == 0
        told = server.process.stderr.read().decode()
        assert "no cable nonsense" in told and "Enter presses TEST" in told
