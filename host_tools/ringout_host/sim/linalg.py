"""Symmetric eigenproblems for the circuit solver, in numpy or in plain Python.

numpy where there is numpy; the same mathematics in plain Python on the MicroPython VM, where
the simulated board runs too, with its heavy part in JavaScript where a browser gives that
(`page/site/linalg.js`). Matrices are lists of rows, at most about thirty wide.
"""

import os
from array import array

from ringout_host.sim import linalg_plain as plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ringout_host.sim.kinds import Matrix, Volts

try:
    # Two threads on a 30 x 30 matrix only wait for each other. MicroPython has no environ.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as numpy
except AttributeError:
    numpy = None  # type: ignore[assignment]
except ImportError:
    numpy = None  # type: ignore[assignment]

try:
    import ringout_linalg
    from uctypes import addressof

    quick = ringout_linalg
except ImportError:
    quick = None


def whiten(c: "Matrix") -> "tuple[Any, Any]":
    """What `modes` needs of C alone; worth keeping for many G. numpy: W with W C W^T = 1 and
    the inverse of W^T."""
    if numpy is not None:
        factor = numpy.linalg.cholesky(numpy.array(c))
        return numpy.linalg.inv(factor), factor.T
    return c, None if quick is None else _flat(c)


def modes(g: "Matrix", white: "tuple[Any, Any]") -> "tuple[Any, Any, Any]":
    """Solve G x = lambda C x for symmetric G >= 0 and C > 0.

    white: `whiten(C)`. Returns (lambdas, m, inverse of m): rates in 1/s and the matrix whose
    column j is mode j, scaled so that m^T C m is the identity.
    """
    if numpy is not None:
        w, back = white
        lambdas, q = numpy.linalg.eigh(w @ numpy.array(g) @ w.T)
        return lambdas.clip(min=0.0), w.T @ q, q.T @ back
    c = white[0]
    n = len(g)
    if quick is not None:
        out = _quick_modes(g, white)
        rows = [list(out[at : at + n]) for at in range(n, len(out), n)]
        return list(out[:n]), rows[:n], rows[n:]
    lambdas = [0.0] * n
    m = [[0.0] * n for _ in range(n)]
    inverse = [[0.0] * n for _ in range(n)]
    for block in plain.blocks(g, c):
        rates, shapes, back = plain.dense_modes(plain.cut(g, block), plain.cut(c, block))
        for j in range(len(block)):
            lambdas[block[j]] = max(rates[j], 0.0)
            of_m, of_inverse = m[block[j]], inverse[block[j]]
            for i in range(len(block)):
                of_m[block[i]] = shapes[j][i]
                of_inverse[block[i]] = back[j][i]
    return lambdas, m, inverse


def solve(g: "Matrix", b: list[float]) -> "Any":
    """x of G x = b for symmetric G > 0."""
    if numpy is not None:
        return numpy.linalg.solve(numpy.array(g), numpy.array(b))
    if quick is not None:
        flat, x = _flat(g), array("d", b)
        quick.solve(len(b), addressof(flat), addressof(x))
        return list(x)
    low = plain.cholesky(g)
    return [row[0] for row in plain.solve_transposed(low, [[x] for x in plain.forward(low, b)])]


def _quick_modes(g: "Matrix", white: "tuple[Any, Any]") -> "array[float]":
    """Rates, m and its inverse, one after the other."""
    n = len(g)
    flat, out = _flat(g), array("d", bytes(8 * (n + 2 * n * n)))
    quick.modes(n, addressof(flat), addressof(white[1]), addressof(out))
    return out


class Kept:
    """The modes of G, whitened C and constant currents, for JavaScript to ask. The same numbers as
    plain Python gives, in a fraction of the time."""

    def __init__(self, g: "Matrix", white: "tuple[Any, Any]", dc: list[float]) -> None:
        n = self.n = len(g)
        self._modes, self._final = _quick_modes(g, white), array("d", solve(g, dc))
        self.final = list(self._final)
        at = addressof(self._modes)
        self._at = (at, at + 8 * n, at + 8 * (n + n * n), addressof(self._final))

    def _room(self, count: int) -> "array[float]":
        return array("d", bytes(8 * count))

    def begin(self, v: "Volts") -> "array[float]":
        """Modal distance from the end point."""
        volts, y = array("d", v), self._room(self.n)
        quick.begin(self.n, *self._at, addressof(volts), addressof(y))
        return y

    def voltages(self, y: "array[float]", dt_s: float) -> list[float]:
        """Of all nodes, dt seconds after `begin` gave y."""
        return self.rows(y, [dt_s])[0]

    def rows(self, y: "array[float]", times_s: list[float]) -> list[list[float]]:
        """`voltages` at several times."""
        n, times = self.n, array("d", times_s)
        out = self._room(n * len(times))
        quick.rows(n, *self._at, addressof(y), addressof(times), len(times), addressof(out))
        return [list(out[at : at + n]) for at in range(0, len(out), n)]

    def levels(
        self, y: "array[float]", times_s: list[float], nodes: int, volts: float
    ) -> list[int]:
        """Which of the first `nodes` nodes are above `volts` at several times, a mask a time."""
        times, out = array("d", times_s), self._room(len(times_s))
        quick.levels(
            self.n, *self._at, addressof(y), addressof(times), len(times), nodes, volts,
            addressof(out),
        )  # fmt: skip
        return [int(mask) for mask in out]

    def wave(
        self, node: int, y: "array[float]", dt_s: float, period_s: float, count: int
    ) -> list[float]:
        """Of one node at `count` instants, the first a period after dt_s."""
        out, when = self._room(count), array("d", [dt_s, period_s])
        quick.wave(self.n, *self._at, addressof(y), addressof(when), node, count, addressof(out))
        return list(out)


def _flat(rows: "Matrix") -> "array[float]":
    flat = array("d")
    for row in rows:
        flat.extend(array("d", row))
    return flat
