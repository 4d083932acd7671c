"""A board that gives back what another one gave: the lines of a case (board/recorder.py).

It has no physics. The firmware has to ask what it asked then, in that order; where it asks for
something else it is another firmware, and `Diverged` says where. How long it waits and how many
samples it takes follow from readings, so that the last digits of single and double precision
may show in them: a little more or less is the same.

Runs under CPython, on the MicroPython VM and on the chip. One file: the chip gets it as one module
more of the firmware.
"""

import binascii
from array import array

from ringout.base.modes import AUTO, EXPECT, GOLDEN
from ringout.board.port import Board
from ringout.measure import calibration
from ringout.settings.settings import Settings
from ringout.storage.files import Files
from ringout.tester import Tester
from ringout.wirings import lookup, own_files

SAME_COUNT = 3  # samples, and a fiftieth
SAME_US = 20  # and a fiftieth
_NAMES = {
    "t": "ticks_ms", "u": "ticks_us", "s": "settle_us", "d": "drive", "f": "force",
    "x": "release", "r": "read", "m": "mux", "c": "charge", "C": "capture", "a": "adc_sum",
    "g": "glance", "q": "quiet", "k": "keys", "v": "vsys_mv", "p": "usb_present", "n": "unix_s",
    "i": "i2c_write", "I": "i2c_read", "": "nothing more",
}  # fmt: skip


class Diverged(BaseException):
    """What was asked is not what was recorded. No Exception: a press survives those."""


class ReplayedBoard(Board):
    """lines: texts, of a list or a file. files: storage.files.Files of the tester."""

    def __init__(self, lines: list, files: Files, uid: str = "") -> None:
        self.files = files  # type: ignore[assignment]  # the port has none
        self.uid = uid
        self.calls = 0  # so far
        self._lines = iter(lines)
        self._ahead = self._read()
        self._over = False  # diverged: whatever is asked now is part of giving up

    def _read(self) -> str:
        for line in self._lines:
            return line.strip()
        return ""

    def finish(self) -> None:
        """Nothing more is asked: Diverged if there is more."""
        if self._ahead and not self._over:
            self._diverge("")

    def _diverge(self, asked: str) -> None:
        self._over = True
        raise Diverged(
            "call %d: this firmware asks for %s, recorded was %s"
            % (self.calls, _worded(asked), _worded(self._ahead.partition("=")[0]))
        )

    def _next(self, asked: str, near: int = 0) -> str:
        """The answer to what is asked. near: so much beside is the same, of its first number."""
        self.calls += 1
        recorded, _, answer = self._ahead.partition("=")
        if recorded.strip() != asked and not (near and _is_near(asked, recorded, near)):
            self._diverge(asked)
        self._ahead = self._read()
        return answer

    def _number(self, asked: str, most: int) -> int:
        try:
            found = int(self._next(asked))
        except ValueError:
            found = -1
        if not 0 <= found <= most:
            raise self._bad()
        return found

    def _samples(self) -> list:
        """The numbers of the lines that follow."""
        codes = []
        while self._ahead[:1] == "+":
            try:
                data = binascii.a2b_base64(self._ahead[1:].encode())
            except ValueError:
                raise self._bad()
            if len(data) % 2 or len(data) > 384:
                raise self._bad()
            for k in range(0, len(data), 2):
                codes.append((data[k] | data[k + 1] << 8) & 0xFFF)
            self._ahead = self._read()
        return codes

    def _bad(self) -> Diverged:
        self._over = True
        return Diverged("call %d: what was recorded makes no sense" % self.calls)

    # -- what a press calls ----------------------------------------------------------------
    def ticks_ms(self) -> int:
        """Then."""
        return self._number("t", 0x3FFFFFFF)

    def ticks_us(self) -> int:
        """Then."""
        return self._number("u", 0x3FFFFFFF)

    def settle_us(self, us: float) -> None:
        """Nothing has to settle."""
        self._next("s %d" % us, SAME_US)

    def drive(self, high: int, low: int, pull_down: bool = True) -> None:
        """Only asked."""
        self._next("d %d %d %d" % (high, low, 1 if pull_down else 0))

    def force(self, high_line: int, low_line: int) -> None:
        """Only asked."""
        self._next("f %d %d" % (high_line, low_line))

    def release(self) -> None:
        """Only asked; may be, whatever went wrong."""
        if not self._over:
            self._next("x")

    def read(self) -> int:
        """The levels of then."""
        return self._number("r", 0x7FF)

    def mux(self, channel: int) -> None:
        """Only asked."""
        self._next("m %d" % channel)

    def charge(self, hi: int | None, lo: int | None) -> None:
        """Only asked."""
        self._next("c %s %s" % (hi, lo))

    def capture(
        self, buffer: array, count: int, hi: int | None, lo: int | None, adc: int = 0
    ) -> None:
        """The codes of then; the last one once more where there are a few less."""
        self._next("C %d %s %s %d" % (count, hi, lo, adc), SAME_COUNT)
        codes = self._samples()
        if len(codes) + SAME_COUNT + count // 50 < count:
            raise self._bad()
        for k in range(count):
            buffer[k] = codes[min(k, len(codes) - 1)]

    def adc_sum(self, adc: int, count: int) -> int:
        """The sum of then."""
        return self._number("a %d %d" % (adc, count), 4095 * count)

    def glance(self, codes: array, lifts: array, level: int, most_us: int) -> None:
        """The codes and lifts of then."""
        self._next("g %d %d" % (level, most_us))
        found = self._samples()
        if len(found) != len(codes) + len(lifts):
            raise self._bad()
        for k in range(len(codes)):
            codes[k] = found[k]
            lifts[k] = found[len(codes) + k]

    def quiet(self, on: bool) -> None:
        """Only asked."""
        if not self._over:
            self._next("q %d" % (1 if on else 0))

    # -- what else the self-test and a record ask ------------------------------------------
    def keys(self) -> int:
        """Held then."""
        return self._number("k", 3)

    def vsys_mv(self) -> int:
        """Then."""
        return self._number("v", 100000)

    def usb_present(self) -> bool:
        """Then."""
        return self._number("p", 1) == 1

    def unix_s(self) -> int | None:
        """Then."""
        answer = self._next("n")
        if answer == "None":
            return None
        try:
            return int(answer)
        except ValueError:
            raise self._bad()

    def i2c_write(self, address: int, data: bytes) -> None:
        """Answered as then."""
        if not self._number("i", 1):
            raise OSError(5)

    def i2c_read(self, address: int) -> int:
        """The byte of then, or no answer."""
        answer = self._next("I")
        if answer == "-1":
            raise OSError(5)
        if not answer.isdigit() or int(answer) > 255:
            raise self._bad()
        return int(answer)


def _is_near(asked: str, recorded: str, near: int) -> bool:
    """The same but for the first number, and that one nearly."""
    one, other = asked.split(), recorded.split()
    if len(other) < 2 or one[:1] + one[2:] != other[:1] + other[2:]:
        return False
    try:
        wanted, had = int(one[1]), int(other[1])
    except ValueError:
        return False
    return abs(wanted - had) <= near + had // 50


def _worded(call: str) -> str:
    """Such as "mux 3" for "m 3", in printable ASCII."""
    name, _, rest = call.strip()[:40].partition(" ")
    rest = "".join([c if " " <= c <= "~" else "?" for c in rest])
    return ("%s %s" % (_NAMES.get(name, "something unknown"), rest)).strip()


# -- the press of a case ---------------------------------------------------------------------
class _Then:
    """The clock of then."""

    def __init__(self, ms: int) -> None:
        self._ms = ms

    def ms(self) -> int:
        """Since the start of then."""
        return self._ms


def press(case: dict, lines: list, files: Files) -> dict:
    """The record that this firmware makes of a case: a dict of cases/case.py, its `calls` apart
    as `lines`. files: of a tester that has nothing yet. Diverged where the firmware asks for
    something else; ValueError for a case that no tester makes."""
    then = case["record"]
    board = ReplayedBoard(lines, files, case["dev"])
    if case.get("expander"):
        from ringout.measure.shells import Shells

        board.expander = Shells(board)  # type: ignore[assignment]
    tester = Tester(board, then["boot"], _Then(then["up_ms"]))
    mode = case["mode"]
    _keep(case["files"], (mode.partition(":")[2], then.get("cable")), files)
    own_files.forget()
    settings = Settings(files)
    told = case["settings"]
    settings.update([(name, told[name]) for name in told if name in settings.values])
    tester.use(_calibration(case["calibration"]))
    own_id = mode[len(EXPECT) :]
    if mode.startswith(EXPECT) and (own_files.has(files, own_id) or not lookup.is_listed(own_id)):
        own_files.load(files, mode[len(EXPECT) :])
    elif mode != AUTO and not mode.startswith((EXPECT, GOLDEN)):
        raise ValueError("there is no mode '%s'" % mode)
    tester.mode = mode
    tester.length_m = case["length_m"]
    tester.settings = settings.values
    tester.fast_failure, tester.full_failure = case["broken"]
    try:
        record = tester.test(then["seq"])
        board.finish()
    finally:
        own_files.forget()
    return record


def _calibration(values: dict) -> calibration.Calibration:
    """As it was, if it can have been."""
    known = calibration.made_of(dict(values, id=values["id"] or ""))
    known.id = values["id"]
    complaint = known.complaint()
    if complaint:
        raise ValueError(complaint)
    return known


def _keep(texts: dict, names: tuple, files: Files) -> None:
    """The learned or own cable of then; it has one of these names, and that one is a plain one."""
    for path in texts:
        folder, _, name = path.partition("/")
        if folder not in ("golden", "cables") or name not in names:
            raise ValueError("a file '%s' does not belong to it" % path)
        if not name or name.strip(". ") != name or [c for c in name if c not in _NAME]:
            raise ValueError("nothing has the name '%s'" % name)
        files.make_folder(folder)
        files.put(path, texts[path].replace("\n", "\t", 1).encode())  # the TAB of the file
    if texts:
        own_files.rows(files)  # writes their index


_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_abcdefghijklmnopqrstuvwxyz ."
