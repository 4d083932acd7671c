"""Voltages that the tester did not make: phantom power, programme, mains hum.

`live=VOLTS[/HERTZ|/music][:OHM][:from=TIME][:to=TIME]@CONTACT,...` drives contacts against the
tester's ground; a contact written `A.T-A.S` has the source between the two, as an amplifier's
output lies between tip and sleeve of a tester on batteries. Contacts of an unplugged plug are those
at the far end: `unplug=B,live=48V:6.81k@B.T-B.S,B.R-B.S` is a line that ends in a mixer's input.
"""

from ringout.board.pinmap import EVERY_CONTACT, line_of
from ringout_host.sim import units
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Modifiers, Tone
    from ringout_host.sim.spec import CableSpec

DEFAULT_OHM = 600.0
DEFAULT_HUM_HZ = 50.0
FOR_EVER_US = 1e15
# Programme: two low notes, a chord and what rings above it; they beat like music does, and the
# peak is never more than the volts that were asked for. (hertz, share, phase)
MUSIC = (
    (82.4, 0.24, 0.0), (110.3, 0.18, 1.1), (196.7, 0.17, 2.9), (329.6, 0.14, 4.2),
    (523.9, 0.11, 0.7), (1318.5, 0.09, 5.1), (2793.8, 0.07, 3.3),
)  # fmt: skip


class Live:
    """A source at contacts, behind `ohm` at each: `volts` peak, tones or (none) DC, there from
    `from_us` on and until `to_us`, counted from plugging in or, later, from pressing TEST."""

    def __init__(
        self,
        volts: float,
        tones: "tuple[Tone, ...]",
        ohm: float,
        places: "list[tuple[int, int | None]]",
        from_us: float = 0.0,
        to_us: float = FOR_EVER_US,
    ) -> None:
        self.volts = volts
        self.tones = tones  # (hertz, share of volts, phase)
        self.ohm = ohm
        self.places = places  # (line, line or None for the tester's ground)
        self.from_us = from_us
        self.to_us = to_us


def _live(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["live"][1]
    source, _, contacts = value.partition("@")
    head, *options = source.split(":")
    contacts, *more = contacts.split(":")
    volts, _, tone = head.partition("/")
    live = Live(units.volt(volts, example), _tones(tone, example), DEFAULT_OHM, [])
    for option in options + more:
        key, _, time = option.partition("=")
        if key == "from":
            live.from_us = units.time_us(time, example)
        elif key == "to":
            live.to_us = units.time_us(time, example)
        elif option:
            live.ohm = max(units.ohm(option, example), 1.0)
    if live.to_us <= live.from_us:
        raise SpecError("a source that leaves before it comes", TIMED)
    live.places = [_contacts(name, example) for name in contacts.split(",")]
    spec.live.append(live)


def _tones(tone: str, example: str) -> "tuple[Tone, ...]":
    if tone == "music":
        return MUSIC
    return ((units.hertz(tone, example), 1.0, 0.0),) if tone else ()


def _contacts(name: str, example: str) -> tuple[int, int | None]:
    names = name.split("-")
    for each in names:
        if each not in EVERY_CONTACT:
            raise SpecError("'%s' is not a contact" % each, example)
    if len(names) > 2 or len(set(names)) < len(names):
        raise SpecError("'%s' is not one contact against another" % name, "live=1V@A.T-A.S")
    return line_of(names[0]), line_of(names[1]) if len(names) == 2 else None


def belongs_to_live(item: str) -> bool:
    """True for an item between commas that goes on with the contacts of a `live=`."""
    return item.partition(":")[0].partition("-")[0] in EVERY_CONTACT


def _hum(spec: "CableSpec", value: str) -> None:
    amperes, _, tone = value.partition("/")
    example = MODIFIERS["hum"][1]
    hertz = units.hertz(tone, example) if tone else DEFAULT_HUM_HZ
    spec.hum = (units.ampere(amperes, example), hertz)


TIMED = "live=1V/music:600ohm:from=30ms:to=90ms@A.T-A.S"
MODIFIERS: "Modifiers" = {
    "live": (_live, "live=48V:6.81k@A.T,A.R"),
    "hum": (_hum, "hum=0.2uA/50Hz"),
}
