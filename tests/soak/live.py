"""Live sources against every way of driving: what is there before, comes or goes at any moment.

The simulator records every driver of every line against the source. Whatever drives: lines are
released for good within 20 ms of the arrival of positive DC of 1 V and more (behind up to 22 k),
within 60 ms for AC of 0.45 V peak and more and for negative DC; no PASS is said of a cable while
such a source is on it; weaker ones never give a PASS with a wrong reading.
"""

import math
import random
import tempfile
from collections import Counter
from typing import Any, NamedTuple

from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.console.protocol import Refused
from ringout.console.service import Service
from ringout.ui.keys import PRESS
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.outside import Recorder
from ringout_host.sim.spec import parse

GOAL = ("situations", 2_000)
JOBS = ("press", "press", "press", "auto-run", "calibrate", "selftest", "learn", "wiggle", "picked",
        "tone", "line")  # fmt: skip
CABLES = (
    "trs_trs,length=6m", "ts_ts,length=6m", "xlr_xlr,length=3m", "xlr_xlr,length=30m",
    "trs_trs,length=60m", "insert,length=2m", "rca_rca,length=1m", "ts_ts,length=0.3m",
)  # fmt: skip
LINES = (
    "xlr_xlr,length=30m,unplug=B", "xlr_xlr,length=60m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B",
    "xlr_xlr,length=15m,unplug=B,short=T-S@B,short=R-S@B", "ts_ts,length=10m,unplug=B",
    "xlr_xlr,length=30m,unplug=B,open=T@40%",
)  # fmt: skip
WINDOWS_MS = {  # in which a job drives lines: from `sources_begin` on
    "press": (110, 230), "auto-run": (220, 680), "calibrate": (20, 125), "selftest": (35, 85),
    "learn": (35, 190), "wiggle": (30, 1100), "picked": (100, 1300), "tone": (15, 600),
    "line": (20, 250),
}  # fmt: skip
CONTACTS = (
    "A.T", "A.R", "A.S", "B.T", "B.S", "C.T", "A.R2", "A.T,A.R", "B.T,B.R", "A.T,B.S", "A.T-A.S",
    "B.T-A.S", "B.T-B.S",
)  # fmt: skip
OHMS = (50.0, 150.0, 600.0, 2200.0, 6810.0, 10e3, 22e3)
WEAK_OHMS = (50.0, 600.0, 4700.0, 22e3, 100e3)
PLUS_MS, SWING_MS = 20.0, 60.0
MOST_OHM = 33e6


class Situation(NamedTuple):
    """One source at one moment of one job. allowed_ms: how long it may be driven after it came,
    None where only the verdict counts."""

    job: str
    cable: str
    source: str
    arrives_ms: float | None  # None: it was there before
    leaves_ms: float | None
    allowed_ms: float | None
    seed: int

    def text(self) -> str:
        """The cable with its source."""
        times = f":from={self.arrives_ms:.2f}ms" if self.arrives_ms else ""
        times += f":to={self.leaves_ms:.2f}ms" if self.leaves_ms else ""
        head, _, contacts = self.source.partition("@")
        return f"{self.cable},live={head}{times}@{contacts}"


def situation(rng: random.Random) -> Situation:
    """Drawn from the whole list."""
    job = rng.choice(JOBS)
    cable = rng.choice(CABLES)
    if job in ("calibrate", "selftest"):
        cable = "none"
        if job == "calibrate" and rng.random() < 0.6:
            cable = f"none,plug={rng.choice(('short', '10ohm'))}@{rng.choice('ABC')}"
    elif job == "line":
        cable = rng.choice(LINES)
    source, allowed_ms = _source(rng)
    if "short=" in cable or "plug=" in cable:  # a source across a short is none
        source = source.partition("-A")[0].partition("-B")[0]
    if "open=" in cable:  # nor one behind a break
        source = source.replace("@B.", "@A.").replace("A.T,A.S", "A.T")
    arrives_ms = leaves_ms = None
    when = rng.random()
    if when < 0.85:
        first_ms, last_ms = WINDOWS_MS[job]
        arrives_ms = rng.uniform(first_ms if when < 0.75 else 0.1, last_ms)
    if rng.random() < (0.15 if allowed_ms is not None else 0.5):
        leaves_ms = (arrives_ms or 0.0) + rng.uniform(1.0, 80.0)
    return Situation(job, cable, source, arrives_ms, leaves_ms, allowed_ms, rng.randrange(1, 999))


def _source(rng: random.Random) -> tuple[str, float | None]:
    kind = rng.choice(("plus", "phantom", "minus", "mains", "tone", "music", "quiet", "weak"))
    ohm = rng.choice(OHMS)
    contact = rng.choice(CONTACTS)
    loud = math.exp(rng.uniform(math.log(0.45), math.log(12.0)))
    if kind == "phantom":
        volts, ohm = rng.choice(((48, 6810.0), (24, 1200.0), (12, 680.0)))
        return f"{volts}V:{ohm}ohm@{rng.choice(('A.T,A.R', 'B.T,B.R', 'A.T'))}", PLUS_MS
    if kind == "plus":
        return f"{rng.uniform(1.0, 15.0):.3f}V:{ohm}ohm@{contact}", PLUS_MS
    if kind == "minus":
        return f"-{rng.uniform(1.0, 15.0):.3f}V:{ohm}ohm@{contact}", SWING_MS
    if kind == "mains":
        return f"{loud:.3f}V/{rng.choice((50, 60))}Hz:{ohm}ohm@{contact}", SWING_MS
    if kind == "tone":
        hertz = rng.choice((100, 440, 1000, 1000, 3150, 10000))
        return f"{loud:.3f}V/{hertz}Hz:{ohm}ohm@{contact}", SWING_MS
    if kind == "music":
        return f"{3 * loud:.3f}V/music:{ohm}ohm@{contact}", SWING_MS
    ohm = rng.choice(WEAK_OHMS)
    if kind == "quiet":
        tone = rng.choice(("music", "1kHz", "50Hz", "60Hz", "440Hz"))
        return f"{rng.uniform(0.05, 0.3):.3f}V/{tone}:{ohm}ohm@{contact}", None
    volts = rng.choice((0.05, 0.3, 0.5, 1.0, -0.3, -1.0))
    return f"{volts}V:100kohm@{contact}", None


class Outcome(NamedTuple):
    """What came of it."""

    verdict: str
    record: dict[str, Any] | None
    driven_ms: float  # in all, against a source that was there
    last_ms: float  # after the arrival


def play(case: Situation, folder: str) -> Outcome:
    """Do the job with the source, recorded."""
    tester = Handheld("none", folder, case.seed)
    app, bench = tester.app, tester.bench
    if case.job == "auto-run":
        app.act(("set", "auto_run", True))
        tester._hold(0, 400)
    elif case.job == "calibrate" and case.cable != "none":
        service = Service(app.tester)
        service.calibrate({"step": "open"})
    tester.plug(case.text())
    bench.sources_begin()
    recorder = Recorder(bench)
    record: dict[str, Any] | None = None
    if case.job == "press":
        record = tester.press()
    elif case.job == "line":
        record = app.line()
    elif case.job == "learn":
        from ringout.ui.walks import Learn  # the simulator brings the modules it needs

        view = Learn(app, "soak")
        app.show(view)
        view.key(PRESS, KEY_TEST)
        record = view.teaching.samples[0] if view.teaching.samples else None
    elif case.job == "auto-run":
        tester._hold(0, 1500)
        record = app.record
    elif case.job in ("wiggle", "picked"):
        app.record = None
        app.wiggle()
        for _ in range(1 + case.seed % 3 if case.job == "picked" else 0):
            if app.record is None:
                tester._hold(KEY_MODE, 60)
                tester._hold(0, 60)
        if app.record is None:
            tester._hold(0, 1000)
        if app.record is None:
            tester._hold(KEY_TEST, 60)
            tester._hold(0, 60)
        record = app.record
    elif case.job == "tone":
        view = app.tone("A", ("T+R", "T-R")[case.seed % 2])
        tester._hold(0, 600)
        app.view.leave()
        found = "LIVE" if view.ended == "live" else ""
        return Outcome(found, None, recorder.driven_ms(), recorder.last_driven_ms())
    elif case.job == "selftest":
        failed = [check.name for check in app.tester.selftest() if check.critical and not check.ok]
        if case.allowed_ms is None and failed == ["leakage"]:  # 100 k on two contacts: that leaks
            failed = []
        assert not failed, f"a source made a broken tester of it, {failed}: {case}"
        return Outcome("", None, recorder.driven_ms(), recorder.last_driven_ms())
    else:
        if case.cable == "none":
            service = Service(app.tester)
        try:
            service.calibrate({"step": "open" if case.cable == "none" else "plug"})
            verdict = "calibrated"
        except Refused as refused:
            verdict = str(refused)
        return Outcome(verdict, None, recorder.driven_ms(), recorder.last_driven_ms())
    verdict = record["verdict"] if record else ""
    return Outcome(verdict, record, recorder.driven_ms(), recorder.last_driven_ms())


def complaint(case: Situation, found: Outcome, folder: str) -> str | None:
    """What did not hold, None if all did."""
    if case.allowed_ms is not None and found.last_ms > case.allowed_ms:
        return f"driven until {found.last_ms:.1f} ms after it came"
    good = found.verdict in ("PASS", "PASS*", "STEADY", "calibrated")
    if not good or not found.driven_ms:
        return None
    is_clean = found.verdict != "PASS*" or case.allowed_ms is not None
    if case.arrives_ms is None and case.leaves_ms is None and is_clean:
        return f"{found.verdict} with a source that was there all the time"
    if case.allowed_ms is not None and case.leaves_ms is None:
        return f"{found.verdict}, driven for {found.driven_ms:.1f} ms"
    if found.record is not None and case.job in ("press", "learn", "auto-run", "line"):
        return _wrong_reading(case, found.record, folder)
    return None


def _wrong_reading(case: Situation, record: dict[str, Any], folder: str) -> str | None:
    """A PASS is compared with that of the cable alone."""
    tester = Handheld(case.cable, folder + "/alone", case.seed)
    alone = tester.app.line() if case.job == "line" else tester.press()
    if record["verdict"] != alone["verdict"]:
        return f"{record['verdict']} of a cable that is {alone['verdict']}"
    for key in ("leg_ohm", "pf"):
        for pair, (value, uncertainty) in record[key].items():
            if pair not in alone[key] and key == "leg_ohm":
                if value > MOST_OHM:  # more than anything is said about
                    continue
                return f"{record['verdict']} with {pair} {value}, which the cable has not"
            other, spread = alone[key].get(pair, (0.0, 0.0))
            if abs(value - other) > 1.5 * (uncertainty + spread):
                return f"{record['verdict']} with {pair} {value} instead of {other}"
    return None


def rounds(seed: int):
    """Situations without end, those of this seed."""
    rng = random.Random(seed)
    while True:
        case = situation(rng)
        with tempfile.TemporaryDirectory(prefix="ringout-soak-") as folder:
            found = play(case, folder)
            wrong = complaint(case, found, folder)
        counts = Counter({"situations": 1, case.job: 1})
        if found.verdict == "LIVE":
            counts["called live"] = 1
        if found.driven_ms and case.allowed_ms:
            counts["driven, then released"] = 1
        assert wrong is None, f"{wrong}: {case}"
        yield counts


__all__ = ["GOAL", "rounds", "parse"]
