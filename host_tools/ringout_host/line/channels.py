"""A channel list: CSV with a name a line, and what is known of each line's far end.

    name,plug
    FOH L,4.7k/10k
    FOH R,1k/2.2k

The first line may name its columns: `name`, `plug` (the far-end plug that belongs there) and
`cable` (to try it out: the simulated line). Without such a line the columns have that order.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ringout.line import plugs
from ringout_host.errors import UsageError
from ringout_host.outside import REPLACED, visible

COLUMNS = ("name", "plug", "cable")
NAME_CHARS = 40  # as the tester takes them
MOST = 1000
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Channel:
    """One line. plug: {"T-S": ohm, ...} that should be at its far end, or None."""

    number: int
    name: str
    plug: dict[str, int] | None = None
    cable: str | None = None

    def request(self, list_name: str, of: int) -> dict[str, Any]:
        """What the op `line` is asked with for it."""
        asked: dict[str, Any] = {
            "channel": self.name, "list": list_name, "number": self.number, "of": of,
        }  # fmt: skip
        if self.plug:
            asked["tip"], asked["ring"] = self.plug["T-S"], self.plug.get("R-S", 0)
        return asked


def load(path: Path) -> list[Channel]:
    """The channels of a file; UsageError, one line that names the row, for any mistake."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{path} has more than {MOST_BYTES} bytes: it is no channel list")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no UTF-8 text: save it as CSV UTF-8") from None
    return parse(text, str(path))


def parse(text: str, where: str) -> list[Channel]:
    """The channels of a text."""
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text.replace("\0", REPLACED)), _dialect(text))
        ]
    except csv.Error as error:
        raise UsageError(f"{where} is no CSV: {error}") from None
    order: tuple[str, ...] = COLUMNS
    numbered = [(n, row) for n, row in enumerate(rows, 1) if any(row)]
    if numbered and numbered[0][1][0].lower() in COLUMNS:
        order = tuple(cell.lower() for cell in numbered.pop(0)[1])
        strange = [cell for cell in order if cell not in COLUMNS]
        if strange or "name" not in order or len(set(order)) < len(order):
            raise UsageError(f"{where}: its columns are {', '.join(order)}: name,plug is enough")
    found: list[Channel] = []
    for n, row in numbered:
        cells = dict(zip(order, row, strict=False))
        found.append(_channel(len(found) + 1, cells, f"{where}, line {n}"))
        if found[-1].name in {channel.name for channel in found[:-1]}:
            raise UsageError(f"{where}, line {n}: {found[-1].name!r} is there twice")
    if not found:
        raise UsageError(f"{where} names no channel: one a line, such as FOH L,4.7k/10k")
    if len(found) > MOST:
        raise UsageError(f"{where} has {len(found)} channels: {MOST} at most")
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or semicolons where the first line with one of both has more of those."""
    first = next((line for line in text.splitlines() if "," in line or ";" in line), "")

    class Written(csv.excel):
        delimiter = ";" if first.count(";") > first.count(",") else ","

    return Written


def _channel(number: int, cells: dict[str, str], where: str) -> Channel:
    name = " ".join(visible(cells.get("name", "")).split())
    if not name:
        raise UsageError(f"{where} has no name")
    if len(name) > NAME_CHARS:
        raise UsageError(f"{where}: {name[:NAME_CHARS]!r}... has over {NAME_CHARS} characters")
    plug = None
    if cells.get("plug"):
        try:
            plug = plugs.read(cells["plug"])
        except ValueError as error:
            raise UsageError(f"{where}: {error}") from None
    return Channel(number, name, plug, cells.get("cable") or None)
