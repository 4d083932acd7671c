"""Several stretches of linear time as one matrix.

Within a stretch the voltages are linear in those it began with, and in sine and cosine of every
source; so is what a fixed series of stretches makes of them. A board that does the same steps
again and again (a glance at each line) has its matrix made once. numpy only; the numbers are those
of stretch after stretch, but for rounding.
"""

import math

from ringout_host.sim import linalg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Array, Steps, Volts
    from ringout_host.sim.modes import Modes

numpy = linalg.numpy
KEPT_MOST = 600  # some 70 KB each
_kept: "dict[tuple[Plan, tuple[Modes, ...], tuple[int, ...]], Leap]" = {}


class Plan:
    """steps: ((changes of Bench.configure, microseconds until the next), ...). count: samples of Z,
    one every period_us, that follow the last step."""

    def __init__(self, steps: "Steps", count: int = 0, period_us: float = 0.0) -> None:
        self.steps = steps
        self.count, self.period_us = count, period_us
        self.times_us = [us for _, us in steps]
        self.sampled_us = sum(self.times_us)  # until sampling begins
        self.times_us[-1] += count * period_us
        self.us = sum(self.times_us)


def leap(plan: Plan, stages: "list[Modes]", contacts: list[int], z_node: int) -> "Leap":
    """The Leap of a plan through its stages' Modes, made once."""
    key = plan, tuple(stages), tuple(contacts)
    if key not in _kept:
        if len(_kept) >= KEPT_MOST:
            del _kept[next(iter(_kept))]
        _kept[key] = Leap(plan, stages, contacts, z_node)
    return _kept[key]


class Leap:
    """stages: the Modes of each step. contacts: nodes that may be looked at."""

    def __init__(self, plan: Plan, stages: "list[Modes]", contacts: list[int], z_node: int) -> None:
        self._n = n = stages[0].n
        self._contacts, self._count = len(contacts), plan.count
        turns = [(hertz, phase) for stage in stages for hertz, phase, _, _ in stage.sines]
        self._turns = sorted(set(turns))
        v = numpy.eye(n, n + 1 + 2 * len(self._turns))  # of [v, 1, sines, cosines] at the beginning
        looks = []  # (times, contacts, columns)
        at_s = 0.0
        for stage, us in zip(stages, plan.times_us):
            y = self._from(stage, v, at_s)
            every_us = [float(k) for k in range(int(us))]
            looks.append(self._rows(stage, contacts, y, at_s, every_us))
            began_s = at_s
            v = self._rows(stage, slice(None), y, at_s, [us])[0]
            at_s += us * 1e-6
        looks.append(v[None, contacts])
        last_us = plan.steps[-1][1]
        instants = [last_us + (k + 1) * plan.period_us for k in range(plan.count)]
        z = self._rows(stages[-1], [z_node], y, began_s, instants)[:, 0]
        y = self._from(stages[-1], v, at_s)
        seen = numpy.concatenate(looks).swapaxes(0, 1).reshape(-1, v.shape[1])
        self._matrix = numpy.concatenate((v, y, z, seen))
        self._state = numpy.ones(v.shape[1])
        self._blind = self._matrix[: 2 * n + plan.count]  # without what is seen

    def _forced(self, stage: "Modes", times_s: "Array") -> "Array":
        """What a stage's constant sources and sines make of every node, so long after the
        beginning: (times, nodes, columns)."""
        forced = numpy.zeros((len(times_s), self._n, self._n + 1 + 2 * len(self._turns)))
        forced[:, :, self._n] = stage.final
        for omega, phase, a, b in stage.sines:
            k = self._n + 1 + self._turns.index((omega, phase))
            sin, cos = numpy.sin(omega * times_s)[:, None], numpy.cos(omega * times_s)[:, None]
            forced[:, :, k] += cos * a - sin * b
            forced[:, :, k + len(self._turns)] += sin * a + cos * b
        return forced

    def _from(self, stage: "Modes", v: "Array", at_s: float) -> "Array":
        """As Modes.begin."""
        return stage.inverse @ (v - self._forced(stage, numpy.array([at_s]))[0])

    def _rows(
        self,
        stage: "Modes",
        nodes: list[int] | slice,
        y: "Array",
        at_s: float,
        times_us: list[float],
    ) -> "Array":
        """(times, nodes, columns) of a stage that began at at_s."""
        times_s = numpy.array(times_us) * 1e-6
        decay = numpy.exp(numpy.multiply.outer(times_s, -stage.rates))
        rows = (stage.m[nodes] * decay[:, None, :]) @ y
        return rows + self._forced(stage, at_s + times_s)[:, nodes]

    def __call__(
        self, v: "Volts", now_s: float, is_seen: bool
    ) -> "tuple[Array, Array, Array, Array | None]":
        """From node voltages v at an absolute time: node voltages after it, the same as Modes.begin
        gives them, samples of Z; is_seen: contacts' voltages, a row a contact and a column an
        instant, None otherwise."""
        n, state = self._n, self._state
        state[:n] = v
        for k, (omega, phase) in enumerate(self._turns):
            angle = omega * now_s + phase
            state[n + 1 + k] = math.sin(angle)
            state[n + 1 + k + len(self._turns)] = math.cos(angle)
        found = (self._matrix if is_seen else self._blind).dot(state)
        end = 2 * n + self._count
        seen = found[end:].reshape(self._contacts, -1) if is_seen else None
        return found[:n], found[n : 2 * n], found[2 * n : end], seen
