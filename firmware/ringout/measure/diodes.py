"""Diodes: what conducts one way and not back.

The scan sees most of them, and also some resistors of about 20 k, whose level just reaches one
contact and just misses the other. An LED it may not see at all: its drop leaves no level at the
far end. But where two nets leak into each other both settle low while they are charged; into a
diode only its anode's net does. Loaded only where the scan saw one way, or one net settles low.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.measure import leakage, resistance

_BOTH_WAYS_OHM = 10e3  # a resistor below this gives the scan a level at both of its ends


def seen(charger, readings):
    """The scan's one-way pairs without those that a resistor makes: it reads more than a diode
    that gives a level does, or it conducts back. Releases the board."""
    out = []
    for first, last in readings.one_way:
        source, sink = _joined(readings, first), _joined(readings, last)
        if source & sink:
            source, sink = readings.net_of(first), readings.net_of(last)
        ohm = _link_ohm(readings, source, sink)
        if ohm < limits.DIODE_OHM:
            back = ohm > _BOTH_WAYS_OHM and resistance.leak_between(charger, last, source)
            if not back or back[0] > 2.0 * ohm:
                out.append((first, last))
    return out


def _joined(readings, line):
    """The net of a line, and those that small parts join to it."""
    mask = readings.net_of(line)
    for _ in readings.links:
        for (first, last), (ohm, _) in readings.links.items():
            if ohm < limits.JOIN_OHM and (mask >> first ^ mask >> last) & 1:
                mask |= readings.net_of(first) | readings.net_of(last)
    return mask


def _link_ohm(readings, one, other):
    """What was read between two masks, 0 where nothing was."""
    for (first, last), reading in readings.links.items():
        if one >> first & other >> last & 1 or one >> last & other >> first & 1:
            return reading[0]
    return 0.0


def measure(charger, groups, lone, dim, leaks, readings, own):
    """Adds to `one_way` and `links` the diodes that lead from these groups to others, and takes
    back the capacitances that they spoil. groups: {first line: mask}; lone: first lines. leaks:
    {(line, line): (ohm, uncertainty)}, of which `dim` may be diodes: loses what they made."""
    anodes = []
    for pair in dim:
        if not _is_back(charger, groups, pair[0], pair[1]):
            del leaks[pair]
            anodes.append(pair[0])
            _found(charger, groups, pair[0], pair[1], readings)
    for anode in lone:
        for cathode in groups:
            if cathode == anode or (min(anode, cathode), max(anode, cathode)) in dim:
                continue
            reading = resistance.leak_between(charger, anode, groups[cathode])
            if reading and limits.DARK_OHM < reading[0] < limits.LED_OHM:
                if not _is_back(charger, groups, anode, cathode):
                    anodes.append(anode)
                    _found(charger, groups, anode, cathode, readings)
    for pair in list(leaks):  # through one, and a leak beyond it: not so from the other side
        for anode, other in (pair, (pair[1], pair[0])):
            if anode in anodes and pair in leaks:
                back = resistance.leak_between(charger, other, groups[anode])
                back = leakage.without(back, own.of(groups[other]), charger.hi.r_th_ohm)
                if back is None or back[0] >= limits.LEAK_LIMIT_OHM:
                    del leaks[pair]
                else:
                    leaks[pair] = back


def _is_back(charger, groups, anode, cathode):
    """Whether it conducts the other way too."""
    back = resistance.leak_between(charger, cathode, groups[anode])
    return back is not None and back[0] <= 2.0 * limits.LED_OHM


def _found(charger, groups, anode, cathode, readings):
    reading, one, other = _nearest(charger, groups, anode, cathode, readings)
    readings.one_way.append((one, other))
    readings.links[(min(one, other), max(one, other))] = reading
    _forget(readings, anode)


def _nearest(charger, groups, anode, cathode, readings):
    """(reading, line, line) of the two nets, of those that parts join to one group each, that are
    nearest to each other."""
    found = []
    for one in _nets(groups[anode], readings):
        for other in _nets(groups[cathode], readings):
            reading = resistance.leak_between(charger, lines_of(one)[0], other)
            if reading:
                found.append((reading, lines_of(one)[0], lines_of(other)[0]))
    return min(found)


def _nets(mask, readings):
    out = []
    for line in lines_of(mask):
        if readings.net_of(line) not in out:
            out.append(readings.net_of(line))
    return out


def _forget(readings, line):
    """No capacitance of that group was read."""
    readings.leaky |= 1 << line
    readings.node_pf.pop(line, None)
    for pair in list(readings.pair_pf):
        if line in pair:
            del readings.pair_pf[pair]
