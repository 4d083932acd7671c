"""How far from this end a leg ends, from its picofarads and the told stock's.

A core that ends lies beside the other core and the shield, both held at ground: (core to shield +
core to core) times its length. Where the list has only one of the two, the part that belongs to
it was measured. A shield that ends lies beside both cores.
"""

from ringout.base import limits
from ringout.board.pinmap import ENDS
from ringout.line.looked import R, S, T
from ringout.results.finding import Place

_SPREAD = 0.5 * limits.STOCK_SPREAD  # of a stock's picofarads, one standard deviation


def place(looked, told, leg):
    """The Place at which a leg ends that conducts to none, None where it is not known."""
    reading = looked.pf.get(leg)
    if reading is None:
        return None
    end = ENDS[looked.legs[leg]]
    pf, u = reading
    if pf < limits.ATTACHED_PF:
        return Place(end, True)
    per_m = told and per_metre(told, leg, looked.to_other_core)
    return at(end, told, pf / per_m, u / per_m) if per_m else None


def at(end, told, m, u_m):
    """The Place so many metres from a plug. u_m: of the reading, without the stock's spread."""
    u_m = (u_m * u_m + (2.0 * _SPREAD * m) ** 2) ** 0.5
    percent = u_percent = None
    if told.length_m:
        percent, u_percent = 100.0 * m / told.length_m, 100.0 * u_m / told.length_m
        percent = min(percent, 100.0)
    return Place(end, False, _rounded(percent), _rounded(u_percent), _rounded(m), _rounded(u_m))


def _rounded(value):
    return None if value is None else int(100.0 * value + 0.5) / 100.0


def stock_of(told):
    """(core to shield, core to core) in pF/m of the told stock; None where it has none."""
    shield = core = None
    if told.stock:
        shield, core = told.stock.shield_pf_per_m, told.stock.core_pf_per_m
    if shield is None and told.stock_pf_per_ft:
        shield = told.stock_pf_per_ft / limits.FOOT_M
    return shield, core


def per_metre(told, leg, to_other_core):
    """pF of a metre of a leg against the two others at ground, None if that is not known.
    to_other_core: what part of it was measured to be to the other core, or None."""
    shield, core = stock_of(told)
    if leg == S:
        return shield and 2.0 * shield
    if shield and core:
        return shield + core
    if to_other_core is None or leg not in (T, R):
        return None
    if shield:
        return shield / (1.0 - to_other_core)
    return core and core / to_other_core
