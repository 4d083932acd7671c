"""An exact solver for linear circuits (circuit.py), asked at any time.

Node voltages v obey  C dv/dt = -G v + s(t).  With G and C fixed this splits into independent
modes, each with a closed form, so any instant can be asked for without stepping through time.
Sources are constant or one sine, which covers rails, phantom power, programme and hum.

One file: each question is answered in numpy, in plain Python and in JavaScript alike.
"""

import math

from ringout_host.sim import linalg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ringout_host.sim.circuit import Body, Shunts
    from ringout_host.sim.kinds import Array, Matrix, Modal, Sine, Volts, Wave

numpy = linalg.numpy
KEPT_MOST = 3000  # modes of circuits that may come again, some 20 KB each
_kept: dict = {}
CURVES_MOST = 64  # samples of a wave whose curves are kept
FEW_TIMES = 24  # for which it takes longer to leave out what has died
DIES = 40.0  # time constants in a sample: nothing is left of that mode


def modes(body: "Body", shunts: "Shunts", dc: list[float], sines: "Sequence[Sine]" = ()) -> "Modes":
    """The Modes of these, solved once: the same testers and cables come again and again."""
    if numpy is None:
        return Modes(body, shunts, dc, sines)
    key = body.key, tuple(shunts.g), tuple(shunts.between), tuple(dc), tuple(sines)
    if key not in _kept:
        if len(_kept) >= KEPT_MOST:
            del _kept[next(iter(_kept))]
        _kept[key] = Modes(body, shunts, dc, sines)
    return _kept[key]


class Modes:
    """A Body with shunts under fixed sources, ready to be asked for voltages at any time.

    dc: current in ampere injected at each node. sines: list of (node, ampere, hertz, phase).
    Voltages are v(t) = final + M exp(-rates t) y: the end point comes from a direct solution,
    because nets that only leakage holds would be lost in the rounding of the fastest modes.
    """

    def __init__(
        self, body: "Body", shunts: "Shunts", dc: list[float], sines: "Sequence[Sine]" = ()
    ) -> None:
        self.n = body.n
        g = body.with_shunts(shunts)
        self._kept: "linalg.Kept | None" = None
        self.sines: "list[Wave]" = []
        self.final: "Any"  # volts of every node in the end: a list or numpy's
        if linalg.quick is not None and not sines:
            self._kept = linalg.Kept(g, body.white, dc)
            self.final = self._kept.final
            return
        self.rates, self.m, self.inverse = linalg.modes(g, body.white)
        self.final = linalg.solve(g, dc)
        # numpy: what `wave` needs of the modes alone, by (period, count); `levels`, (nodes, volts)
        self._curves: "dict[tuple[float, int], tuple[Array, Array, Array]]" = {}
        self._margins: "dict[tuple[int, float], tuple[Array, Array, int]]" = {}
        self.sines = [self._sine(*sine) for sine in sines]
        if self.sines and numpy is not None:  # all at once
            self._turns = numpy.array([sine[:2] for sine in self.sines]).T
            self._parts = numpy.array([sine[2:] for sine in self.sines]).swapaxes(0, 1)

    def _sine(self, node: int, ampere: float, hertz: float, phase: float) -> "Wave":
        """Steady state of one sine source: (omega, phase, in-phase part of each node's voltage,
        quadrature part)."""
        omega = 2.0 * math.pi * hertz
        if numpy is not None:
            scale = self.m[node] * ampere / (self.rates * self.rates + omega * omega)
            return omega, phase, self.m @ (scale * self.rates), self.m @ (-scale * omega)
        in_phase, quadrature = [], []
        for j in range(self.n):
            rate = float(self.rates[j])
            scale = float(self.m[node][j]) * ampere / (rate * rate + omega * omega)
            in_phase.append(scale * rate)
            quadrature.append(-scale * omega)
        seen = [[_dot(row, parts) for row in self.m] for parts in (in_phase, quadrature)]
        return omega, phase, seen[0], seen[1]

    def _forced(self, time_s: "float | Array") -> "Any":
        """What the sines make of every node's voltage at an absolute time; a row a time of a
        numpy array."""
        if numpy is None:
            total = [0.0] * self.n
            for omega, phase, a, b in self.sines:
                angle = omega * time_s + phase
                sin, cos = math.sin(angle), math.cos(angle)
                total = [total[k] + sin * a[k] + cos * b[k] for k in range(self.n)]
            return total
        omega, phase = self._turns
        angle = numpy.multiply.outer(time_s, omega) + phase
        return numpy.sin(angle) @ self._parts[0] + numpy.cos(angle) @ self._parts[1]

    def begin(self, v: "Any", time_s: float) -> "Modal":
        """Modal distance from the end point, for node voltages v at an absolute time."""
        if self._kept is not None:
            return self._kept.begin(v)
        if numpy is not None:
            away = v - self.final
            if self.sines:
                away -= self._forced(time_s)
            return self.inverse.dot(away)
        away = [a - b for a, b in zip(v, self.final)]
        if self.sines:
            away = [a - b for a, b in zip(away, self._forced(time_s))]
        return [_dot(row, away) for row in self.inverse]

    def voltages(self, y: "Modal", start_s: float, dt_s: float) -> "Volts":
        """Node voltages dt seconds after `begin` gave y at start_s."""
        if self._kept is not None:
            return self._kept.voltages(y, dt_s)
        if numpy is not None:
            v = self.final + self.m.dot(y * numpy.exp(self.rates * -dt_s))
            return v + self._forced(start_s + dt_s) if self.sines else v
        state = [y[j] * _decay(self.rates[j] * dt_s) for j in range(self.n)]
        v = [end + _dot(row, state) for end, row in zip(self.final, self.m)]
        if self.sines:
            v = [a + b for a, b in zip(v, self._forced(start_s + dt_s))]
        return v

    def voltage(self, node: int, y: "Modal", start_s: float, dt_s: float) -> float:
        """Voltage of one node, as `voltages`."""
        if self._kept is not None or numpy is None or self.sines:
            return float(self.voltages(y, start_s, dt_s)[node])
        return float(self.final[node] + self.m[node].dot(y * numpy.exp(self.rates * -dt_s)))

    def traces(
        self, nodes: list[int], y: "Modal", start_s: float, times_s: list[float]
    ) -> "Matrix":
        """Voltages of some nodes at several times after `begin` gave y at start_s: one row a
        time. None may be before start_s."""
        if self._kept is not None:
            return [[row[node] for node in nodes] for row in self._kept.rows(y, times_s)]
        if numpy is None:
            rows = []
            for t in times_s:
                v = self.voltages(y, start_s, t)
                rows.append([v[node] for node in nodes])
            return rows
        t = numpy.array(times_s)
        if len(times_s) <= FEW_TIMES:
            v = (numpy.exp(numpy.multiply.outer(t, -self.rates)) * y).dot(self.m.T) + self.final
            return (v + self._forced(start_s + t) if self.sines else v)[:, nodes]
        shares = self.m[nodes] * (y * numpy.exp(-self.rates * t[0]))
        moving = (numpy.abs(shares) > 1e-7).any(axis=0)
        decay = numpy.exp(-numpy.outer(t - t[0], self.rates[moving]))
        v = self.final[nodes] + decay @ shares[:, moving].T
        return v + self._forced(start_s + t)[:, nodes] if self.sines else v

    def levels(
        self, nodes: int, volts: float, y: "Modal", start_us: float, times_us: list[float]
    ) -> "list[int] | None":
        """Which of the first `nodes` nodes are above `volts` at absolute times, a mask a time, as
        `traces` would tell; None where nobody is quicker than that."""
        if self._kept is not None:
            since_s = [(t - start_us) * 1e-6 for t in times_us]
            return self._kept.levels(y, since_s, nodes, volts)
        if numpy is None:
            return None
        if (nodes, volts) not in self._margins:
            self._margins[nodes, volts] = self._margin(nodes, volts)
        most, margin, mask = self._margins[nodes, volts]
        if (most.dot(numpy.abs(y)) < margin).all():
            return [mask] * len(times_us)  # whatever is left of the modes, none gets across
        return None

    def _margin(self, nodes: int, volts: float) -> "tuple[Array, Array, int]":
        """(what a volt in each mode is at most at each node, how far from `volts` each node ends,
        which end above)."""
        away = self.final[:nodes] - volts
        margin = numpy.abs(away) - 1e-6
        for _, _, a, b in self.sines:
            margin -= numpy.hypot(a[:nodes], b[:nodes])
        return numpy.abs(self.m[:nodes]), margin, sum(1 << k for k in range(nodes) if away[k] > 0)

    def settled(self) -> "Volts":
        """Node voltages after a long time, sines left out."""
        return self.final

    def wave(
        self, node: int, y: "Modal", start_s: float, dt_s: float, period_s: float, count: int
    ) -> "Volts":
        """Voltage of one node at `count` instants, period_s apart, the first one period after
        dt_s after `begin` gave y at start_s."""
        if self._kept is not None:
            return self._kept.wave(node, y, dt_s, period_s, count)
        waves = []  # (in-phase, quadrature, omega, angle at the beginning) at this node
        for omega, phase, a, b in self.sines:
            waves.append((float(a[node]), float(b[node]), omega, omega * (start_s + dt_s) + phase))
        if numpy is None:
            return self._wave_plain(node, y, dt_s, waves, period_s, count)
        now = self.m[node] * y
        now *= numpy.exp(self.rates * -dt_s)
        if count <= CURVES_MOST:
            t, slow, curves = self._curves_of(period_s, count)
            v = curves.dot(now[slow])
        else:  # what has nothing left is not worth a curve
            moving = (numpy.abs(now) > 1e-7) & (self.rates * period_s < DIES)
            t = numpy.arange(1, count + 1) * period_s
            v = numpy.exp(numpy.outer(t, -self.rates[moving])).dot(now[moving])
        v += self.final[node]
        for a, b, omega, angle in waves:
            v += a * numpy.sin(omega * t + angle) + b * numpy.cos(omega * t + angle)
        return v

    def _curves_of(self, period_s: float, count: int) -> "tuple[Array, Array, Array]":
        """(times, modes that do not die within a sample, how each of those decays: a row a time).
        The same every time: short waves are asked for again and again."""
        key = period_s, count
        if key not in self._curves:
            t = numpy.arange(1, count + 1) * period_s
            slow = numpy.flatnonzero(self.rates * period_s < DIES)
            self._curves[key] = t, slow, numpy.exp(numpy.outer(t, -self.rates[slow]))
        return self._curves[key]

    def _wave_plain(
        self,
        node: int,
        y: "Modal",
        dt_s: float,
        waves: "list[tuple[float, float, float, float]]",
        period_s: float,
        count: int,
    ) -> list[float]:
        v = [self.final[node]] * count
        for j in range(self.n):
            rate = self.rates[j]
            value = self.m[node][j] * y[j] * _decay(rate * dt_s)
            if abs(value) > 1e-7 and rate * period_s < DIES:
                factor = _decay(rate * period_s)
                for k in range(count):
                    value *= factor
                    v[k] += value
        for a, b, omega, angle in waves:
            for k in range(count):
                now = angle + omega * (k + 1) * period_s
                v[k] += a * math.sin(now) + b * math.cos(now)
        return v


def _decay(x: float) -> float:
    return math.exp(-x) if x < 700.0 else 0.0


def _dot(a: "Iterable[float]", b: "Iterable[float]") -> float:
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total
