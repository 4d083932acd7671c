"""One comparison of a simulated figure with what the design promises."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """`low` <= `value` <= `high`, all in `unit`; `source` says who promises it."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str

    @property
    def ok(self):
        """True inside the limits."""
        return bool(self.low <= self.value <= self.high)

    def as_dict(self):
        """For JSON; six digits are more than the limits have."""
        return {
            "name": self.name,
            "value": float(f"{self.value:.6g}"),
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "source": self.source,
            "ok": self.ok,
        }

    def text(self):
        """One line of the report."""
        mark = "ok  " if self.ok else "FAIL"
        limits = f"{self.low:g} .. {self.high:g} {self.unit}"
        return f"{mark} {self.name:<46} {self.value:>10.5g}  [{limits}]  {self.source}"


def near(name, value, expected, tolerance, unit, source):
    """A check that `value` is within `tolerance` of `expected`."""
    low, high = (float(f"{expected + s * tolerance:.6g}") for s in (-1, 1))
    return Check(name, value, low, high, unit, source)
