"""Symmetric eigenproblems for the circuit solver, in numpy or in plain Python.

numpy where there is numpy; the same mathematics in plain Python on the MicroPython VM, where
the simulated board runs too, with its heavy part in JavaScript where a browser gives that
(`page/site/linalg.js`). Matrices are lists of rows, at most about thirty wide.
"""

import math
import os
from array import array

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
    for block in _blocks(g, c):
        rates, shapes, back = _dense_modes(_cut(g, block), _cut(c, block))
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
    low = _cholesky(g)
    return [row[0] for row in _solve_transposed(low, [[x] for x in _forward(low, b)])]


def _blocks(g: list[list[float]], c: list[list[float]]) -> list[list[int]]:
    """Node lists that no element connects: each is a circuit of its own."""
    left = list(range(len(g)))
    found = []
    while left:
        block = [left.pop(0)]
        for node in block:
            near = [k for k in left if g[node][k] != 0.0 or c[node][k] != 0.0]
            block.extend(near)
            left = [k for k in left if k not in near]
        found.append(block)
    return found


def _cut(matrix: list[list[float]], block: list[int]) -> list[list[float]]:
    return [[matrix[i][j] for j in block] for i in block]


def _dense_modes(
    g: list[list[float]], c: list[list[float]]
) -> tuple[list[float], list[list[float]], list[list[float]]]:
    low = _cholesky(c)
    rates, q = _eigen(_congruent(g, low))
    m = _solve_transposed(low, q)
    count = range(len(c))
    inverse = [[sum(m[k][j] * c[k][i] for k in count) for i in count] for j in count]
    return rates, m, inverse


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


def _cholesky(a: list[list[float]]) -> list[list[float]]:
    n = len(a)
    low = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = low[i]
        for j in range(i + 1):
            other = low[j]
            rest = a[i][j]
            for k in range(j):
                rest -= row[k] * other[k]
            row[j] = math.sqrt(rest) if i == j else rest / other[j]
    return low


def _congruent(g: list[list[float]], low: list[list[float]]) -> list[list[float]]:
    """L^-1 G L^-T: forward substitution from the left, then from the right."""
    half = [_forward(low, row) for row in g]  # rows of G L^-T
    columns = [_forward(low, list(column)) for column in zip(*half)]  # columns of L^-1 (G L^-T)
    return [list(row) for row in zip(*columns)]


def _forward(low: list[list[float]], b: list[float]) -> list[float]:
    n = len(low)
    x = [0.0] * n
    for i in range(n):
        row = low[i]
        rest = b[i]
        for k in range(i):
            rest -= row[k] * x[k]
        x[i] = rest / row[i]
    return x


def _solve_transposed(low: list[list[float]], q: list[list[float]]) -> list[list[float]]:
    """L^-T Q, column by column."""
    n = len(low)
    for j in range(len(q[0])):
        for i in range(n - 1, -1, -1):
            rest = q[i][j]
            for k in range(i + 1, n):
                rest -= low[k][i] * q[k][j]
            q[i][j] = rest / low[i][i]
    return q


def _eigen(a: list[list[float]]) -> tuple[list[float], list[list[float]]]:
    """Eigenvalues and column vectors of a symmetric matrix: Householder reduction to
    tridiagonal form, then QL with implicit shifts (Golub and Van Loan, chapter 8.3)."""
    n = len(a)
    q = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for k in range(n - 2):
        _reflect(a, q, k)
    d = [a[i][i] for i in range(n)]
    e = [a[i + 1][i] for i in range(n - 1)] + [0.0]
    for low in range(n):
        for _ in range(60):
            high = low
            while high < n - 1:
                if abs(e[high]) <= 2.3e-16 * (abs(d[high]) + abs(d[high + 1])):
                    break
                high += 1
            if high == low:
                break
            _ql_step(d, e, q, low, high)
    return d, q


def _reflect(a: list[list[float]], q: list[list[float]], k: int) -> None:
    """One Householder reflection: clears column k below the subdiagonal."""
    n = len(a)
    norm = math.sqrt(sum(a[i][k] * a[i][k] for i in range(k + 1, n)))
    if norm == 0.0:
        return
    alpha = -norm if a[k + 1][k] > 0 else norm
    u = [0.0] * n
    for i in range(k + 1, n):
        u[i] = a[i][k]
    u[k + 1] -= alpha
    half = 0.5 * sum(x * x for x in u)
    if half == 0.0:
        return
    p = [sum(row[j] * u[j] for j in range(k + 1, n)) / half for row in a]
    shift = 0.5 * sum(u[i] * p[i] for i in range(k + 1, n)) / half
    w = [p[i] - shift * u[i] for i in range(n)]
    for i in range(n):
        row, ui, wi = a[i], u[i], w[i]
        for j in range(n):
            row[j] -= ui * w[j] + wi * u[j]
    for row in q:
        dot = sum(row[j] * u[j] for j in range(k + 1, n)) / half
        if dot:
            for j in range(k + 1, n):
                row[j] -= dot * u[j]


def _ql_step(d: list[float], e: list[float], q: list[list[float]], low: int, high: int) -> None:
    """One implicit QL sweep over the unreduced block low..high."""
    g = (d[low + 1] - d[low]) / (2.0 * e[low])
    r = math.sqrt(g * g + 1.0)
    g = d[high] - d[low] + e[low] / (g + (r if g >= 0 else -r))
    sin = cos = 1.0
    p = 0.0
    for i in range(high - 1, low - 1, -1):
        f, b = sin * e[i], cos * e[i]
        r = math.sqrt(f * f + g * g)
        e[i + 1] = r
        if r == 0.0:
            d[i + 1] -= p
            e[high] = 0.0
            return
        sin, cos = f / r, g / r
        g = d[i + 1] - p
        r = (d[i] - g) * sin + 2.0 * cos * b
        p = sin * r
        d[i + 1] = g + p
        g = cos * r - b
        for row in q:
            f = row[i + 1]
            row[i + 1] = sin * row[i] + cos * f
            row[i] = cos * row[i] - sin * f
    d[low] -= p
    e[low] = g
    e[high] = 0.0
