"""An exact solver for linear circuits of resistors, capacitors and sources.

Node voltages v obey  C dv/dt = -G v + s(t).  With G and C fixed this splits into independent
modes, each with a closed form, so any instant can be asked for without stepping through time.
Sources are constant or one sine, which covers rails, phantom power, programme and hum.
"""

import math

from ringout_host.sim import linalg

numpy = linalg.numpy


class Network:
    """Nodes 0..n-1 against ground. Add elements, then ask for `Modes` with extra ones."""

    def __init__(self, nodes):
        self.n = nodes
        self.g = [[0.0] * nodes for _ in range(nodes)]
        self.c = [[0.0] * nodes for _ in range(nodes)]

    def add_node(self):
        """A new node; returns its number."""
        for row in self.g:
            row.append(0.0)
        for row in self.c:
            row.append(0.0)
        self.n += 1
        self.g.append([0.0] * self.n)
        self.c.append([0.0] * self.n)
        return self.n - 1

    def resistor(self, a, b, ohm):
        """Resistor between nodes; b None means ground (or a fixed source)."""
        _stamp(self.g, a, b, 1.0 / ohm)

    def capacitor(self, a, b, farad):
        """Capacitor between nodes; b None means ground."""
        _stamp(self.c, a, b, farad)

    def copy(self):
        """An independent copy to stamp more elements on."""
        twin = Network(0)
        twin.n = self.n
        twin.g = [row[:] for row in self.g]
        twin.c = [row[:] for row in self.c]
        return twin


def _stamp(matrix, a, b, value):
    matrix[a][a] += value
    if b is not None:
        matrix[b][b] += value
        matrix[a][b] -= value
        matrix[b][a] -= value


class Modes:
    """A network under fixed sources, ready to be asked for voltages at any time.

    dc: current in ampere injected at each node. sines: list of (node, ampere, hertz, phase).
    Voltages are v(t) = final + M exp(-rates t) y: the end point comes from a direct solution,
    because nets that only leakage holds would be lost in the rounding of the fastest modes.
    """

    def __init__(self, network, dc, sines=()):
        self.n = network.n
        self.rates, self.m = linalg.modes(network.g, network.c)
        self.final = linalg.solve(network.g, dc)
        if numpy is not None:
            self.m_c = self.m.T @ numpy.array(network.c)
        else:
            columns = [list(column) for column in zip(*self.m)]
            self.m_c = [[_dot(column, row) for row in network.c] for column in columns]
        self.sines = [self._sine(*sine) for sine in sines]

    def _sine(self, node, ampere, hertz, phase):
        """Steady state of one sine source: per mode (in-phase, quadrature) parts."""
        omega = 2.0 * math.pi * hertz
        parts = []
        for j in range(self.n):
            rate = float(self.rates[j])
            scale = float(self.m[node][j]) * ampere / (rate * rate + omega * omega)
            parts.append((scale * rate, -scale * omega))
        return omega, phase, parts

    def _forced(self, mode, time_s):
        total = 0.0
        for omega, phase, parts in self.sines:
            angle = omega * time_s + phase
            total += parts[mode][0] * math.sin(angle) + parts[mode][1] * math.cos(angle)
        return total

    def begin(self, v, time_s):
        """Modal distance from the end point, for node voltages v at an absolute time."""
        away = [a - b for a, b in zip(v, self.final)]
        y = self.m_c @ numpy.array(away) if numpy is not None else [_dot(r, away) for r in self.m_c]
        if self.sines:
            y = [float(y[j]) - self._forced(j, time_s) for j in range(self.n)]
        return y

    def voltages(self, y, start_s, dt_s):
        """Node voltages dt seconds after `begin` gave y at start_s."""
        if numpy is not None and not self.sines:
            return (self.final + self.m @ (y * numpy.exp(-self.rates * dt_s))).tolist()
        state = [float(y[j]) * _decay(float(self.rates[j]) * dt_s) for j in range(self.n)]
        if self.sines:
            state = [state[j] + self._forced(j, start_s + dt_s) for j in range(self.n)]
        return [end + _dot(row, state) for end, row in zip(self.final, self.m)]

    def settled(self):
        """Node voltages after a long time, sines left out."""
        return self.final

    def wave(self, node, y, start_s, period_s, count):
        """Voltage of one node at `count` instants, period_s apart, the first one period in."""
        slow = []  # (amplitude, rate) of the modes that still move on the scale of one sample
        for j in range(self.n):
            rate = float(self.rates[j])
            amplitude = float(self.m[node][j]) * float(y[j])
            if rate * period_s < 40.0 and abs(amplitude) > 1e-7:
                slow.append((amplitude, rate))
        waves = []  # (in-phase, quadrature, omega, phase) of every sine at this node
        for omega, phase, parts in self.sines:
            a = sum(float(self.m[node][j]) * parts[j][0] for j in range(self.n))
            b = sum(float(self.m[node][j]) * parts[j][1] for j in range(self.n))
            waves.append((a, b, omega, phase))
        if numpy is not None:
            t = numpy.arange(1, count + 1) * period_s
            v = numpy.full(count, self.final[node])
            for amplitude, rate in slow:
                v += amplitude * numpy.exp(-rate * t)
            for a, b, omega, phase in waves:
                angle = omega * (start_s + t) + phase
                v += a * numpy.sin(angle) + b * numpy.cos(angle)
            return v
        return _wave_plain(self.final[node], slow, waves, start_s, period_s, count)


def _wave_plain(level, slow, waves, start_s, period_s, count):
    v = [level] * count
    for amplitude, rate in slow:
        factor = _decay(rate * period_s)
        value = amplitude
        for k in range(count):
            value *= factor
            v[k] += value
    for a, b, omega, phase in waves:
        for k in range(count):
            angle = omega * (start_s + (k + 1) * period_s) + phase
            v[k] += a * math.sin(angle) + b * math.cos(angle)
    return v


def _decay(x):
    return math.exp(-x) if x < 700.0 else 0.0


def _dot(a, b):
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total
