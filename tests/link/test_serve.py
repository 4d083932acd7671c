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
    from ringout.console.console import Console
    from ringout.base.compat import ticks_ms
    from ringout_host import cli
    from ringout_host.cli import serve
    from ringout_host.errors import UsageError

    class Board(MemoryBoard):
        console_out = None
        def console_in(self, data):
            self.chunks.append(data)
        def console_write(self, data):
            return self.console_out(bytes(data))

    class Handheld:
        def __init__(self, cable, root, realtime):
            self.board = Board()
            self.board.ticks_ms = ticks_ms
            self.tester = Handset(records=3000)
            self.tester.ops["restart"] = lambda request: self.end("reset")
            self.tester.ops["bootsel"] = lambda request: self.end("bootloader")
            self.power_on()
        def power_on(self):
            self.console = Console(self.board, self.tester.ops)
        def end(self, how):
            def leave():
                raise SystemExit(how)
            self.console.after_reply(leave)
        def step(self):
            self.console.poll()
        def press(self, key="TEST"):
            print("pressed", key, flush=True)
        def plug(self, cable):
            if cable == "nonsense":
                raise UsageError("no cable nonsense: try trs_trs")
            print("plugged", cable, flush=True)

    serve.plug = lambda cable, root, seed, realtime, **more: Handheld(cable, root, realtime)
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
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])},
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


def test_the_firmware_restarts_or_leaves_for_its_boot_drive(tmp_path):
    with Server(tmp_path / "tester") as server:
        with open_device(server.link) as device:
            assert device.call("restart") == {}
            assert device.log_stat()["records"] == 3000
            device.bootsel()
        assert server.process.wait(10) == 0
        assert b"boot drive" in server.process.stderr.read()
    assert not os.path.lexists(tmp_path / "tester")


RINGOUT = Path(sys.executable).with_name("ringout")


def serve_for_real(folder, cable="trs_trs,length=6m,open=R@B"):
    """The installed command with the whole simulated tester behind it."""
    options = ["--cable", cable, "--link", str(folder / "tester"), "--state", str(folder / "flash")]
    process = subprocess.Popen(
        [RINGOUT, "serve", *options], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, bufsize=0
    )
    assert b"simulated handheld on" in process.stderr.readline()
    return process


def test_the_whole_tester_served_killed_and_served_again(tmp_path):
    link = str(tmp_path / "tester")
    process = serve_for_real(tmp_path)
    try:
        with open_device(link) as device:
            record = device.test()
            assert record["verdict"] == "FAIL" and record["faults"][0]["code"] == "open"
            assert [device.test()["seq"] for _ in range(2)] == [
                record["seq"] + 1,
                record["seq"] + 2,
            ]
            before = device.log_read(record["seq"], 64)
            assert len(before) == 3 and any(device.screen())
    finally:
        process.kill()
        process.wait(10)
    process = serve_for_real(tmp_path)
    try:
        with open_device(link) as device:
            assert device.log_read(record["seq"], 64) == before
            assert device.info["boot"] == 2
            assert device.test()["seq"] == record["seq"] + 3
    finally:
        process.terminate()
        assert process.wait(10) == 0
    assert not os.path.lexists(link)


def test_a_mistake_in_the_cable_spec_is_exit_2(tmp_path):
    done = subprocess.run(
        [RINGOUT, "serve", "--cable", "trs_trs,opne=R@B", "--link", tmp_path / "tester"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 2 and done.stdout == "" and "opne" in done.stderr
    assert done.stderr.count("\n") == 1 and not os.path.lexists(tmp_path / "tester")
