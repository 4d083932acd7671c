"""Repeatable randomness that is the same on every interpreter."""

import math

TABLE = 8192


class Random:
    """A small multiplicative generator (Park and Miller, 1988), seeded."""

    def __init__(self, seed):
        self.state = (seed * 7919 + 12345) % 2147483646 + 1
        for _ in range(8):
            self.uniform()

    def uniform(self):
        """A number in (0, 1)."""
        self.state = self.state * 16807 % 2147483647
        return self.state / 2147483647.0

    def gauss(self):
        """A standard normal number (Box and Muller)."""
        radius = math.sqrt(-2.0 * math.log(self.uniform()))
        return radius * math.cos(2.0 * math.pi * self.uniform())

    def spread(self, nominal, tolerance):
        """A part of a tolerance: normal with 3 sigma at the limit, cut off there."""
        x = max(-1.0, min(1.0, self.gauss() / 3.0))
        return nominal * (1.0 + tolerance * x)


def gauss_table(seed):
    """TABLE standard normal numbers, drawn once a board and then walked through."""
    random = Random(seed)
    return [random.gauss() for _ in range(TABLE)]
