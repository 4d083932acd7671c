"""What was found so far of a list: every record as it came, in a file beside the list.

A line a record, written and synced before the next channel is asked for: whatever ends the walk,
the next one goes on from there. A line that was cut short is dropped.
"""

import json
import os
from pathlib import Path
from typing import Any

from ringout_host.errors import UsageError
from ringout_host.line.channels import Channel

SUFFIX = ".line.jsonl"


class Progress:
    """latest: the newest record of each channel, by its name."""

    def __init__(self, path: Path):
        self.path = path
        self.latest: dict[str, dict[str, Any]] = {}
        self.torn = False
        self._load()

    @classmethod
    def beside(cls, list_path: Path, anew: bool = False) -> "Progress":
        """Of a list. anew: keep what was there under another name and begin again."""
        path = list_path.with_name(list_path.name + SUFFIX)
        if anew and path.exists():
            n = 1
            while (old := path.with_name(f"{path.name}.{n}")).exists():
                n += 1
            try:
                path.rename(old)
            except OSError as error:
                raise UsageError(f"cannot put {path} aside: {error.strerror or error}") from error
        return cls(path)

    def _load(self) -> None:
        try:
            data = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise UsageError(f"cannot read {self.path}: {error.strerror or error}") from error
        for line in data.split(b"\n"):
            try:
                record = json.loads(line.decode()) if line else None
            except (ValueError, RecursionError):
                self.torn = True
                continue
            if isinstance(record, dict) and isinstance(record.get("channel"), str):
                self.latest[record["channel"]] = record
        if data and not data.endswith(b"\n"):
            self.torn = True
            self._append(b"\n")

    def keep(self, record: dict[str, Any]) -> None:
        """Store a record for good."""
        self._append(json.dumps(record, separators=(",", ":")).encode() + b"\n")
        self.latest[record["channel"]] = record

    def _append(self, data: bytes) -> None:
        try:
            with self.path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            text = f"cannot write {self.path}: {error.strerror or error}; put the list elsewhere"
            raise UsageError(text) from error

    def first_open(self, channels: list[Channel]) -> int:
        """Index of the first channel that was not looked at, 0 if all were."""
        for n, channel in enumerate(channels):
            if channel.name not in self.latest:
                return n
        return 0
