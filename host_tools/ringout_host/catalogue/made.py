"""The catalogue's rows, made of plugs and signals (`signals.py`): ids, names, wires, how common.

The forty that were there first keep what they were called. Of the others one rule says whether AUTO
may take a cable for one: *a rare cable whose copper is that of a usual one with an accident is for
EXPECT*. An accident is a conductor that is open, two contacts of a plug that touch, or two that
are exchanged. Such a cable gets 0 for how common it is, whatever shops say: AUTO asks for it only
before it would say UNKNOWN.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ringout.wirings.catalogue import PLUG_LINKS
from ringout_host.catalogue.signals import ASKED, COMMON, KEPT, KINDS, NAMED, PAIRS, TRIPLES, Signal

SCREEN = 21  # characters
USUAL = 4  # cables so common break often enough that AUTO is to name it
_SWAPPED = {"A": "B", "B": "A", "C": "C"}
_MARKS = "-=~"


@dataclass(frozen=True)
class Row:
    """One cable. plugs, wires: as in signals.py. common: 0 to 9. by_rule: a usual cable that has
    its copper after an accident, so that it may not be common: its id, and the accident."""

    id: str
    plugs: str
    signal: Signal
    common: int
    screen: str
    name: str
    wires: str
    by_rule: tuple[str, str] | None = None


@functools.cache
def rows() -> tuple[Row, ...]:
    """All of them: the forty in their order, then the others by signal."""
    made = {(signal.key, _key(plugs)): (signal, plugs) for signal, plugs in _wanted()}
    out = []
    for wiring_id, (key, plugs, common, screen, name) in KEPT.items():
        signal, _ = made.pop((key, _key(plugs)))
        wires = wires_of(signal, plugs)
        out.append(Row(wiring_id, plugs, signal, common, screen, name, wires))
    others = [_other(signal, plugs) for signal, plugs in made.values()]
    usual = [row for row in out + others if row.common >= USUAL]
    out += [_by_rule(row, usual) for row in others]
    return tuple(out)


def _wanted() -> Iterator[tuple[Signal, str]]:
    for signal in PAIRS + TRIPLES:
        for plugs in signal.plugs:
            yield signal, plugs


def _key(plugs: str) -> tuple[str, ...]:
    """The same for a cable and for the same plugged the other way round."""
    kinds = plugs.split(" ")
    return tuple(sorted(kinds[:2])) if len(kinds) == 2 else tuple(kinds)


def _other(signal: Signal, plugs: str) -> Row:
    kinds = plugs.split(" ")
    ids, screens, names = zip(*(KINDS[kind] for kind in kinds), strict=True)
    wiring_id = "_".join([*ids[:2], *(["y"] if len(kinds) > 2 else []), signal.id]).rstrip("_")
    between = f"{screens[0]}-{'2 ' if len(kinds) > 2 else ''}{screens[1]}"
    fitting = [f"{between} {word}".strip() for word in signal.screen]
    screen = next((text for text in fitting if len(text) <= SCREEN), "")
    named = NAMED.get((signal.key, plugs))
    if not screen and not named:
        raise ValueError(f"{wiring_id}: no name fits the screen: {fitting}")
    if len(kinds) > 2:
        name = f"{names[0]} to two {names[1]}, {signal.says}"
    else:
        name = f"{names[0]}-{names[1]}, {signal.says}"
    if named:
        screen, name = named
    common = COMMON.get((signal.key, plugs), 0)
    return Row(wiring_id, plugs, signal, common, screen, name, wires_of(signal, plugs))


def wires_of(signal: Signal, plugs: str) -> str:
    """The tokens of a signal between these plugs, whichever of them the signal names first."""
    kinds = plugs.split(" ")
    first, others, _ = signal.only
    if kinds[0] in first and kinds[1] in others:
        return signal.wires
    if len(kinds) > 2 or not (kinds[1] in first and kinds[0] in others):
        raise ValueError(f"{signal.key}: not between {plugs}")
    return " ".join(_turned(token) for token in signal.wires.split(" "))


def _turned(token: str) -> str:
    """A token with plug A in jack B, from A on."""
    if "/" in token:
        one, ohm, other = token.split("/")
        return f"{_turned_contact(other)}/{ohm}/{_turned_contact(one)}"
    mark = next(mark for mark in _MARKS if mark in token)
    one, other = (_turned_contact(contact) for contact in token.split(mark))
    return f"{one}~{other}" if mark == "~" else f"{other}{mark}{one}"


def _turned_contact(contact: str) -> str:
    return contact and _SWAPPED[contact[0]] + contact[1:]


# -- the rule ------------------------------------------------------------------------------
def _by_rule(row: Row, usual: Iterable[Row]) -> Row:
    common = row.common if (row.signal.key, row.plugs) in ASKED else 0
    for other in usual:
        if other.common > row.common:
            accident = accident_between(row, other)
            if accident:
                return Row(
                    row.id, row.plugs, row.signal, common, row.screen, row.name, row.wires,
                    (other.id, accident),
                )  # fmt: skip
    return row


def accident_between(row: Row, usual: Row) -> str | None:
    """The accident that gives a usual cable the copper of `row`, in words; None if none does."""
    plugs, wires = usual.plugs, usual.wires
    own = picture(row.plugs, row.wires)
    turned = [_turned(token) for token in wires.split(" ")]
    ways = [(plugs.split(" "), wires.split(" "))]
    kinds = plugs.split(" ")
    ways.append(([kinds[1], kinds[0], *kinds[2:]], turned))
    for way, tokens in ways:
        for accident, broken in accidents(tokens):
            if picture(" ".join(way), " ".join(broken)) == own:
                return accident
    return None


def accidents(tokens: list[str]) -> Iterator[tuple[str, list[str]]]:
    """(what happened, tokens after it) for each single accident of a cable."""
    wires = [token for token in tokens if "~" not in token]
    for token in wires:
        yield f"{token} open", [other for other in tokens if other is not token]
    for end in "ABC":
        soldered = sorted({c for token in wires for c in _contacts(token) if c[0] == end})
        for one, other in combinations(soldered, 2):
            yield f"{one} and {other} touch", [*tokens, f"{one}~{other}"]
            move = {one: other, other: one}
            yield f"{one} and {other} exchanged", [_moved(token, move) for token in tokens]


def _contacts(token: str) -> list[str]:
    if "/" in token:
        one, _, other = token.split("/")
        return [one, other]
    mark = next(mark for mark in _MARKS if mark in token)
    return [contact for contact in token.split(mark) if contact]


def _moved(token: str, move: dict[str, str]) -> str:
    if "~" in token:
        return token
    mark = "/" if "/" in token else next(mark for mark in _MARKS if mark in token)
    parts = token.split(mark)
    return mark.join(move.get(part, part) for part in parts)


def picture(plugs: str, wires: str) -> tuple:
    """What continuity and the bridges in the plugs show of a cable: nets, contacts that are joined
    inside a plug, resistors."""
    joints: list[tuple[str, str]] = []
    bridges: list[tuple[str, str]] = []
    resistors: list[tuple[frozenset[str], str]] = []
    for end, kind in zip("ABC", plugs.split(" "), strict=False):
        for one, other in PLUG_LINKS.get(kind, ()):
            if end != "C" or "R2" not in (one, other):
                bridges.append((end + one.replace("R2", "2"), end + other.replace("R2", "2")))
    for token in wires.split(" "):
        if "/" in token:
            one, ohm, other = token.split("/")
            resistors.append((frozenset((one, other)), ohm))
            continue
        contacts = _contacts(token)
        if len(contacts) == 2:
            (bridges if "~" in token else joints).append((contacts[0], contacts[1]))
    return (
        frozenset(_groups(joints + bridges)),
        frozenset(_groups(bridges)),
        frozenset(resistors),
    )


def _groups(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    groups: list[set[str]] = []
    for pair in pairs:
        whole = set(pair)
        for group in [group for group in groups if group & whole]:
            groups.remove(group)
            whole |= group
        groups.append(whole)
    return [frozenset(group) for group in groups]
