"""The wiring picture: both plugs, the wires as they were measured, the fault marked.

Sound wires are thin (with a box where a resistor belongs); a wire that should be there and is
not is dotted with a cross where it broke; one that should not be there is thick with an
exclamation mark; one that conducts badly or drops out is thin with such a mark. A shield that
is lifted on purpose ends in a bar. Where a shell is joined to a pin, a line leads from that pin
to the plug's edge.
"""

from ringout.board.pinmap import EVERY_CONTACT
from ringout.results.vocabulary import BROKEN, POOR, TOUCH, fault_kind
from ringout.screen import icons
from ringout.screen.canvas import BOX, CHARS, FILL, ICON, LINE
from ringout.screen.frame import centred
from ringout.screen.plugs import SHELLED, contact_rows, plug_items, shell_item, wire_end

STUB = 14  # dots that are drawn of a lifted shield
SOUND, MISSING, WRONG, RESISTOR, BAD = 0, 1, 2, 3, 4
_SHORTER = ((" - ", None), (" from plug ", " of "), (" plug ", " "), (" kohm", "k"), (" Mohm", "M"))


def layout_wiring(record, wiring, text=""):
    """`wiring`: the Wiring (wiring.py) that is expected or fits best; `text`: one line."""
    items = []
    for end, kind, top, height in _plugs(wiring):
        items += plug_items(kind, end == "A", top, height)
    places = contact_places(wiring)
    marks = []
    shelled = {end: kind in SHELLED for end, kind, _, _ in _plugs(wiring)}
    for contact in _on_shells(record["nets"]):
        if contact in places and shelled[contact[0]]:
            items.append(shell_item(contact[0] == "A", places[contact]))
    for first, last, state in wires(record, wiring, places):
        _draw_wire(items, marks, places, first, last, state, record["faults"])
    for contact in _hanging(wiring, places):
        x = wire_end(True) if contact[0] == "A" else wire_end(False) - STUB
        cap = x + STUB if contact[0] == "A" else x
        y = places[contact]
        items += [(FILL, x, y, STUB, 1, 1), (FILL, cap, y - 3, 1, 7, 1)]
    return items + marks + [centred(56, caption(text))]


def _on_shells(nets):
    """Of each shell that is joined to contacts of its plug, one: pin 1 if it is among them."""
    out = []
    for net in nets:
        for shell in net:
            if shell[2:] == "SH":
                here = [each for each in net if each[0] == shell[0] and each != shell]
                out += [each for each in here if each[2:] == "S"] or here[:1]
    return out


def caption(text):
    """A repair sentence in one line: what can be left out goes, as far as it must."""
    for long, short in _SHORTER:
        if len(text) > CHARS:
            text = text.split(long)[0] if short is None else text.replace(long, short)
    return text


def contact_places(wiring):
    """{contact: row of dots} of the contacts that the plugs of a wiring show."""
    places = {}
    for end, kind, top, height in _plugs(wiring):
        for letter, _, y in contact_rows(kind, top, height):
            places[end + "." + letter] = y
    return places


def wires(record, wiring, places):
    """[(contact, contact, state)]: what is connected and what should be, as drawn wires."""
    legs = [
        (EVERY_CONTACT[first], EVERY_CONTACT[last], kind)
        for first, last, kind in wiring.drawn_legs()
    ]
    legs = [leg for leg in legs if leg[0] in places and leg[1] in places]
    expected = [leg[:2] for leg in legs if leg[2] != "resistor"]
    allowed = expected + _links(wiring, places)
    out = []
    joined = {}
    for at, net in enumerate(record["nets"]):
        shown = [contact for contact in net if contact in places]
        for contact in shown:
            joined[contact] = at
        groups = [[contact] for contact in shown]
        for pair in allowed:
            if pair[0] in shown and pair[1] in shown:
                out.append(pair + (BAD if _is(POOR, pair, record["faults"]) else SOUND,))
                _merge(groups, pair)
        while len(groups) > 1:
            pair = _nearest(groups[0], groups[1:], record["faults"])
            out.append(pair + (WRONG,))
            _merge(groups, pair)
    for first, last in expected:
        together = first in joined and joined.get(last) == joined[first]
        if not together and (first not in joined or last not in joined):
            out.append((first, last, MISSING))
    for first, last, kind in legs:
        if kind == "resistor":  # the scan cannot see through it
            broken = _is(BROKEN, (first, last), record["faults"])
            out.append((first, last, MISSING if broken else RESISTOR))
    for fault in record["faults"]:  # what the scan does not see: a leak, a short now and then
        pair = tuple(fault.get("net") or ())
        if _mark_of(fault) == TOUCH and len(pair) == 2 and set(pair) <= set(places):
            if joined.get(pair[0], pair[0]) != joined.get(pair[1], pair[1]):
                out.append(pair + (WRONG,))
    return out


def _plugs(wiring):
    """[(end, kind, top, height)]: A fills the left side, B and C share the right one."""
    kinds = wiring.plugs
    if len(kinds) < 3:
        return [("AB"[at], kind, 1, 51) for at, kind in enumerate(kinds)]
    return [("A", kinds[0], 1, 51), ("B", kinds[1], 0, 26), ("C", kinds[2], 28, 26)]


def _mark_of(fault):
    return fault_kind(fault["code"]).mark


def _is(mark, pair, faults):
    """True if a fault with that mark is about a pair of contacts."""
    for fault in faults:
        if _mark_of(fault) == mark and sorted(fault.get("net") or ()) == sorted(pair):
            return True
    return False


def _hanging(wiring, places):
    """Contacts whose shield ends on purpose before the other plug."""
    contacts = []
    for wire in wiring.wires:
        if None in wire.ends:
            contacts.append(EVERY_CONTACT[wire.ends[0] if wire.ends[1] is None else wire.ends[1]])
    return [contact for contact in contacts if contact in places]


def _links(wiring, places):
    pairs = [wire.ends for wire in wiring.wires if wire.kind == "link"]
    pairs = [(EVERY_CONTACT[a], EVERY_CONTACT[b]) for a, b in pairs]
    return [pair for pair in pairs if pair[0] in places and pair[1] in places]


def _merge(groups, pair):
    first = [group for group in groups if pair[0] in group][0]
    last = [group for group in groups if pair[1] in group][0]
    if first is not last:
        first += last
        groups.remove(last)


def _nearest(group, others, faults):
    """The pair that best joins two groups: same contact at two ends, then a bridge in the
    plug that a fault names, then any pair."""
    ends = [fault.get("end") for fault in faults]
    best = None
    for first in group:
        for other in others:
            for last in other:
                same_end = first[0] == last[0]
                cost = 2
                if first[2:] == last[2:] and not same_end:
                    cost = 0
                elif same_end:
                    cost = 1 if first[0] in ends else 1.5
                if best is None or cost < best[0]:
                    best = (cost, first, last)
    return (best[1], best[2])


def _draw_wire(items, marks, places, first, last, state, faults):
    if first[0] == last[0] or (first[0] in "BC" and last[0] in "BC"):
        _bridge(items, marks, places, first, last, state, faults)
        return
    if first[0] != "A":
        first, last = last, first
    x1, y1 = wire_end(True), places[first]
    x2, y2 = wire_end(False), places[last]
    if state == MISSING:
        where = _broken_at(first, last, faults)
        _dotted(items, x1, y1, x2, y2)
        _mark(marks, x1 + 6 + int((x2 - x1 - 12) * where), y1, y2, x1, x2, icons.CROSS)
        return
    items.append((LINE, x1, y1, x2, y2))
    if state == RESISTOR:
        x, y = (x1 + x2) // 2, (y1 + y2) // 2
        marks += [(FILL, x - 8, y - 3, 16, 7, 0), (BOX, x - 8, y - 3, 16, 7)]
    if state == BAD:
        where = _broken_at(first, last, faults)
        _mark(marks, x1 + 6 + int((x2 - x1 - 12) * where), y1, y2, x1, x2, icons.ALARM)
    if state == WRONG:
        items.append((LINE, x1, y1 - 1, x2, y2 - 1))
        items.append((LINE, x1, y1 + 1, x2, y2 + 1))
        side = 3 if marks else 1  # the two of an exchange: one left, one right
        _mark(marks, x1 + (x2 - x1) * side // 4, y1, y2, x1, x2, icons.ALARM)


def _bridge(items, marks, places, first, last, state, faults):
    """A link inside one plug: a bracket just beside its labels. A short lies where it is found,
    in the middle if that is not known."""
    left = first[0] == "A"
    x = wire_end(left)
    bend = x + 7 if left else x - 7
    y1, y2 = sorted((places[first], places[last]))
    start = x if left else bend
    thick = 1
    if state == WRONG:
        thick = 3
        if len([c for c in places if places[c] in (y1, y2)]) == 4:  # both wires run level
            bend = int(wire_end(True) + 7 + (81 - 14) * _broken_at(first, last, faults))
            start = min(start, bend)
    items.append((FILL, start, y1, 8, 1, 1))
    items.append((FILL, start, y2, 8, 1, 1))
    items.append((FILL, bend - thick // 2, y1, thick, y2 - y1 + 1, 1))
    if state == WRONG:
        middle = (y1 + y2) // 2
        marks.append((FILL, bend - 6, middle - 6, 13, 13, 0))
        marks.append((ICON, bend - 5, middle - 5, icons.ALARM))


def _dotted(items, x1, y1, x2, y2):
    for x in range(x1, x2, 6):
        items.append((FILL, x, y1 + (y2 - y1) * (x - x1) // (x2 - x1), 2, 1, 1))


def _mark(marks, x, y1, y2, x1, x2, icon):
    y = y1 + (y2 - y1) * (x - x1) // (x2 - x1)
    marks.append((FILL, x - 6, y - 6, 13, 13, 0))
    marks.append((ICON, x - 5, y - 5, icon))


def _broken_at(first, last, faults):
    """Where along a missing wire the break lies, 0 at A to 1 at the far end."""
    for fault in faults:
        contacts = list(fault.get("net") or ()) + [fault.get("contact")]
        if first not in contacts and last not in contacts:
            continue
        at = fault.get("at") or {}
        end = at.get("end") or fault.get("end")
        if not end:
            continue
        from_end = 0.0 if at.get("plug") else at.get("percent", 0) / 100
        return from_end if end == "A" else 1.0 - from_end
    return 0.5
