"""What can only be judged with the whole spec at hand: that everything in it does something.

A place beyond the cable's end, a break where nothing is soldered, a short across contacts that
the plug joins anyway: whoever writes that means another cable, so it is refused.
"""

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.sim.copper import bundles
from ringout_host.sim.modifiers.places import LETTERS
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.copper import Copper
    from ringout_host.sim.kinds import Letters
    from ringout_host.sim.modifiers.faults import Fault
    from ringout_host.sim.spec import CableSpec

_ACROSS = ("short", "leak", "touch")  # faults between two contacts
_IN_CURRENT = ("joint", "crackle", "film", "swap")  # show only where current comes through


def check(spec: "CableSpec", copper: "Copper") -> None:
    """SpecError for the first modifier that does nothing. copper: the spec's."""
    _check_jacks(spec, copper)
    for end in sorted(spec.leg_lengths):
        if not any([ends[1] == end for ends, _ in bundles(copper)]):
            raise SpecError("%s has no leg to %s" % (copper.id, end), "length=3m")
    if spec.imbalance:
        _check_imbalance(copper)
    alone = len(spec.faults) + len(spec.parts) == 1  # another fault may take the copper away
    for end, letters, _ in spec.parts:
        _check_across(copper, "a part", end, letters, alone)
    _check_far_sources(spec, copper)
    for fault in spec.faults:
        place = fault.place
        if place.end is not None and place.end not in copper.ends:
            raise SpecError("%s has no end %s" % (copper.id, place.end), "open=R@B")
        if place.in_plug() and place.end in spec.unplugged and fault.kind in _IN_CURRENT:
            if not _far_contacts(spec, place.plug) & set(fault.letters):
                mistake = "plug %s is in no jack, and nothing is at its %s: a %s there does nothing"
                names = " and ".join(fault.letters)
                example = "unplug=B,part=T-S:4.7k@B,joint=T:5ohm@B"
                raise SpecError(mistake % (place.end, names, fault.kind), example)
        if fault.kind == "joint" and fault.ohm <= 0.0:
            raise SpecError("a joint of 0 ohm is a good one", "joint=T:3ohm@A")
        if not place.in_plug() or fault.kind == "core":
            _check_along(spec, copper, fault)
        elif fault.kind in _ACROSS:
            is_through = alone and fault.kind != "short"
            _check_across(copper, "a " + fault.kind, place.plug, fault.letters, is_through)
        else:
            _check_in_plug(copper, fault)


def _far_contacts(spec: "CableSpec", end: str) -> set[str]:
    """Letters of a plug in no jack that something at the far end connects to something: the parts
    and shorts of a far-end plug, sources of what it is plugged into."""
    found = set()
    for where, letters, _ in spec.parts:
        found |= set(letters) if where == end else set()
    for fault in spec.faults:
        if fault.kind in _ACROSS and fault.place.in_plug() and fault.place.end == end:
            found |= set(fault.letters)
    for live in spec.live:
        for line in [line for pair in live.places for line in pair if line is not None]:
            found |= (
                set([EVERY_CONTACT[line].split(".")[1]]) if EVERY_CONTACT[line][0] == end else set()
            )
    return found


def _check_far_sources(spec: "CableSpec", copper: "Copper") -> None:
    """A source at a plug in no jack is at the far end, and has to meet a contact there."""
    for live in spec.live:
        for line in [line for pair in live.places for line in pair if line is not None]:
            if EVERY_CONTACT[line][0] in spec.unplugged and not copper.touches(EVERY_CONTACT[line]):
                mistake = "plug %s is in no jack and has no %s: a source there does nothing"
                example = "unplug=B,live=48V:6.81k@B.T-B.S,B.R-B.S"
                raise SpecError(mistake % (EVERY_CONTACT[line][0], EVERY_CONTACT[line]), example)


def _check_imbalance(copper: "Copper") -> None:
    for _, wires in bundles(copper):
        kinds = [wire.kind for wire in wires]
        if "shield" in kinds and "core" in kinds:
            return
    raise SpecError("%s has no core in a shield: no imbalance" % copper.id, "cc=60pF/m")


def _check_jacks(spec: "CableSpec", copper: "Copper") -> None:
    for end in sorted(spec.unplugged):
        if end not in copper.ends:
            raise SpecError("%s has no end %s to unplug" % (copper.id, end), "unplug=B")
    taken: dict[str, str] = {}
    for end in sorted(spec.coated):
        if not copper.touches(end + ".SH"):
            raise SpecError("%s has no shell at %s" % (copper.id, end), "coated=B")
    for end in sorted(spec.jacks):
        if end not in copper.ends:
            raise SpecError("%s has no end %s to plug" % (copper.id, end), "jack=B:C")
    for end in copper.ends:
        jack = spec.jacks.get(end, end)
        if end in spec.unplugged:
            continue
        if jack in taken:
            mistake = "plugs %s and %s are both in jack %s" % (taken[jack], end, jack)
            raise SpecError(mistake, "jack=A:B,jack=B:A")
        taken[jack] = end


def _check_along(spec: "CableSpec", copper: "Copper", fault: "Fault") -> None:
    """A fault along the cable, or of a whole conductor."""
    place = fault.place
    legs = [
        (ends, wires)
        for ends, wires in bundles(copper)
        if place.runs_in(ends, wires, fault.letters)
    ]
    if not legs:
        known: set[str] = set()
        for ends, wires in bundles(copper):
            if place.end is None or place.end in ends:
                named = [wire.letter(place) for wire in wires]
                known |= set([letter for letter in named if letter is not None])
        names = " and ".join(fault.letters)
        where = "" if place.end is None else " to plug " + place.end
        mistake = "%s has no conductor at %s%s" % (copper.id, names, where)
        if len(fault.letters) > 1 and all([letter in known for letter in fault.letters]):
            mistake = "%s has %s in different legs" % (copper.id, names)
        raise SpecError(mistake, "one of " + " ".join(sorted(known)))
    for ends, _ in legs:
        if place.metres is not None and place.metres > spec.leg_m(ends):
            mistake = "a place %g m along a cable of %g m" % (place.metres, spec.leg_m(ends))
            raise SpecError(mistake, "open=R@0.3m:B")


def _check_in_plug(copper: "Copper", fault: "Fault") -> None:
    """A fault of conductors where they are soldered."""
    end = fault.place.plug
    soldered = set()
    for wire in copper.wires:
        for line in wire.ends:
            if line is not None and EVERY_CONTACT[line][0] == end:
                soldered.add(EVERY_CONTACT[line].split(".")[1])
    example = "one of " + " ".join(sorted(soldered))
    if fault.kind == "swap":
        _check_touched(copper, end, fault.letters)
        if not soldered & set(fault.letters) or _are_bridged(copper, end, fault.letters):
            mistake = "nothing to exchange at %s of plug %s" % (" and ".join(fault.letters), end)
            raise SpecError(mistake, example)
        return
    for letter in fault.letters:
        if letter not in soldered:
            mistake = "%s has no conductor at %s.%s: nothing there to break"
            raise SpecError(mistake % (copper.id, end, letter), example)


def _check_across(
    copper: "Copper", what: str, end: str, letters: "Letters", is_through: bool
) -> None:
    """Something between two contacts of a plug. is_through: copper elsewhere between the two
    takes all of its current."""
    if end not in copper.ends:
        raise SpecError("%s has no end %s" % (copper.id, end), "short=T-S@B")
    _check_touched(copper, end, letters)
    if _are_bridged(copper, end, letters) or is_through and _is_one_net(copper, end, letters):
        names = (end + "." + letters[0], end + "." + letters[1])
        raise SpecError("%s across %s and %s, which are joined" % ((what,) + names), "short=T-S@B")


def _check_touched(copper: "Copper", end: str, letters: "Letters") -> None:
    for letter in letters:
        if not copper.touches(end + "." + letter):
            there = [x for x in LETTERS if copper.touches(end + "." + x)]
            mistake = "%s has no contact %s.%s" % (copper.id, end, letter)
            raise SpecError(mistake, "two of " + " ".join(there))


def _lines(end: str, letters: "Letters") -> set[int]:
    return set([EVERY_CONTACT.index(end + "." + letter) for letter in letters])


def _are_bridged(copper: "Copper", end: str, letters: "Letters") -> bool:
    return any([_lines(end, letters) <= group for group in copper.joined(end)])


def _is_one_net(copper: "Copper", end: str, letters: "Letters") -> bool:
    return any([_lines(end, letters) <= group for group in copper.nets()])
