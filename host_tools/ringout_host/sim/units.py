"""Quantities as people write them: `6m`, `15ft`, `2ohm`, `6.81k`, `40us`, `0.2uA`."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

FOOT_M = 0.3048


class SpecError(ValueError):
    """A mistake in a cable spec: what is wrong, and an example of what is right."""

    def __init__(self, mistake: str, example: str) -> None:
        super().__init__("cable spec: %s; write for example %s" % (mistake, example))


def number(text: str, example: str) -> float:
    """A plain decimal number; no exponent tricks, no nan, no inf."""
    digits = text[1:] if text[:1] == "-" else text
    if not digits or any(c not in "0123456789." for c in digits) or digits.count(".") > 1:
        raise SpecError("'%s' is not a number" % text, example)
    if digits == ".":
        raise SpecError("'%s' is not a number" % text, example)
    return float(text)


def _quantity(
    what: str, suffixes: tuple[tuple[str, float], ...], low: float, high: float
) -> "Callable[[str, str], float]":
    """A parser for one kind of quantity: longest suffix first, value within [low, high]."""

    def parse(text: str, example: str) -> float:
        for suffix, scale in suffixes:
            if text.endswith(suffix) and (suffix or not text[-1:].isalpha()):
                value = number(text[: len(text) - len(suffix)].rstrip(), example) * scale
                if not low <= value <= high:
                    raise SpecError("%s '%s' is out of range" % (what, text), example)
                return value
        names = " ".join(s for s, _ in suffixes if s)
        raise SpecError("%s '%s' has no known unit (%s)" % (what, text, names), example)

    return parse


length_m = _quantity(
    "length",
    (("cm", 0.01), ("mm", 0.001), ("ft", FOOT_M), ("in", FOOT_M / 12), ("m", 1.0)),
    0,
    1000,
)
ohm = _quantity(
    "resistance",
    (("Mohm", 1e6), ("kohm", 1e3), ("mohm", 1e-3), ("ohm", 1.0), ("M", 1e6), ("k", 1e3)),
    0,
    1e9,
)
time_us = _quantity("time", (("us", 1.0), ("ms", 1e3), ("s", 1e6)), 0, 1e9)
volt = _quantity("voltage", (("mV", 1e-3), ("V", 1.0)), -500, 500)
hertz = _quantity("frequency", (("kHz", 1e3), ("Hz", 1.0)), 0, 1e6)
ampere = _quantity("current", (("nA", 1e-9), ("uA", 1e-6), ("mA", 1e-3)), 0, 0.1)
farad = _quantity("capacitance", (("pF", 1e-12), ("nF", 1e-9), ("uF", 1e-6)), 0, 1e-3)
pf_per_m = _quantity("capacitance", (("pF/m", 1.0), ("pF/ft", 1.0 / FOOT_M)), 0, 10000)
ohm_per_m = _quantity("resistance", (("mohm/m", 1e-3), ("ohm/m", 1.0), ("ohm/km", 1e-3)), 0, 1000)
