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


def tolerance(uncertainty, number=""):
    """An uncertainty that suits its number: whole where the number is whole, two figures
    else, never less than 0.01."""
    if uncertainty >= 9.95 or (number and "." not in number and uncertainty >= 0.95):
        return "±%d" % (uncertainty + 0.5)
    if uncertainty >= 0.995:
        return "±%.1f" % uncertainty
    return "±%.2f" % max(uncertainty, 0.01)


def _scale_pf(pf):
    if abs(pf) < 9999.5:
        return (1, "pF")
    return (1000, "nF") if abs(pf) < 999500 else (1e6, "µF")


def _scale_ohm(ohm):
    size = abs(ohm)
    if size < 0.9995:
        return (0.001, "mΩ")
    if size < 999.5:
        return (1, "Ω")
    return (1000, "kΩ") if size < 999500 else (1e6, "MΩ")


def _reading(value, uncertainty, scale):
    number = "%d" % (value / scale[0] + 0.5) if scale[1] == "mΩ" else figures(value / scale[0])
    return (number, scale[1], tolerance(uncertainty / scale[0], number))


def pf_reading(pf, uncertainty):
    """(number, unit, ±uncertainty) in one unit: pF, nF from 10 nF up."""
    return _reading(pf, uncertainty, _scale_pf(pf))


def ohm_reading(ohm, uncertainty):
    """(number, unit, ±uncertainty) in one unit, milliohm to megohm."""
    return _reading(ohm, uncertainty, _scale_ohm(ohm))


def pf_text(pf):
    """A capacitance without its uncertainty."""
    return " ".join(pf_reading(pf, 0)[:2])


def ohm_text(ohm):
    """A resistance without its uncertainty."""
    return " ".join(ohm_reading(ohm, 0)[:2])


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
