"""EXPECT: a whole sound cable of another kind than the one that was asked for.

Such a cable is not a bad one of the expected kind: no joint of it wants solder.
"""

from ringout.diagnosis.candidates import whole
from ringout.diagnosis.case import Case
from ringout.results.finding import Finding
from ringout.wirings import lookup


def wrong_cable(case, search):
    """[Finding] if the cable is whole as another kind, else []. case: of the expected wiring.
    Where one fault of the expected kind gives the same picture as the other kind, it is taken for
    that fault."""
    expected = case.wiring
    if not case.findings or expected.standing == lookup.BAD:
        return []
    fits = not case.explanation.differences
    if fits and (expected.shields() or case.findings[0].code != "high-resistance"):
        return []
    if not fits and expected.hanging() and search.facts.nets == expected.nets:
        return []  # its own connections: only what hangs on a contact differs
    found = whole(search)
    if found is None or found.best.wiring.standing != lookup.SOUND:
        return []
    if found.rival and len(case.findings) < 2:
        return []
    other = Case(found.best, search.facts, case.told)
    if [each for each in other.findings if not each.doubt and each.code != "stock"]:
        return []
    if not fits:
        wiring = _judged_as(found, expected)
        more = {"found": wiring.screen_name, "cable": wiring.id}
        return [Finding("wrong-cable", (), None, expected.screen_name, more=more)]
    if not other.wiring.shields():
        return []
    worst = case.findings[0]  # the same connections, unshielded: two thick wires
    return [Finding("wrong-cable", worst.contacts, None, "thicker copper", "thin",
                    value=worst.value, u=worst.u, doubt=worst.doubt)]  # fmt: skip


def _judged_as(found, expected):
    """The Wiring that fits: of those that read alike, the one with the expected plugs."""
    for wiring_id in found.ids:
        wiring = lookup.get(wiring_id)
        if wiring.plugs == expected.plugs and wiring.standing == lookup.SOUND:
            return wiring
    return found.best.wiring
