"""Fuzz of the real app's console: whatever comes in, the tester answers or ignores it, goes on."""

import json
import tempfile
from random import Random

from ringout_host.sim.handheld import Handheld

GOAL = ("lines", 200_000)
BATCH = 200
ROUNDS_OF_A_TESTER = 25
OPS = (
    "hello", "log.stat", "log.read", "log.ack", "clock.set", "settings.get", "settings.set",
    "screen", "crash.read", "answers.clear", "nope", "", "__import__", "calibrate",
)  # fmt: skip
SLOW = ("test", "selftest", "bootsel")  # now and then
NAMES = (
    "from", "max", "seq", "t", "packed", "serial", "length_m", "mode", "expect", "beep", "lot",
    "limit_leg_ohm", "step", "clear", "id", "op", "operator", "units", "rotate", "\x00", "settings",
)  # fmt: skip
VALUES = (
    None, True, False, 0, 1, -1, 7, 255, 256, 2**30, 2**31, 2**53, 2**63, 2**64, -(2**70), 10**90,
    0.5, 1e38, 1e39, 1e308, "", "x", "A" * 41, "status", "open", "save", "plug", "stop", "trs_trs",
    "auto", "\u00e9", "\\", [], {}, [[[]]], {"a": {"b": []}}, "../../main.py", "%s", "{}", "\x7f",
)  # fmt: skip
TEXTS = (
    b"AT", b"+++", b"\x04", b"\x01", b"import os; os.remove('main.py')", b"[1,2]", b"null", b"{",
    b'{"id":1,"op":"hello"', b'{"id":1,"ok":true}', b'{"id":1,"end":3}', b"\xff\xfe", b"{" * 600,
    b'{"id":1,"op":' + b"[" * 400, b'{"id":1e400,"op":"hello"}', b'{"id":NaN,"op":"hello"}',
    b"\x00" * 50, b'{"op":"hello","op":"log.stat"}', b'{"id":"' + b"\\u0000" * 40 + b'"}',
)  # fmt: skip


def line(dice: Random) -> bytes:
    """A line, most of them requests, some nearly so, some nothing of the kind."""
    kind = dice.random()
    if kind < 0.12:
        return dice.choice(TEXTS)
    if kind < 0.2:
        return bytes(dice.randrange(256) for _ in range(dice.randrange(90)))
    op = dice.choice(SLOW) if dice.random() < 0.002 else dice.choice(OPS)
    made = {"id": dice.choice((1, 2, "a", 3)), "op": op}
    for _ in range(dice.randrange(4)):
        made[dice.choice(NAMES)] = dice.choice(VALUES)
    if op == "log.ack":
        made["seq"] = dice.choice((0, 1, 10**6))
    data = json.dumps(made).encode()
    if kind < 0.3 and data:
        data = bytearray(data)
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)[: dice.randrange(len(data))] if 0.3 < kind < 0.34 else bytes(data)


class Fuzzed:
    """A virtual handheld and what came out of its port."""

    def __init__(self, folder: str):
        self.out = bytearray()
        self.resets = 0
        self.handheld = Handheld("trs_trs,length=3m", folder)
        self.connect()

    def connect(self) -> None:
        def take(data):
            self.out.extend(data)
            return len(data)

        self.handheld.board.console_out = take

    def feed(self, data: bytes, turns: int) -> None:
        """Bytes in, and turns of the app; a reset that a request asks for is carried out."""
        self.handheld.board.console_in(data)
        for _ in range(turns):
            try:
                self.handheld.step()
            except SystemExit:  # bootsel
                self.resets += 1
                self.handheld.power_on()

    def is_alive(self, number: int) -> bool:
        """It answers hello as ever. Two line ends before it: the last line may lack its own."""
        del self.out[:]
        self.feed(b'\n\n{"id":"alive %d","op":"hello"}\n' % number, 40)
        for text in bytes(self.out).splitlines():
            if b'"alive %d"' % number in text:
                reply = json.loads(text)
                return reply["ok"] and reply["product"] == "ringout"
        return False


def rounds(seed: int):
    """A round: a batch of lines, then it is asked who it is."""
    dice = Random(seed)
    while True:
        with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
            fuzzed = Fuzzed(folder)
            for number in range(ROUNDS_OF_A_TESTER):
                lines = [line(dice) for _ in range(BATCH)]
                ends = [dice.choice((b"\n", b"\r\n", b"\r", b"\n")) for _ in lines]
                data = b"".join(text + end for text, end in zip(lines, ends, strict=True))
                while data:
                    size = dice.randrange(1, 400)
                    fuzzed.feed(data[:size].replace(b"\x03", b""), 3)  # Ctrl-C is not the app's
                    data = data[size:]
                for _ in range(300):
                    if not fuzzed.handheld.app.console.sending:
                        break
                    fuzzed.feed(b"", 1)
                assert fuzzed.is_alive(number), lines
                assert not fuzzed.handheld.board.files.read("crash")
                yield {"lines": BATCH, "resets": fuzzed.resets}
                fuzzed.resets = 0
