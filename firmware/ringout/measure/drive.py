"""The resistance through which each line drives, high and low, with nothing plugged.

The charge path CHG_LO and the line's driver divide the supply: 10 k on one side, the sense
path (4.7 k and the mux) with 220, 330 and the GPIO on the other. The grounded mux channel tells
what the charge path and a sense path have, so that only their differences remain: 90 ohm at most.
A missing or doubled part of a line is 220 ohm or more.
"""

from ringout.base import limits
from ringout.base.compat import kernels
from ringout.board import pinmap
from ringout.board.pinmap import CONTACTS, LINES
from ringout.measure import live_watch
from ringout.measure.resistance import corrected_mean

_SAMPLES = 32
_SETTLE_US = 60  # Z through 10 k: 0.8 us; the line's own 22 pF
_SENSE_OHM = pinmap.R_SENSE_OHM + pinmap.R_MUX_OHM
_DRIVE_OHM = pinmap.R_KELVIN_OHM / 2.0
_SIDES_OHM = 90.0  # a driver whose two sides differ by more is broken on one


def measure(charger):
    """[(ohm high, ohm low)] of every line; the jacks are empty. Releases the board."""
    board = charger.board
    vdd = charger.supply_codes()
    try:
        board.drive(0, 0)
        ground = _code(charger, pinmap.MUX_GND, 1)
        charge_ohm = _beside_bleed(_SENSE_OHM) * (vdd - ground) / max(ground, 1.0)
        to_ground_ohm = _beside_bleed(charge_ohm)
        found = []
        for line in range(LINES):
            live_watch.look(board)
            board.drive(0, 1 << line, False)
            low = _code(charger, line, 1)
            board.drive(1 << line, 0, False)
            high = _code(charger, line, 0)
            down = charge_ohm * low / max(vdd - low, 1.0)
            found.append(
                (
                    to_ground_ohm * (vdd - high) / max(high, 1.0) - _SENSE_OHM,
                    down / max(1.0 - down / pinmap.R_BLEED_OHM, 0.1) - _SENSE_OHM,
                )
            )
    finally:
        board.release()
    return found


def _beside_bleed(ohm):
    """What leads to ground, with the bleed of Z beside it: 40 ohm of a driver's."""
    return ohm / (1.0 + ohm / pinmap.R_BLEED_OHM)


def odd(charger):
    """What is wrong with each line that is not as it should be; a cable may be plugged. None where
    a voltage from outside came meanwhile. Releases the board."""
    try:
        found = measure(charger)
    except (live_watch.Live, live_watch.Passed):
        return None
    faults = [complaint(line, found[line][0], found[line][1]) for line in range(LINES)]
    return [fault for fault in faults if fault]


def _code(charger, channel, level):
    """Mean corrected code of a channel with CHG_LO at a level, without the converter's offset: 14
    codes would be 150 ohm."""
    board = charger.board
    board.mux(channel)
    board.charge(None, level)
    board.settle_us(_SETTLE_US)
    board.capture(charger.buffer, _SAMPLES, None, level)
    total = kernels.total(charger.buffer, 0, _SAMPLES)
    return corrected_mean(total, _SAMPLES) - charger.offset


def complaint(line, high, low):
    """What is wrong with a line that drives through so many ohms, or None. Which part: by how
    much is missing."""
    least, most = limits.SELF_DRIVE_OHM
    if least <= high <= most and least <= low <= most:
        return None
    name = CONTACTS[line]
    gpio = pinmap.line_gpio(line)
    if abs(high - low) > _SIDES_OHM and (least <= high <= most or least <= low <= most):
        side = "low" if least <= high <= most else "high"
        ohm = low if side == "low" else high
        return "%s drives %s through %d ohm: GP%d's driver" % (name, side, ohm, gpio)
    ohm = (high + low) / 2.0
    missing = _DRIVE_OHM - ohm
    if not -_SENSE_OHM / 2.0 < ohm < _SENSE_OHM / 2.0:  # more than a force path has
        return "%s: %d or %d ohm, 4.7 k or GP%d" % (
            name,
            pinmap.R_PIN_OHM,
            pinmap.R_FORCE_OHM,
            gpio,
        )
    if missing > (pinmap.R_PIN_OHM + pinmap.R_FORCE_OHM) / 2.0:
        part = "%d ohm shorted" % pinmap.R_FORCE_OHM
    elif missing > 0:
        part = "%d ohm shorted" % pinmap.R_PIN_OHM
    else:
        part = "%d or %d ohm, or GP%d" % (pinmap.R_PIN_OHM, pinmap.R_FORCE_OHM, gpio)
    return "%s drives through %d ohm, not %d: %s" % (name, min(ohm, 1e6), _DRIVE_OHM, part)
