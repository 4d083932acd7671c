"""Voltages that the tester did not make: phantom power, programme, mains hum."""

from ringout.board.pinmap import CONTACTS
from ringout_host.sim import units
from ringout_host.sim.units import SpecError

DEFAULT_OHM = 600.0
DEFAULT_HUM_HZ = 50.0


class Live:
    """A source connected to contacts: volts peak at hertz (0 = DC) behind `ohm` each."""

    def __init__(self, volts, hertz, ohm, contacts):
        self.volts = volts
        self.hertz = hertz
        self.ohm = ohm
        self.contacts = contacts


def _live(spec, value):
    example = MODIFIERS["live"][1]
    source, _, contacts = value.partition("@")
    volts, _, ohm = source.partition(":")
    volts, _, hertz = volts.partition("/")
    names = contacts.split(",")
    for name in names:
        if name not in CONTACTS:
            raise SpecError("'%s' is not a contact" % name, example)
    spec.live.append(
        Live(
            units.volt(volts, example),
            units.hertz(hertz, example) if hertz else 0.0,
            units.ohm(ohm, example) if ohm else DEFAULT_OHM,
            names,
        )
    )


def _hum(spec, value):
    amperes, _, hertz = value.partition("/")
    example = MODIFIERS["hum"][1]
    hertz = units.hertz(hertz, example) if hertz else DEFAULT_HUM_HZ
    spec.hum = (units.ampere(amperes, example), hertz)


MODIFIERS = {
    "live": (_live, "live=48V:6.81k@A.T,A.R"),
    "hum": (_hum, "hum=0.2uA/50Hz"),
}
