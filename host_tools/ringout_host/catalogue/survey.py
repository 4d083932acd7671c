"""Plugs cables into the simulated tester and asks the firmware's diagnosis, without screens."""

import tempfile

from ringout.diagnosis import diagnose
from ringout.measure import readings
from ringout.measure.calibration import Calibration
from ringout.measure.charge import Charger
from ringout.results.verdict import Diagnosis
from ringout.wirings import lookup
from ringout.wirings.catalogue import BAD
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse


class Surveyor:
    """One simulated tester; `read` plugs a cable in and measures it."""

    def __init__(self, seed: int = 1):
        self.bench = Bench(parse("none"), seed)
        with tempfile.TemporaryDirectory(prefix="ringout-") as root:
            self.board = SimBoard(self.bench, root)
        self.charger = Charger(self.board)
        self.calibration = Calibration()
        self._sound: dict[str, readings.Readings] = {}

    def read(self, spec: str, turned: bool = False) -> readings.Readings:
        """The complete simulated measurement of a cable; turned: plug A in jack B."""
        cable = parse(spec)
        if turned:
            cable.turned()
        self.bench.plug(cable)
        return self.measure()

    def measure(self) -> readings.Readings:
        """The same for what is plugged in."""
        self.board.quiet(True)
        try:
            return readings.take(self.board, self.charger, self.calibration)
        finally:
            self.board.release()
            self.board.quiet(False)

    def sound(self, wiring_id: str) -> readings.Readings:
        """The same for a sound cable, once."""
        if wiring_id not in self._sound:
            self._sound[wiring_id] = self.read(wiring_id)
        return self._sound[wiring_id]

    def test(self, spec: str, mode: str = "auto") -> Diagnosis:
        """Measure and diagnose."""
        return diagnose.diagnose(self.read(spec), mode)


def alike(one: readings.Readings, other: readings.Readings) -> bool:
    """True if no reading of two cables differs by more than its uncertainty: they are
    physically the same to any tester of this accuracy."""
    if one.nets != other.nets or set(one.one_way) != set(other.one_way):
        return False
    for name in ("ohm", "links", "leak", "node_pf"):
        first, last = getattr(one, name), getattr(other, name)
        for key in set(first) | set(last):
            if key not in first or key not in last:
                return False
            (a, u), (b, v) = first[key], last[key]
            if abs(a - b) > (u * u + v * v) ** 0.5:
                return False
    return True


def sound_ids() -> list[str]:
    """Wirings that a user may want: not those nobody should use."""
    return [i for i in lookup.ids() if lookup.get(i).standing != BAD]
