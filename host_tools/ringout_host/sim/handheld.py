"""A virtual handheld: the firmware's app on the simulated board, with a person's hands.

Runs under CPython and on the MicroPython VM alike.
"""

from ringout.app import App
from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.measure import calibration
from ringout.measure.calibrator import Calibrator
from ringout.measure.charge import Charger
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench, uid_of
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse


class Handheld:
    """cable: a spec text. root: the folder that plays the flash. seed: which board. tester: a
    text of the tester grammar; None: the default."""

    def __init__(self, cable, root, seed=1, realtime=False, tester=None):
        plugged, kind = parse(cable), tester_spec.parse(tester)
        self.bench = Bench(plugged, seed, kind)
        self.board = SimBoard(self.bench, root, uid_of(seed), realtime)
        if kind.calibrated:
            if calibration.FILE not in self.board.files.names():
                calibrate(self.bench, self.board)
            self.bench.plug(plugged)
            self.bench.warm_up()
        self.power_on()

    def power_on(self):
        """Start the firmware, as after a reset; the flash stays."""
        self.app = App(self.board)
        self.app.start()
        self._hold(0, 20)

    def plug(self, cable):
        """Put another cable into the jacks."""
        self.bench.plug(parse(cable))

    def configure(self, mode="auto", length_m=None, stock=None):
        """The settings a person would have chosen before pressing TEST. ValueError for a stock
        that the firmware's list has not."""
        kind, _, name = mode.partition(":")
        if name:
            self.app.settings.set(kind, name)
        self.app.settings.set("mode", kind)
        self.app.settings.set("length_m", length_m or 0)
        self.app.settings.set("stock", stock or "")
        self.app.apply_settings()

    def step(self, wait_ms=0):
        """One turn of the app's loop."""
        self.app.step(wait_ms)

    def press(self, key="TEST", hold_ms=60):
        """Press and let go of TEST or MODE, and let the app react. Returns the latest record."""
        for _ in self._pressing(key, hold_ms):
            pass
        return self.app.record

    def wiggle(self, seconds, picks=0):
        """Hold TEST, press MODE `picks` times, move the cable for some seconds, press TEST.
        Returns the record; where there was nothing to watch, that of a test."""
        for _ in self.wiggling(seconds, picks):
            pass
        return self.app.record

    def wiggling(self, seconds, picks=0):
        """`wiggle` turn by turn of the app's loop, for who has something to do in between."""
        self.app.record = None
        yield from self._pressing("TEST", 800)
        if self.app.record is not None:
            return
        for _ in range(picks):
            yield from self._pressing("MODE", 60)
        self.bench.move(True)
        yield from self._turns(0, int(seconds * 1000))
        self.bench.move(False)
        yield from self._pressing("TEST", 60)

    def _pressing(self, key, hold_ms):
        self.bench.moving.begin_count()
        if key == "TEST" and self.bench.spec.live:
            self.bench.sources_begin()
        yield from self._turns(KEY_TEST if key == "TEST" else KEY_MODE, hold_ms)
        yield from self._turns(0, hold_ms)

    def _hold(self, keys, ms):
        for _ in self._turns(keys, ms):
            pass

    def _turns(self, keys, ms):
        self.board.held = keys
        end_us = self.bench.now_us + ms * 1000
        while self.bench.now_us < end_us:
            self.app.step(5)
            yield

    @property
    def pixels(self):
        """The OLED's dots: 64 rows of 128."""
        return self.board.panel.pixels


def calibrate(bench, board, jacks="ABC"):
    """What a person does with a shorting plug and a 10 ohm plug. Leaves the jacks empty."""
    calibrator = Calibrator(board, Charger(board), calibration.Calibration())
    bench.plug(parse("none"))
    calibrator.empty()
    for jack in jacks:
        for kind in ("short", "10ohm"):
            bench.plug(parse("none,plug=%s@%s" % (kind, jack)))
            calibrator.plug()
    bench.plug(parse("none"))
    calibrator.save(board.files, board.unix_s())
