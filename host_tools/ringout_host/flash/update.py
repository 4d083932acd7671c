"""Putting the firmware on a board that runs MicroPython, so that it always starts.

The board runs /firmware/a or /firmware/b. An update fills the other one: files that are right
already stay, those the running firmware has as well are copied on the board, the rest is sent.
Then every file is hashed on the board, main.py is replaced if it changed, and at last the file
that names the running firmware is replaced. Each replacement is one rename, which littlefs does
completely or not at all: whenever the power fails, the old or the new firmware starts.
The data folder is never touched.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from packaging.version import Version

from ringout_host.errors import DataCorruptError, ProtocolError, UsageError
from ringout_host.flash import device_code as code
from ringout_host.flash.bootsel import PICO_2
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, Bundle, build, fits_mpy, sha256
from ringout_host.flash.filesystem import BLOCK_BYTES
from ringout_host.flash.package import refuse_strays
from ringout_host.installed import newer
from ringout_host.outside import Nonsense, sane, visible

CHUNK_BYTES = 768  # sent at once: 1 KB as base64, well within a board's memory
SPARE_BYTES = 32 * 1024  # left free for settings and the crash file
KEPT_MAIN = "/main.before-ringout.py"
_MARK = b"ringout"  # in every main.py of ours


class Board(Protocol):
    """Where code runs: prompt.Prompt, or what plays a board in a test."""

    def run(self, code: str) -> str:
        """What it prints."""

    def ask(self, code: str) -> Any:
        """The JSON that it prints."""


class Told(msgspec.Struct):
    """What a board prints about itself, in the types that it has to have."""

    platform: str
    machine: str = ""
    micropython: str = ""
    mpy: int | None = None
    uid: str = ""
    active: str = ""
    firmware: str = ""
    free: int = 0


@dataclass(frozen=True)
class Facts:
    """What a board says of itself. firmware: version of the ringout on it, "" without one."""

    machine: str
    micropython: str
    mpy: int | None
    uid: str
    active: str
    firmware: str
    free: int


@dataclass(frozen=True)
class Plan:
    """What an update will do. Paths are the board's."""

    folder: str  # that will run
    send: dict[str, bytes]
    copy: dict[str, str]  # target -> source
    stale: list[str]
    main_changes: bool
    hashes: dict[str, str]  # that the folder must have in the end

    @property
    def bytes_to_send(self) -> int:
        """Of file content."""
        return sum(map(len, self.send.values()))

    @property
    def is_done(self) -> bool:
        """Nothing to do."""
        return not (self.send or self.copy or self.stale or self.main_changes)


def facts_of(board: Board) -> Facts:
    """Ask a board. ProtocolError unless it is a Raspberry Pi Pico with MicroPython."""
    try:
        told = msgspec.convert(sane(board.ask(code.FACTS)), Told)
    except (Nonsense, RecursionError, msgspec.ValidationError) as error:
        raise ProtocolError(
            f"that board says of itself what makes no sense ({visible(error)}): choose the tester's"
            " port with --port, or unplug it, plug it in again and repeat"
        ) from None
    machine = told.machine
    if "RP2350" in machine:
        raise ProtocolError(f"that board is a Pico 2: {PICO_2}")
    if told.platform != "rp2" or "RP2040" not in machine:
        raise ProtocolError(
            f"that board is {machine or told.platform:.60}, not a Raspberry Pi Pico:"
            " choose the tester's port with --port"
        )
    if "Pico W" in machine:
        raise ProtocolError(
            "that board is a Pico W: its wireless module uses pins that the tester needs"
            " (GP23, 24, 29); take a plain Raspberry Pi Pico"
        )
    active = told.active if told.active in FOLDERS else ""
    return Facts(machine, told.micropython, told.mpy, told.uid, active, told.firmware, told.free)


def bundle_for(facts: Facts) -> Bundle:
    """Compiled firmware, or sources where the board's MicroPython takes another .mpy format."""
    return build(compiled=fits_mpy(facts.mpy))


def refuse_downgrade(facts: Facts, bundle: Bundle, allowed: bool) -> None:
    """UsageError if the board has a newer firmware and the user did not ask for an older one."""
    if facts.firmware and _order(facts.firmware) > _order(bundle.version) and not allowed:
        raise UsageError(
            f"the tester has firmware {facts.firmware}, newer than this program's"
            f" {bundle.version}: {newer()}, or really go back with --downgrade"
        )


def plan(board: Board, facts: Facts, bundle: Bundle) -> Plan:
    """Compare the board's files with the bundle's. UsageError if they will not fit."""
    refuse_strays(bundle.files)
    folders = [f"{ROOT}/{name}" for name in FOLDERS]
    there = _hashes(board, folders)
    running = f"{ROOT}/{facts.active}" if facts.active else ""
    main_changes = there.get("/main.py") != sha256(bundle.main)
    wanted = {path: sha256(data) for path, data in bundle.files.items()}
    if running and _matches(there, running, wanted) and not _stale(there, running, wanted):
        return Plan(running, {}, {}, [], main_changes, wanted)
    target = folders[1] if running == folders[0] else folders[0]
    send, copy = {}, {}
    for path, data in sorted(bundle.files.items()):
        if there.get(f"{target}/{path}") == wanted[path]:
            continue
        if running and there.get(f"{running}/{path}") == wanted[path]:
            copy[f"{target}/{path}"] = f"{running}/{path}"
        else:
            send[f"{target}/{path}"] = data
    stale = _stale(there, target, wanted)
    _refuse_if_full(facts, there, target, bundle)
    return Plan(target, send, copy, stale, main_changes, wanted)


def _refuse_if_full(facts: Facts, there: "Files", target: str, bundle: Bundle) -> None:
    """UsageError if the firmware does not fit beside what stays. Files take whole blocks."""
    replaced = sum(_room(there.size[path]) for path in there if path.startswith(target + "/"))
    needed = sum(map(_room, map(len, bundle.files.values()))) + SPARE_BYTES
    if facts.free and facts.free + replaced < needed:
        raise UsageError(
            f"the tester's flash has {facts.free // 1024} KB left, the firmware needs"
            f" {(needed - replaced) // 1024} KB: pull its log first (ringout logs pull)"
        )


def _room(size: int) -> int:
    return -(-size // BLOCK_BYTES) * BLOCK_BYTES


def apply(
    board: Board,
    plan: Plan,
    bundle: Bundle,
    progress: Callable[[int], None] = lambda count: None,
) -> None:
    """Carry out a plan. progress: called with the bytes of content sent. DataCorruptError if
    the board's hashes do not come out right; then the old firmware still runs."""
    if plan.send or plan.copy or plan.stale:
        board.run(code.FOLDERS % ([ROOT, plan.folder, *_parents(plan)],))
        board.run(code.REMOVE % (plan.stale,))
        for target, source in plan.copy.items():
            board.run(code.COPY % (source, target))
        for path, data in plan.send.items():
            _send(board, path, data, progress)
    there = _hashes(board, [plan.folder])
    if not _matches(there, plan.folder, plan.hashes) or _stale(there, plan.folder, plan.hashes):
        raise DataCorruptError(
            "files arrived damaged on the tester, so it keeps its old firmware: repeat the command"
        )
    if plan.main_changes:
        _replace_main(board, bundle)
    name = plan.folder.rpartition("/")[2].encode()
    _replace(board, ACTIVE, name)


def _send(board: Board, path: str, data: bytes, progress: Callable[[int], None]) -> None:
    board.run(code.BEGIN % (path,))
    for at in range(0, len(data), CHUNK_BYTES):
        chunk = data[at : at + CHUNK_BYTES]
        board.run(code.CHUNK % (base64.b64encode(chunk).decode(),))
        progress(len(chunk))
    board.run(code.END)


def _replace(board: Board, path: str, data: bytes) -> None:
    aside = path + ".new"
    _send(board, aside, data, lambda count: None)
    board.run(code.RENAME % (aside, path))


def _replace_main(board: Board, bundle: Bundle) -> None:
    """A main.py that is not ours is kept under another name, once."""
    there = board.ask(
        "import json\ntry:\n    with open('/main.py', 'rb') as file:\n"
        f"        print(json.dumps({_MARK!r} in file.read()))\n"
        "except OSError:\n    print('true')\n"
    )
    if there is not True:
        board.run(code.COPY % ("/main.py", KEPT_MAIN))
    _replace(board, "/main.py", bundle.main)


class Files(dict[str, str]):
    """SHA-256 of files on the board by path. size: their bytes by path."""

    def __init__(self, lines: list[str]):
        super().__init__()
        self.size: dict[str, int] = {}
        for line in lines:
            digest, _, rest = line.strip().partition(" ")
            size, _, path = rest.partition(" ")
            if path and size.isdigit():
                self[path] = digest
                self.size[path] = int(size)


def _hashes(board: Board, folders: list[str]) -> Files:
    """Every file in the folders, and main.py, as the board computes it."""
    return Files(board.run(code.HASHES % (folders,)).split("\n"))


def _parents(plan: Plan) -> list[str]:
    folders = {path.rpartition("/")[0] for path in [*plan.send, *plan.copy]}
    return sorted(folders - {plan.folder}, key=len)


def _matches(there: dict[str, str], folder: str, wanted: dict[str, str]) -> bool:
    return all(there.get(f"{folder}/{path}") == digest for path, digest in wanted.items())


def _stale(there: dict[str, str], folder: str, wanted: dict[str, str]) -> list[str]:
    inside = [path for path in there if path.startswith(folder + "/")]
    return sorted(path for path in inside if path[len(folder) + 1 :] not in wanted)


def _order(version: str) -> Version:
    """A version to compare as PEP 440 does; anything odd is older than all."""
    try:
        return Version(version)
    except ValueError:  # and digits without end
        return Version("0.dev0")
