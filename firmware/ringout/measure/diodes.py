"""Diodes: what conducts one way and not back.

The scan sees most of them, and also some resistors of about 20 k, whose level just reaches one
contact and just misses the other. An LED it may not see at all: its drop leaves no level at the
far end. But where two nets leak into each other both settle low while they are charged; into a
diode only its anode's net does. Loaded only where the scan saw one way, or one net settles low.
"""

from ringout.base import limits
from ringout.measure import resistance

_BOTH_WAYS_OHM = 10e3  # a resistor below this gives the scan a level at both of its ends


def seen(charger, readings):
    """The scan's one-way pairs without those that a resistor makes: it reads more than a diode
    that gives a level does, or it conducts back. Releases the board."""
    out = []
    for first, last in readings.one_way:
        source, sink = readings.net_of(first), readings.net_of(last)
        ohm = _link_ohm(readings, source | sink)
        if ohm < limits.DIODE_OHM:
            back = ohm > _BOTH_WAYS_OHM and resistance.leak_between(charger, last, source)
            if not back or back[0] > 2.0 * ohm:
                out.append((first, last))
    return out


def _link_ohm(readings, both):
    """What was read between two nets, 0 where nothing was."""
    for pair, reading in readings.links.items():
        if both >> pair[0] & both >> pair[1] & 1:
            return reading[0]
    return 0.0


def measure(charger, groups, lone, readings):
    """Adds to `one_way` and `links` the diodes that lead from these groups to others, and takes
    back the capacitances that they spoil. groups: {first line: mask}; lone: first lines."""
    for anode in lone:
        for cathode in groups:
            if cathode == anode:
                continue
            reading = resistance.leak_between(charger, anode, groups[cathode])
            if reading and reading[0] < limits.LED_OHM:
                back = resistance.leak_between(charger, cathode, groups[anode])
                if back is None or back[0] > 2.0 * limits.LED_OHM:
                    readings.one_way.append((anode, cathode))
                    readings.links[(min(anode, cathode), max(anode, cathode))] = reading
                    _forget(readings, anode)


def _forget(readings, line):
    """No capacitance of that group was read."""
    readings.leaky |= 1 << line
    readings.node_pf.pop(line, None)
    for pair in list(readings.pair_pf):
        if line in pair:
            del readings.pair_pf[pair]
