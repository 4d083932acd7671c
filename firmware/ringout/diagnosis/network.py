"""Resistors between nets: what a cable's own should read together."""

from ringout.base.masks import lines_of

_COPPER_OHM = 0.5  # of contacts on the way to a part
_SUM_TOLERANCE = 0.11
_LEAST = 0.8  # of what should be read
_DIODE_OHM = 80.0  # no diode reads less: 0.25 V at 3 mA


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
        return self._ohm(first, last, self._edges)

    def _ohm(self, first, last, edges):
        one, other = self._at[first], self._at[last]
        nets = self._reached(one, edges)
        if one == other or other not in nets:
            return None
        nets.remove(other)
        rows = []  # Kirchhoff: 1 A into `one`, out of `other`
        for net in nets:
            row = [0.0] * (len(nets) + 1)
            for a, b, siemens in edges:
                if net == a or net == b:
                    row[nets.index(net)] += siemens
                    far = b if net == a else a
                    if far != other:
                        row[nets.index(far)] -= siemens
            row[-1] = 1.0 if net == one else 0.0
            rows.append(row)
        return _solved(rows)

    def is_sum(self, first, last):
        """Whether what should be read between two nets is no more than the sum over a third: then
        it is not read by itself (contacts.direct_links)."""
        whole = self.ohm(first, last)
        for net in self._reached(self._at[first], self._edges) if whole else ():
            middle = lines_of(net)[0]
            one, other = self.ohm(first, middle), self.ohm(middle, last)
            if one and other and abs(one + other - whole) < _SUM_TOLERANCE * whole:
                return True
        return False

    def is_behind_others(self, part):
        """Whether other resistors join the nets of a part: then it may not be seen by itself."""
        one, other = self._at[part.first], self._at[part.last]
        left = [edge for edge in self._edges if {one, other} != {edge[0], edge[1]}]
        return other in self._reached(one, left)

    def behind_diode(self, first, last, ohm):
        """Whether resistors and diodes lead from one to the other, or back, and read so much."""
        one, other = self._at[first], self._at[last]
        for here, there in ((one, other), (other, one)):
            if there in self._reached(here, self._edges, self._diodes):
                every = self._edges + [(a, b, 1.0 / _DIODE_OHM) for a, b in self._diodes]
                return ohm > _LEAST * self._ohm(first, last, every)
        return False

    def way(self, first, last):
        """(anode, cathode) as read from one line's net to the other's, or between nets that
        resistors join to them: which side of those a diode is on is not read. Else None."""
        one = self._reached(self._at[first], self._edges)
        other = self._reached(self._at[last], self._edges)
        for anode, cathode in self._readings.one_way:
            a, c = self._at[anode], self._at[cathode]
            if a not in other and (a in one and c in other):
                return first, last
            if a not in one and (a in other and c in one):
                return last, first
        return None

    def _reached(self, net, edges, diodes=()):
        """Nets that are joined to one, itself first; by diodes in their direction."""
        out = [net]
        for here in out:
            for edge in edges:
                for near, far in ((edge[0], edge[1]), (edge[1], edge[0])):
                    if near == here and far not in out:
                        out.append(far)
            for near, far in diodes:
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
