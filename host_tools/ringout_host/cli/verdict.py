"""A record as a person wants to read it: verdict, sentence, readings with uncertainty."""

from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ringout.wirings import lookup
from ringout_host.cli import screenshot
from ringout_host.cli.output import out, print_json
from ringout_host.errors import Exit, ProtocolError
from ringout_host.installed import newer
from ringout_host.verdicts import VERDICT_EXIT

COLOURS = {"PASS": "green", "STEADY": "green", "FAIL": "red", "LIVE": "red", "ERROR": "red"}


def headline(record: dict[str, Any]) -> str:
    """One line: the verdict, the cable or the question, and what is wrong."""
    verdict = str(record.get("verdict"))
    faults = [f for f in record.get("faults") or [] if isinstance(f, dict)]
    names = record.get("wiring") or []
    if faults and verdict != "LOOKS-LIKE":
        return f"{verdict}  " + "; ".join(str(f.get("text") or f.get("code")) for f in faults)
    if record.get("text"):
        return f"{verdict}  {record['text']}"
    return f"{verdict}  " + (lookup.screen_name(str(names[0])) if names else "")


def known_verdict(record: dict[str, Any]) -> dict[str, Any]:
    """The record, if its verdict is one of ours; ProtocolError if it is not."""
    if record.get("verdict") not in VERDICT_EXIT:
        raise ProtocolError(
            "the tester gave a verdict that ringout does not know"
            f" ({record.get('verdict')!r:.40}): {newer()}"
        )
    return record


def exit_code(record: dict[str, Any]) -> int:
    """What a command that tested a cable ends with. A tester that survived a fault of its own
    firmware has no verdict's code."""
    return Exit.INTERNAL if record.get("crash") else VERDICT_EXIT[record["verdict"]]


def show(record: dict[str, Any]) -> None:
    """The headline in colour, then what was measured."""
    style = COLOURS.get(str(record.get("verdict")), "yellow")
    piped = not out.is_terminal  # whole lines for programs, words that wrap for people
    out.print(headline(record), style=f"bold {style}", markup=False, soft_wrap=piped)
    names = [lookup.screen_name(str(name)) for name in record.get("wiring") or []]
    if len(names) > 1:
        words = "a good one of these has the same nets" if record.get("faults") else "same nets"
        text = Text(f"{words}: " + ", ".join(names))
        out.print(Text("  ") + text if piped else Padding(text, (0, 0, 0, 2)), soft_wrap=piped)
    rows = readings(record)
    if rows:
        table = Table(box=None, pad_edge=False, padding=(0, 2))
        for heading in ("reading", "value", "+-"):
            table.add_column(heading, justify="left" if heading == "reading" else "right")
        for row in rows:
            table.add_row(*row)
        out.print(table)


def show_with_screen(
    record: dict[str, Any], dots: screenshot.Dots, file: Path | None, json: bool
) -> None:
    """What a simulated tester says: its display, in text and if wanted in a PNG, and the record."""
    if file is not None:
        screenshot.save(dots, file)
    if json:
        print_json(record)
        return
    screenshot.show(dots)
    show(record)


def readings(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(name, value with unit, uncertainty) of every reading in a record."""
    rows = []
    for key, unit, digits in (("pf", "pF", 1), ("leg_ohm", "ohm", 3)):
        values = record.get(key)
        for pair, reading in values.items() if isinstance(values, dict) else ():
            if isinstance(reading, list) and len(reading) == 2:
                value, spread = (f"{number:.{digits}f}" for number in reading)
                rows.append((str(pair), f"{value} {unit}", spread))
    return rows
