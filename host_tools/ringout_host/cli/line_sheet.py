"""The sheet at the end of `ringout line --channels`: in the terminal, and as a file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from ringout_host.aside import written_aside
from ringout_host.certificate import templates as shops
from ringout_host.certificate.page import PAPERS
from ringout_host.cli.output import err, out, print_json
from ringout_host.cli.verdict import COLOURS
from ringout_host.errors import Exit, UsageError
from ringout_host.line.channels import Channel
from ringout_host.line.progress import Progress
from ringout_host.line.sheet import sheet
from ringout_host.verdicts import VERDICT_EXIT

KINDS = (".pdf", ".html", ".json")
_FIRST_T, _LAST_T = 1_577_836_800, 4_102_444_800  # 2020 to 2100: what a tester's clock may say


@dataclass(frozen=True)
class SheetFile:
    """Where the sheet goes, and whose words and logo it carries."""

    path: Path
    shop: shops.Shop
    paper: str = "a4"

    @classmethod
    def named(cls, path: Path, templates: Path | None, paper: str = "a4") -> "SheetFile":
        """Raises UsageError, before any line is walked to, for what cannot be written."""
        if path.suffix.lower() not in KINDS:
            raise UsageError(f"a sheet is .pdf, .html or .json, not {path.name!r}")
        if not path.parent.is_dir():
            raise UsageError(f"cannot write {path}: there is no folder {path.parent}")
        if paper not in PAPERS:
            raise UsageError("--paper is a4 or letter")
        return cls(path, shops.load(templates), paper)

    def write(self, made: dict[str, Any], said: str) -> None:
        """The sheet in the form that the file's name says. said: its heading."""
        kind = self.path.suffix.lower()
        if kind == ".json":
            content = (json.dumps(made, indent=1) + "\n").encode()
        elif kind == ".html":
            from ringout_host.line import page

            content = page.html(made, said, self.shop)
        else:
            from ringout_host.line import pdf

            content = pdf.pdf(made, said, self.shop, self.paper)
        with written_aside(self.path) as stream:
            stream.write(content)
        err.print(f"wrote {self.path}", soft_wrap=True)


def finish(
    name: str, channels: list[Channel], progress: Progress, file: SheetFile | None, json: bool
) -> Exit:
    """Show the sheet, write it where asked; the exit code of the whole list."""
    made = sheet(name, channels, progress.latest)
    if json:
        print_json({"sheet": made})
    else:
        show(made)
    if file is not None:
        file.write(made, heading(progress.latest))
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


def heading(found: dict[str, dict[str, Any]]) -> str:
    """With which tester, and when."""
    from ringout_host.store.when import local

    testers = sorted({str(record.get("dev", ""))[:16] for record in found.values()})
    stated = [record.get("t") for record in found.values()]
    times = [t for t in stated if isinstance(t, int) and _FIRST_T < t < _LAST_T]
    said = "tester " + ", ".join(testers[:3])
    return said + (f", {local(min(times))} to {local(max(times))}" if times else "")
