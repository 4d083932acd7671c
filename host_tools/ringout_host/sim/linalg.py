"""Symmetric eigenproblems and Cholesky factors for the circuit solver.

numpy where there is numpy; the same mathematics in plain Python on the MicroPython VM, where
the simulated board runs too. Matrices are lists of rows, at most about thirty wide.
"""

import math

try:
    import numpy
except ImportError:
    numpy = None


def modes(g, c):
    """Solve G x = lambda C x for symmetric G >= 0 and C > 0.

    Returns (lambdas, m): rates in 1/s and the matrix whose column j is mode j, scaled so
    that m^T C m is the identity.
    """
    if numpy is not None:
        factor = numpy.linalg.cholesky(numpy.array(c))
        inverse = numpy.linalg.inv(factor)
        lambdas, q = numpy.linalg.eigh(inverse @ numpy.array(g) @ inverse.T)
        return lambdas.clip(min=0.0), inverse.T @ q
    n = len(g)
    inverse = _invert_lower(_cholesky(c))
    half = _multiply(inverse, g)
    a = _multiply(half, _transpose(inverse))
    lambdas, q = _jacobi(a)
    return [max(x, 0.0) for x in lambdas], _multiply(_transpose(inverse), q) if n else []


def _transpose(a):
    return [list(column) for column in zip(*a)]


def _multiply(a, b):
    columns = _transpose(b)
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def _cholesky(a):
    n = len(a)
    low = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = a[i][j] - sum(low[i][k] * low[j][k] for k in range(j))
            low[i][j] = math.sqrt(rest) if i == j else rest / low[j][j]
    return low


def _invert_lower(low):
    n = len(low)
    out = [[0.0] * n for _ in range(n)]
    for j in range(n):
        out[j][j] = 1.0 / low[j][j]
        for i in range(j + 1, n):
            out[i][j] = -sum(low[i][k] * out[k][j] for k in range(j, i)) / low[i][i]
    return out


def _jacobi(a):
    """Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations."""
    n = len(a)
    q = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for _ in range(30):
        off = max((abs(a[i][j]) for i in range(n) for j in range(i)), default=0.0)
        # The fast modes reach 1e12/s, the slow ones that matter 1e3/s.
        if off < 1e-9 * (1.0 + min(abs(a[i][i]) for i in range(n))):
            break
        for p in range(n - 1):
            for r in range(p + 1, n):
                if a[p][r] == 0.0:
                    continue
                theta = (a[r][r] - a[p][p]) / (2.0 * a[p][r])
                t = (1.0 if theta >= 0 else -1.0) / (abs(theta) + math.sqrt(theta * theta + 1.0))
                cos = 1.0 / math.sqrt(t * t + 1.0)
                sin = t * cos
                for k in range(n):
                    akp, akr = a[k][p], a[k][r]
                    a[k][p], a[k][r] = cos * akp - sin * akr, sin * akp + cos * akr
                for k in range(n):
                    apk, ark = a[p][k], a[r][k]
                    a[p][k], a[r][k] = cos * apk - sin * ark, sin * apk + cos * ark
                    qkp, qkr = q[k][p], q[k][r]
                    q[k][p], q[k][r] = cos * qkp - sin * qkr, sin * qkp + cos * qkr
    return [a[i][i] for i in range(n)], q
