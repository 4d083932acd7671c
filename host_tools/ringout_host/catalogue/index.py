"""Makes firmware/ringout/wiring_index.py: every wiring by the nets it has, and its conductors in
few bytes, so that the device need not read the catalogue's texts.

    python -m ringout_host.catalogue.index firmware/ringout/wiring_index.py
"""

import sys
from pathlib import Path

from ringout.catalogue import PLUG_CONTACTS, PLUG_LINKS, ROWS
from ringout.pinmap import CONTACTS
from ringout.wirings import STANDINGS, Wiring

RECORD = 20  # bytes for a row
FREE = 15  # in place of a line
KINDS = {"-": 0, "=": 1, "~": 2}
PLUG = 3  # a link that is the plug itself
HEAD = '''"""DATA, made by `ringout_host.catalogue.index` from catalogue.py: wirings by their nets.

INDEX: (nets, ((common, number of the catalogue's row, turned, contacts that plugs bridge, copper,
standing, contacts that plugs reach), ...)), commonest first; nets and contacts are masks of
lines; wirings with one number for copper are the same to any measurement; standing: 0 sound,
1 intent, 2 bad.

ENTRIES: the same for search_plain.likely. For each of INDEX 255, its nets as two bytes, low and
high, and 0, 255; then for each of its wirings how common it is (0: not sound), contacts that
plugs bridge and contacts that plugs reach.

PACKED: for each row the contacts that its plugs reach as two bytes, low and high, then links of
plugs and conductors as two bytes each: both lines (15: hangs free), and the kind: 0 core,
1 shield, 2 link of wire, 3 link of a plug, more: a tenth of its ohm. 255: no more.
"""
# ruff: noqa: E501

# fmt: off
INDEX = (
'''


def line_of(contact: str) -> int:
    """Line of a contact as the catalogue writes it, FREE for none."""
    return CONTACTS.index(f"{contact[0]}.{contact[1:].replace('2', 'R2')}") if contact else FREE


def packed(row: tuple) -> bytes:
    """The record of a row of the catalogue."""
    reach = 0
    out = bytearray(2)
    for end, kind in zip("ABC", row[1].split(" "), strict=False):
        for letter in PLUG_CONTACTS[kind]:
            if f"{end}.{letter}" in CONTACTS:
                reach |= 1 << CONTACTS.index(f"{end}.{letter}")
        link = [f"{end}.{letter}" for letter in PLUG_LINKS.get(kind, ())]
        if link and set(link) <= set(CONTACTS):
            first, last = sorted(CONTACTS.index(contact) for contact in link)
            out += bytes([first << 4 | last, PLUG])
    for token in row[2].split(" "):
        if "/" in token:
            first, ohm, last = token.split("/")
            code = int(ohm) // 10
        else:
            mark = next(mark for mark in KINDS if mark in token)
            first, last = token.split(mark)
            code = KINDS[mark]
        out += bytes([line_of(first) << 4 | line_of(last), code])
    out[:2] = reach.to_bytes(2, "little")
    if len(out) > RECORD:
        raise ValueError(f"{row[0]}: too many conductors for a record")
    return bytes(out.ljust(RECORD, b"\xff"))


def compute() -> tuple:
    """The index, from the catalogue."""
    found: dict[tuple, list] = {}
    coppers: list[Wiring] = []
    for number, row in enumerate(ROWS):
        straight, around = Wiring(row, packed(row)), Wiring(row, packed(row), turned=True)
        for wiring in [straight] if straight.same_copper(around) else [straight, around]:
            links = 0
            for first, last in wiring.links:
                links |= 1 << first | 1 << last
            same = [k for k, other in enumerate(coppers) if wiring.same_copper(other)]
            if not same:
                same = [len(coppers)]
                coppers.append(wiring)
            standing = STANDINGS.index(row[3])
            entry = (row[4], number, wiring.turned, links, same[0], standing, wiring.reach())
            found.setdefault(wiring.nets, []).append(entry)
    out = []
    for nets, entries in found.items():
        entries.sort(key=lambda e: (-e[0], ROWS[e[1]][0], e[2]))
        out.append((nets, tuple(entries)))
    return tuple(out)


def entries(index: tuple) -> bytes:
    """ENTRIES of an INDEX."""
    out = bytearray()
    for nets, wirings in index:
        out.append(255)
        for mask in nets:
            out += mask.to_bytes(2, "little")
        out += bytes([0, 255])
        for common, _, _, links, _, standing, reach in wirings:
            out.append(0 if standing else common)
            out += links.to_bytes(2, "little") + reach.to_bytes(2, "little")
    return bytes(out)


def text() -> str:
    """The module's source."""
    index = "".join(f"    {entry!r},\n" for entry in compute())
    rows = "".join(f"    {packed(row)!r}  # {row[0]}\n" for row in ROWS)
    return f"{HEAD}{index})\n\nENTRIES = {entries(compute())!r}\n\nPACKED = (\n{rows})\n# fmt: on\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
