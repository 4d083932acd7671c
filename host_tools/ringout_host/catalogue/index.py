"""Makes firmware/ringout/wiring_index.py: every wiring by the nets it has, so that the device
need not parse the catalogue at start-up.

    python -m ringout_host.catalogue.index firmware/ringout/wiring_index.py
"""

import sys
from pathlib import Path

from ringout.catalogue import BAD, INTENT, ROWS, SOUND
from ringout.wirings import Wiring

STANDINGS = (SOUND, INTENT, BAD)
HEAD = '''"""DATA, made by `ringout_host.catalogue.index` from catalogue.py: wirings by their nets.

(nets, ((common, id, turned, contacts that plugs bridge, copper, standing, contacts that plugs
reach), ...)), commonest first; nets and contacts are masks of lines; wirings with one number for
copper are the same to any measurement; standing: 0 sound, 1 intent, 2 bad.
"""
# ruff: noqa: E501

# fmt: off
INDEX = (
'''


def compute() -> tuple:
    """The index, from the catalogue."""
    found: dict[tuple, list] = {}
    coppers: list[Wiring] = []
    for row in ROWS:
        straight, around = Wiring(row), Wiring(row, True)
        for wiring in [straight] if straight.same_copper(around) else [straight, around]:
            links = 0
            for first, last in wiring.links:
                links |= 1 << first | 1 << last
            same = [k for k, other in enumerate(coppers) if wiring.same_copper(other)]
            if not same:
                same = [len(coppers)]
                coppers.append(wiring)
            standing = STANDINGS.index(row[3])
            entry = (row[4], row[0], wiring.turned, links, same[0], standing, wiring.reach())
            found.setdefault(wiring.nets, []).append(entry)
    return tuple(
        (nets, tuple(sorted(found[nets], key=lambda e: (-e[0], e[1], e[2])))) for nets in found
    )


def text() -> str:
    """The module's source."""
    return HEAD + "".join(f"    {entry!r},\n" for entry in compute()) + ")\n# fmt: on\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
