"""Whether a definition of a cable is one, and what is wrong with it in one line.

The definition is what a cable file or a tester says: strings, numbers, lists and tables of which
nothing is believed. A mistake is a `Mistaken`: what, how to mend it, and the text that it is
about, by which a file finds its line.
"""

import re
from typing import Any

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables.cable import MOST_PART_NUMBER, Cable, Mistake, contacts_of
from ringout_host.cables.check_copper import is_part, parts_of, plugs_of, shells_of, wires_of
from ringout_host.cables.mistaken import fail, plain_text, shown
from ringout_host.cables.sold import SOLD
from ringout_host.sim import units
from ringout_host.sim.stocks import STOCKS
from ringout_host.sim.units import SpecError

MOST_NAME, MOST_SENTENCE, MOST_NOTES, MOST_MISTAKES = 20, 60, 4000, 8
KEYS = ("id", "name", "part_number", "notes", "stock", "length", "wires", "plugs", "shells",
        "parts", "limits", "mistakes", "adapter_ohm", "adapter_pf")  # fmt: skip
ALIKE = "alike"  # like legs are compared with each other too
ADAPTERS = {"adapter_ohm": (0.001, 5.0), "adapter_pf": (0.1, 1000.0)}
LIMITS = {"leg_ohm": (0.01, 1000.0), "pf_per_ft": (1.0, 1000.0)}
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


def checked_id(text: Any) -> str:
    """A cable's id as it is: it names files, here and on the tester."""
    if text is None:
        fail("no id", 'id = "piano-di"')
    if not isinstance(text, str) or not _ID.fullmatch(text):
        fail(f"id {shown(text)} is no id", "1 to 32 of a-z 0-9 - _, such as piano-di", "id")
    if text in SOLD:
        fail(f"id {text} is a cable of the catalogue", f"take another, such as my-{text}", "id")
    return text


def cable_of(data: Any) -> Cable:
    """The Cable of a definition; Mistaken for the first thing wrong with it."""
    if not isinstance(data, dict):
        fail("no table", 'write id = "piano-di" and so on')
    for key in data:
        if key not in KEYS:
            fail(f"unknown key {shown(key)}", "one of " + " ".join(KEYS), str(key))
    id = checked_id(data.get("id"))
    plugs = plugs_of(data.get("plugs", {}))
    wires = wires_of(data.get("wires"))
    parts = parts_of(data.get("parts", []), wires)
    cable = Cable(
        id=id,
        name=plain_text(data.get("name", id[:MOST_NAME]), "name", MOST_NAME),
        part_number=plain_text(data.get("part_number", ""), "part_number", MOST_PART_NUMBER),
        wires=tuple(w for w in wires if ":" not in w and not is_part(w, parts)),
        plugs=plugs,
        shells=shells_of(data.get("shells", {})),
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


def _notes(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_NOTES:
        fail("notes are no text, or too long", f"{MOST_NOTES} characters at most", "notes")
    return value


def _limits(value: Any) -> dict[str, float]:
    if not isinstance(value, dict):
        fail("limits is no table", "[limits] and leg_ohm = 0.5", "limits")
    found: dict[str, float] = {}
    for key, number in value.items():
        if key == ALIKE:
            if number is not True:
                fail(f"{ALIKE} of {shown(number)}", f"{ALIKE} = true, or leave it out", key)
            found[key] = True
            continue
        if key not in LIMITS:
            fail(f"unknown limit {shown(key)}", "one of " + " ".join([*LIMITS, ALIKE]), str(key))
        low, high = LIMITS[key]
        if isinstance(number, bool) or not isinstance(number, int | float):
            fail(f"limit {key} is no number", f"{key} = {0.5 if key == 'leg_ohm' else 40}", key)
        if not low <= number <= high:
            fail(f"limit {key} of {shown(number)}", f"from {low:g} to {high:g}", key)
        found[key] = float(number)
    return found


def _adapter(data: dict[str, Any], key: str) -> float | None:
    """What an adapter pair adds: ohm a leg, picofarad a pair of conductors."""
    value = data.get(key)
    low, high = ADAPTERS[key]
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        fail(f"{key} {shown(value)}", f"a number from {low:g} to {high:g}", key)
    return float(value)


def _length(value: Any) -> float | None:
    if value is None:
        return None
    try:
        metres = float(units.length_m(value if isinstance(value, str) else "?", "6m"))
    except SpecError:
        metres = 0.0
    if not 0.05 <= metres <= 300.0:
        fail(f"length {shown(value)}", 'from 5 cm to 300 m: length = "6m"', "length")
    return metres


def _stock(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in STOCKS:
        fail(f"unknown stock {shown(value)}", "one of " + " ".join(sorted(STOCKS)), "stock")
    return value


def _mistakes(value: Any) -> list[Mistake]:
    if not isinstance(value, list) or len(value) > MOST_MISTAKES:
        fail("mistakes is no list of tables", f"at most {MOST_MISTAKES} [[mistakes]]", "mistakes")
    found = []
    for row in value:
        if not isinstance(row, dict) or set(row) != {"wires", "says"}:
            fail("a mistake without wires or says", 'wires = [...] and says = "..."', "mistakes")
        wires = wires_of(row["wires"])
        found.append(Mistake(tuple(wires), plain_text(row["says"], "says", MOST_SENTENCE)))
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
                fail(what, "change the wire or the kind of plug", about)
    for end in cable.shells:
        if not copper.touches(f"{end}.SH"):
            kind = cable.plug(end).kind or "none"
            fail(f"a shell at plug {end} ({kind})", "take the rule out, or name the plug", "shells")
    for part in cable.parts:
        lines = {EVERY_CONTACT.index(end) for end in part.ends}
        if any(lines <= net for net in copper.nets()):
            fail(f"the part at {part.at} lies across bare copper", "take it out", part.at)
