"""The wiring of a cable as text: one row for each net, and one for each broken leg."""

from rich.text import Text

from ringout_host.cli.logs import look

_WIRE = 22


def wiring_picture(record: dict) -> Text:
    """The nets of `record`, plug A left, B and C right; what a fault names is marked red."""
    nets = [net for net in record.get("nets") or [] if net]
    joined = {contact for net in nets for contact in net}
    rows = [(_place(net[0]), _net_row(net)) for net in nets]
    for leg in _broken(record, joined):
        wire = "─" * 9 + " ╳ " + "─" * 10
        rows.append((_place(leg), _row(f"A.{leg}", wire, f"B.{leg}", "red")))
    if not rows:
        return Text("   nothing connected", "dim")
    return Text("\n").join(row for _place_, row in sorted(rows, key=lambda pair: pair[0]))


def _broken(record: dict, joined: set[str]) -> list[str]:
    """Legs that a fault calls open and that no net holds at both ends."""
    legs = set()
    for fault in record.get("faults") or []:
        if fault.get("code") == "open":
            named = [fault.get("contact"), *_names(fault.get("net"))]
            named += _names(fault.get("expected"))
            legs |= {str(name).rpartition(".")[2] for name in named if name}
    broken = [leg for leg in legs if not {f"A.{leg}", f"B.{leg}"} <= joined]
    return broken


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _net_row(net: list[str]) -> Text:
    left = [contact for contact in net if contact.startswith("A.")]
    right = [contact for contact in net if not contact.startswith("A.")]
    if left and right:
        return _row(" + ".join(left), "─" * _WIRE, " + ".join(right), "")
    if left:
        return _row(" + ".join(left), "──┐ joined in plug A".ljust(_WIRE), "", "yellow")
    return _row("", "joined here ┌──".rjust(_WIRE), " + ".join(right), "yellow")


def _row(left: str, wire: str, right: str, style: str) -> Text:
    return Text.assemble(look.plain(left.rjust(13)), " ", Text(wire, style), " ", look.plain(right))


def _place(contact: str) -> int:
    leg = contact.rpartition(".")[2]
    return look.LEGS.index(leg) if leg in look.LEGS else len(look.LEGS)
