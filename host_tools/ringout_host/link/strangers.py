"""What to say when the port opens but no tester answers: who is it, and what helps."""

from typing import Any

from ringout_host.installed import newer
from ringout_host.outside import visible

UPDATE = f"update it with `ringout flash`, or this program: {newer()}"
SAMPLE = 24  # bytes of what a stranger sent that are shown


def at_repl(seen: bytes) -> bool:
    """Whether `seen`, received after a line end, comes from MicroPython's prompt."""
    return b">>> " in seen or b"raw REPL" in seen or seen.rstrip().endswith(b">>>")


def explain(path: str, seen: bytes) -> str:
    """One line for a person about what sent `seen` instead of answering `hello`."""
    if at_repl(seen):
        return (
            f"the board on {path} sits at the MicroPython prompt instead of running the"
            " tester: press its reset button, or install the firmware with `ringout flash`"
        )
    seen = seen.strip()
    if b"Traceback" in seen:
        return (
            f"the firmware on {path} has stopped ({shown(_text(seen.splitlines()[-1]), 80)}):"
            " press the reset button; if it stays so, run `ringout flash`"
        )
    if seen:
        return (
            f"what answers on {path} is no ringout tester (it sent {ascii(_text(seen[:SAMPLE]))}):"
            " choose another port with --port, or install the firmware with `ringout flash`"
        )
    return (
        f"nothing answers on {path}: press the tester's reset button and wait for its"
        " ready screen; a board without firmware needs `ringout flash`"
    )


def shown(value: Any, longest: int = 160) -> str:
    """Something that came from the port, safe to print: one short line."""
    return visible(value)[:longest]


def _text(data: bytes) -> str:
    return data.decode("latin-1")
