"""Resistors between nets: what a cable's own should read together."""

_COPPER_OHM = 0.5  # of contacts on the way to a part


class Network:
    """parts: own.Part list. facts: of which the nets and links are taken, all of them."""

    def __init__(self, parts, facts):
        self._at = facts.at
        self._readings = facts.readings
        self._edges = []  # (mask of a net, mask of another, siemens)
        self._diodes = []
        for part in parts:
            one, other = facts.at[part.first], facts.at[part.last]
            if one != other and part.kind == "R":
                self._edges.append((one, other, 1.0 / part.value))
            if one != other and part.kind == "D":
                self._diodes.append((one, other))

    def link(self, first, last):
        """(ohm, uncertainty) read between the nets of two lines, or None."""
        one, other = self._at[first], self._at[last]
        for table in (self._readings.links, self._readings.leak):
            for a, b in table:
                if one >> a & other >> b & 1 or one >> b & other >> a & 1:
                    return table[(a, b)]
        return None

    def ohm(self, first, last):
        """What should be read between the nets of two lines, None where no resistor leads from one
        to the other."""
        one, other = self._at[first], self._at[last]
        nets = self._reached(one, self._edges)
        if one == other or other not in nets:
            return None
        nets.remove(other)
        rows = []  # Kirchhoff: 1 A into `one`, out of `other`
        for net in nets:
            row = [0.0] * (len(nets) + 1)
            for a, b, siemens in self._edges:
                if net == a or net == b:
                    row[nets.index(net)] += siemens
                    far = b if net == a else a
                    if far != other:
                        row[nets.index(far)] -= siemens
            row[-1] = 1.0 if net == one else 0.0
            rows.append(row)
        return _solved(rows)

    def is_behind_others(self, part):
        """Whether other resistors join the nets of a part: then it may not be seen by itself."""
        one, other = self._at[part.first], self._at[part.last]
        left = [edge for edge in self._edges if {one, other} != {edge[0], edge[1]}]
        return other in self._reached(one, left)

    def behind_diode(self, first, last):
        """Whether resistors and diodes lead from one to the other."""
        every = self._edges + [(one, other, 0.0) for one, other in self._diodes]
        return self._at[last] in self._reached(self._at[first], every)

    def _reached(self, net, edges):
        """Nets that are joined to one, itself first."""
        out = [net]
        for here in out:
            for edge in edges:
                for near, far in ((edge[0], edge[1]), (edge[1], edge[0])):
                    if near == here and far not in out:
                        out.append(far)
        return out


def _solved(rows):
    """The first unknown of linear equations whose matrix has a heavy diagonal: eliminated from the
    last up."""
    for k in range(len(rows) - 1, 0, -1):
        for j in range(k):
            share = rows[j][k] / rows[k][k]
            for column in range(len(rows[k])):
                rows[j][column] -= share * rows[k][column]
    return rows[0][-1] / rows[0][0]


def is_near(facts, ohm, u, expected, share):
    """Whether a reading between two nets is the expected one, give or take the share of it, the
    uncertainty and the copper on the way."""
    copper = _COPPER_OHM
    for reading in facts.ohm.values():
        copper = max(copper, 2.0 * reading[0])
    return abs(ohm - expected) <= share * expected + u + copper
