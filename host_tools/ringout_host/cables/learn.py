"""A definition from what one press found: copper as the nets are, parts with their values.

A record says which contacts are joined, what most pairs of them read, and (`parts`) which
components lie between nets. Of a net with several contacts in one plug the readings say how it
hangs together: next to nothing inside a plug is a bridge, a loop through the cable is not.
"""

from typing import Any

from ringout.board.pinmap import EVERY_CONTACT, XCONTACTS
from ringout_host.cables.cable import SHAPE, SHELL_RULES, USUAL_TOLERANCE, Cable
from ringout_host.cables.check import cable_of
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.wire import value_text
from ringout_host.errors import Exit, RingoutError

BRIDGE_OHM = 0.05  # under it two contacts of a plug are joined in the plug
COPPER_OHM = 10.0  # from it on a reading is a part's
SIGMAS = 3.0
LEG_SHARE, LEG_OHM = 1.3, 0.2  # a leg may read so much more than the worst of the learned cable
CORES_RATIO, CORES_OHM = 1.15, 0.09  # two legs that agree differ by less
SILICON_VOLT = 0.6
NOTHING_TO_LEARN = {
    "LIVE": "there is voltage on it: unplug its far ends",
    "NO-CABLE": "no cable from plug to plug: plug both ends",
    "ERROR": "the tester failed: ringout selftest",
}
UNSTEADY = ("intermittent", "unsteady")


Readings = dict[tuple[str, str], tuple[float, float]]


class NotLearned(RingoutError):
    """The press found nothing that may be learned."""

    exit_code = Exit.INCONCLUSIVE


def learned(record: dict[str, Any], id: str, name: str | None = None) -> Cable:
    """The Cable of a result record. NotLearned: live, unsteady or empty jacks; Mistaken: the id."""
    verdict = record.get("verdict")
    if verdict in NOTHING_TO_LEARN and not _runs_from_b_to_c(record):
        raise NotLearned(f"nothing learned: {NOTHING_TO_LEARN[str(verdict)]}")
    for fault in record.get("faults") or []:
        if fault.get("code") in UNSTEADY:
            raise NotLearned(f"nothing learned: {fault.get('text')}: mend it, press again")
    readings = _readings(record.get("leg_ohm") or {})
    parts = record.get("parts")
    rows = [] if parts is None else [_part(part) for part in parts]
    if parts is None:
        rows = [_resistor(pair, *readings[pair]) for pair in _resistive(readings)]
    else:
        joined = [
            {str(end) for end in part["net"]} for part in parts if len(part.get("net", ())) == 2
        ]
        rows += [_resistor(p, *readings[p]) for p in _resistive(readings, joined)]
    nets = [set(net) for net in record.get("nets") or []]
    rows = [row | {"at": "-".join(_in_one_plug(row["at"].split("-"), nets))} for row in rows]
    wires = []
    bonded = [end for end, on in (record.get("shells") or {}).items() if on == "pin 1"]
    for net in record.get("nets") or []:
        known = [c for c in net if c in EVERY_CONTACT and not (c[2:] == "SH" and c[0] in bonded)]
        wires += _tree(known, {pair: ohm for pair, (ohm, _) in readings.items()}, parts is not None)
    for row in rows:
        first, last = row["at"].split("-")
        if first[0] != last[0]:
            wires.append(row["at"])
    wires += _hanging(record, readings, rows)
    if not wires and not rows:
        raise NotLearned("nothing learned: nothing is joined: plug both ends")
    data: dict[str, Any] = {"id": id, "name": name or id[:20], "wires": wires}
    if bonded:
        data["shells"] = dict.fromkeys(sorted(bonded), SHELL_RULES[0])
    if rows:
        data["parts"] = rows
    copper = [ohm for ohm, _ in readings.values() if ohm < COPPER_OHM]
    if copper:
        data["limits"] = {"leg_ohm": round(LEG_SHARE * max(copper) + LEG_OHM, 2)}
        if _are_alike(wires, readings):
            data["limits"]["alike"] = True
    told_m = (record.get("limits") or {}).get("length_m")
    if isinstance(told_m, int | float) and told_m > 0:
        data["length"] = f"{told_m:.4g}m"
    return cable_of(data)


def _readings(leg_ohm: dict[str, Any]) -> Readings:
    found = {}
    for pair, (ohm, u) in leg_ohm.items():
        first, _, last = pair.partition("-")
        found[(first, last)] = (float(ohm), float(u))
    return found


def _runs_from_b_to_c(record: dict[str, Any]) -> bool:
    """Whether AUTO asked for plug A of a cable from B to C: a person vouches for it."""
    if record.get("verdict") != "NO-CABLE":
        return False
    ends = [{contact[0] for contact in net} for net in record.get("nets") or []]
    return {"B", "C"} in ends and not any("A" in plugs for plugs in ends)


def _hanging(record: dict[str, Any], readings: Readings, rows: list[dict[str, str]]) -> list[str]:
    """Conductors that go nowhere: contacts that have picofarads and are joined to nothing."""
    joined = {contact for pair in readings for contact in pair}
    joined |= {contact for net in record.get("nets") or [] for contact in net}
    joined |= {end for row in rows for end in row["at"].split("-")}
    named = {name for pair in record.get("pf") or {} for name in pair.split("-")}
    contacts = {name if "." in name else f"A.{name}" for name in named} - joined
    return [f"{c}{'=' if c[2:] == 'S' else '-'}" for c in EVERY_CONTACT if c in contacts]


def _are_alike(wires: list[str], readings: Readings) -> bool:
    """Whether legs of one kind between the same plugs read alike, as those of a cable do: then
    they are compared when others are judged by it."""
    legs: dict[tuple[str, str], list[float]] = {}
    for wire in wires:
        mark = "=" if "=" in wire else "-"
        first, _, last = wire.partition(mark)
        if "~" in wire or not last:
            continue
        found = readings.get((first, last)) or readings.get((last, first))
        if found is None:
            return False
        if found[0] < COPPER_OHM:
            towards = "C" if "C" in (first[0], last[0]) else "B"
            legs.setdefault((towards, mark), []).append(found[0])
    cores = {key[0]: ohms for key, ohms in legs.items() if key[1] == "-"}
    shields = {key[0]: ohms for key, ohms in legs.items() if key[1] == "="}
    for ohms in cores.values():
        if max(ohms) > CORES_RATIO * min(ohms) + CORES_OHM:
            return False
    return all(
        max(ohms) <= CORES_RATIO * max(cores.get(ends, ohms)) + CORES_OHM
        for ends, ohms in shields.items()
    )


def _resistive(readings: Readings, known: list[set[str]] | None = None) -> list[tuple[str, str]]:
    """Pairs with a resistor between, the smallest first and each between what is not yet joined.
    known: contacts that parts join."""
    groups: dict[str, set[str]] = {contact: {contact} for contact in EVERY_CONTACT}
    found = []
    for ends in known or []:
        joined = set().union(*(groups.get(end, {end}) for end in ends))
        groups.update(dict.fromkeys(joined, joined))
    for pair in sorted(readings, key=lambda p: readings[p][0]):
        first, last = groups[pair[0]], groups[pair[1]]
        if first is last:
            continue
        if readings[pair][0] >= COPPER_OHM:
            found.append(pair)
        joined = first | last
        for contact in joined:
            groups[contact] = joined
    return found


def _tree(net: list[str], readings: dict[tuple[str, str], float], whole: bool) -> list[str]:
    """Wires that join a net: bridges where a plug reads nothing, then the lowest readings, then
    what is left in order. whole: the net is copper, whatever its readings say."""
    groups = {contact: {contact} for contact in net}
    bridged = dict(groups)  # by bridges alone
    wires = []

    def join(first: str, last: str) -> None:
        if first[0] != last[0]:
            first, last = _same_letter(bridged[first], bridged[last]) or (first, last)
        mark = "~" if first[0] == last[0] else "=" if first[2:] == last[2:] == "S" else "-"
        wires.append(f"{first}{mark}{last}")
        for sets in (groups, bridged) if mark == "~" else (groups,):
            joined = sets[first] | sets[last]
            sets.update(dict.fromkeys(joined, joined))

    pairs = [(a, b) for k, a in enumerate(net) for b in net[k + 1 :]]
    read = {p: readings[q] for p in pairs for q in (p, p[::-1]) if q in readings}
    inside = [p for p in pairs if p[0][0] == p[1][0]]
    across = [p for p in pairs if p[0][0] != p[1][0]]
    wanted = [p for p in inside if read.get(p, COPPER_OHM) < BRIDGE_OHM]
    through = [p for p in across if read.get(p, COPPER_OHM) < COPPER_OHM]
    wanted += sorted(through, key=lambda p: read[p])
    wanted += [p for p in inside + across if p[0] in XCONTACTS or p[1] in XCONTACTS]  # no ohms
    for pair in wanted + (across + inside if whole or not read else []):
        if groups[pair[0]] is not groups[pair[1]]:
            join(*pair)
    return wires


def _same_letter(first: set[str], last: set[str]) -> tuple[str, str] | None:
    """Of two plugs' bridged contacts those of the same name: that is where a wire is soldered."""
    for letter in ("S", "T", "R", "R2"):
        one = [c for c in first if c[2:] == letter]
        other = [c for c in last if c[2:] == letter]
        if one and other:
            return one[0], other[0]
    return None


def _in_one_plug(ends: list[str], nets: list[set[str]]) -> list[str]:
    """The same two nets by contacts of one plug, where a part is soldered if there is a choice."""
    first, last = [next((net for net in nets if end in net), {end}) for end in ends]
    for plug in "ABC":
        one = sorted(c for c in first if c[0] == plug)
        other = sorted(c for c in last if c[0] == plug)
        if one and other and first is not last and ends[0][0] != ends[1][0]:
            return [_preferred(one), _preferred(other)]
    return ends


def _preferred(contacts: list[str]) -> str:
    return next((c for c in contacts if c[2:] == "S"), contacts[-1])


def _resistor(pair: tuple[str, str], ohm: float, u: float) -> dict[str, str]:
    return _row(list(pair), "R", ohm, u)


def _part(part: dict[str, Any]) -> dict[str, str]:
    """A row of the record's `parts`, as a file has it."""
    kind = str(part.get("kind"))
    value = part.get(SHAPE.get(kind, ""))
    if kind == "D" and value is None:  # the tester saw which way it conducts, not its drop
        value = SILICON_VOLT
    ends = part.get("net")
    if not isinstance(value, int | float) or not isinstance(ends, list) or len(ends) != 2:
        raise Mistaken(f"a part of unknown kind {kind!r:.20}", "pip install -U ringout")
    return _row([str(end) for end in ends], kind, float(value), float(part.get("u") or 0.0))


def _row(ends: list[str], kind: str, value: float, u: float) -> dict[str, str]:
    share = max(USUAL_TOLERANCE[kind], SIGMAS * u / value if value else 1.0)
    row = {"at": "-".join(ends), "value": value_text(kind, value)}
    if share > USUAL_TOLERANCE[kind]:
        row["tolerance"] = f"{min(100.0, 100.0 * share):.0f}%"
    return row
