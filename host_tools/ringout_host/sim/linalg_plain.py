"""The solver's mathematics in plain Python, for where there is no numpy: symmetric eigenproblems
and linear equations. Matrices are lists of rows, at most about thirty wide."""

import math


def blocks(g: list[list[float]], c: list[list[float]]) -> list[list[int]]:
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


def cut(matrix: list[list[float]], block: list[int]) -> list[list[float]]:
    """The rows and columns of a block."""
    return [[matrix[i][j] for j in block] for i in block]


def dense_modes(
    g: list[list[float]], c: list[list[float]]
) -> tuple[list[float], list[list[float]], list[list[float]]]:
    """(rates, m, inverse of m) of one block, as linalg.modes has them."""
    low = cholesky(c)
    rates, q = _eigen(_congruent(g, low))
    m = solve_transposed(low, q)
    count = range(len(c))
    inverse = [[sum(m[k][j] * c[k][i] for k in count) for i in count] for j in count]
    return rates, m, inverse


def cholesky(a: list[list[float]]) -> list[list[float]]:
    """Lower L with L L^T = a."""
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
    half = [forward(low, row) for row in g]  # rows of G L^-T
    columns = [forward(low, list(column)) for column in zip(*half)]  # columns of L^-1 (G L^-T)
    return [list(row) for row in zip(*columns)]


def forward(low: list[list[float]], b: list[float]) -> list[float]:
    """x of L x = b."""
    n = len(low)
    x = [0.0] * n
    for i in range(n):
        row = low[i]
        rest = b[i]
        for k in range(i):
            rest -= row[k] * x[k]
        x[i] = rest / row[i]
    return x


def solve_transposed(low: list[list[float]], q: list[list[float]]) -> list[list[float]]:
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
