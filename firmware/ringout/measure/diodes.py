"""LEDs and other diodes that the scan does not see: their drop leaves no level at the far end.

Where two nets leak into each other both settle low while they are charged. Into a diode only its
anode's net does. Loaded only where one net alone settles low.
"""

from ringout.base import limits
from ringout.measure import resistance


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
