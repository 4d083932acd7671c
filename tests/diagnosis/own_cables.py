"""Sound cables that no list of the firmware has, as a person would write them in a cable file, and
what may be wrong with each."""

from tests.sim.test_any_cable import joined

from ringout.results import record
from ringout.wirings import lookup
from ringout.wirings.own import Own
from ringout_host.cables import learn, wire_form
from ringout_host.cables.check import cable_of
from ringout_host.sim.spec import parse
from ringout_host.sim.units import SpecError

LEGS = "A.T-B.T A.R-C.T A.S=B.S A.S=C.S"
SPLIT = "A.T-B.T A.T-C.T A.S=B.S A.S=C.S"
MONO = "A.T-B.T A.S=B.S"
PAIR = "A.T-B.T A.R-B.R A.S=B.S"
TS35 = " A.R~A.S A.R2~A.S"
# name: (wires, parts as (at, value), length)
CABLES = {
    "TRS to two RCA": (LEGS, (), "2m"),
    "TRS to two XLR, pin 3 open": (LEGS, (), "3m"),
    "TRS to two XLR, pin 3 tied": (LEGS + " B.R~B.S C.R~C.S", (), "3m"),
    "XLR to two RCA": (SPLIT, (), "2m"),
    "3.5 TRS to 6.35 TRS": (PAIR + " A.R2~A.S", (), "2m"),
    "3.5 TRS to XLR": (PAIR + " A.R2~A.S", (), "3m"),
    "3.5 TRS to 6.35 TS": (MONO + " A.R2~A.S B.R~B.S", (), "2m"),
    "3.5 TS patch": (MONO + TS35 + " B.R~B.S B.R2~B.S", (), "30cm"),
    "3.5 TS Y": (SPLIT + TS35 + " B.R~B.S B.R2~B.S C.R~C.S", (), "60cm"),
    "headphone splitter": (f"{PAIR} A.T-C.T A.R-C.R A.S=C.S A.R2~A.S B.R2~B.S", (), "1m"),
    "RCA Y": (SPLIT, (), "20cm"),
    "TS to two RCA": (SPLIT + " A.R~A.S", (), "2m"),
    "XLR to TRS, dual mono": ("A.T-B.T A.T-B.R A.S=B.S", (), "2m"),
    "tip and ring to TS": ("A.T-B.T A.R-B.T A.S=B.S B.R~B.S", (), "2m"),
    "summing, 100 ohm": ("A.T-B.T:100ohm A.R-B.T:100ohm A.S=B.S B.R~B.S", (), "2m"),
    "summing, 1 k": ("A.T-B.T:1k A.R-B.T:1k A.S=B.S B.R~B.S", (), "2m"),
    "summing, 10 k": ("A.T-B.T:10k A.R-B.T:10k A.S=B.S B.R~B.S", (), "2m"),
    "U-pad": ("A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S", (("B.T-B.R", "180ohm"),), "2m"),
    "terminator": (PAIR, (("B.T-B.R", "120ohm"),), "2m"),
    "1 nF": (MONO + " A.R~A.S B.R~B.S", (("A.T-A.S", "1nF"),), "3m"),
    "2.2 nF": (MONO + " A.R~A.S B.R~B.S", (("B.T-B.S", "2.2nF"),), "3m"),
    "footswitch, 1N4148": (MONO + " A.R~A.S", (("B.T-B.S", "diode"),), "2m"),
    "footswitch, LED": (MONO + " A.R~A.S", (("B.T-B.S", "led"),), "2m"),
    "footswitch, green LED": (MONO + " A.R~A.S", (("B.T-B.S", "led:2.1V"),), "2m"),
    "LED in the tip": ("A.T-B.T:led:2.4V A.S=B.S A.R~A.S", (), "2m"),
    "MIDI A to DIN": ("A.R-B.T A.T-B.R A.S=B.S A.R2~A.S", (), "2m"),
    "MIDI B to DIN": ("A.T-B.T A.R-B.R A.S=B.S A.R2~A.S", (), "2m"),
    "MIDI A to B": ("A.T-B.R A.R-B.T A.S=B.S A.R2~A.S B.R2~B.S", (), "1m"),
}
OTHER = {"led:2.1V": "diode", "diode": "led", "led": "diode", "1nF": "2.2nF", "2.2nF": "1nF"}


def spec_of(name: str, parts=None, wires: str | None = None) -> str:
    """The cable as a spec; parts: others than its own."""
    own_wires, own_parts, length = CABLES[name]
    text = f"wires:{wires or own_wires}"
    for at, value in own_parts if parts is None else parts:
        first, last = at.split("-")
        text += f",part={first[2:]}-{last[2:]}:{value}@{first[0]}"
    return f"{text},length={length}"


def own_of(name: str) -> Own:
    """The same as the tester has it."""
    wires, parts, _ = CABLES[name]
    rows = [{"at": at, "value": value} for at, value in parts]
    return own({"id": "mine", "wires": wires.split(), "parts": rows})


def own(definition: dict) -> Own:
    """A definition as the tester has it."""
    made = Own(wire_form(cable_of(definition)))
    lookup.take_own(made)
    return made


def is_spec(spec: str) -> bool:
    """Whether the simulator takes it: faults without effect are refused."""
    try:
        parse(spec)
    except SpecError:
        return False
    return True


def faults(name: str):
    """(spec, code, contacts of which one is named, its plug or None) of one fault each."""
    wires = CABLES[name][0].split()
    soldered = {}
    together = joined(f"wires:{CABLES[name][0]}")
    for wire in wires:
        joint = wire.partition(":")[0]
        if "~" not in joint:
            for contact in joint.replace("=", "-").split("-"):
                soldered.setdefault(contact[0], []).append(contact)
    for end, contacts in sorted(soldered.items()):
        contacts = sorted(set(contacts))
        for contact in contacts:
            yield spec_of(name) + f",open={contact[2:]}@{end}", "open", {contact}, end
        for k, first in enumerate(contacts):
            for last in contacts[:k]:
                if last in together.get(first, ()):
                    continue  # they are joined at the other plug: hardly another reading
                pair = f"{last[2:]}-{first[2:]}"
                yield spec_of(name) + f",short={pair}:1ohm@{end}", "short", {first, last}, end
                yield spec_of(name) + f",swap={pair}@{end}", "swap", {first, last}, end


def changed_parts(name: str):
    """(what, spec) of the cable with one part missing, turned or of another value."""
    wires, parts, _ = CABLES[name]
    for k, (at, value) in enumerate(parts):
        rest = parts[:k] + parts[k + 1 :]
        yield "missing", spec_of(name, rest)
        other = OTHER.get(value) or {"180ohm": "330ohm", "120ohm": "180ohm"}[value]
        yield "other", spec_of(name, (*rest, (at, other)))
        if value in ("diode", "led", "led:2.1V"):
            yield "turned", spec_of(name, (*rest, ("-".join(reversed(at.split("-"))), value)))
    for wire in wires.split():
        joint, colon, value = wire.partition(":")
        if colon:
            yield "missing", spec_of(name, wires=wires.replace(wire, joint, 1))
            yield "other", spec_of(name, wires=wires.replace(wire, joint + ":3.3k", 1))


def learned(readings, auto):
    """What `cables learn` makes of a press, taken in as on the tester. auto: its Diagnosis."""
    pressed = {
        "verdict": auto.verdict, "faults": auto.faults, "nets": record.net_names(readings.nets),
        "leg_ohm": record.leg_ohm(readings), "pf": record.pf(readings), **auto.more,
    }  # fmt: skip
    made = Own(wire_form(learn.learned(pressed, "mine")))
    lookup.take_own(made)
    return made
