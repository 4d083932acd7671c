"""DATA: far-end plugs: resistors of E6 from tip and from ring to sleeve, the tip's the smaller.

33 k to 100 k are left out: the scan joins contacts up to about 35 k, and what it joins is read by
another range than what it does not. 15 values make 105 plugs for lines with two cores. A plug
for one core (TS, RCA) has one resistor of the values between, so that it is no plug of a pair
whose ring is open.
"""

VALUES = (1000, 1500, 2200, 3300, 4700, 6800, 10000, 15000, 22000,
          150000, 220000, 330000, 470000, 680000, 1000000)  # fmt: skip
ONE_CORE = (1200, 1800, 2700, 3900, 5600, 8200, 12000, 18000,
            180000, 270000, 390000, 560000, 820000)  # fmt: skip
HIGH_OHM = 150000  # from here on a leak is no less likely than a resistor
SPREAD = 0.087  # 3.5 % of the reading, 5 % of the part; half way to a value of the other table
_LINE_OHM = 35.0  # the line's own, 300 m there and back: it only adds


def nominal(ohm):
    """The value of a pair's plug that reads so, None if none does."""
    return _nearest(ohm, VALUES)


def of_either(ohm):
    """The value of either table that reads so and lies nearer, None if none does."""
    return _nearest(ohm, VALUES + ONE_CORE)


def short_text(ohm):
    """470, 4.7k, 150k, 1M: as it is written on the plug."""
    if ohm >= 999500:
        return "%.3gM" % (ohm / 1e6)
    return "%.3gk" % (ohm / 1e3) if ohm >= 999.5 else "%.3g" % ohm


def name(plug):
    """ "4.7k/10k" of {"T-S": 4700, "R-S": 10000}, the tip's first; of one resistor "4.7k"."""
    return "/".join([short_text(plug[pair]) for pair in ("T-S", "R-S") if pair in plug])


def read(text):
    """The plug of a name such as "4.7k/10k" or "5.6k"; ValueError, one line, if it is none."""
    out = {}
    pairs = ("T-S", "R-S")
    words = text.replace(" ", "").split("/")
    for pair, word in zip(pairs, words):
        scale = {"k": 1e3, "K": 1e3, "M": 1e6}.get(word[-1:], 1.0)
        try:
            out[pair] = int(float(word if scale == 1.0 else word[:-1]) * scale + 0.5)
        except (ValueError, OverflowError):
            out = {}
            break
    if len(words) > 2 or not out or not _is_plug(out):
        raise ValueError("no far-end plug '%s': write 4.7k/10k, or 5.6k for one core" % text[:20])
    return out


def _is_plug(plug):
    tip, ring = plug["T-S"], plug.get("R-S")
    if ring is None:
        return tip in ONE_CORE or tip in VALUES
    return tip in VALUES and ring in VALUES and tip < ring


def _nearest(ohm, values):
    best, off = None, SPREAD
    for value in values:
        away = (ohm - value) / value
        if away > 0.0:
            away = max(away - _LINE_OHM / value, 0.5 * away)
        if abs(away) < off:
            best, off = value, abs(away)
    return best
