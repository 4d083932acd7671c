"""Repeatable randomness that is the same on every interpreter."""

import math

from ringout_host.sim import linalg

numpy = linalg.numpy
TABLE = 8192
FACTOR, PRIME = 16807, 2147483647
_jumps: list[int] = []  # FACTOR ** k % PRIME


class Random:
    """A small multiplicative generator (Park and Miller, 1988), seeded."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 7919 + 12345) % 2147483646 + 1
        for _ in range(8):
            self.uniform()

    def uniform(self) -> float:
        """A number in (0, 1)."""
        self.state = self.state * FACTOR % PRIME
        return self.state / PRIME

    def gauss(self) -> float:
        """A standard normal number (Box and Muller)."""
        radius = math.sqrt(-2.0 * math.log(self.uniform()))
        return radius * math.cos(2.0 * math.pi * self.uniform())

    def spread(self, nominal: float, tolerance: float) -> float:
        """A part of a tolerance: normal with 3 sigma at the limit, cut off there."""
        x = max(-1.0, min(1.0, self.gauss() / 3.0))
        return nominal * (1.0 + tolerance * x)


def gauss_table(seed: int) -> "list[float] | numpy.ndarray":
    """TABLE standard normal numbers, drawn once a board and then walked through."""
    random = Random(seed)
    if numpy is None:
        return [random.gauss() for _ in range(TABLE)]
    if not _jumps:
        jump = 1
        for _ in range(2 * TABLE):
            jump = jump * FACTOR % PRIME
            _jumps.append(jump)
    uniform = random.state * numpy.array(_jumps) % PRIME / PRIME
    return numpy.sqrt(-2.0 * numpy.log(uniform[::2])) * numpy.cos(2.0 * math.pi * uniform[1::2])
