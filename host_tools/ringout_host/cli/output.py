"""How commands print: data to stdout, everything else to stderr, JSON when asked."""

import sys
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """`value` as one line of JSON on stdout and nothing else."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def complain(text: str) -> None:
    """One line of trouble on stderr. The text may quote anything: no markup, no control codes."""
    line = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    whole = not err.is_terminal  # one line for programs, words that wrap for people
    err.print("ringout:", line, markup=False, soft_wrap=whole, style="bold red")


def note(text: str) -> None:
    """One line on stderr that says something about what was printed."""
    err.print(text, markup=False, soft_wrap=not err.is_terminal)


def tell(text: str) -> None:
    """One line of news on stderr, silent when stderr is not a terminal."""
    if err.is_terminal:
        err.print(text, markup=False)


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
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
