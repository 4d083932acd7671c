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

from ringout_host.errors import DataCorruptError, UsageError
from ringout_host.flash import device_code as code
from ringout_host.flash.board_facts import Board, Facts
from ringout_host.flash.bundle import ACTIVE, FOLDERS, ROOT, Bundle, sha256
from ringout_host.flash.filesystem import BLOCK_BYTES
from ringout_host.flash.package import refuse_strays

CHUNK_BYTES = 768  # sent at once: 1 KB as base64, well within a board's memory
SPARE_BYTES = 32 * 1024  # left free for settings and the crash file
KEPT_MAIN = "/main.before-ringout.py"
_MARK = b"ringout"  # in every main.py of ours


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
