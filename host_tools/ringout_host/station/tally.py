"""The sum of a batch, for its end. Pure."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """What became of each cable. target: how many are wanted, None for no number."""

    target: int | None = None
    first: dict[str, str] = field(default_factory=dict)  # serial -> verdict of its first test
    last: dict[str, str] = field(default_factory=dict)
    undone: dict[str, str] = field(default_factory=dict)  # serial -> step that was missing
    without_serial: int = 0

    def tested(self, serial: str | None, verdict: str) -> None:
        """A judged test of a cable; None: it had no serial."""
        if serial is None:
            self.without_serial += 1
            return
        self.first.setdefault(serial, verdict)
        self.last[serial] = verdict

    @property
    def good(self) -> int:
        """Cables that passed, with every required step."""
        return sum(v == "PASS" and s not in self.undone for s, v in self.last.items())

    def progress(self) -> str:
        """How far the batch is."""
        return f"{self.good} good" + (f" of {self.target}" if self.target else "")

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        failed = [serial for serial, verdict in self.last.items() if verdict == "FAIL"]
        return {
            "cables": len(self.last),
            "good": self.good,
            "target": self.target,
            "passed_first": sum(verdict == "PASS" for verdict in self.first.values()),
            "failed": failed,
            "unsure": [s for s, v in self.last.items() if v not in ("PASS", "FAIL")],
            "undone": self.undone,
            "without_serial": self.without_serial,
        }

    def lines(self) -> list[str]:
        """The sum in words."""
        told = self.as_dict()
        found = [
            f"{told['cables']} cables: {self.progress()}, {told['passed_first']} at the first test"
        ]
        for label, key in (("failed", "failed"), ("not settled", "unsure")):
            if told[key]:
                found.append(f"{label}: {', '.join(told[key])}")
        for serial, step in self.undone.items():
            found.append(f"not done: {serial}, missing: {step}")
        if self.without_serial:
            found.append(f"{self.without_serial} tests without a serial")
        if self.target and self.good < self.target:
            found.append(f"{self.target - self.good} still to make")
        return found
