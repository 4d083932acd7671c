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

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringout_host.sim.kinds import Record


class Handheld:
    """cable: a spec text. root: the folder that plays the flash. seed: which board. tester: a
    text of the tester grammar; None: the default."""

    def __init__(
        self,
        cable: str,
        root: str,
        seed: int = 1,
        realtime: bool = False,
        tester: str | None = None,
    ) -> None:
        plugged, kind = parse(cable), tester_spec.parse(tester)
        self.bench = Bench(plugged, seed, kind)
        self.board = SimBoard(self.bench, root, uid_of(seed), realtime)
        if kind.calibrated:
            if calibration.FILE not in self.board.files.names():
                calibrate(self.bench, self.board)
            self.bench.plug(plugged)
            self.bench.warm_up()
        self.power_on()

    def power_on(self) -> None:
        """Start the firmware, as after a reset; the flash stays."""
        self.app = App(self.board)
        self.app.start()
        self._hold(0, 20)

    def plug(self, cable: str) -> None:
        """Put another cable into the jacks."""
        self.bench.plug(parse(cable))

    def configure(
        self, mode: str = "auto", length_m: float | None = None, stock: str | None = None
    ) -> None:
        """The settings a person would have chosen before pressing TEST. ValueError for a stock
        that the firmware's list has not."""
        kind, _, name = mode.partition(":")
        if name:
            self.app.settings.set(kind, name)
        self.app.settings.set("mode", kind)
        self.app.settings.set("length_m", length_m or 0)
        self.app.settings.set("stock", stock or "")
        self.app.apply_settings()

    def step(self, wait_ms: int = 0) -> None:
        """One turn of the app's loop."""
        self.app.step(wait_ms)

    def press(self, key: str = "TEST", hold_ms: int = 60) -> "Record":
        """Press and let go of TEST or MODE, and let the app react. Returns the latest record."""
        for _ in self._pressing(key, hold_ms):
            pass
        return self.app.record

    def wiggle(self, seconds: float, picks: int = 0) -> "Record":
        """Hold TEST, press MODE `picks` times, move the cable for some seconds, press TEST.
        Returns the record; where there was nothing to watch, that of a test."""
        for _ in self.wiggling(seconds, picks):
            pass
        return self.app.record

    def wiggling(self, seconds: float, picks: int = 0) -> "Iterator[None]":
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

    def _pressing(self, key: str, hold_ms: int) -> "Iterator[None]":
        self.bench.moving.begin_count()
        if key == "TEST" and self.bench.spec.live:
            self.bench.sources_begin()
        yield from self._turns(KEY_TEST if key == "TEST" else KEY_MODE, hold_ms)
        yield from self._turns(0, hold_ms)

    def _hold(self, keys: int, ms: int) -> None:
        for _ in self._turns(keys, ms):
            pass

    def _turns(self, keys: int, ms: int) -> "Iterator[None]":
        self.board.held = keys
        end_us = self.bench.now_us + ms * 1000
        while self.bench.now_us < end_us:
            self.app.step(5)
            yield

    @property
    def pixels(self) -> list[list[int]]:
        """The OLED's dots: 64 rows of 128."""
        return self.board.panel.pixels


def calibrate(bench: Bench, board: SimBoard, jacks: str = "ABC") -> None:
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
