"""Differences of voltage past the converter's wide codes.

A wide code swallows what lies in it: up to five codes, 130 mohm in the x11 range. Where a
contact lies on one, the pair is read again elsewhere: CHG_HI lifts or lowers both through their
sense paths by some thousand codes. What the two sense paths differ by cancels over both
polarities. A step between two contacts is off by one code at most, and stays.
"""

from ringout.board import pinmap

# (first, last) corrected code of each wide one, of which each has so many codes to itself; and how
# near a mean is not to be trusted
_WIDE = ((511, 522), (1545, 1555), (2577, 2587), (3610, 3621), (3610, 3621))
_APART = 1031
_GUARD = 4
_EDGES = (516, 1550, 2065, 2065, 2582, 3616)  # corrected codes; 2048 twice, chips differ most there
_ON_ONE = 4  # codes
_STEP_CODES = 40.0  # apart by less, 1 ohm, a step between the contacts hardly matters
_NEAR_CODES = 400.0  # apart by more, 10 ohm, it is a small part of the whole
# A charge path beside the sense path takes this much of a difference away.
_CHARGE_OHM = pinmap.R_CHG_HI_OHM + pinmap.R_GPIO_OHM
_SHARE = _CHARGE_OHM / (
    _CHARGE_OHM + pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM + pinmap.R_KELVIN_OHM / 4.0
)
_UP, _DOWN = 1, 0


def blurred(difference):
    """How much the converter's steps may be in a Difference: of contacts that lie on a wide code or
    beside one, and, of a large difference, of steps between its contacts, a code each at most."""
    codes = difference.codes
    found = 0
    for code in codes:
        first, last = _WIDE[int(code) // _APART]
        if first - _GUARD < code < last + _GUARD:
            found += _ON_ONE
    if abs(difference.dv) > _STEP_CODES:
        for edge in _EDGES:
            for k in (0, 2):
                if (codes[k] < edge) != (codes[k + 1] < edge):
                    found += 1
    return found


def reread(found, read):
    """A Difference in place of one that is blurred: found where it is not, or where it is too
    large to matter. read(level) takes another with CHG_HI at that level."""
    best = blurred(found)
    if not best or abs(found.dv) > _NEAR_CODES:
        return found
    for level in (_UP, _DOWN) if found.middle < 2048 else (_DOWN, _UP):
        other = read(level)
        if other is not None and blurred(other) < best:
            best = blurred(other)
            other.moved(_SHARE)
            found = other
        if not best:
            break
    return found
