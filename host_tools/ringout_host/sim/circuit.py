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
    """

    def __init__(self, network, dc, sines=()):
        self.lambdas, self.m = linalg.modes(network.g, network.c)
        self.c = network.c
        self.n = network.n
        if numpy is not None:
            self.m_c = self.m.T @ numpy.array(network.c)
            self.drive = self.m.T @ numpy.array(dc)
        else:
            columns = [list(column) for column in zip(*self.m)]
            self.m_c = [[_dot(col, row) for row in _columns(network.c)] for col in columns]
            self.drive = [_dot(col, dc) for col in columns]
        self.sines = [self._sine(*sine) for sine in sines]

    def _sine(self, node, ampere, hertz, phase):
        """Particular solution of one sine source: per mode (in-phase, quadrature) parts."""
        omega = 2.0 * math.pi * hertz
        parts = []
        for j in range(self.n):
            scale = float(self.m[node][j]) * ampere / (self.lambdas[j] ** 2 + omega * omega)
            parts.append((scale * self.lambdas[j], -scale * omega))
        return omega, phase, parts

    def _forced(self, mode, time_s):
        total = 0.0
        for omega, phase, parts in self.sines:
            angle = omega * time_s + phase
            total += parts[mode][0] * math.sin(angle) + parts[mode][1] * math.cos(angle)
        return total

    def begin(self, v, time_s):
        """Modal state for node voltages v at an absolute time."""
        if numpy is not None:
            y = self.m_c @ numpy.array(v)
        else:
            y = [_dot(row, v) for row in self.m_c]
        if self.sines:
            y = [y[j] - self._forced(j, time_s) for j in range(self.n)]
        return y

    def voltages(self, y, start_s, dt_s):
        """Node voltages dt seconds after `begin` gave y at start_s."""
        state = [0.0] * self.n
        for j in range(self.n):
            rate = float(self.lambdas[j])
            if rate * dt_s < 1e-9:
                state[j] = float(y[j]) + float(self.drive[j]) * dt_s
            else:
                final = float(self.drive[j]) / rate
                state[j] = final + (float(y[j]) - final) * math.exp(-min(rate * dt_s, 700.0))
            if self.sines:
                state[j] += self._forced(j, start_s + dt_s)
        if numpy is not None:
            return (self.m @ numpy.array(state)).tolist()
        return [_dot(row, state) for row in self.m]

    def settled(self):
        """Node voltages after a long time, sines left out."""
        state = [float(d) / max(float(r), 1e-6) for d, r in zip(self.drive, self.lambdas)]
        if numpy is not None:
            return (self.m @ numpy.array(state)).tolist()
        return [_dot(row, state) for row in self.m]

    def wave(self, node, y, start_s, period_s, count):
        """Voltage of one node at `count` instants, period_s apart, the first one period in."""
        slow = []  # modes that still move on the scale of one sample
        level = 0.0
        for j in range(self.n):
            gain = float(self.m[node][j])
            rate = float(self.lambdas[j])
            if rate * period_s * count < 1e-9:
                slow.append((gain * float(y[j]), 0.0, gain * float(self.drive[j])))
                continue
            final = float(self.drive[j]) / rate
            level += gain * final
            amplitude = gain * (float(y[j]) - final)
            if rate * period_s < 40.0 and abs(amplitude) > 1e-7:
                slow.append((amplitude, rate, 0.0))
        if numpy is not None:
            return self._wave_numpy(node, slow, level, start_s, period_s, count)
        return self._wave_plain(node, slow, level, start_s, period_s, count)

    def _wave_numpy(self, node, slow, level, start_s, period_s, count):
        t = numpy.arange(1, count + 1) * period_s
        v = numpy.full(count, level)
        for amplitude, rate, slope in slow:
            v += amplitude * numpy.exp(-rate * t) + slope * t
        for omega, phase, parts in self.sines:
            a = sum(float(self.m[node][j]) * parts[j][0] for j in range(self.n))
            b = sum(float(self.m[node][j]) * parts[j][1] for j in range(self.n))
            angle = omega * (start_s + t) + phase
            v += a * numpy.sin(angle) + b * numpy.cos(angle)
        return v

    def _wave_plain(self, node, slow, level, start_s, period_s, count):
        v = [level] * count
        for amplitude, rate, slope in slow:
            decay = math.exp(-rate * period_s)
            value, step = amplitude, slope * period_s
            for k in range(count):
                value = value * decay + step
                v[k] += value
        for omega, phase, parts in self.sines:
            a = sum(self.m[node][j] * parts[j][0] for j in range(self.n))
            b = sum(self.m[node][j] * parts[j][1] for j in range(self.n))
            for k in range(count):
                angle = omega * (start_s + (k + 1) * period_s) + phase
                v[k] += a * math.sin(angle) + b * math.cos(angle)
        return v


def _dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def _columns(matrix):
    return zip(*matrix)
