"""Makes firmware/ringout/wirings/rows.py and index.py: what every wiring is called; every wiring by
the nets it has, and its conductors in few bytes.

    make index
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from ringout.board.pinmap import CONTACTS
from ringout.wirings.catalogue import PLUG_CONTACTS, PLUG_LINKS, STANDINGS
from ringout.wirings.layout import (
    ENTRY,
    IN_ONE,
    NETS_SIZE,
    NO_MORE,
    RECORD,
    RESISTOR,
    SHIELD,
    STANDING,
    TURN,
)
from ringout.wirings.wiring import FREE, PLUG, Wiring
from ringout_host.catalogue.fresh import checksum
from ringout_host.catalogue.made import Row, rows

TENS_OHM = 16  # codes from here on are resistors
TURNED = (4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, -1, -1, -1, -1, FREE)  # A in jack B
KINDS = {"-": 0, "=": 1, "~": 2}
HEAD = '''"""DATA, made by `make index` from the host's catalogue/signals.py: wirings by their nets.

CATALOGUE: a checksum of the rows (rows.py) that this belongs to.

GROUPS: the nets of all wirings, each once, as masks of lines: ten bytes for up to five, low and
high byte. STARTS: which of the entries is the first with those nets, and how many there are.

ENTRIES: eight bytes for a wiring in an orientation, the commonest first in a group: how common,
16 added if it is turned, 32 for intent, 64 for bad; number of its row; contacts that plugs bridge,
low and high; contacts that plugs reach, low and high; group; a number for the copper (wirings that
have the same are the same to any measurement).

PACKED: for each row, straight and turned, two bytes (low, high) of contacts that its plugs reach,
two of those where something hangs; how many links the plugs make, how many legs have a resistor,
how many bytes come next for bridges, and for legs; those: two lines each, to the first 16 added of
a resistor, 32 of a shield; then all conductors and links, with both lines in one byte (15: hangs
free) and the kind in one: 0 core, 1 shield, 2 link of wire, 3 link of a plug, more: a tenth of its
ohm. 255: no more. A few rows a piece, as in rows.py.
"""
# ruff: noqa: E501

# fmt: off
'''
ROWS_HEAD = '''"""DATA, made by `make index` from the host's catalogue/signals.py: names of wirings.

TEXTS: a row each: id, kinds of plug at A, B (and C), signal (of notes.py), standing, how common (0:
only for who asks, to 9: it settles ties and decides how much evidence AUTO asks for), name on the
screen (at most 21 characters), full name. A few rows a piece, each behind a line feed: texts stay
in flash, but for one that lies in two of its blocks.
"""
# ruff: noqa: E501

# fmt: off
'''


def line_of(contact: str) -> int:
    """Line of a contact as the catalogue writes it, FREE for none."""
    return CONTACTS.index(f"{contact[0]}.{contact[1:].replace('2', 'R2')}") if contact else FREE


def packed(row: Row, turned: bool = False) -> bytes:
    """The record of a row of the catalogue in one orientation."""
    plugs = row.plugs.split(" ")
    if turned:
        plugs[:2] = plugs[1], plugs[0]
    reach = hanging = resistors = 0
    links, bridges, runs, tokens = bytearray(), bytearray(), bytearray(), bytearray()
    for end, kind in zip("ABC", plugs, strict=False):
        for letter in PLUG_CONTACTS[kind]:
            if f"{end}.{letter}" in CONTACTS:
                reach |= 1 << CONTACTS.index(f"{end}.{letter}")
        for pair in PLUG_LINKS.get(kind, ()):
            link = [f"{end}.{letter}" for letter in pair]
            if set(link) <= set(CONTACTS):
                links += bytes(sorted(CONTACTS.index(contact) for contact in link))
    for first, last, code in conductors(row, turned):
        tokens += bytes([first << 4 | last, code])
        if code == KINDS["~"]:
            bridges += bytes([first, last])
        elif FREE in (first, last):
            hanging |= 1 << min(first, last)
        else:
            resistors += code >= TENS_OHM
            bits = RESISTOR * (code >= TENS_OHM) | SHIELD * (code == KINDS["="])
            runs += bytes([first | bits, last])
    for k in range(0, len(links), 2):
        tokens += bytes([links[k] << 4 | links[k + 1], PLUG])
    ties = links + bridges
    head = reach.to_bytes(2, "little") + hanging.to_bytes(2, "little")
    out = head + bytes([len(links) // 2, resistors, len(ties), len(runs)]) + ties + runs + tokens
    if len(out) >= RECORD:
        raise ValueError(f"{row.id}: too many conductors for a record")
    return out.ljust(RECORD, bytes([NO_MORE]))


def conductors(row: Row, turned: bool) -> Iterator[tuple[int, int, int]]:
    """Lines and code of each token of a row; turned, from the end that comes first in the
    alphabet."""
    for token in row.wires.split(" "):
        if "/" in token:
            one, ohm, other = token.split("/")
            code = int(ohm) // 10
        else:
            mark = next(mark for mark in KINDS if mark in token)
            one, other = token.split(mark)
            code = KINDS[mark]
        first, last = line_of(one), line_of(other)
        if turned:
            first, last = TURNED[first], TURNED[last]
            if code != KINDS["~"] and (last < 8 or last == FREE):
                first, last = last, first
        yield first, last, code


def bridged(wiring: Wiring) -> int:
    """Mask of the contacts that its plugs themselves bridge."""
    mask = 0
    for first, last in wiring.links:
        mask |= 1 << first | 1 << last
    return mask


def _only_one_way(row: Row) -> bool:
    """A cable with a male and a female XLR fits the jacks one way only."""
    return row.plugs.split(" ")[:2] == ["XLR", "XLR"]


def compute() -> tuple:
    """The index, from the catalogue."""
    found: dict[tuple, list] = {}
    coppers: list[Wiring] = []
    for number, row in enumerate(rows()):
        straight = Wiring(_told(row), packed(row))
        around = Wiring(_told(row), packed(row, True), turned=True)
        ways = (
            [straight] if _only_one_way(row) or straight.same_copper(around) else [straight, around]
        )
        for wiring in ways:
            same = [k for k, other in enumerate(coppers) if wiring.same_copper(other)]
            if not same:
                same = [len(coppers)]
                coppers.append(wiring)
            standing, links = STANDINGS.index(row.signal.standing), bridged(wiring)
            reach = wiring.reach()
            entry = (row.common, number, wiring.turned, links, same[0], standing, reach)
            found.setdefault(wiring.nets, []).append(entry)
    out = []
    for nets, entries in found.items():
        entries.sort(key=lambda e: (-e[0], rows()[e[1]].id, e[2]))
        out.append((nets, tuple(entries)))
    return tuple(out)


def tables(index: tuple) -> tuple[bytes, bytes, bytes]:
    """GROUPS, STARTS and ENTRIES of an index."""
    groups, starts, out = bytearray(), bytearray(), bytearray()
    for group, (nets, entries) in enumerate(index):
        groups += b"".join(mask.to_bytes(2, "little") for mask in nets).ljust(NETS_SIZE, b"\0")
        starts.append(len(out) // ENTRY)
        for common, number, turned, links, copper, standing, reach in entries:
            out += bytes([common | TURN * turned | STANDING * standing, number])
            out += links.to_bytes(2, "little") + reach.to_bytes(2, "little")
            out += bytes([group, copper])
    if len(groups) != NETS_SIZE * len(index):
        raise ValueError("a wiring has too many nets for a group")
    starts.append(len(out) // ENTRY)
    return bytes(groups), bytes(starts), bytes(out)


def _told(row: Row) -> tuple[str, str, str, str, int, str, str]:
    """A row as lookup gives it."""
    signal = row.signal
    return row.id, row.plugs, signal.key, signal.standing, row.common, row.screen, row.name


def rows_text() -> str:
    """The source of rows.py."""
    lines = ["|".join(str(field) for field in _told(row)) + "\n" for row in rows()]
    pieces = ["\n" + "".join(lines[k : k + IN_ONE]) for k in range(0, len(lines), IN_ONE)]
    texts = "".join(f"    {piece!r},\n" for piece in pieces)
    return f"{ROWS_HEAD}TEXTS = (\n{texts})\n# fmt: on\n"


def text() -> str:
    """The source of index.py."""
    made = [packed(row) + packed(row, True) for row in rows()]
    pieces = [b"".join(made[k : k + IN_ONE]) for k in range(0, len(made), IN_ONE)]
    records = "".join(f"    {piece!r},\n" for piece in pieces)
    groups, starts, entries = tables(compute())
    data = f"GROUPS = {groups!r}\n\nSTARTS = {starts!r}\n\nENTRIES = {entries!r}\n\n"
    head = f'{HEAD}CATALOGUE = "{checksum(rows_text())}"\n\n'
    return f"{head}{data}PACKED = (\n{records})\n# fmt: on\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "rows.py").write_text(rows_text(), encoding="utf-8")
    (folder / "index.py").write_text(text(), encoding="utf-8")
