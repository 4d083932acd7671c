"""What is no plain copper is read once more at the end of a press: a resistor, a diode, a bad joint
are what they were, a contact that opens now and then is not. A sound cable does without.
"""

from ringout.base import limits
from ringout.measure import scan
from ringout.measure.contacts import by_divider

_MOST = 4  # readings of a kind that are taken again
_TIMES = 2  # looks at what conducts one way
_SHARE = 0.1  # by which a divider's reading may differ: hum


def confirm(charger, joints, readings):
    """Contradictions into the readings' steadiness. joints: contacts.Contacts."""
    steadiness, kelvin = readings.steadiness, joints.kelvin
    for table in (readings.ohm, readings.links):
        odd = [(table[pair][0], pair) for pair in table if table[pair][0] > limits.COPPER_OHM]
        for ohm, pair in sorted(odd)[-_MOST:]:
            u = table[pair][1]
            if kelvin.readings.get(pair) is not None:
                now = kelvin.afresh(pair)
            elif ohm < limits.TOUCH_OHM:
                one, other = readings.net_of(pair[0]), readings.net_of(pair[1])
                now = by_divider(charger, readings.rows, other, one)  # a diode beside it tells
                u += _SHARE * ohm
            else:
                continue
            if now is None or abs(now[0] - ohm) > u + now[1]:
                steadiness.contradiction(pair[0], pair[1])
    _one_way(charger.board, readings, limits.SCAN_SETTLE_US)


def _one_way(board, readings, wait_us):
    """A diode conducts the same way at every look; not what the scan just sees or not."""
    for first, last in readings.one_way[:_MOST]:
        one, other = readings.net_of(first), readings.net_of(last)
        weak = [
            readings.links[pair][0] > limits.TOUCH_OHM
            for pair in readings.links
            if (one | other) >> pair[0] & (one | other) >> pair[1] & 1
        ]
        for _ in range(0 if True in weak else _TIMES):
            there, wait_us = scan.row(board, first, wait_us)
            back, wait_us = scan.row(board, last, wait_us)
            if not there >> last & 1 or back >> first & 1:
                readings.steadiness.contradiction(min(first, last), max(first, last))
    board.release()
