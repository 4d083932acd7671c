"""Differences of voltage past the converter's wide codes.

A wide code swallows what lies in it: up to five codes, 130 mohm in the x11 range. Where a
contact lies on one, the pair is read again elsewhere: CHG_HI lifts or lowers both through their
sense paths by some thousand codes. What the two sense paths differ by cancels over both
polarities. A step between two contacts is off by two codes at most, and what lies between differs
from chip to chip: of 1 to 5 ohm the mean of all three places counts.
"""

from ringout.board import pinmap

# (first, last) corrected code of each wide one, of which each has so many codes to itself; and how
# near a mean is not to be trusted
_WIDE = ((511, 522), (1545, 1555), (2577, 2587), (3610, 3621), (3610, 3621))
_APART = 1031
_GUARD = 4
_LARGE_CODES = 40.0  # apart by more, 1 ohm, steps lie between: read in three places
_LARGEST_CODES = 215.0  # 5.5 ohm: more is a cable of 70 m, whose press is long enough
_NEAR_CODES = 400.0  # apart by more, 10 ohm, it is a small part of the whole
# A charge path beside the sense path takes this much of a difference away.
_CHARGE_OHM = pinmap.R_CHG_HI_OHM + pinmap.R_GPIO_OHM
_SHARE = _CHARGE_OHM / (
    _CHARGE_OHM + pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM + pinmap.R_KELVIN_OHM / 4.0
)
_UP, _DOWN = 1, 0


def blurred(difference):
    """How many of the four codes of a Difference lie on a wide code or beside one."""
    found = 0
    for code in difference.codes:
        first, last = _WIDE[int(code) // _APART]
        if first - _GUARD < code < last + _GUARD:
            found += 1
    return found


def reread(found, read, exact):
    """A Difference in place of one that is blurred: found where it is not, or where it is too
    large to matter; a large one has the mean of all places. read(level) takes another with CHG_HI
    at that level. exact: also of more than 5 ohm, up to 10."""
    best = blurred(found)
    distance = abs(found.dv)
    is_large = _LARGE_CODES < distance and (exact or distance < _LARGEST_CODES)
    if distance > _NEAR_CODES or not (best or is_large):
        return found
    if is_large:
        return _mean(found, best, read)
    for level in (_UP, _DOWN) if found.middle < 2048 else (_DOWN, _UP):
        other = read(level)
        if other is not None and blurred(other) < best:
            best = blurred(other)
            other.moved(_SHARE)
            found = other
        if not best:
            break
    return found


def _mean(found, blur, read):
    """found, with the mean of what it reads where it is and lifted and lowered, without the places
    that are blurred."""
    total = count = 0.0
    if not blur:
        total, count = found.dv, 1.0
    for level in (_UP, _DOWN):
        other = read(level)
        if other is not None and not blurred(other):
            other.moved(_SHARE)
            total += other.dv
            count += 1.0
    if count:
        found.dv = total / count
    return found
