"""How commands print: data to stdout, everything else to stderr, JSON when asked.

Everything passes the gate (`outside`): what a tester, a file or a database sent is shown and
never obeyed.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from ringout_host.outside import json_text, visible

if TYPE_CHECKING:
    from rich.progress import Progress


class Gate(Console):
    """A console without markup, on which no text can be anything but text."""

    def __init__(self, **options: Any):
        super().__init__(markup=False, emoji=False, highlight=False, **options)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """As rich does it; each piece of text in it is made visible."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable() or segment.text == "\n":
                yield segment
            else:
                yield Segment(visible(segment.text, "\n"), segment.style)

    def on_broken_pipe(self) -> None:
        """Rich would end with 1, which is a FAIL here."""
        raise BrokenPipeError


out = Gate()
err = Gate(stderr=True)


def print_json(value: Any) -> None:
    """`value` as one line of JSON on stdout and nothing else."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half of a pair, as in a file name that is no Unicode
        text = msgspec.json.encode(_whole(value)).decode()
    sys.stdout.write(json_text(text, sys.stdout.encoding or "ascii") + "\n")


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(each) for each in value]
    return value


def complain(text: str) -> None:
    """One line of trouble on stderr."""
    whole = not err.is_terminal  # one line for programs, words that wrap for people
    err.print("ringout:", visible(" ".join(text.split())), soft_wrap=whole, style="bold red")


def note(text: str) -> None:
    """One line on stderr that says something about what was printed."""
    err.print(text, markup=False, soft_wrap=not err.is_terminal)


def tell(text: str) -> None:
    """One line of news on stderr, silent when stderr is not a terminal."""
    if err.is_terminal:
        err.print(text)


def progress() -> "Progress":
    """A progress bar on stderr that is silent when stderr is not a terminal."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
