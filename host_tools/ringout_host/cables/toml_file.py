"""Cable files: TOML that a person writes and keeps. Comments survive what the program changes."""

import math
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from ringout_host.cables.cable import USUAL_TOLERANCE, Cable
from ringout_host.cables.check import cable_of
from ringout_host.cables.mistaken import Mistaken
from ringout_host.errors import UsageError

MOST_BYTES = 64 * 1024
MOST_LINE = 5000
SUFFIX = ".toml"
_EXAMPLE = 'write for example wires = ["A.T-B.T", "A.S=B.S"]'


def load(path: Path) -> Cable:
    """The Cable in a file. UsageError: one line with file, line and what to do."""
    return parsed(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of a cable file; UsageError unless it is a text of a sensible size."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read {path} ({error.strerror or error}): ringout cables ls lists yours"
        ) from error
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > MOST_LINE:
            raise UsageError(f"{path}:{number}: more than {MOST_LINE} characters; shorten the line")
    if len(data) > MOST_BYTES:
        raise UsageError(f"{path}:1: more than {MOST_BYTES // 1024} KB; a cable file is shorter")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: it is no text in UTF-8; a cable file is") from None


def parsed(text: str, path: Path) -> Cable:
    """The Cable in the text of a file."""
    return _checked(_document(text, path).unwrap(), text, path)


def _document(text: str, path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except ParseError as error:
        what = re.sub(r" at line \d+ col \d+$", "", str(error))
        raise UsageError(f"{path}:{error.line}: no TOML: {what}; {_EXAMPLE}") from None
    except (TOMLKitError, RecursionError, ValueError) as error:
        raise UsageError(f"{path}:1: no TOML: {error}; {_EXAMPLE}") from None


def _checked(data: Any, text: str, path: Path) -> Cable:
    try:
        return cable_of(data)
    except Mistaken as mistake:
        raise UsageError(f"{path}:{_line(text, mistake.about)}: {mistake}") from None


def _line(text: str, about: tuple[str, ...]) -> int:
    """Number of the first line that has one of these texts, the most telling first."""
    lines = text.splitlines()
    for words in about:
        exact = re.escape(words)
        for shape in (f'"{exact}"', rf"^\s*(\[+)?{exact}\b", exact):
            for number, line in enumerate(lines, 1):
                if words and re.search(shape, line.partition(" #")[0]):
                    return number
    return 1


def changed(text: str, path: Path, **values: str | None) -> str:
    """The text with top-level keys set to values (None takes a key away), comments and all.
    UsageError where that makes it no cable any more."""
    document = _document(text, path)
    new = {key: value for key, value in values.items() if value is not None}
    for key in values:
        if key in document and key not in new:
            document.remove(key)
        elif key in document:
            document[key] = new.pop(key)
    text = tomlkit.dumps(document)
    for key, value in new.items():  # beside `id`: behind a table's head it would be the table's
        line = f"{key} = {tomlkit.item(value).as_string()}"
        head, mark, rest = re.split(r"(?m)(^\s*id\s*=.*$)", text, maxsplit=1)
        text = f"{head}{mark}\n{line}{rest}"
    parsed(text, path)
    return text


def text_of(cable: Cable, comment: str = "") -> str:
    """A cable file for a cable."""
    document = tomlkit.document()
    for line in comment.splitlines():
        document.add(tomlkit.comment(line))
    for key, value in definition(cable).items():
        if key == "wires":
            wires = tomlkit.array()
            wires.extend(value)
            document[key] = wires.multiline(True)
        elif isinstance(value, list):
            rows = tomlkit.aot()
            for row in value:
                rows.append(tomlkit.item(row))
            document[key] = rows
        else:
            document[key] = value
    return tomlkit.dumps(document)


def definition(cable: Cable) -> dict[str, Any]:
    """What a file says of a cable, in the order of a file: plain keys, then tables."""
    said: dict[str, Any] = {"id": cable.id, "name": cable.name}
    if cable.part_number:
        said["part_number"] = cable.part_number
    if cable.notes:
        said["notes"] = cable.notes
    if cable.length_m is not None:
        said["length"] = f"{_rounded(cable.length_m)}m"
    if cable.stock:
        said["stock"] = cable.stock
    if cable.adapter_ohm is not None:
        said["adapter_ohm"] = cable.adapter_ohm
    if cable.adapter_pf is not None:
        said["adapter_pf"] = cable.adapter_pf
    said["wires"] = [*cable.wires, *(p.mark.join(p.ends) for p in cable.parts if p.mark != "~")]
    plugs: dict[str, Any] = {}
    for end, plug in sorted(cable.plugs.items()):
        if plug.pins:
            plugs[end] = (
                {"kind": plug.kind, "pins": dict(plug.pins)}
                if plug.kind
                else {"pins": dict(plug.pins)}
            )
        elif plug.kind:
            plugs[end] = plug.kind
    if plugs:
        said["plugs"] = plugs
    if cable.shells:
        said["shells"] = dict(sorted(cable.shells.items()))
    if cable.limits:
        said["limits"] = dict(cable.limits)
    if cable.parts:
        said["parts"] = [_part_row(part) for part in cable.parts]
    if cable.mistakes:
        said["mistakes"] = [{"wires": list(m.wires), "says": m.says} for m in cable.mistakes]
    return said


def _part_row(part: Any) -> dict[str, str]:
    row = {"at": part.at, "value": part.component.text}
    if not math.isclose(part.tolerance, USUAL_TOLERANCE[part.component.kind]):
        row["tolerance"] = f"{_rounded(100.0 * part.tolerance)}%"
    return row


def _rounded(value: float) -> str:
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"


def write(path: Path, text: str) -> None:
    """Put a text in place of a file in one step: a power cut leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=SUFFIX)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
