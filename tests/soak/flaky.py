"""A board that changes its mind: at some call of a press it fails, answers something else, or the
cable is another one. Whatever happens, the press ends in a record, in the log, with no line driven.
"""

import random
import tempfile
from collections import Counter

from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse
from tests.soak._cables import moving_cable, sound_cable

GOAL = ("presses", 5_000)
PRESSES = 5  # of one tester
SPAN = 900  # a press makes about so many calls of the port
CALLS = (
    "drive", "force", "release", "read", "mux", "charge", "capture", "adc_sum", "quiet",
    "settle_us", "ticks_ms", "ticks_us", "i2c_write", "lamps", "tone", "vsys_mv", "usb_present",
    "unix_s",
)  # fmt: skip
ERRORS = (OSError, ValueError, RuntimeError, MemoryError, TypeError, IndexError, KeyError)


class FlakyBoard:
    """Wraps the calls of a simulated board; armed, it does something at call number `at`."""

    def __init__(self, handheld, rng):
        self.handheld, self.rng = handheld, rng
        self.at = -1
        self.count = 0
        self.what = ""
        for name in CALLS:
            setattr(handheld.board, name, self._wrapped(name, getattr(handheld.board, name)))

    def arm(self, at):
        """The next press meets it at call `at`; -1: never."""
        self.at = at
        self.count = 0
        self.what = "nothing"

    def _wrapped(self, name, real):
        def call(*given):
            self.count += 1
            if self.count != self.at:
                return real(*given)
            return self._mischief(name, real, given)

        return call

    def _mischief(self, name, real, given):
        kind = self.rng.choice(("raise", "raise", "lie", "replug", "pull"))
        self.what = f"{kind} at {name}, call {self.count}"
        if kind == "raise":
            raise self.rng.choice(ERRORS)("on purpose")
        if kind in ("replug", "pull"):
            cable = moving_cable(self.rng) if kind == "replug" else "none"
            self.handheld.bench.plug(parse(cable))
        answer = real(*given)
        if kind == "lie":
            if name == "capture":
                for k in range(given[1]):
                    given[0][k] = self.rng.randrange(4096)
            elif name == "read":
                return self.rng.randrange(2048)
            elif name == "adc_sum":
                return self.rng.randrange(4096) * given[1]
        return answer


def rounds(seed):
    """A tester each, with presses on other cables and at other moments."""
    rng = random.Random(seed)
    while True:
        with tempfile.TemporaryDirectory(prefix="ringout-") as root:
            handheld = Handheld("none", root, seed=rng.randrange(1, 13))
            handheld.bench.strict = False
            flaky = FlakyBoard(handheld, rng)
            yield press(handheld, flaky, rng, PRESSES)


def press(handheld, flaky, rng, times):
    """So many presses; their counts."""
    counts = Counter()
    app = handheld.app
    for _ in range(times):
        cable = sound_cable(rng) if rng.random() < 0.5 else moving_cable(rng)
        handheld.plug(cable)
        flaky.arm(rng.randrange(1, SPAN))
        number = app.log.next_seq
        record = app.press()
        where = f"{cable}: {flaky.what}"
        flaky.arm(-1)
        assert not handheld.bench.is_driven(), f"lines left driven: {where}"
        assert app.log.next_seq == number + 1 and app.log.dropped == 0, f"not logged: {where}"
        counts += Counter({"presses": 1, record["verdict"]: 1, "survived": "crash" in record})
    return counts
