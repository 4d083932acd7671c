"""What a cable still needs before it is done: the press, and what its product requires. Pure."""

from dataclasses import dataclass, field
from typing import Any

from ringout_host.store.products import Product

PRESS, TURN, WIGGLE = "press", "turn", "wiggle"
_SAID = {
    PRESS: "press TEST",
    TURN: "turn the cable round and press TEST",
    WIGGLE: "hold TEST, move the cable for {seconds:g} s, press TEST",
}


@dataclass
class Cable:
    """A cable on the bench. left: the steps that are missing, in order."""

    serial: str
    product: Product | None
    left: list[str] = field(default_factory=list)
    verdict: str = ""  # of its last judged press

    def __post_init__(self) -> None:
        self.left = [PRESS]
        if self.product is not None and self.product.turned:
            self.left.append(TURN)
        if self.product is not None and self.product.wiggle_s:
            self.left.append(WIGGLE)

    @property
    def done(self) -> bool:
        """Nothing is missing."""
        return not self.left

    def say(self) -> str:
        """What the operator does next."""
        if self.done:
            return "done"
        seconds = self.product.wiggle_s if self.product is not None else None
        return _SAID[self.left[0]].format(seconds=seconds or 0)

    def take(self, record: dict[str, Any]) -> str:
        """Count a record of this cable; "" or why it does not do for the step that waits.

        A cable that fails is done at once: it goes to repair.
        """
        kind, verdict = record.get("kind", "press"), str(record.get("verdict"))
        if kind == "wiggle":
            return self._wiggled(record, verdict)
        if kind != "press" or verdict in ("NO-CABLE", "LIVE", "ERROR"):
            return f"{verdict}: that was no test of the cable"
        self.verdict = verdict
        if verdict != "PASS":
            self.left = [] if verdict == "FAIL" else self.left
            return "" if verdict == "FAIL" else f"{verdict}: not settled, test again"
        if self.left[:1] in ([PRESS], [TURN]):
            self.left.pop(0)
        return ""

    def _wiggled(self, record: dict[str, Any], verdict: str) -> str:
        if verdict == "FAIL":
            self.left, self.verdict = [], "FAIL"
            return ""
        if WIGGLE not in self.left:
            return ""
        if self.left[0] != WIGGLE:
            return f"first {self.say()}"
        wanted_ms = 1000 * (self.product.wiggle_s if self.product and self.product.wiggle_s else 0)
        lasted = record.get("ms")
        if verdict not in ("PASS", "STEADY"):
            return f"WIGGLE ended in {verdict}: again"
        if not isinstance(lasted, (int, float)) or lasted < wanted_ms:
            return f"WIGGLE took {float(lasted or 0) / 1000:.1f} s of {wanted_ms / 1000:g} s: again"
        self.left.pop(0)
        return ""
