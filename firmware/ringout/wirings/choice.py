"""The catalogue plug by plug, for lists that two keys go through: a kind of plug, what is at the
other end, then the few cables between them. Loaded while somebody chooses."""

from ringout.wirings import lookup

USUAL = 8  # so common: in the first list by name
NAMES = (("XLR", "XLR"), ("TRS", "TRS"), ("TS", "TS"), ("RCA", "RCA"), ("TRS35", "3.5 TRS"),
         ("TS35", "3.5 TS"), ("TRRS", "TRRS"))  # fmt: skip


def kinds():
    """[("", "", ids of the commonest), (kind of plug, its name, ids of the cables that have one),
    ...]; of a Y its common plug counts."""
    rows = _rows()
    usual = [row[0] for row in rows if row[4] >= USUAL]
    return [("", "", usual)] + _counted([(row[0], _ends(row)) for row in rows], 0)


def others(kind):
    """[(plugs at the other end, such as "RCA" or "2 RCA", the same as a name, ids)] of the cables
    that have a plug of that kind."""
    found = []
    for row in _rows():
        ends = _ends(row)
        if kind in ends:
            found.append((row[0], (ends[1 - ends.index(kind)],)))
    return _counted(found, 0) + _counted(found, 2)


def _counted(found, skip):
    """[(plugs, name, ids)] in the order of NAMES. skip: characters before the kind."""
    out = []
    for kind, name in NAMES:
        plugs = "2 "[:skip] + kind
        ids = [wiring_id for wiring_id, ends in found if plugs in ends]
        if ids:
            out.append((plugs, "2 "[:skip] + name, ids))
    return out


def _ends(row):
    """The plugs of a cable, as a person tells them: of a Y the common one and "2 RCA"."""
    plugs = row[1].split(" ")
    return (plugs[0], "2 " + plugs[1]) if len(plugs) > 2 else tuple(plugs)


def _rows():
    return [lookup.row(number) for number in range(lookup.count())]
