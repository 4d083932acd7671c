"""The tester grammar: `--tester typical,line_leak_na=16,adc=c` and what it means.

What a real board does beside its design: ripple, leakage, the capacitance of jacks and wires, a
converter that is not straight. A spec is an optional base (`typical` or `ideal`) and
comma-separated `key=value`; what is absent is the base's. `FrontEnd` makes a board of it.
"""

from ringout_host.sim import unit, units
from ringout_host.sim.converters import PROFILES, REAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ringout_host.sim.kinds import Values

BASES = ("typical", "ideal")
DEFAULT = "typical"  # of whoever asks for none


class TesterError(ValueError):
    """A mistake in a tester spec: what is wrong, and an example of what is right."""

    def __init__(self, mistake: str, example: str) -> None:
        super().__init__("tester spec: %s; write for example %s" % (mistake, example))


def _shown(text: str) -> str:
    """What somebody wrote, on one line and not too much of it."""
    plain = "".join([c if " " <= c <= "~" else "?" for c in text])
    return plain if len(plain) <= 40 else plain[:37] + "..."


class Key:
    """One `key=value`: its values in the two bases, its range, its unit, what it is."""

    def __init__(
        self, ideal: float, typical: float, low: float, high: float, unit: str, text: str
    ) -> None:
        self.ideal, self.typical, self.low, self.high = ideal, typical, low, high
        self.unit, self.text = unit, text


NUMBERS = {
    "ripple_mv": Key(0.0, 11.0, 0.0, 40.0, "mV", "rms on 3V3 while the regulator saves power"),
    "line_leak_na": Key(
        0.0,
        10.0,  # half of it the Schottky clamps' (hardware/STRESS.md)
        0.0,
        1000.0,
        "nA",
        "leakage of a contact: the median of eleven",
    ),
    "mux_leak_na": Key(0.0, 30.0, 0.0, 2000.0, "nA", "leakage into Z, behind the multiplexer"),
    "jack_pf": Key(22.0, 40.0, 5.0, 120.0, "pF", "all capacitance of an empty contact"),
    "mutual_pf": Key(0.4, 8.0, 0.0, 40.0, "pF", "of it, to the contact beside it: half at most"),
    "offset_mv": Key(0.0, 0.0, -60.0, 60.0, "mV", "the x11 stage's middle lies beside 3V3/2"),
    "touch_ua": Key(0.0, 0.0, 0.0, 100.0, "uA", "rms at 50 Hz through a hand on the sleeve"),
    "expander_leak_na": Key(0.0, 10.0, 0.0, 1000.0, "nA", "leakage of an expander's line"),
    "warm_k": Key(0.0, 0.0, -20.0, 60.0, "K", "since calibration; leakage doubles in 10 K"),
}
EXAMPLE = "typical,line_leak_na=16"
MUTUAL_MOST = 0.5  # of all capacitance of a contact: it has a neighbour on either side
# What a unit file says instead of a key.
OF_UNIT = (
    ("ripple_mv", ("ripple_mv",)), ("line_leak_na", ("leak_na",)), ("jack_pf", ("zero_pf",)),
    ("mutual_pf", ("mutual_pf",)), ("mux_leak_na", ("mux_leak_na",)),
    ("offset_mv", ("x11_middle_mv",)), ("adc", ("adc_lost", "adc_offset_codes")),
)  # fmt: skip


class TesterSpec:
    """A parsed spec: every number of NUMBERS as an attribute, and adc, calibrated, expander,
    unit."""

    ripple_mv: float
    line_leak_na: float
    mux_leak_na: float
    jack_pf: float
    mutual_pf: float
    offset_mv: float
    touch_ua: float
    expander_leak_na: float
    warm_k: float

    def __init__(self, base: str) -> None:
        for name, key in NUMBERS.items():
            setattr(self, name, getattr(key, base))
        self.text = base
        self.adc: str | None = (
            "ideal" if base == "ideal" else None
        )  # a profile's name; None: by the seed
        self.calibrated = False
        self.expander = False  # shells and fifth pins
        self.unit: "Values | None" = None  # values of a measured unit (unit.load)

    def profile(self, seed: int) -> str:
        """Name of this board's converter."""
        return self.adc or REAL[seed % len(REAL)]


def parse(text: str | None = None) -> TesterSpec:
    """The TesterSpec of a text, DEFAULT for None; TesterError (one line) for any mistake."""
    items = [item.strip() for item in (DEFAULT if text is None else text).split(",")]
    if items == [""]:
        raise TesterError("it is empty", EXAMPLE)
    base = items.pop(0) if items[0] in BASES else "typical"
    spec = TesterSpec(base)
    spec.text = text or DEFAULT
    seen = []
    for item in items:
        name, equals, value = item.partition("=")
        name, value = name.strip(), value.strip()
        if name in BASES and not equals:
            raise TesterError("'%s' comes first" % name, EXAMPLE)
        if name not in NUMBERS and name not in _CHOICES:
            names = ", ".join(list(NUMBERS) + list(_CHOICES))
            raise TesterError("unknown '%s' (there are %s)" % (_shown(item), names), EXAMPLE)
        if name in seen:
            raise TesterError("'%s' twice" % name, EXAMPLE)
        seen.append(name)
        if not value:
            raise TesterError("'%s' has no value" % name, _example(name))
        setattr(spec, name, _CHOICES[name][0](value) if name in _CHOICES else _number(name, value))
    _together(spec, seen)
    return spec


def _together(spec: TesterSpec, given: list[str]) -> None:
    """TesterError for values that no board has at once. given: names of the keys written."""
    most = spec.jack_pf * MUTUAL_MOST
    if "mutual_pf" not in given:
        spec.mutual_pf = min(spec.mutual_pf, most)
    elif spec.mutual_pf > most:
        raise TesterError(
            "mutual_pf=%g is more than half of jack_pf=%g, and a contact has a neighbour on either"
            " side" % (spec.mutual_pf, spec.jack_pf),
            "jack_pf=46,mutual_pf=10",
        )
    if spec.unit is None:
        return
    for name, values in OF_UNIT:
        if name in given and [value for value in values if value in spec.unit]:
            raise TesterError("'%s' is said by the unit file already" % name, "unit=unit.json")


def explained() -> list[tuple[str, str, str]]:
    """[(key, what a typical board has, text)]: what `--tester list` shows."""
    rows = [
        (name + "=", "%g %s" % (key.typical, key.unit), key.text) for name, key in NUMBERS.items()
    ]
    rows += [(name + "=", typical, text) for name, (_, typical, text, _) in _CHOICES.items()]
    return rows + [
        ("typical", "", "first: what is absent is a usual board's"),
        ("ideal", "", "first: what is absent is zero, or as designed"),
    ]


def _number(name: str, value: str) -> float:
    key = NUMBERS[name]
    try:
        found = units.number(value, "")
    except units.SpecError:
        raise TesterError(
            "%s '%s' is not a number of %s" % (name, _shown(value), key.unit), _example(name)
        )
    if not key.low <= found <= key.high:
        raise TesterError(
            "%s is not from %g to %g %s" % (name, key.low, key.high, key.unit), _example(name)
        )
    return found


def _adc(value: str) -> str:
    if value not in PROFILES:
        raise TesterError("there is no converter '%s'" % _shown(value), _example("adc"))
    return value


def _yes(name: str) -> "Callable[[str], bool]":
    def choice(value: str) -> bool:
        if value not in ("yes", "no"):
            raise TesterError("%s '%s' is not yes or no" % (name, _shown(value)), _example(name))
        return value == "yes"

    return choice


def _unit(value: str) -> "Values":
    try:
        return unit.load(value)
    except unit.UnitError as error:
        raise TesterError("unit '%s': %s" % (_shown(value), error), _example("unit"))


def _example(name: str) -> str:
    if name in NUMBERS:
        return "%s=%g" % (name, NUMBERS[name].typical)
    return _CHOICES[name][3]


# name -> (parser, what a typical board has, text, example)
_CHOICES: "dict[str, tuple[Callable[[str], object], str, str, str]]" = {
    "adc": (
        _adc,
        "by the seed",
        "ideal, or a to e: published sweeps of RP2040s",
        "adc=c",
    ),
    "calibrated": (
        _yes("calibrated"),
        "no",
        "yes: all three jacks, before it warmed",
        "calibrated=yes",
    ),
    "expander": (
        _yes("expander"),
        "no",
        "yes: five lines more, for shells and fifth pins",
        "expander=yes",
    ),
    "unit": (
        _unit,
        "none",
        "file of a measured tester",
        "unit=unit.json",
    ),
}
