"""`ringout settings`: what the tester's owner has chosen, to read and to change from here."""

from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from ringout.settings import table
from ringout_host.cli.logs import look
from ringout_host.cli.options import Json, Port, examples
from ringout_host.cli.output import complain, out, print_json
from ringout_host.errors import DeviceError, ProtocolError, UsageError
from ringout_host.link.device import Device, open_device

_ROWS = {row[0]: row for row in table.ROWS}
_WORDS = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


def add(app: typer.Typer) -> None:
    """Register the group and its commands."""
    group = typer.Typer(
        name="settings",
        help="Read and change the tester's settings: limits, lot, display.",
        no_args_is_help=True,
        epilog=examples("ringout settings list", "ringout settings set lot=L17 length_m=20ft"),
    )
    group.command("list", epilog=examples("ringout settings list", "ringout settings list --json"))(
        list_all
    )
    group.command("get", epilog=examples("ringout settings get length_m"))(get)
    group.command(
        "set",
        epilog=examples(
            "ringout settings set lot=L17 operator=ANA",
            "ringout settings set mode=expect expect=trs_trs length_m=20ft",
            "ringout settings set beep=off lot=   # nothing after = empties it",
        ),
    )(set_some)
    group.command("ask-again", epilog=examples("ringout settings ask-again"))(ask_again)
    app.add_typer(group)


def list_all(port: Port = None, json: Json = False) -> None:
    """List every setting with its value, what is allowed, and what it does."""
    with open_device(port) as device:
        reply = _read(device)
    if json:
        print_json(reply)
        return
    out.print(_table(reply["settings"]))
    if reply.get("answers"):
        names = ", ".join(map(str, reply["answers"]))
        complain(f"answered for all alike: {names}; `ringout settings ask-again` clears it")
    if reply.get("message"):
        complain(f"the tester says of its stored settings: {reply['message']}")


def ask_again(port: Port = None, json: Json = False) -> None:
    """Clear the answers that stand ("all like this"): the tester asks again."""
    with open_device(port) as device:
        before = _read(device).get("answers") or []
        reply = device.call("answers.clear")
    if json:
        print_json(reply)
    elif before:
        out.print(look.plain(f"cleared: {', '.join(map(str, before))}"), soft_wrap=True)
    else:
        out.print("no answer stood")


def get(
    name: Annotated[str, typer.Argument(help="Name of a setting, as `list` shows it.")],
    port: Port = None,
    json: Json = False,
) -> None:
    """Print the value of one setting."""
    with open_device(port) as device:
        values = _read(device)["settings"]
    _known(name, values)
    if json:
        allowed = allowed_words(name)
        print_json({"name": name, "value": values[name], "unit": unit(name), "allowed": allowed})
    else:
        out.print(look.plain(shown(name, values[name])), soft_wrap=True)


def set_some(
    changes: Annotated[list[str], typer.Argument(help="NAME=VALUE, one or more.")],
    port: Port = None,
    json: Json = False,
) -> None:
    """Change settings: all of those named, or none if the tester refuses one."""
    pairs = [_pair(text) for text in changes]
    with open_device(port) as device:
        before = _read(device)["settings"]
        wanted = {}
        for name, text in pairs:
            _known(name, before)
            wanted[name] = value_of(name, text, before[name])
        try:
            after = device.settings_set(**wanted)
        except DeviceError as error:
            raise UsageError(f"nothing was changed: {error.text}") from None
    if json:
        print_json(after)
        return
    for name in wanted:
        line = f"{name}: {shown(name, before[name])} -> {shown(name, after['settings'].get(name))}"
        out.print(look.plain(line), soft_wrap=True)


def _read(device: Device) -> dict[str, Any]:
    """The tester's reply to settings.get, with a table of values in it for certain."""
    try:
        reply = device.settings_get()
    except DeviceError as error:
        if error.code == "bad-op":
            raise ProtocolError(
                "the firmware of this tester has no settings: ringout flash"
            ) from None
        raise
    if not isinstance(reply.get("settings"), dict):
        raise ProtocolError("the tester sent no settings: ringout flash")
    return reply


def _known(name: str, values: dict[str, Any]) -> None:
    if name not in values:
        raise UsageError(f"this tester has no setting {name!r}; it has {', '.join(values)}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"write NAME=VALUE, such as length_m=6, not {text!r}")
    return name.strip(), value.strip()


def value_of(name: str, text: str, present: Any) -> Any:
    """`text` in the type of the setting's present value. UsageError if it cannot be that."""
    if isinstance(present, bool):
        if text.lower() not in _WORDS:
            raise UsageError(f"{name} is on or off, not {text!r}")
        return _WORDS[text.lower()]
    if isinstance(present, (int, float)):
        if unit(name) == "m" and text[-1:].isalpha():
            return _length_m(name, text)
        number = text.removesuffix(unit(name) or "").strip()
        try:
            return int(number) if isinstance(present, int) else float(number)
        except ValueError:
            raise UsageError(f"{name} takes {allowed_words(name)}, not {text!r}") from None
    if isinstance(_allowed(name), table.Text):
        return text.upper()  # the tester has no small letters for them
    return text


def _length_m(name: str, text: str) -> float:
    """A length as it is written everywhere: 6m, 20ft, 45 cm."""
    from ringout_host.sim import units

    try:
        return round(units.length_m(text, "6m or 20ft"), 4)
    except units.SpecError:
        wanted = f"{allowed_words(name)}, with its unit such as 20ft"
        raise UsageError(f"{name} takes {wanted}, not {text!r}") from None


def shown(name: str, value: Any) -> str:
    """A value for a person: on or off, with its unit, or what 0 stands for."""
    if isinstance(value, bool):
        return "on" if value else "off"
    allowed = _allowed(name)
    if isinstance(allowed, table.Number) and isinstance(value, (int, float)):
        if value == 0 and allowed.zero:
            return allowed.zero
        return f"{value:g} {allowed.unit}"
    return str(value) if value != "" else "-"


def _allowed(name: str) -> Any:
    return _ROWS[name][2] if name in _ROWS else None


def unit(name: str) -> str | None:
    """Unit of a setting that is a quantity."""
    allowed = _allowed(name)
    return allowed.unit if isinstance(allowed, table.Number) else None


def allowed_words(name: str) -> str | None:
    """What a setting may be, in words; None for one that this version does not know."""
    allowed = _allowed(name)
    if allowed is None:
        return None
    if allowed == table.WIRING:
        return "a wiring id"
    if allowed == table.STOCK:
        return "a stock, such as canare-gs-6"
    if allowed == table.ON_OFF:
        return "on, off"
    if isinstance(allowed, tuple):
        return ", ".join(map(str, allowed))
    if isinstance(allowed, table.Number):
        zero = f", or 0: {allowed.zero}" if allowed.zero else ""
        return f"{allowed.low:g} to {allowed.high:g} {allowed.unit}{zero}"
    return f"up to {allowed.longest} of A-Z 0-9 - . _"


def _table(values: dict[str, Any]) -> Table:
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    made.add_column("setting", no_wrap=True)
    made.add_column("value", overflow="fold")
    made.add_column("allowed", style="dim")
    made.add_column("what it is")
    for name, value in values.items():
        row = _ROWS.get(name)
        style = "bold" if row and value != row[1] else ""
        words = look.plain(row[4] if row else "not known to this version of ringout")
        cells = look.plain(name), look.plain(shown(name, value), style)
        made.add_row(*cells, look.plain(allowed_words(name)), words)
    return made
