"""An exact solver for linear circuits of resistors, capacitors and sources.

Node voltages v obey  C dv/dt = -G v + s(t).  With G and C fixed this splits into independent
modes, each with a closed form, so any instant can be asked for without stepping through time.
Sources are constant or one sine, which covers rails, phantom power, programme and hum.
"""

import math

from ringout_host.sim import linalg

numpy = linalg.numpy
_STILL = 1e-6  # 1/s: a mode slower than this stands still for a press


class Network:
    """Nodes 0..n-1 against ground. Add elements, make a `Body` of it, ask that for `Modes`."""

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


class Shunts:
    """Resistors from nodes to ground or a fixed source, added to a Body for one `Modes`."""

    def __init__(self, nodes):
        self.g = [0.0] * nodes

    def resistor(self, a, b, ohm):
        """As Network.resistor; b must be None."""
        if b is not None:
            raise ValueError("a shunt goes to ground")
        self.g[a] += 1.0 / ohm


class Body:
    """A network prepared for many sets of shunts: its capacitances are factored once."""

    def __init__(self, network):
        self.n = network.n
        self.g = network.g
        self.low, self.white = linalg.whiten(network.c)
        self.rates = linalg.congruent(self.white, network.g)

    def settled(self, shunts, dc):
        """Node voltages after a long time under constant currents dc."""
        g = [row[:] for row in self.g]
        for k in range(self.n):
            g[k][k] += shunts.g[k]
        return linalg.solve(g, dc)


class Modes:
    """A Body with shunts under fixed sources, ready to be asked for voltages at any time.

    dc: current in ampere injected at each node. sines: list of (node, ampere, hertz, phase).
    """

    def __init__(self, body, shunts, dc, sines=()):
        self.n = body.n
        self.body, self.shunts, self.dc = body, shunts, dc
        a = linalg.plus_shunts(body.rates, body.white, shunts.g)
        self.lambdas, self.m, self.inverse = linalg.symmetric_modes(a, body.low, body.white)
        if numpy is not None:
            self.lambdas = numpy.maximum(self.lambdas, _STILL)
            self.drive = self.m.T @ numpy.array(dc)
        else:
            self.lambdas = [max(x, _STILL) for x in self.lambdas]
            self.drive = [_dot(column, dc) for column in zip(*self.m)]
        self.sines = [self._sine(*sine) for sine in sines]
        self._settled = None

    def _sine(self, node, ampere, hertz, phase):
        """Particular solution of one sine source: per mode (in-phase, quadrature) parts."""
        omega = 2.0 * math.pi * hertz
        parts = []
        for j in range(self.n):
            rate = float(self.lambdas[j])
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
        """Modal state for node voltages v at an absolute time."""
        y = self.inverse @ v if numpy is not None else [_dot(row, v) for row in self.inverse]
        if self.sines:
            for j in range(self.n):
                y[j] -= self._forced(j, time_s)
        return y

    def _state(self, y, start_s, dt_s):
        if numpy is not None:
            passed = numpy.exp(-self.lambdas * dt_s)
            state = y * passed - self.drive / self.lambdas * numpy.expm1(-self.lambdas * dt_s)
        else:
            state = [0.0] * self.n
            for j in range(self.n):
                rate = self.lambdas[j]
                x = min(rate * dt_s, 700.0)
                gone = x * (1.0 - 0.5 * x) if x < 1e-8 else 1.0 - math.exp(-x)
                state[j] = y[j] * (1.0 - gone) + self.drive[j] / rate * gone
        if self.sines:
            for j in range(self.n):
                state[j] += self._forced(j, start_s + dt_s)
        return state

    def voltages(self, y, start_s, dt_s):
        """Node voltages dt seconds after `begin` gave y at start_s."""
        state = self._state(y, start_s, dt_s)
        if numpy is not None:
            return self.m @ state
        return [_dot(row, state) for row in self.m]

    def voltage(self, node, y, start_s, dt_s):
        """Voltage of one node, as `voltages`."""
        state = self._state(y, start_s, dt_s)
        if numpy is not None:
            return float(self.m[node] @ state)
        return _dot(self.m[node], state)

    def settled(self):
        """Node voltages after a long time, sines left out."""
        if self._settled is None:
            self._settled = self.body.settled(self.shunts, self.dc)
        return self._settled

    def wave(self, node, y, start_s, dt_s, period_s, count):
        """Voltage of one node at `count` instants, period_s apart, the first one period after
        dt_s after `begin` gave y at start_s."""
        if numpy is not None:
            return self._wave_numpy(node, y, start_s, dt_s, period_s, count)
        return self._wave_plain(node, y, start_s, dt_s, period_s, count)

    def _wave_numpy(self, node, y, start_s, dt_s, period_s, count):
        final = self.drive / self.lambdas
        now = self.m[node] * (y - final) * numpy.exp(-self.lambdas * dt_s)
        # Modes that have died within a sample, or have nothing left, are not worth a curve.
        moving = (numpy.abs(now) > 1e-7) & (self.lambdas * period_s < 40.0)
        t = numpy.arange(1, count + 1) * period_s
        v = numpy.exp(numpy.outer(t, -self.lambdas[moving])) @ now[moving]
        v += float(self.m[node] @ final)
        for omega, phase, parts in self.sines:
            both = self.m[node] @ numpy.array(parts)
            angle = omega * (start_s + dt_s + t) + phase
            v += both[0] * numpy.sin(angle) + both[1] * numpy.cos(angle)
        return v

    def _wave_plain(self, node, y, start_s, dt_s, period_s, count):
        row = self.m[node]
        level = 0.0
        moving = []
        for j in range(self.n):
            rate = self.lambdas[j]
            final = self.drive[j] / rate
            level += row[j] * final
            now = row[j] * (y[j] - final) * math.exp(-min(rate * dt_s, 700.0))
            if abs(now) > 1e-7 and rate * period_s < 40.0:
                moving.append((now, math.exp(-rate * period_s)))
        v = [level] * count
        for value, decay in moving:
            for k in range(count):
                value *= decay
                v[k] += value
        for omega, phase, parts in self.sines:
            a = sum(row[j] * parts[j][0] for j in range(self.n))
            b = sum(row[j] * parts[j][1] for j in range(self.n))
            for k in range(count):
                angle = omega * (start_s + dt_s + (k + 1) * period_s) + phase
                v[k] += a * math.sin(angle) + b * math.cos(angle)
        return v


def _dot(a, b):
    return sum(x * y for x, y in zip(a, b))
