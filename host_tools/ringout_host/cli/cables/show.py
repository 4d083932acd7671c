"""`ringout cables show`."""

import typer
from rich.text import Text

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables import wire
from ringout_host.cables.cable import Cable, contacts_of
from ringout_host.cables.check import ALIKE
from ringout_host.cables.folder import Folder
from ringout_host.cli.cables.common import Dir, Name, named
from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import out, print_json

_MARKS = {"-": "──────", "=": "══════", "~": "─ in it ─"}
_RULES = {
    "must": "must be joined to pin 1",
    "must not": "must not be joined to pin 1",
    "either": "may be joined to pin 1 or not",
}


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(epilog=examples("ringout cables show trs_xlr", "ringout cables show ./piano.toml"))
    def show(cable: Name, dir: Dir = None, json: Json = False) -> None:
        """Show one cable: plugs, wires, parts, limits."""
        found = named(cable, Folder(dir))
        if json:
            print_json(wire.wire_form(found))
            return
        for line in _lines(found):
            out.print(Text(line), soft_wrap=True)


def _lines(cable: Cable) -> list[str]:
    head = f"{cable.name}  ({cable.id})"
    lines = [head + (f"  {cable.part_number}" if cable.part_number else "")]
    for end in cable.ends:
        lines.append(f"  plug {end}: {cable.plug(end).name}")
    for joint in cable.wires:
        contacts = contacts_of(joint)
        mark = next(m for m in "-=~" if m in joint)
        names = [_place(cable, contact) for contact in contacts]
        if len(names) == 1:
            lines.append(f"  {names[0]:>12} ══════ open at the other end")
        else:
            lines.append(f"  {names[0]:>12} {_MARKS[mark]} {names[1]}")
    for bridge in cable.copper().bridges:
        if bridge.is_shape:
            pair = [EVERY_CONTACT[line] for line in bridge.ends]
            lines.append(f"  {pair[0]:>12} ─ plug ─ {pair[1]}  by its shape")
    for part in cable.parts:
        names = [_place(cable, contact) for contact in part.ends]
        tolerance = f"{100 * part.tolerance:.3g} %"
        lines.append(f"  {names[0]:>12} ─[ {part.component.text} ]─ {names[1]}  +- {tolerance}")
    for end, rule in cable.shells.items():
        lines.append(f"  shell {end}: {_RULES[rule]}")
    limits = {"leg_ohm": "ohm a leg", "pf_per_ft": "pF/ft"}
    if ALIKE in cable.limits:
        lines.append("  like legs agree")
    for key, value in cable.limits.items():
        if key == ALIKE:
            continue
        lines.append(f"  at most {value:g} {limits[key]}")
    if cable.length_m is not None:
        lines.append(f"  length {cable.length_m:g} m")
    if cable.adapter_ohm is not None or cable.adapter_pf is not None:
        lines.append(
            f"  adapters add {cable.adapter_ohm or 0:g} ohm a leg, {cable.adapter_pf or 0:g} pF"
        )
    if cable.stock:
        lines.append(f"  stock {cable.stock}")
    for mistake in cable.mistakes:
        lines.append(f"  made wrong at times: {mistake.says}")
    if cable.notes:
        lines += ["  " + line for line in cable.notes.splitlines()]
    return lines


def _place(cable: Cable, contact: str) -> str:
    """`B pin 2` as a person reads it at that plug."""
    pin = cable.plug(contact[0]).pin(contact[2:])
    return f"{contact[0]} {pin}"
