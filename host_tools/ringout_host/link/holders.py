"""Who has a serial port open: so that "busy" can name the program to close.

Linux only (it reads /proc); elsewhere nothing is found and nothing is claimed. Without root
only the programs of the same user are seen.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """A running program that has the port open."""

    pid: int
    name: str

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid})"


def holders(path: str, proc: Path = Path("/proc")) -> list[Holder]:
    """Other processes that have the terminal device `path` open.

    Left out: this process, and whoever plays the device behind a pseudo-terminal. That one
    holds its master end, and may well hold the slave as well to survive hang-ups.
    """
    real = os.path.realpath(path)
    found = []
    for process in _processes(proc):
        if int(process.name) == os.getpid():
            continue
        targets = list(_open_files(process))
        if any(target == real for _, target in targets) and not _plays(process, targets, real):
            found.append(Holder(int(process.name), _command(process)))
    return found


def _processes(proc: Path) -> Iterator[Path]:
    try:
        names = os.listdir(proc)
    except OSError:
        return
    yield from (proc / name for name in sorted(names) if name.isdigit())


def _open_files(process: Path) -> Iterator[tuple[str, str]]:
    """(descriptor number, target) of what a process has open; nothing if we may not know."""
    try:
        numbers = os.listdir(process / "fd")
    except OSError:
        return
    for number in numbers:
        try:
            yield number, os.readlink(process / "fd" / number)
        except OSError:  # closed meanwhile
            continue


def _plays(process: Path, targets: list[tuple[str, str]], slave: str) -> bool:
    """Whether the process holds the master end of the pseudo-terminal `slave`."""
    wanted = slave.removeprefix("/dev/pts/")
    for number, target in targets:
        if not target.endswith("ptmx"):
            continue
        try:
            facts = (process / "fdinfo" / number).read_text().split()
        except OSError:
            continue
        pairs = dict(zip(facts[::2], facts[1::2], strict=False))
        if pairs.get("tty-index:") == wanted:
            return True
    return False


def _command(process: Path) -> str:
    try:
        return (process / "comm").read_text().strip()
    except OSError:
        return "a program"
