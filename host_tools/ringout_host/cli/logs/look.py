"""How records look in a terminal: safe text, verdict colours, tables that fit."""

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from ringout_host.outside import visible

if TYPE_CHECKING:
    import sqlalchemy as sa

LEGS = ("T", "R", "R2", "S")
VERDICT_STYLE = {
    "PASS": "bold green",
    "PASS*": "green",
    "FAIL": "bold red",
    "FAIL*": "red",
    "LIVE": "bold white on red",
    "ERROR": "bold magenta",
    "LOOKS-LIKE": "yellow",
    "UNKNOWN": "yellow",
    "STEADY": "green",
    "NO-CABLE": "dim",
}


def plain(value: object, style: str = "") -> Text:
    """Text from outside, shown and never obeyed: no markup, no terminal control characters."""
    return Text("" if value is None else visible(value), style=style)


def verdict(word: str) -> Text:
    """A verdict in its colour."""
    return plain(word, VERDICT_STYLE.get(word, ""))


def fault_words(row: "sa.Row") -> str:
    """The most important fault of a record: its legs, what it is, and where, as `R open at B` or
    `R open 0.3 m from B`."""
    if not row.fault:
        return ""
    from ringout_host.store import query  # here: whoever only wants `plain` needs no database

    first = query.whole(row)["faults"][0]
    net = first.get("net")
    named = {name.rpartition(".")[2] for name in net or () if isinstance(name, str)}
    legs = "-".join(leg for leg in LEGS if leg in named) if isinstance(net, list) else ""
    return " ".join(word for word in (legs, row.fault, _place(first, row.fault_end)) if word)


def part_words(row: "sa.Row") -> str:
    """Of a long WIGGLE: which of its records this is, and how much happened since the last one."""
    from ringout_host.store import query

    found = query.whole(row).get("wiggle")
    found = found if isinstance(found, dict) else {}
    part, events, more = (found.get(key) for key in ("part", "events", "more"))
    if not isinstance(part, int) or not isinstance(events, list) or not isinstance(more, int):
        return ""
    count = len(events) + more
    return f"part {part}: {count or 'no'} event{'' if count == 1 else 's'}"


def _place(fault: dict, end: str | None) -> str:
    """Where a fault is: in a plug, or how far from one."""
    if not end:
        return ""
    at = fault.get("at")
    if not isinstance(at, dict) or at.get("plug") or at.get("end") != end:
        return f"at {end}"
    for key, unit, digits in (("m", "m", 1), ("percent", "%", 0)):
        value = at.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"{value:.{digits}f} {unit} from {end}"
    return f"at {end}"


FREE = ("wiring", "fault", "serial", "lot", "reason", "reading", "steps")  # that may be cut
_ENOUGH = 12  # characters of one of those


def table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table in which FREE columns give way; `right` are numbers."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        made.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column not in FREE,  # to rich: what it must not make narrower
            min_width=len(column),
        )
    return made


def fill(made: Table, rows: list[list[Text]]) -> Table:
    """Add the rows; a cell that is cut short ends in an ellipsis."""
    for row in rows:
        for cell in row:
            cell.no_wrap, cell.overflow = True, "ellipsis"
        made.add_row(*row)
    return made


def records_table(rows: list, width: int) -> Table:
    """Records as `logs ls` shows them. Columns that would be empty are left out; and what least
    tells one cable from another, where a terminal of this width would cut what does."""
    from ringout_host.store.when import local

    cells = {
        "#": [plain(row.seq) for row in rows],
        "tested": [plain(local(row.tested_at)) for row in rows],
        "verdict": [
            verdict(row.verdict) if row.voided_at is None else plain(f"{row.verdict} void", "dim")
            for row in rows
        ],
        "wiring": [plain(row.wiring) for row in rows],
        "fault": [plain(fault_words(row)) for row in rows],
        "serial": [plain(row.serial) for row in rows],
        "lot": [plain(row.lot) for row in rows],
        "tester": [plain(row.dev[-6:]) for row in rows],
    }
    if len({row.dev for row in rows}) < 2:
        del cells["tester"]
    for name in ("serial", "lot"):
        if not any(cells[name]):
            del cells[name]
    for name in ("wiring", "lot", "tester"):
        if sum(_needed(*column) for column in cells.items()) > width:
            cells.pop(name, None)
    made = table(*cells, right=("#",))
    return fill(made, [list(row) for row in zip(*cells.values(), strict=True)])


def _needed(name: str, cells: list[Text]) -> int:
    """The width that a column and its gap need at least."""
    longest = max(len(name), *(cell.cell_len for cell in cells))
    return 2 + (min(longest, _ENOUGH) if name in FREE else longest)
