"""The console half of a board, for tests of the protocol: no pins, only bytes and a clock."""

import json
import threading
import zlib

from ringout.console.console import Console, Refused, need_int
from ringout_host.sim.pty import PtyLink

UID = "e6614104030b2f2f"


class MemoryBoard:
    """Takes requests from a list of chunks and collects what is sent.

    window: how many bytes one console_write takes (0: nobody reads); clock_ms moves by
    `wait_ms` when a read finds nothing.
    """

    def __init__(self, window=64 * 1024):
        self.chunks = []
        self.sent = bytearray()
        self.window = window
        self.clock_ms = 0
        self.largest_write = 0

    def ticks_ms(self):
        return self.clock_ms

    def console_read(self, wait_ms=0):
        if self.chunks:
            return self.chunks.pop(0)
        self.clock_ms += wait_ms
        return b""

    def console_write(self, data):
        taken = min(self.window, len(data))
        self.sent += bytes(data[:taken])
        self.largest_write = max(self.largest_write, len(data))
        return taken

    def replies(self):
        """What was sent so far, as JSON objects."""
        return [json.loads(line) for line in self.sent.decode().splitlines() if line]


def drain(console, board, turns=10000):
    """Poll until nothing is left to read or send."""
    for _ in range(turns):
        if not console.poll(10) and not board.chunks and not console.sending:
            return
    raise AssertionError("the console never came to rest")


def stored(seq, text="x"):
    """A log line as the device stores it, without its newline."""
    body = json.dumps({"v": 1, "seq": seq, "verdict": "PASS", "text": text}).encode()
    return body + b"\t%08x" % zlib.crc32(body)


class Handset:
    """The ops of a tester with a log in memory: enough to be pulled from and to fail."""

    def __init__(self, records=0):
        self.log = [stored(seq) for seq in range(1, records + 1)]
        self.acked = 0
        self.clock = None
        self.settings = {"beep": True}
        self.info = {"product": "ringout", "proto": 1, "fw": "0.1.0"}
        self.verdict = "PASS"
        self.calls = []
        self.ops = {
            "hello": self.hello,
            "test": self.test,
            "log.stat": self.log_stat,
            "log.read": self.log_read,
            "log.ack": self.log_ack,
            "clock.set": self.clock_set,
            "settings.get": lambda request: {"settings": self.settings},
            "screen": lambda request: {
                "width": 128, "height": 64, "format": "mono_vlsb", "pixels": "A5" * 1024,
            },
            "crash": lambda request: 1 // 0,
        }  # fmt: skip

    def hello(self, request):
        self.calls.append("hello")
        return {"dev": UID, "boot": 3, "up_ms": 1234, "t": self.clock, "hw": 1, **self.info}

    def test(self, request):
        self.calls.append("test")
        self.log.append(stored(len(self.log) + 1))
        faults = [{"code": "open", "text": "Ring open at B."}] if self.verdict == "FAIL" else []
        return {
            "record": {
                "v": 1,
                "verdict": self.verdict,
                "wiring": ["trs_trs"],
                "faults": faults,
            }
        }

    def log_stat(self, request):
        size = sum(map(len, self.log))
        return {
            "first": 1, "next": len(self.log) + 1, "acked": self.acked,
            "records": len(self.log), "bytes": size, "dropped": 0, "damaged": 0,
        }  # fmt: skip

    def log_read(self, request):
        start = need_int(request, "from", 1, 1 << 30)
        count = need_int(request, "max", 1, 512, 64)
        lines = self.log[start - 1 : start - 1 + count]
        return {"data": len(lines), "next": start + len(lines)}, iter(lines)

    def log_ack(self, request):
        seq = need_int(request, "seq", 0, len(self.log))
        self.acked = max(self.acked, seq)
        return {"acked": self.acked}

    def clock_set(self, request):
        self.clock = need_int(request, "t", 0, 1 << 40)
        if self.clock < 1_600_000_000:
            raise Refused("bad-arg", "t lies in the past")
        return {}


class PtyBoard:
    """A board whose console is a pseudo-terminal and whose clock is real.

    tamper: changes what is about to be sent (bytes -> bytes), to break replies.
    """

    def __init__(self, link, tamper=None):
        from ringout.base.compat import ticks_ms

        self.link = link
        self.tamper = tamper
        self.ticks_ms = ticks_ms

    def console_read(self, wait_ms=0):
        return self.link.read(wait_ms / 1000)

    def console_write(self, data):
        if self.tamper is None:
            return self.link.write(data)
        self.link.write(self.tamper(bytes(data)))
        return len(data)


class OnPty:
    """Something on a pseudo-terminal: a thread calls `turn` until the with block ends."""

    def __init__(self, path):
        self.path = str(path)
        self.link = PtyLink(path)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def turn(self):
        raise NotImplementedError

    def _run(self):
        while not self._stop.is_set():
            self.turn()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(5)
        self.link.close()


class Served(OnPty):
    """A tester behind a port. tamper: see PtyBoard."""

    def __init__(self, path, tester, tamper=None):
        super().__init__(path)
        self._console = Console(PtyBoard(self.link, tamper), tester.ops)

    def turn(self):
        self._console.poll(5)
