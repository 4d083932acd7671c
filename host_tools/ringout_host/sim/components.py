"""Electronic parts in a cable: resistors, capacitors, diodes, as a spec writes them.

A diode is two straight lines: nothing below its forward voltage, a small resistance above it.
That voltage is the one at the microamperes of a scan; at the milliamperes of the test current
the resistance adds about what a real part does. White and blue LEDs need 2.7 V and more: too
much for what is left of 3.3 V to be a level at the other end, so the scan does not see them.
"""

from ringout_host.sim import units
from ringout_host.sim.units import SpecError

RESISTOR, CAPACITOR, DIODE = "R", "C", "D"
# name -> (forward volts, ohm above them, farads across the junction)
DIODES = {
    "diode": (0.6, 12.0, 4e-12),  # silicon, small signal
    "schottky": (0.3, 12.0, 10e-12),
    "led": (1.6, 45.0, 25e-12),  # red
    "led-green": (1.9, 45.0, 25e-12),
    "led-blue": (2.7, 45.0, 60e-12),
    "led-white": (2.7, 45.0, 60e-12),
}
MOST_SEEN_V = 2.4  # forward voltage that a tester on 3.3 V can still say something about
_LED_V = (1.2, 3.2)  # what `led:2.1V` may say


class Component:
    """kind: RESISTOR (value in ohm), CAPACITOR (farad) or DIODE (forward volts, series_ohm,
    farad across it). text: as it was written. is_turned: the anode is at the second end."""

    is_turned = False

    def __init__(
        self, kind: str, value: float, text: str, series_ohm: float = 0.0, farad: float = 0.0
    ) -> None:
        self.kind = kind
        self.value = value
        self.text = text
        self.series_ohm = series_ohm
        self.farad = farad

    def turned(self) -> "Component":
        """The same part the other way round."""
        other = Component(self.kind, self.value, self.text, self.series_ohm, self.farad)
        other.is_turned = not self.is_turned
        return other


def component(text: str, example: str) -> Component:
    """The Component of `180ohm`, `1nF`, `diode`, `schottky`, `led` or `led:2.1V`."""
    name, _, volts = text.partition(":")
    if name in DIODES:
        volt, ohm, farad = DIODES[name]
        if volts:
            volt = units.volt(volts, example)
            if name != "led" or not _LED_V[0] <= volt <= _LED_V[1]:
                raise SpecError("'%s' is not an LED of 1.2 to 3.2 V" % text, "led:2.1V")
        return Component(DIODE, volt, text, ohm, farad)
    if text.endswith("F"):
        value = units.farad(text, example)
        return Component(CAPACITOR, _positive(value, text, example), text)
    if text.endswith("ohm") or text[-1:] in ("k", "M"):
        return Component(RESISTOR, _positive(units.ohm(text, example), text, example), text)
    known = "180ohm 4.7k 1nF " + " ".join(DIODES)
    raise SpecError("'%s' is no part (%s)" % (text, known), example)


def _positive(value: float, text: str, example: str) -> float:
    if value <= 0.0:
        raise SpecError("a part of %s" % text, example)
    return value
