"""Plugs as the wiring picture shows them: upright, one band of metal a contact.

A contact's place is the middle of its band; wires leave there towards the other end.
"""

from ringout.screen.canvas import BOX, FILL, TEXT

PLUG_WIDTH = 13
LABEL_GAP = 3

# kind of plug: contacts from the top, the labels people know them by
CONTACTS = {
    "TRS": (("T", "T"), ("R", "R"), ("S", "S")),
    "TRS35": (("T", "T"), ("R", "R"), ("S", "S")),
    "TRRS": (("T", "T"), ("R", "1"), ("R2", "2"), ("S", "S")),
    "TS": (("T", "T"), ("S", "S")),
    "TS35": (("T", "T"), ("S", "S")),
    "RCA": (("T", "T"), ("S", "S")),
    "XLR": (("T", "2"), ("R", "3"), ("S", "1")),  # hot first: sound wires run level
    "XLR5": (("T", "2"), ("R", "3"), ("R2", "4"), ("5", "5"), ("S", "1")),
    "DIN": (("T", "4"), ("R", "5"), ("R2", "1"), ("5", "3"), ("S", "2")),
    "FIVE": (("T", "T"), ("R", "1"), ("R2", "2"), ("5", "5"), ("S", "S")),  # nobody said which
}
SHELLED = ("XLR", "XLR5", "DIN", "FIVE")  # drawn as pins in a shell


def contact_rows(kind, top, height):
    """[(letter, label, y)] of the contacts of a plug drawn in `height` rows from `top`."""
    contacts = CONTACTS[kind]
    pitch = height // len(contacts)
    return [
        (letter, label, top + pitch * at + pitch // 2)
        for at, (letter, label) in enumerate(contacts)
    ]


def plug_items(kind, at_left, top, height):
    """The plug with its labels, at the left or right edge of the screen."""
    x = 0 if at_left else 128 - PLUG_WIDTH
    rows = contact_rows(kind, top, height)
    items = []
    if kind in SHELLED:
        items += _xlr(x, top, height, rows)
    elif kind == "RCA":
        items += _rca(x, top, height, rows)
    else:
        items += _jack(x, top, height, rows)
    label_x = PLUG_WIDTH + LABEL_GAP if at_left else 128 - PLUG_WIDTH - LABEL_GAP - 5
    for _, label, y in rows:
        items.append((TEXT, label_x, y - 3, label))
    return items


def shell_item(at_left, y):
    """A pin that is joined to the shell of its plug."""
    return (FILL, 1 if at_left else 128 - PLUG_WIDTH, y, 5, 1, 1)


def wire_end(at_left):
    """Column where a wire meets the label of a plug."""
    reach = PLUG_WIDTH + LABEL_GAP + 5 + 2
    return reach if at_left else 127 - reach


def _jack(x, top, height, rows):
    """A jack plug standing on its barrel: pointed tip, bands, dark insulators between."""
    pitch = height // len(rows)
    items = []
    for at, (letter, _, y) in enumerate(rows):
        upper = y - pitch // 2
        size = pitch - 2
        if at == 0:
            items += _tip(x, upper, size)
        elif letter == "S":
            items.append((FILL, x + 2, upper, 9, size - 2, 1))
            items.append((FILL, x, upper + size - 2, 13, 4, 1))
        else:
            items.append((FILL, x + 2, upper, 9, size, 1))
    return items


def _tip(x, upper, size):
    """The ball of the tip, with the waist that the jack's spring holds."""
    waist = 3 if size > 10 else 1
    return [
        (FILL, x + 5, upper, 3, 1, 1),
        (FILL, x + 4, upper + 1, 5, 1, 1),
        (FILL, x + 3, upper + 2, 7, 2, 1),
        (FILL, x + 2, upper + 4, 9, size - 5 - waist, 1),
        (FILL, x + 3, upper + size - 1 - waist, 7, 1, 1),
        (FILL, x + 4, upper + size - waist, 5, waist, 1),
    ]


def _xlr(x, top, height, rows):
    """The shell with its pins in it."""
    items = [(BOX, x + 1, top, 11, height), (BOX, x, top + 2, 13, height - 4)]
    for _, _, y in rows:
        items.append((FILL, x + 4, y - 1, 5, 3, 1))
        items.append((FILL, x + 5, y - 2, 3, 5, 1))
    return items


def _rca(x, top, height, rows):
    """A pin over the cup that surrounds it."""
    tip, sleeve = rows[0][2], rows[1][2]
    point = max(top, tip - 9)
    return [
        (FILL, x + 5, point, 3, 2, 1),
        (FILL, x + 4, point + 2, 5, sleeve - point - 6, 1),
        (FILL, x, sleeve - 2, 13, top + height - sleeve + 2, 1),
        (FILL, x + 3, sleeve - 2, 2, 3, 0),
        (FILL, x + 8, sleeve - 2, 2, 3, 0),
    ]
