"""Dense linear algebra for the circuit solver: matrices at most about forty wide.

numpy where there is numpy; the same mathematics in plain Python on the MicroPython VM, where
the simulated board runs too. Plain matrices are lists of rows.
"""

import math

try:
    import numpy
except ImportError:
    numpy = None

_EPSILON = 2.3e-16


def whiten(c):
    """Cholesky factor L of C and its inverse W: x = W^T y turns C into the identity."""
    if numpy is not None:
        low = numpy.linalg.cholesky(numpy.array(c))
        return low, numpy.linalg.inv(low)
    low = _cholesky(c)
    return low, _invert_lower(low)


def congruent(w, g):
    """W G W^T."""
    if numpy is not None:
        return w @ numpy.array(g) @ w.T
    return multiply(multiply(w, g), transpose(w))


def plus_shunts(a, w, shunts):
    """A + W D W^T for a diagonal D given as a list."""
    if numpy is not None:
        return a + (w * numpy.array(shunts)) @ w.T
    n = len(a)
    out = [row[:] for row in a]
    for k in range(n):
        d = shunts[k]
        if d:
            column = [row[k] for row in w]
            for i in range(n):
                if column[i]:
                    scaled = d * column[i]
                    row = out[i]
                    for j in range(n):
                        row[j] += scaled * column[j]
    return out


def symmetric_modes(a, low, w):
    """Eigenvalues of A (none below 0), mode matrix M = W^T Q and its inverse Q^T L^T."""
    if numpy is not None:
        lambdas, q = numpy.linalg.eigh(a)
        return lambdas.clip(min=0.0), w.T @ q, q.T @ low.T
    lambdas, q = eigen(a)
    turned = transpose(q)
    return (
        [max(x, 0.0) for x in lambdas],
        multiply(transpose(w), q),
        multiply(turned, transpose(low)),
    )


def solve(g, b):
    """x of G x = b for a symmetric positive definite G."""
    if numpy is not None:
        return numpy.linalg.solve(numpy.array(g), numpy.array(b))
    low = _cholesky(g)
    n = len(b)
    x = list(b)
    for i in range(n):
        x[i] = (x[i] - sum(low[i][k] * x[k] for k in range(i))) / low[i][i]
    for i in range(n - 1, -1, -1):
        x[i] = (x[i] - sum(low[k][i] * x[k] for k in range(i + 1, n))) / low[i][i]
    return x


def transpose(a):
    """Rows to columns."""
    return [list(column) for column in zip(*a)]


def multiply(a, b):
    """Matrix product of lists of rows."""
    columns = transpose(b)
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


def eigen(a):
    """Eigenvalues and eigenvectors (columns) of a symmetric matrix, plain Python.

    Householder reflections to a tridiagonal matrix, then implicit QL steps with Wilkinson's
    shift (Golub and Van Loan, Matrix Computations, chapter 8).
    """
    diagonal, beside, q = _tridiagonal([row[:] for row in a])
    _ql(diagonal, beside, q)
    return diagonal, transpose(q)


def _tridiagonal(a):
    """(diagonal, off-diagonal, rows of Q^T) with Q^T A Q tridiagonal; `a` is used up."""
    n = len(a)
    reflectors = []
    for k in range(n - 2):
        column = [a[i][k] for i in range(k + 1, n)]
        length = math.sqrt(sum(x * x for x in column))
        if length == 0.0:
            continue
        alpha = -length if column[0] > 0 else length
        v = column[:]
        v[0] -= alpha
        norm2 = sum(x * x for x in v)
        if norm2 == 0.0:
            continue
        size = n - k - 1
        # A <- H A H on the trailing block, H = I - 2 v v^T / v^T v
        p = [2.0 / norm2 * sum(a[k + 1 + i][k + 1 + j] * v[j] for j in range(size)) for i in range(size)]
        half = sum(v[i] * p[i] for i in range(size)) / norm2
        w = [p[i] - half * v[i] for i in range(size)]
        for i in range(size):
            row = a[k + 1 + i]
            vi, wi = v[i], w[i]
            for j in range(size):
                row[k + 1 + j] -= vi * w[j] + wi * v[j]
        a[k + 1][k] = alpha
        reflectors.append((k, v, norm2))
    turned = [[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)]
    for k, v, norm2 in reflectors:  # Q^T = H_n ... H_1
        size = n - k - 1
        for j in range(n):
            t = 2.0 / norm2 * sum(v[i] * turned[k + 1 + i][j] for i in range(size))
            if t:
                for i in range(size):
                    turned[k + 1 + i][j] -= t * v[i]
    return [a[i][i] for i in range(n)], [a[i + 1][i] for i in range(n - 1)] + [0.0], turned


def _ql(d, e, q):
    """Diagonalize (d, e) in place; the rows of q turn with it."""
    n = len(d)
    for first in range(n):
        for _ in range(60):
            last = first
            while last < n - 1:
                if abs(e[last]) <= _EPSILON * (abs(d[last]) + abs(d[last + 1])):
                    break
                last += 1
            if last == first:
                break
            g = (d[first + 1] - d[first]) / (2.0 * e[first])
            r = math.sqrt(g * g + 1.0)
            g = d[last] - d[first] + e[first] / (g + (r if g >= 0 else -r))
            s = c = 1.0
            p = 0.0
            for i in range(last - 1, first - 1, -1):
                f, b = s * e[i], c * e[i]
                r = math.sqrt(f * f + g * g)
                e[i + 1] = r
                if r == 0.0:
                    d[i + 1] -= p
                    e[last] = 0.0
                    break
                s, c = f / r, g / r
                g = d[i + 1] - p
                r = (d[i] - g) * s + 2.0 * c * b
                p = s * r
                d[i + 1] = g + p
                g = c * r - b
                upper, lower = q[i + 1], q[i]
                for k in range(n):
                    x, y = upper[k], lower[k]
                    upper[k] = s * y + c * x
                    lower[k] = c * y - s * x
            else:
                d[first] -= p
                e[first] = g
                e[last] = 0.0
