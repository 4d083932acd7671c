"""The walk of `ringout line --channels`: one channel after the other, forward and back."""

import json
import queue
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from rich.table import Table
from rich.text import Text

from ringout.line import plugs
from ringout_host.cli.output import err, out, print_json
from ringout_host.cli.verdict import COLOURS, headline
from ringout_host.errors import Exit, UsageError
from ringout_host.line.channels import Channel
from ringout_host.line.progress import Progress
from ringout_host.line.sheet import sheet
from ringout_host.verdicts import VERDICT_EXIT

_POLL_S = 0.3
_FIRST_T, _LAST_T = 1_577_836_800, 4_102_444_800  # 2020 to 2100: what a tester's clock may say
_HELP = "Enter looks, n next, b back, a number goes there, q ends with the sheet"
_WORDS = {"": "look", "l": "look", "n": "next", "b": "back", "p": "back", "q": "quit"}


class Source(Protocol):
    """What looks at the lines: a tester, or a simulated one."""

    def show(self, request: dict[str, Any], channel: Channel) -> None:
        """This channel is next: the tester's display says so."""

    def look(self, request: dict[str, Any], channel: Channel) -> dict[str, Any]:
        """The record of a look at it now."""

    def pressed(self) -> list[dict[str, Any]]:
        """Records of looks that were made with the tester's own key since then."""


def typed(stream: Any) -> "queue.Queue[str | None]":
    """Lines as they are typed, None at their end."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


class Walk:
    """list_name: for the records. at: index of the channel that is next."""

    def __init__(
        self,
        list_name: str,
        channels: list[Channel],
        progress: Progress,
        source: Source,
        json: bool,
    ):
        self.list_name, self.channels, self.progress = list_name, channels, progress
        self.source, self.json = source, json
        self.at = progress.first_open(channels)

    def run(self, lines: "queue.Queue[str | None]") -> None:
        """Until the last channel is passed, q, or the end of what is typed."""
        err.print(_HELP)
        self._ask()
        while True:
            try:
                line = lines.get(timeout=_POLL_S)
            except queue.Empty:
                for record in self.source.pressed():
                    if self._take(record):
                        return
                continue
            if line is None or self._obey(line.strip().lower()):
                return

    def _obey(self, word: str) -> bool:
        """True when the walk is over."""
        if word.isdigit():
            if not 1 <= int(word) <= len(self.channels):
                err.print(f"there are channels 1 to {len(self.channels)}")
                return False
            self.at = int(word) - 1
            self._ask()
            return False
        action = _WORDS.get(word)
        if action is None:
            err.print(f"{word[:20]!r} is none of these: {_HELP}")
        elif action == "quit":
            return True
        elif action == "look":
            return self._take(self.source.look(self.request(), self.channels[self.at]))
        else:
            return self._go(1 if action == "next" else -1)
        return False

    def request(self) -> dict[str, Any]:
        """What the op `line` is asked with for the channel that is next."""
        return self.channels[self.at].request(self.list_name, len(self.channels))

    def _take(self, record: dict[str, Any]) -> bool:
        """Keep a record; a line that passes is done. True when the walk is over."""
        record = {**record, "channel": record.get("channel") or self.channels[self.at].name}
        record["list"] = record.get("list") or self.list_name
        self.progress.keep(record)
        if self.json:
            print_json(record)
        else:
            style = COLOURS.get(str(record.get("verdict")), "yellow")
            out.print(f"{record['channel']}  {headline(record)}", style=f"bold {style}")
        if record.get("verdict") == "PASS":
            return self._go(1)
        self._ask()
        return False

    def _go(self, step: int) -> bool:
        if self.at + step >= len(self.channels):
            return True
        self.at = max(self.at + step, 0)
        self._ask()
        return False

    def _ask(self) -> None:
        channel = self.channels[self.at]
        said = f"{channel.number} of {len(self.channels)}, {channel.name}"
        if channel.plug:
            said += f", plug {plugs.name(channel.plug)}"
        before = self.progress.latest.get(channel.name)
        if before:
            said += f"  (was {before.get('verdict')})"
        err.print(said, style="bold")
        self.source.show(self.request(), channel)


def finish(
    name: str, channels: list[Channel], progress: Progress, file: Path | None, json: bool
) -> Exit:
    """Show the sheet, write it where asked; the exit code of the whole list."""
    made = sheet(name, channels, progress.latest)
    if json:
        print_json({"sheet": made})
    else:
        show(made)
    if file is not None:
        write(made, file, progress.latest)
    codes = {
        VERDICT_EXIT.get(str(r.get("verdict")), Exit.PROTOCOL) for r in latest(channels, progress)
    }
    if Exit.CABLE_FAILED in codes:
        return Exit.CABLE_FAILED
    return Exit.OK if made["passed"] else Exit.INCONCLUSIVE


def latest(channels: list[Channel], progress: Progress) -> list[dict[str, Any]]:
    """The newest record of each channel that was looked at."""
    return [progress.latest[c.name] for c in channels if c.name in progress.latest]


def show(made: dict[str, Any]) -> None:
    """The sheet in the terminal."""
    piped = not out.is_terminal
    out.print()
    out.print(
        f"{made['name']}: " + ", ".join(f"{n} {word}" for word, n in made["counts"]), style="bold"
    )
    for text in made["common"]:
        out.print(f"  {text}", style="bold magenta", soft_wrap=piped)
    if made["first"]:
        out.print("Repair in this order:")
        for n, (name, text) in enumerate(made["first"], 1):
            out.print(f"  {n}. {name}: {text}", soft_wrap=piped)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("no.", "line", "verdict", "plug", "found"):
        table.add_column(heading, justify="right" if heading == "no." else "left")
    for number, name, verdict, plug, text in made["lines"]:
        style = COLOURS.get(verdict, "yellow")
        table.add_row(str(number), Text(name), Text(verdict, style=style), plug, Text(text))
    out.print(table)


def write(made: dict[str, Any], file: Path, found: dict[str, dict[str, Any]]) -> None:
    """The sheet as HTML or JSON, by the file's name."""
    if file.suffix.lower() not in (".html", ".json"):
        raise UsageError(f"a sheet is .html or .json, not {file.name!r}")
    if file.suffix.lower() == ".json":
        text = json.dumps(made, indent=1) + "\n"
    else:
        from ringout_host.line import page

        text = page.html(made, heading(found))
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}") from error
    err.print(f"wrote {file}")


def heading(found: dict[str, dict[str, Any]]) -> str:
    """With which tester, and when."""
    from ringout_host.store.when import local

    testers = sorted({str(record.get("dev", ""))[:16] for record in found.values()})
    stated = [record.get("t") for record in found.values()]
    times = [t for t in stated if isinstance(t, int) and _FIRST_T < t < _LAST_T]
    said = "tester " + ", ".join(testers[:3])
    return said + (f", {local(min(times))} to {local(max(times))}" if times else "")


def stdin_lines() -> "queue.Queue[str | None]":
    """What is typed into this process."""
    return typed(sys.stdin)
