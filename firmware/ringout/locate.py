"""Where a conductor is broken, from the capacitance of its two ends."""

from ringout import limits


def break_fraction(c_a, c_b):
    """Position of the break as a fraction of the length from A: x = C_A / (C_A + C_B).

    c_a, c_b: capacitance of the broken conductor seen from A and from B, any one unit.
    None when neither end has any.
    """
    total = c_a + c_b
    if total <= 0:
        return None
    return min(max(c_a / total, 0.0), 1.0)


def describe(fraction, u_fraction, length_m):
    """The `at` of a fault: where from the nearer plug.

    Returns {"end", "plug": True} inside a plug, or {"end", "percent", "u_percent"} and, when
    the length is known, {"m", "u_m"}: distance from that end.
    """
    end, near = ("A", fraction) if fraction <= 0.5 else ("B", 1.0 - fraction)
    if length_m is None:
        if near <= limits.AT_PLUG:
            return {"end": end, "plug": True}
    elif near * length_m <= max(limits.PLUG_RESOLUTION_M, u_fraction * length_m):
        return {"end": end, "plug": True}
    at = {"end": end, "percent": round(near * 100, 1), "u_percent": round(u_fraction * 100, 1)}
    if length_m is not None:
        spread = limits.BREAK_SD_M + limits.BREAK_SD_FRACTION * length_m
        at["m"] = round(near * length_m, 2)
        at["u_m"] = round(max(limits.SIGMAS * spread, u_fraction * length_m), 2)
    return at
