"""Lines that hardware swings as a square wave, so many periods long, and lets go of by itself."""


class Swing:
    """Begins now: `lines` of mask `high` up and the others down, then the other way round."""

    def __init__(self, now_us: float, lines: int, high: int, hz: float, periods: int) -> None:
        self.lines, self.high = lines, high
        self.half_us = 500000.0 / hz
        self.halves = 2 * periods
        self._from_us = now_us

    def at(self, now_us: float) -> tuple[int, int, float | None]:
        """(lines driven high, lines driven low, until when); none once it is over."""
        k = int((now_us - self._from_us) / self.half_us + 1e-6)
        if k >= self.halves:
            return 0, 0, None
        high = self.lines & ~self.high if k & 1 else self.high
        return high, self.lines & ~high, self._from_us + (k + 1) * self.half_us
