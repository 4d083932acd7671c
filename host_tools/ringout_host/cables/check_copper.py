"""The copper of a definition: wires, plugs, shells, parts. Of what it says nothing is believed."""

from typing import Any

from ringout.board.pinmap import CONTACTS, EVERY_CONTACT
from ringout_host.cables.cable import SHELL_RULES, USUAL_TOLERANCE, Part, Plug, contacts_of
from ringout_host.cables.mistaken import example, fail, plain_text, said, shown
from ringout_host.cables.plugs import PLUGS
from ringout_host.sim.components import component
from ringout_host.sim.copper import MOST_WIRES, built
from ringout_host.sim.units import SpecError

MOST_PIN, MOST_PARTS = 8, 12


def wires_of(value: Any) -> list[str]:
    """Wires as they are written ("A.T-B.T:470ohm"); no two contacts are joined twice."""
    if not isinstance(value, list) or not value:
        fail("no wires", 'wires = ["A.T-B.T", "A.S=B.S"]', "wires")
    if len(value) > MOST_WIRES:
        fail(f"{len(value)} wires", f"{MOST_WIRES} at most", "wires")
    found: list[str] = []
    joined: set[tuple[str, ...]] = set()
    for wire in value:
        if not isinstance(wire, str) or len(wire) > 40 or " " in wire:
            fail(f"wire {shown(wire)} is no wire", 'such as "A.T-B.T"', "wires", str(wire)[:40])
        try:
            built("the cable", wire, {})
        except SpecError as error:
            fail(said(error), example(error), wire)
        ends = tuple(sorted(contacts_of(wire)))
        if ends in joined:
            fail(f"{' and '.join(ends)} are joined twice", "keep one of the two", wire)
        joined.add(ends)
        found.append(wire)
    return found


def plugs_of(value: Any) -> dict[str, Plug]:
    """Kind of plug and names of its pins, by end."""
    if not isinstance(value, dict):
        fail("plugs is no table", '[plugs] and A = "TRS"', "plugs")
    found = {}
    for end, plug in value.items():
        if end not in ("A", "B", "C"):
            fail(f"a plug at {shown(end)}", "the ends are A, B and C", str(end))
        kind, pins = (plug, {}) if isinstance(plug, str) else (None, {})
        if isinstance(plug, dict):
            kind, pins = plug.get("kind"), plug.get("pins", {})
            for key in set(plug) - {"kind", "pins"}:
                fail(f"plug {end} has an unknown key {shown(key)}", "kind and pins", str(key))
        elif not isinstance(plug, str):
            fail(f"plug {end} is no kind of plug", f'{end} = "TRS"', "plugs")
        if kind is not None and (not isinstance(kind, str) or kind not in PLUGS):
            fail(f"plug {end} is a {shown(kind)}", "one of " + " ".join(PLUGS), str(kind))
        if not isinstance(pins, dict):
            fail(f"pins of plug {end} is no table", 'pins = { T = "2" }', "pins")
        for letter, name in pins.items():
            if f"{end}.{letter}" not in EVERY_CONTACT:
                known = " ".join(c[2:] for c in EVERY_CONTACT if c[0] == end)
                fail(f"plug {end} has no contact {shown(letter)}", "one of " + known, "pins")
            plain_text(name, f"pin {letter} of plug {end}", MOST_PIN)
        found[end] = Plug(kind, dict(pins))
    return found


def shells_of(value: Any) -> dict[str, str]:
    """Whether a shell is joined to pin 1, by end: a rule of SHELL_RULES."""
    if not isinstance(value, dict):
        fail("shells is no table", '[shells] and A = "must"', "shells")
    for end, rule in value.items():
        if end not in ("A", "B", "C"):
            fail(f"a shell at {shown(end)}", "the ends are A, B and C", str(end))
        if rule not in SHELL_RULES:
            fix = "one of " + ", ".join(f'"{rule}"' for rule in SHELL_RULES) + ": joined to pin 1"
            fail(f"shell {end} is {shown(rule)}", fix, "shells")
    return dict(value)


def parts_of(value: Any, wires: list[str]) -> list[Part]:
    """Parts of the table, and those that stand in a wire ("A.T-B.T:470ohm")."""
    found = []
    for wire in wires:
        joint, colon, text = wire.partition(":")
        if colon and any(end not in CONTACTS for end in contacts_of(wire)):
            fail(f"a part at {wire}", "shells and fifth pins are joined or not: no part", wire)
        if colon:
            found.append(_part(tuple(contacts_of(wire)), text, None, _mark(joint), wire))
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        fail("parts is no list of tables", "[[parts]]", "parts")
    for row in value:
        for key in set(row) - {"at", "value", "tolerance"}:
            fail(f"a part has an unknown key {shown(key)}", "at, value and tolerance", str(key))
        at, text = row.get("at"), row.get("value")
        ends = tuple(at.replace("~", "-").split("-")) if isinstance(at, str) else ()
        if len(ends) != 2 or any(end not in CONTACTS for end in ends) or ends[0] == ends[1]:
            fail(f"a part at {shown(at)}", 'two contacts: at = "B.T-B.R"', str(at), "at")
        if not isinstance(text, str):
            fail(f"the part at {at} has no value", 'value = "120ohm"', str(at))
        same = [w for w in wires if sorted(contacts_of(w)) == sorted(ends)]
        if ends[0][0] == ends[1][0]:
            mark = "~"
            if same:
                fail(f"a part across {at}, which is bridged", "leave out one of the two", str(at))
        elif same:
            mark = _mark(same[0])
        else:
            fail(f"a part at {at}, where no wire is", f'add "{at}" to wires', str(at))
        found.append(_part(ends, text, row.get("tolerance"), mark, str(at)))
    places = [tuple(sorted(part.ends)) for part in found]
    for part in found:
        if places.count(tuple(sorted(part.ends))) > 1:
            fail(f"two parts at {part.at}", "one part between two contacts", part.at)
    if len(found) > MOST_PARTS:
        fail(f"{len(found)} parts", f"{MOST_PARTS} at most", "parts")
    return found


def _mark(joint: str) -> str:
    return next(mark for mark in "-=~" if mark in joint)


def _part(ends: tuple[str, ...], text: str, tolerance: Any, mark: str, about: str) -> Part:
    try:
        made = component(text, "120ohm")
    except SpecError as error:
        fail(said(error), example(error), text, about)
    share = USUAL_TOLERANCE[made.kind]
    if tolerance is not None:
        try:
            share = float(str(tolerance).removesuffix("%")) / 100.0
        except ValueError:
            share = -1.0
        if not 0.001 <= share <= 1.0:
            fix = 'from 0.1% to 100%: tolerance = "5%"'
            fail(f"tolerance {shown(tolerance)} of the part at {about}", fix, "tolerance")
    return Part((ends[0], ends[1]), made, share, mark)


def is_part(wire: str, parts: list[Part]) -> bool:
    """Whether a wire of the list is the conductor that a part of the table sits in."""
    return any(sorted(contacts_of(wire)) == sorted(part.ends) for part in parts)
