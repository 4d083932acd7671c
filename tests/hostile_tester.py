"""A tester that lies, on a pseudo-terminal: what a broken, foreign or malicious device may send.

Everything is drawn from a seed. It answers as a tester of ours would, and then something is
wrong: a value of another type, a text that a terminal would obey, lines missing, doubled, out of
order or cut, silence, the port going away.
"""

import json
import zlib
from random import Random

from ringout.measure import calibration
from ringout.settings import table
from ringout_host.sim.pty import PtyLink
from tests.log.made import record

DEV = "e6614104030b2f2f"
RECORDS = 40
TEXTS = (
    "\x1b[2J\x1b[31mPASS", "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x9b31m",
    "\x90q\x9c", "[/x]", "[bold red]", "[link=http://evil.example]x[/link]", ":warning:",
    "\u202etxt.exe", "\u2066\u2069", "\ud800", "\udfff\ud800", "a\x00b", "\r\nringout: PASS",
    "\x07", "\x7f", "\u200b", "\ufeff", "x" * 5000, "{0}{x}", "%s%n", "=cmd|' /C calc'!A0",
    "<script>", "",
)  # fmt: skip
ODD = (
    None, True, False, -1, 0, 2**31, 2**53, 2**53 + 1, 2**70, -(2**70), 10**400, 1.5, -0.0, 1e308,
    float("inf"), float("-inf"), float("nan"), "", "0", "nan", [], {}, [[]], {"a": 1}, [None],
    {"text": {"text": 1}}, ["A.T"] * 300,
)  # fmt: skip
WAYS = ("texts", "types", "keys", "lines", "noise", "silence", "vanish", "torn")


def answers(dice: Random) -> dict:
    """What an honest tester says to each op."""
    tag = {"serial": "C-1", "lot": "L17", "operator": "ANA"}
    made = {**record(RECORDS + 1, kind=dice.randrange(10)), "tag": tag, "text": "RING OPEN"}
    made["faults"] = made["faults"] or [{"code": "open", "net": ["A.R", "B.R"], "text": "open"}]
    made["question"] = {"text": "black rings on plug B: 1 or 2?"}
    checks = [
        {"name": "adc", "ok": True, "value": 1.0, "low": 0.5, "high": 2.0, "unit": "codes"},
        {"name": "mux", "ok": False, "advice": "replace U3", "critical": True},
    ]
    settings = {row[0]: row[1] for row in table.ROWS}
    return {
        "hello": {
            "dev": DEV, "product": "ringout", "proto": 1, "fw": "0.1.0", "hw": 1, "boot": 3,
            "up_ms": 1234, "t": 1_790_000_000,
        },
        "log.stat": {
            "first": 1, "next": RECORDS + 1, "acked": 0, "records": RECORDS, "bytes": 9000,
            "dropped": 0, "damaged": 0, "percent": 7, "last": RECORDS,
        },
        "log.ack": {"acked": 1},
        "clock.set": {"t": 1_790_000_000},
        "settings.get": {"settings": settings, "serial": "C-1", "message": "settings lost"},
        "settings.set": {"settings": settings, "serial": "", "message": ""},
        "calibrate": {
            "step": "short", "jack": "A", "missing": [], "cal": "c3-1a2b", "t": 1_790_000_000,
            "zeroed": True,
        },
        "selftest": {"pass": False, "checks": checks},
        "test": {"record": made},
        "screen": {"width": 128, "height": 64, "format": "mono_vlsb", "pixels": "A5" * 1024},
        "crash.read": {
            "text": 'firmware 0.1.0, 3 s after start\nTraceback:\n  File "ringout/app.py", in b7\n'
            "ValueError: 'b7'\n"
        },
        "raw": {"packed": 12, "us": 90},
        "answers.clear": {"answers": ["trs_trs"]},
        "capture": {
            "record": made, "mode": "auto", "length_m": None, "settings": settings, "files": {},
            "calibration": calibration.Calibration().values(), "broken": [None, None],
            "crc": "00000000",
        },
        "bootsel": {},
    }  # fmt: skip


class HostileTester:
    """One device on the port `path`. way: of WAYS. acked: highest number that it was told."""

    def __init__(self, path, seed: int, way: str):
        self.dice = Random(seed)
        self.way = way
        self.link = PtyLink(path)
        self.path = str(path)
        self.acked = 0
        self.sent: set[int] = set()  # numbers of whole records that left
        self.answers = answers(self.dice)
        self.lines = [self._line(seq) for seq in range(1, RECORDS + 1)]
        self._received = b""
        self._gone = False
        self._looks = 0
        self._honest = self.dice.randrange(6)  # so many answers before it begins

    def turn(self) -> None:
        """Take what came, answer it. To be called again and again."""
        if self._gone:
            return
        self._received += self.link.read(0.005)
        while b"\n" in self._received:
            line, _, self._received = self._received.partition(b"\n")
            try:
                request = json.loads(line)
            except ValueError:
                continue
            self._answer(request)

    def stop(self) -> None:
        """No more answers; what is being sent stays where it is."""
        self._gone = True

    def close(self) -> None:
        """The port goes away."""
        self._gone = True
        self.link.close()

    def _answer(self, request: dict) -> None:
        op, number = str(request.get("op")), request.get("id")
        if op == "log.ack":
            self.acked = max(self.acked, request.get("seq", 0))
        lies = self._honest <= 0 and self.dice.random() < 0.7
        self._honest -= 1
        if op == "log.read":
            self._read(request, lies)
            return
        if op == "log.stat":
            self._looks += 1
            if self._looks > 3:  # somebody waits for a test
                self.lines.append(self._line(len(self.lines) + 1))
                self.answers[op]["next"] += 1
                self.answers[op]["last"] += 1
        fields = self.answers.get(op)
        if fields is None:
            self._say(
                {"id": number, "ok": False, "err": {"code": "bad-op", "text": "no op"}}, False
            )
            return
        if lies and self.dice.random() < 0.1:
            error = {"code": self.dice.choice([*TEXTS, *ODD]), "text": self.dice.choice(TEXTS)}
            fields = {"ok": False, "err": self.dice.choice([error, *ODD])}
        elif lies and self.way in ("texts", "types", "keys"):
            fields = self._spoiled(fields)
        self._say({"id": number, "ok": True, **fields}, lies)

    def _spoiled(self, value):
        """The same value, with something wrong in a few places."""
        dice = self.dice
        if isinstance(value, dict):
            made = {key: self._spoiled(each) for key, each in value.items()}
            if self.way == "keys" and made and dice.random() < 0.5:
                made.pop(dice.choice(sorted(made)))
                made[dice.choice(TEXTS)] = dice.choice(ODD)
            return made
        if isinstance(value, list) and dice.random() < 0.8:
            return [self._spoiled(each) for each in value]
        if self.way == "texts" and isinstance(value, str):
            return dice.choice(TEXTS) if dice.random() < 0.5 else value + dice.choice(TEXTS)
        if self.way == "types" and dice.random() < 0.25:
            return dice.choice(ODD + TEXTS)
        return value

    def _line(self, seq: int) -> bytes:
        """A stored line; in some ways of lying with a record that is whole and hostile."""
        made = {**record(seq), "dev": DEV}
        if self.way in ("texts", "types", "keys") and seq % 3 == 0:
            keep = {key: made[key] for key in ("v", "dev", "seq")}
            made = {**self._spoiled(made), **keep}
        raw = self.dice.random() < 0.5  # C1 and marks of direction as they are, not escaped
        body = json.dumps(made, separators=(",", ":"), ensure_ascii=not raw)
        data = body.encode("utf-8", "surrogatepass")
        return data + b"\t%08x" % zlib.crc32(data)

    def _read(self, request: dict, lies: bool) -> None:
        start = request.get("from", 1)
        pairs = list(enumerate(self.lines, 1))[max(0, start - 1) :][: request.get("max", 64)]
        count = len(pairs)
        dice = self.dice
        if lies and self.way == "lines":
            kind = dice.randrange(7)
            if kind == 0:
                pairs, count = [], 0
            elif kind == 1:
                count = dice.choice([count + 1, 10**9, -1, "3", 2**70])
            elif kind == 2:
                dice.shuffle(pairs)
            elif kind == 3:
                pairs = pairs[: len(pairs) // 2] * 2
                count = len(pairs)
            elif kind == 4:
                pairs = [(0, line[: dice.randrange(len(line))]) for _, line in pairs]
            elif kind == 5:
                pairs = pairs[1::2]
                count = len(pairs)
            else:
                pairs = [(0, b"x" * 70_000)]
                count = 1
        self._say(
            {"id": request.get("id"), "ok": True, "data": count, "next": len(self.lines) + 1}, False
        )
        for seq, line in pairs:
            self._send(line + b"\n")
            self.sent.add(seq)
        self._say({"id": request.get("id"), "end": len(pairs)}, lies)

    def _say(self, value: dict, lies: bool) -> None:
        text = json.dumps(value).encode() + b"\n"
        dice = self.dice
        if lies and self.way == "noise":
            noise = bytes(dice.randrange(256) for _ in range(dice.randrange(300)))
            text = dice.choice([noise + b"\n" + text, noise, text + text, noise + text])
        elif lies and self.way == "silence":
            return
        elif lies and self.way == "torn":
            text = text[: dice.randrange(len(text))] + dice.choice([b"", b"\n"])
        self._send(text)
        if lies and self.way == "vanish":
            self.close()

    def _send(self, data: bytes) -> None:
        for _ in range(400):
            if self._gone or not data:
                return
            data = data[self.link.write(data) :]
            if data:
                self._received += self.link.read(0.005)
