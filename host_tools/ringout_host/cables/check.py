"""Whether a definition of a cable is one, and what is wrong with it in one line.

The definition is what a cable file or a tester says: strings, numbers, lists and tables of which
nothing is believed. A mistake is a `Mistaken`: what, how to mend it, and the text that it is
about, by which a file finds its line.
"""

import re
from typing import Any, NoReturn

from ringout.board.pinmap import CONTACTS, EVERY_CONTACT
from ringout_host.cables.cable import (
    MOST_PART_NUMBER,
    SHELL_RULES,
    USUAL_TOLERANCE,
    Cable,
    Mistake,
    Part,
    Plug,
    contacts_of,
)
from ringout_host.cables.plugs import PLUGS
from ringout_host.cables.sold import SOLD
from ringout_host.sim import units
from ringout_host.sim.components import component
from ringout_host.sim.copper import EXAMPLE, MOST_WIRES, built
from ringout_host.sim.stocks import STOCKS
from ringout_host.sim.units import SpecError

MOST_NAME, MOST_PIN, MOST_SENTENCE, MOST_NOTES = 20, 8, 60, 4000
MOST_PARTS, MOST_MISTAKES = 12, 8
KEYS = ("id", "name", "part_number", "notes", "stock", "length", "wires", "plugs", "shells",
        "parts", "limits", "mistakes", "adapter_ohm", "adapter_pf")  # fmt: skip
ALIKE = "alike"  # like legs are compared with each other too
ADAPTERS = {"adapter_ohm": (0.001, 5.0), "adapter_pf": (0.1, 1000.0)}
LIMITS = {"leg_ohm": (0.01, 1000.0), "pf_per_ft": (1.0, 1000.0)}
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_PRINTABLE = re.compile(r"[ -~]*")


class Mistaken(ValueError):
    """what is wrong, fix: how to mend it, about: texts of the file where it is wrong."""

    def __init__(self, what: str, fix: str, *about: str):
        super().__init__(f"{what}; {fix}")
        self.about = about


def checked_id(text: Any) -> str:
    """A cable's id as it is: it names files, here and on the tester."""
    if text is None:
        _fail("no id", 'id = "piano-di"')
    if not isinstance(text, str) or not _ID.fullmatch(text):
        _fail(f"id {_shown(text)} is no id", "1 to 32 of a-z 0-9 - _, such as piano-di", "id")
    if text in SOLD:
        _fail(f"id {text} is a cable of the catalogue", f"take another, such as my-{text}", "id")
    return text


def cable_of(data: Any) -> Cable:
    """The Cable of a definition; Mistaken for the first thing wrong with it."""
    if not isinstance(data, dict):
        _fail("no table", 'write id = "piano-di" and so on')
    for key in data:
        if key not in KEYS:
            _fail(f"unknown key {_shown(key)}", "one of " + " ".join(KEYS), str(key))
    id = checked_id(data.get("id"))
    plugs = _plugs(data.get("plugs", {}))
    wires = _wires(data.get("wires"))
    parts = _parts(data.get("parts", []), wires)
    cable = Cable(
        id=id,
        name=_text(data.get("name", id[:MOST_NAME]), "name", MOST_NAME),
        part_number=_text(data.get("part_number", ""), "part_number", MOST_PART_NUMBER),
        wires=tuple(w for w in wires if ":" not in w and not _is_part(w, parts)),
        plugs=plugs,
        shells=_shells(data.get("shells", {})),
        parts=tuple(parts),
        limits=_limits(data.get("limits", {})),
        length_m=_length(data.get("length")),
        adapter_ohm=_adapter(data, "adapter_ohm"),
        adapter_pf=_adapter(data, "adapter_pf"),
        stock=_stock(data.get("stock")),
        mistakes=tuple(_mistakes(data.get("mistakes", []))),
        notes=_notes(data.get("notes", "")),
    )
    _whole(cable)
    return cable


def _fail(what: str, fix: str, *about: str) -> NoReturn:
    raise Mistaken(what, fix, *about)


def _shown(value: Any) -> str:
    """A value from outside in a message: short, printable."""
    text = ascii(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _text(value: Any, key: str, most: int) -> str:
    if not isinstance(value, str) or not _PRINTABLE.fullmatch(value):
        _fail(f"{key} {_shown(value)} is no plain text", "letters that the screen has: A-z", key)
    if len(value) > most:
        _fail(f"{key} has {len(value)} characters", f"{most} at most", key)
    return value.strip()


def _notes(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_NOTES:
        _fail("notes are no text, or too long", f"{MOST_NOTES} characters at most", "notes")
    return value


def _wires(value: Any) -> list[str]:
    if not isinstance(value, list) or not value:
        _fail("no wires", 'wires = ["A.T-B.T", "A.S=B.S"]', "wires")
    if len(value) > MOST_WIRES:
        _fail(f"{len(value)} wires", f"{MOST_WIRES} at most", "wires")
    found: list[str] = []
    joined: set[tuple[str, ...]] = set()
    for wire in value:
        if not isinstance(wire, str) or len(wire) > 40 or " " in wire:
            _fail(f"wire {_shown(wire)} is no wire", 'such as "A.T-B.T"', "wires", str(wire)[:40])
        try:
            built("the cable", wire, {})
        except SpecError as error:
            _fail(_said(error), _example(error), wire)
        ends = tuple(sorted(contacts_of(wire)))
        if ends in joined:
            _fail(f"{' and '.join(ends)} are joined twice", "keep one of the two", wire)
        joined.add(ends)
        found.append(wire)
    return found


def _said(error: SpecError) -> str:
    return str(error).removeprefix("cable spec: ").partition("; write for example ")[0]


def _example(error: SpecError) -> str:
    example = str(error).rpartition("; write for example ")[2]
    return "write for example " + (example.removeprefix("wires:").split()[0] if example == EXAMPLE
                                   else example)  # fmt: skip


def _plugs(value: Any) -> dict[str, Plug]:
    if not isinstance(value, dict):
        _fail("plugs is no table", '[plugs] and A = "TRS"', "plugs")
    found = {}
    for end, plug in value.items():
        if end not in ("A", "B", "C"):
            _fail(f"a plug at {_shown(end)}", "the ends are A, B and C", str(end))
        kind, pins = (plug, {}) if isinstance(plug, str) else (None, {})
        if isinstance(plug, dict):
            kind, pins = plug.get("kind"), plug.get("pins", {})
            for key in set(plug) - {"kind", "pins"}:
                _fail(f"plug {end} has an unknown key {_shown(key)}", "kind and pins", str(key))
        elif not isinstance(plug, str):
            _fail(f"plug {end} is no kind of plug", f'{end} = "TRS"', "plugs")
        if kind is not None and (not isinstance(kind, str) or kind not in PLUGS):
            _fail(f"plug {end} is a {_shown(kind)}", "one of " + " ".join(PLUGS), str(kind))
        if not isinstance(pins, dict):
            _fail(f"pins of plug {end} is no table", 'pins = { T = "2" }', "pins")
        for letter, name in pins.items():
            if f"{end}.{letter}" not in EVERY_CONTACT:
                known = " ".join(c[2:] for c in EVERY_CONTACT if c[0] == end)
                _fail(f"plug {end} has no contact {_shown(letter)}", "one of " + known, "pins")
            _text(name, f"pin {letter} of plug {end}", MOST_PIN)
        found[end] = Plug(kind, dict(pins))
    return found


def _shells(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        _fail("shells is no table", '[shells] and A = "must"', "shells")
    for end, rule in value.items():
        if end not in ("A", "B", "C"):
            _fail(f"a shell at {_shown(end)}", "the ends are A, B and C", str(end))
        if rule not in SHELL_RULES:
            fix = "one of " + ", ".join(f'"{rule}"' for rule in SHELL_RULES) + ": joined to pin 1"
            _fail(f"shell {end} is {_shown(rule)}", fix, "shells")
    return dict(value)


def _parts(value: Any, wires: list[str]) -> list[Part]:
    """Parts of the table, and those that stand in a wire ("A.T-B.T:470ohm")."""
    found = []
    for wire in wires:
        joint, colon, text = wire.partition(":")
        if colon and any(end not in CONTACTS for end in contacts_of(wire)):
            _fail(f"a part at {wire}", "shells and fifth pins are joined or not: no part", wire)
        if colon:
            found.append(_part(tuple(contacts_of(wire)), text, None, _mark(joint), wire))
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        _fail("parts is no list of tables", "[[parts]]", "parts")
    for row in value:
        for key in set(row) - {"at", "value", "tolerance"}:
            _fail(f"a part has an unknown key {_shown(key)}", "at, value and tolerance", str(key))
        at, text = row.get("at"), row.get("value")
        ends = tuple(at.replace("~", "-").split("-")) if isinstance(at, str) else ()
        if len(ends) != 2 or any(end not in CONTACTS for end in ends) or ends[0] == ends[1]:
            _fail(f"a part at {_shown(at)}", 'two contacts: at = "B.T-B.R"', str(at), "at")
        if not isinstance(text, str):
            _fail(f"the part at {at} has no value", 'value = "120ohm"', str(at))
        same = [w for w in wires if sorted(contacts_of(w)) == sorted(ends)]
        if ends[0][0] == ends[1][0]:
            mark = "~"
            if same:
                _fail(f"a part across {at}, which is bridged", "leave out one of the two", str(at))
        elif same:
            mark = _mark(same[0])
        else:
            _fail(f"a part at {at}, where no wire is", f'add "{at}" to wires', str(at))
        found.append(_part(ends, text, row.get("tolerance"), mark, str(at)))
    places = [tuple(sorted(part.ends)) for part in found]
    for part in found:
        if places.count(tuple(sorted(part.ends))) > 1:
            _fail(f"two parts at {part.at}", "one part between two contacts", part.at)
    if len(found) > MOST_PARTS:
        _fail(f"{len(found)} parts", f"{MOST_PARTS} at most", "parts")
    return found


def _mark(joint: str) -> str:
    return next(mark for mark in "-=~" if mark in joint)


def _part(ends: tuple[str, ...], text: str, tolerance: Any, mark: str, about: str) -> Part:
    try:
        made = component(text, "120ohm")
    except SpecError as error:
        _fail(_said(error), _example(error), text, about)
    share = USUAL_TOLERANCE[made.kind]
    if tolerance is not None:
        try:
            share = float(str(tolerance).removesuffix("%")) / 100.0
        except ValueError:
            share = -1.0
        if not 0.001 <= share <= 1.0:
            fix = 'from 0.1% to 100%: tolerance = "5%"'
            _fail(f"tolerance {_shown(tolerance)} of the part at {about}", fix, "tolerance")
    return Part((ends[0], ends[1]), made, share, mark)


def _is_part(wire: str, parts: list[Part]) -> bool:
    """Whether a wire of the list is the conductor that a part of the table sits in."""
    return any(sorted(contacts_of(wire)) == sorted(part.ends) for part in parts)


def _limits(value: Any) -> dict[str, float]:
    if not isinstance(value, dict):
        _fail("limits is no table", "[limits] and leg_ohm = 0.5", "limits")
    found: dict[str, float] = {}
    for key, number in value.items():
        if key == ALIKE:
            if number is not True:
                _fail(f"{ALIKE} of {_shown(number)}", f"{ALIKE} = true, or leave it out", key)
            found[key] = True
            continue
        if key not in LIMITS:
            _fail(f"unknown limit {_shown(key)}", "one of " + " ".join([*LIMITS, ALIKE]), str(key))
        low, high = LIMITS[key]
        if isinstance(number, bool) or not isinstance(number, int | float):
            _fail(f"limit {key} is no number", f"{key} = {0.5 if key == 'leg_ohm' else 40}", key)
        if not low <= number <= high:
            _fail(f"limit {key} of {_shown(number)}", f"from {low:g} to {high:g}", key)
        found[key] = float(number)
    return found


def _adapter(data: dict[str, Any], key: str) -> float | None:
    """What an adapter pair adds: ohm a leg, picofarad a pair of conductors."""
    value = data.get(key)
    low, high = ADAPTERS[key]
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        _fail(f"{key} {_shown(value)}", f"a number from {low:g} to {high:g}", key)
    return float(value)


def _length(value: Any) -> float | None:
    if value is None:
        return None
    try:
        metres = float(units.length_m(value if isinstance(value, str) else "?", "6m"))
    except SpecError:
        metres = 0.0
    if not 0.05 <= metres <= 300.0:
        _fail(f"length {_shown(value)}", 'from 5 cm to 300 m: length = "6m"', "length")
    return metres


def _stock(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in STOCKS:
        _fail(f"unknown stock {_shown(value)}", "one of " + " ".join(sorted(STOCKS)), "stock")
    return value


def _mistakes(value: Any) -> list[Mistake]:
    if not isinstance(value, list) or len(value) > MOST_MISTAKES:
        _fail("mistakes is no list of tables", f"at most {MOST_MISTAKES} [[mistakes]]", "mistakes")
    found = []
    for row in value:
        if not isinstance(row, dict) or set(row) != {"wires", "says"}:
            _fail("a mistake without wires or says", 'wires = [...] and says = "..."', "mistakes")
        wires = _wires(row["wires"])
        found.append(Mistake(tuple(wires), _text(row["says"], "says", MOST_SENTENCE)))
    return found


def _whole(cable: Cable) -> None:
    """What only the whole shows: that plugs reach the contacts that are wired."""
    copper = cable.copper()
    rows = [(wire, contacts_of(wire)) for wire in cable.wires]
    rows += [(part.at, list(part.ends)) for part in cable.parts]
    for about, contacts in rows:
        for contact in contacts:
            if not copper.touches(contact):
                kind = cable.plug(contact[0]).kind
                what = f"{contact} of {about}: a plug {kind} has no such contact"
                _fail(what, "change the wire or the kind of plug", about)
    for end in cable.shells:
        if not copper.touches(f"{end}.SH"):
            kind = cable.plug(end).kind or "none"
            _fail(
                f"a shell at plug {end} ({kind})", "take the rule out, or name the plug", "shells"
            )
    for part in cable.parts:
        lines = {EVERY_CONTACT.index(end) for end in part.ends}
        if any(lines <= net for net in copper.nets()):
            _fail(f"the part at {part.at} lies across bare copper", "take it out", part.at)
