"""Makes KiCad's files the same every time: ids by content, no dates.

KiCad gives every item a random id and writes items sorted by it. `canonical` sorts the items of
a board file by what they say and numbers them; loaded again, KiCad keeps that order.
"""

import re
import uuid

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SORTED = ("(footprint", "(gr_", "(segment", "(via", "(zone")
DATES = (
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d\d:?\d\d)?", "1970-01-01"),
    (r"date \w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}", "date 1970-01-01"),
)


def blocks(lines, indent):
    """Groups of lines: each starts at exactly `indent` spaces and goes on deeper."""
    start = " " * indent + "("
    groups = []
    for line in lines:
        if line.startswith(start) or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def plain(lines):
    """A block's text without ids: its sort key."""
    return ID.sub("", "\n".join(lines))


def sorted_footprint(lines):
    """A footprint's head as it was, then its items with ids by content."""
    closing = lines[-1]
    head, items = [lines[0]], []
    for block in blocks(lines[1:-1], 4):
        is_item = ID.search("\n".join(block)) and "(tedit" not in block[0]
        (items if is_item else head).append("\n".join(block))
    return [*head, *sorted(items, key=lambda text: ID.sub("", text)), closing]


def canonical(text):
    """A board file with sorted items and ids that follow from their order."""
    groups = blocks(text.splitlines()[:-1], 2)
    fixed, free = [], []
    for group in groups:
        while group and not group[-1].strip():
            group.pop()
        if group[0].strip().startswith("(footprint"):
            group = "\n".join(sorted_footprint(group)).splitlines()
        is_free = group[0].strip().startswith(SORTED)
        (free if is_free else fixed).append(group)
    free.sort(key=plain)
    lines = [line for group in fixed + free for line in group]
    return renumbered("\n".join([*lines, ")", ""]))


def renumbered(text):
    """Ids replaced by numbers in the order of their first appearance."""
    names = {}

    def fixed(match):
        old = match.group(0)
        names.setdefault(old, str(uuid.uuid5(uuid.NAMESPACE_OID, f"ringout {len(names)}")))
        return names[old]

    return ID.sub(fixed, text)


def undated(text):
    """Dates of making replaced."""
    for pattern, instead in DATES:
        text = re.sub(pattern, instead, text)
    return text
