"""The lists of `ringout line --channels`: walked from here, or by the tester alone."""

from json import loads
from pathlib import Path
from typing import Any

from ringout_host.cli import cable as cables
from ringout_host.cli import line_sheet, line_walk
from ringout_host.cli.output import note
from ringout_host.cli.verdict import known_verdict
from ringout_host.errors import UsageError
from ringout_host.line import channels
from ringout_host.line.progress import Progress
from ringout_host.link.device import open_device
from ringout_host.store.record import Refused, parse_line
from ringout_host.verdicts import VERDICT_EXIT


def walked(
    path: Path,
    simulated: tuple[str | None, int, str | None],
    port: str | None,
    told: dict[str, Any],
    anew: bool,
    sheet: line_sheet.SheetFile | None,
    json: bool,
) -> int:
    """Walk through a list; the exit code of its sheet. simulated: line, seed and tester spec."""
    cable, seed, tester = simulated
    known = channels.load(path)
    progress = Progress.beside(path, anew)
    if progress.torn:
        note(f"{progress.path.name}: its last line was cut short and is left out")
    if progress.latest:
        note(f"goes on: {len(progress.latest)} looked at before (--anew begins again)")
    name = path.stem[: channels.NAME_CHARS]
    if cable is None and not any(channel.cable for channel in known):
        with open_device(port) as device:
            if told:
                device.settings_set(**told)
            line_walk.Walk(name, known, progress, OnTester(device), json).run(
                line_walk.stdin_lines()
            )
    else:
        with cables.plugged("none", seed, tester) as handheld:
            if told:
                cables.ask(handheld, "settings.set", **told)
            source = Simulated(handheld, cable or "none", told.get("stock"))
            line_walk.Walk(name, known, progress, source, json).run(line_walk.stdin_lines())
    return line_sheet.finish(path.stem, known, progress, sheet, json)


def without_walk(
    path: Path,
    cable: str | None,
    port: str | None,
    told: dict[str, Any],
    send: bool,
    sheet: line_sheet.SheetFile | None,
    json: bool,
) -> int:
    """Take the list to a tester, or what it found from there."""
    if cable is not None:
        raise UsageError("--send and --fetch are for a tester: ringout serve has a simulated one")
    known = channels.load(path)
    name = path.stem[: channels.NAME_CHARS]
    with open_device(port) as device:
        if told:
            device.settings_set(**told)
        if send:
            for channel in known:
                device.call("line", keep=True, **channel.request(name, len(known)))
            note(f"{len(known)} channels are in the tester: menu, Line")
            return 0
        progress = Progress.beside(path)
        for record in OnTester(device, 0).pressed(name):
            if record["channel"] in {channel.name for channel in known}:
                progress.keep(record)
    return line_sheet.finish(path.stem, known, progress, sheet, json)


class Simulated:
    """A simulated tester; each channel's line is its own, or the one of --cable, of the told
    stock where its spec has none."""

    def __init__(self, handheld: Any, cable: str, stock: str | None = None):
        self.handheld, self.cable, self.stock = handheld, cable, stock

    def show(self, request: dict[str, Any], channel: channels.Channel) -> None:
        """The line is plugged; nobody looks at its display."""

    def look(self, request: dict[str, Any], channel: channels.Channel) -> dict[str, Any]:
        """Plug the channel's line and look at it."""
        cables.replug(self.handheld, cables.of_stock(channel.cable or self.cable, self.stock))
        return known_verdict(cables.ask(self.handheld, "line", **request)["record"])

    def pressed(self) -> list[dict[str, Any]]:
        """Nobody presses its keys."""
        return []


class OnTester:
    """A real tester. Its own TEST key looks as well: its log says so."""

    def __init__(self, device: Any, seen: int | None = None):
        self.device = device
        self.seen = device.log_stat()["next"] - 1 if seen is None else seen

    def show(self, request: dict[str, Any], channel: channels.Channel) -> None:
        """The channel's name stands on the display."""
        self.device.call("line", look=False, **request)

    def look(self, request: dict[str, Any], channel: channels.Channel) -> dict[str, Any]:
        """Look now."""
        record = known_verdict(self.device.line(request))
        self.seen = max(self.seen, record["seq"])
        return record

    def pressed(self, list_name: str | None = None) -> list[dict[str, Any]]:
        """Looks that the log has beyond those that were seen; of one list, or all."""
        found: list[dict[str, Any]] = []
        newest = self.device.log_stat()["next"] - 1
        while self.seen < newest:
            lines = self.device.log_read(self.seen + 1, 64)
            if not lines:
                break
            for stored in lines:
                try:
                    record = loads(parse_line(stored)[1])
                except Refused:
                    continue
                self.seen = max(self.seen, record["seq"])
                is_line = record.get("kind") == "line" and record.get("verdict") in VERDICT_EXIT
                if is_line and list_name in (None, record.get("list")):
                    found.append(record)
        return found
