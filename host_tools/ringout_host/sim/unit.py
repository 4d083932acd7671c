"""A measured unit: the file that `--tester unit=FILE` makes a simulated board of.

JSON: {"ringout": "unit", "format": 1, "values": {...}}; what else it holds is for people. Values
that are absent stay the seed's. By contact name: zero_pf (whole capacitance, empty jacks),
leak_na, drive_ohm (GPIO and force path), sense_ohm (4.7 k and mux), pull_ohm; mutual_pf by
"A.T-A.R". Numbers: mux_leak_na (into Z), supply_v, x11_gain, x11_middle_mv, noise_codes, ripple_mv
(while the regulator saves power), adc_offset_codes; adc_lost: four numbers.
"""

import json

from ringout.board.pinmap import CONTACTS, VDD_V
from ringout_host.sim.adc import Adc
from ringout_host.sim.converters import PROFILES, Profile
from ringout_host.sim.parasitics import AT_V, LEAST_PF, NEVER_OHM
from ringout_host.sim.supply import Supply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from ringout_host.sim.front_end import FrontEnd
    from ringout_host.sim.kinds import Values
    from ringout_host.sim.noise import Random

FORMAT = 1
MOST_BYTES = 1000000
LINE_VALUES = {
    "zero_pf": (1.0, 300.0),
    "leak_na": (-5000.0, 5000.0),
    "drive_ohm": (300.0, 1000.0),
    "sense_ohm": (4000.0, 6000.0),
    "pull_ohm": (10e3, 500e3),
}
NUMBERS = {
    "mux_leak_na": (-5000.0, 5000.0),
    "supply_v": (3.0, 3.6),
    "x11_gain": (8.0, 14.0),
    "x11_middle_mv": (-100.0, 100.0),
    "noise_codes": (0.0, 50.0),
    "ripple_mv": (0.0, 40.0),
    "adc_offset_codes": (-50.0, 50.0),
}


class UnitError(ValueError):
    """What is wrong with a unit file, one line."""


def load(path: "str | Path") -> "Values":
    """The values of a unit file, checked."""
    try:
        with open(path, "rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnitError("cannot read it (%s)" % (getattr(error, "strerror", None) or error))
    except ValueError:
        raise UnitError("no file has that name")
    try:
        found = json.loads(text.decode("utf-8"))  # the VM has no loads of bytes
    except (ValueError, RuntimeError):  # also of what is nested too deeply
        raise UnitError("it is no JSON")
    if not isinstance(found, dict) or found.get("ringout") != "unit":
        raise UnitError("it is no unit file of `ringout characterise`")
    if found.get("format") != FORMAT:
        raise UnitError("its format is not %d" % FORMAT)
    values = found.get("values")
    if not isinstance(values, dict):
        raise UnitError("it has no values")
    for name, value in values.items():
        _check(name, value)
    mutual_pf = values.get("mutual_pf", {})
    for contact, whole_pf in values.get("zero_pf", {}).items():
        if sum([pf for pair, pf in mutual_pf.items() if contact in pair.split("-")]) > whole_pf:
            raise UnitError("mutual_pf of %s is more than its zero_pf in all" % contact)
    return values


def _check(name: str, value: object) -> None:
    if name in NUMBERS:
        _inside(name, value, NUMBERS[name])
    elif name in LINE_VALUES and isinstance(value, dict):
        for contact, number in value.items():
            if contact not in CONTACTS:
                raise UnitError("%s of '%s', which is no contact" % (name, contact))
            _inside(name + " of " + contact, number, LINE_VALUES[name])
    elif name == "mutual_pf" and isinstance(value, dict):
        for pair, number in value.items():
            if not _pair(pair):
                raise UnitError("mutual_pf of '%s', which is no pair of contacts" % pair)
            _inside("mutual_pf of " + pair, number, (0.0, 100.0))
    elif name == "adc_lost" and isinstance(value, list) and len(value) == 4:
        for number in value:
            _inside(name, number, (0.0, 30.0))
    else:
        raise UnitError("'%s' is no value that a unit has" % name)


def _inside(name: str, number: object, span: tuple[float, float]) -> None:
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise UnitError("%s is not a number" % name)
    if not span[0] <= number <= span[1]:
        raise UnitError("%s is not from %g to %g" % (name, span[0], span[1]))


def _pair(text: str) -> tuple[int, int] | None:
    """(line, line) ascending of "A.T-A.R"; None if it is none."""
    first, _, last = text.partition("-")
    if first not in CONTACTS or last not in CONTACTS or first == last:
        return None
    low, high = sorted((CONTACTS.index(first), CONTACTS.index(last)))
    return low, high


def become(front_end: "FrontEnd", values: "Values", random: "Random") -> None:
    """Give a front end the values of a unit."""
    stray = front_end.stray
    for pair, pf in values.get("mutual_pf", {}).items():
        lines = _pair(pair)
        if lines is not None:
            stray.mutual_f[lines] = pf * 1e-12
    for contact, pf in values.get("zero_pf", {}).items():
        line = CONTACTS.index(contact)
        mutual = sum(farad for pair, farad in stray.mutual_f.items() if line in pair)
        stray.line_f[line] = max(pf * 1e-12 - mutual, LEAST_PF * 1e-12)
    for contact, na in values.get("leak_na", {}).items():
        line = CONTACTS.index(contact)
        ohm = AT_V / max(abs(na) * 1e-9, AT_V / NEVER_OHM)
        stray.ground_ohm[line] = ohm if na >= 0 else NEVER_OHM
        stray.supply_ohm[line] = NEVER_OHM if na >= 0 else ohm * (VDD_V - AT_V) / AT_V
        stray.beside_ohm[line] = NEVER_OHM
    for contact, ohm in values.get("drive_ohm", {}).items():
        line = CONTACTS.index(contact)
        front_end.force_ohm[line] = ohm - front_end.gpio_ohm[line]
    for contact, ohm in values.get("sense_ohm", {}).items():
        line = CONTACTS.index(contact)
        front_end.sense_ohm[line] = ohm - front_end.mux_ohm[line]
    for contact, ohm in values.get("pull_ohm", {}).items():
        front_end.pull_ohm[CONTACTS.index(contact)] = ohm
    if "ripple_mv" in values:
        front_end.supply = Supply(random, values["ripple_mv"] / 1000.0)
    stray.z_na = values.get("mux_leak_na", stray.z_na)
    front_end.vdd = values.get("supply_v", front_end.vdd)
    front_end.x11_gain = values.get("x11_gain", front_end.x11_gain)
    if "x11_middle_mv" in values:
        front_end.x11_mid = 0.5 + values["x11_middle_mv"] / 1000.0 / front_end.vdd
    if "adc_lost" in values or "adc_offset_codes" in values:
        drawn = PROFILES["ideal"]
        front_end.adc = Adc(
            random,
            Profile(
                values.get("adc_lost", drawn.lost),
                values.get("adc_offset_codes", drawn.offset),
                drawn.gain,
                drawn.residual,
            ),
        )
    front_end.adc.noise_lsb = values.get("noise_codes", front_end.adc.noise_lsb)


def of(front_end: "FrontEnd") -> "Values":
    """What a front end is like, in the values of a unit: what a measurement of it should find."""
    stray = front_end.stray
    zeros, leaks, drives, senses, pulls = {}, {}, {}, {}, {}
    for line in range(len(CONTACTS)):
        name = CONTACTS[line]
        mutual = sum([farad for pair, farad in stray.mutual_f.items() if line in pair])
        zeros[name] = 1e12 * (stray.line_f[line] + mutual)
        flows = AT_V / stray.ground_ohm[line] - (VDD_V - AT_V) / stray.supply_ohm[line]
        leaks[name] = 1e9 * flows * stray.warmth
        drives[name] = front_end.gpio_ohm[line] + front_end.force_ohm[line]
        senses[name] = front_end.sense_ohm[line] + front_end.mux_ohm[line]
        pulls[name] = front_end.pull_ohm[line]
    mutual_pf = {}
    for (first, last), farad in stray.mutual_f.items():
        mutual_pf["%s-%s" % (CONTACTS[first], CONTACTS[last])] = 1e12 * farad
    return {
        "zero_pf": zeros,
        "leak_na": leaks,
        "drive_ohm": drives,
        "sense_ohm": senses,
        "pull_ohm": pulls,
        "mutual_pf": mutual_pf,
        "mux_leak_na": stray.z_na * stray.warmth,
        "x11_gain": front_end.x11_gain,
        "x11_middle_mv": 1000.0 * front_end.vdd * (front_end.x11_mid - 0.5),
        "noise_codes": front_end.adc.noise_lsb,
        "ripple_mv": 1000.0 * front_end.supply.rms_v,
        "adc_offset_codes": front_end.adc.offset_lsb,
    }
