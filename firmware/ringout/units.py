"""Numbers as people read them: three figures, the unit that fits, feet or metres."""

FEET_PER_M = 3.28084


def figures(value):
    """A number with about three figures: 1234, 123, 12.3, 1.23."""
    size = abs(value)
    if size >= 99.5:
        return "%d" % (value + 0.5 if value > 0 else value - 0.5)
    if size >= 9.95:
        return "%.1f" % value
    return "%.2f" % value


def pf_text(pf):
    """Picofarad, nanofarad from 10 nF up."""
    if abs(pf) >= 9999.5:
        return figures(pf / 1000) + " nF"
    return figures(pf) + " pF"


def ohm_text(ohm):
    """Milliohm to megohm."""
    size = abs(ohm)
    if size < 0.9995:
        return "%d mΩ" % (ohm * 1000 + (0.5 if ohm > 0 else -0.5))
    if size < 999.5:
        return figures(ohm) + " Ω"
    if size < 999500:
        return figures(ohm / 1000) + " kΩ"
    return figures(ohm / 1e6) + " MΩ"


def in_feet(settings):
    """True if the user wants feet."""
    return bool(settings) and settings.get("units") == "ft"


def length_text(m, settings=None):
    """A length in the user's units."""
    if in_feet(settings):
        return "%.1f ft" % (m * FEET_PER_M)
    return "%.2f m" % m if m < 0.995 else "%.1f m" % m


def per_length_text(pf_per_ft, settings=None):
    """Capacitance per length in the user's units."""
    if in_feet(settings):
        return figures(pf_per_ft) + " pF/ft"
    return figures(pf_per_ft * FEET_PER_M) + " pF/m"
