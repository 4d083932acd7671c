// The one heavy sum of the simulator, in JavaScript: the modes of a linear circuit.
//
// The mathematics of `sim/linalg.py` without numpy, which asks for it where there is one; Python
// passes addresses in the interpreter's memory, so nothing is copied. Matrices are n x n, by rows.

/** Module for the interpreter. Every argument but counts is the address of float64.
 *   modes(n, g, c, out)      out: n rates, m, its inverse, as `linalg.modes` has them
 *   solve(n, g, b)           x of G x = b in the place of b
 * and of `linalg.Kept`, whose modes are rates, m, inverse, final:
 *   begin(n, ...modes, v, y), rows(n, ...modes, y, times, count, out),
 *   levels(n, ...modes, y, times, count, nodes, volts, out),
 *   wave(n, ...modes, y, [start, period], node, count, out) */
export function module(interpreter) {
    const at = (address, count) =>
        new Float64Array(interpreter._module.HEAPU8.buffer, address, count);
    return {
        modes: (n, g, c, out) => modes(n, at(g, n * n), at(c, n * n), at(out, n + 2 * n * n)),
        solve: (n, g, b) => solve(n, at(g, n * n), at(b, n)),
        begin: (n, rates, m, inverse, final, v, y) =>
            begin(n, at(inverse, n * n), at(final, n), at(v, n), at(y, n)),
        rows: (n, rates, m, inverse, final, y, times, count, out) =>
            rows(n, at(rates, n), at(m, n * n), at(final, n), at(y, n), at(times, count), at(out, n * count)),
        levels: (n, rates, m, inverse, final, y, times, count, nodes, volts, out) =>
            levels(nodes, volts, at(rates, n), at(m, n * n), at(final, n), at(y, n), at(times, count), at(out, count)),
        wave: (n, rates, m, inverse, final, y, when, node, count, out) =>
            wave(n, at(rates, n), at(m + 8 * n * node, n), at(final, n)[node], at(y, n), ...at(when, 2), at(out, count)),
    };
}

/** y = inverse (v - final) */
function begin(n, inverse, final, v, y) {
    for (let i = 0; i < n; i++) {
        y[i] = 0;
        for (let k = 0; k < n; k++) y[i] += inverse[i * n + k] * (v[k] - final[k]);
    }
}

/** All voltages at some times, a row a time. */
function rows(n, rates, m, final, y, times, out) {
    const state = new Float64Array(n);
    for (let row = 0; row < times.length; row++) {
        for (let j = 0; j < n; j++) state[j] = y[j] * Math.exp(-rates[j] * times[row]);
        for (let i = 0; i < n; i++) {
            let v = final[i];
            for (let j = 0; j < n; j++) v += m[i * n + j] * state[j];
            out[row * n + i] = v;
        }
    }
}

/** Which of the first nodes are above a voltage, a mask a time. */
export function levels(nodes, volts, rates, m, final, y, times, out) {
    const n = rates.length, state = new Float64Array(n);
    for (let row = 0; row < times.length; row++) {
        for (let j = 0; j < n; j++) state[j] = y[j] * Math.exp(-rates[j] * times[row]);
        out[row] = 0;
        for (let i = 0; i < nodes; i++) {
            let v = final[i];
            for (let j = 0; j < n; j++) v += m[i * n + j] * state[j];
            if (v > volts) out[row] += 1 << i;
        }
    }
}

/** One node's voltage, every period after start. shares: its row of m. */
function wave(n, rates, shares, final, y, start, period, out) {
    out.fill(final);
    for (let j = 0; j < n; j++) {
        let value = shares[j] * y[j] * Math.exp(-rates[j] * start);
        // what dies within a sample, or has nothing left, is not worth a curve
        if (Math.abs(value) <= 1e-7 || rates[j] * period >= 40) continue;
        const factor = Math.exp(-rates[j] * period);
        for (let k = 0; k < out.length; k++) out[k] += value *= factor;
    }
}

/** G x = lambda C x: rates, m with m^T C m = 1, and m^T C, into out. Nodes that no element connects
 * are circuits of their own. */
export function modes(n, g, c, out) {
    out.fill(0);
    for (const block of blocks(n, g, c)) {
        const size = block.length;
        const cut = (matrix) => Float64Array.from({ length: size * size }, (_, k) => matrix[block[Math.floor(k / size)] * n + block[k % size]]);
        const some = new Float64Array(size + 2 * size * size);
        dense(size, cut(g), cut(c), some);
        for (let j = 0; j < size; j++) {
            out[block[j]] = Math.max(some[j], 0);
            for (let i = 0; i < size; i++) {
                const to = block[j] * n + block[i];
                out[n + to] = some[size + j * size + i];
                out[n + n * n + to] = some[size + size * size + j * size + i];
            }
        }
    }
}

function blocks(n, g, c) {
    const left = new Set(Array(n).keys()), found = [];
    for (const first of left) {
        const block = [first];
        left.delete(first);
        for (const node of block) {
            for (const k of left) {
                if (g[node * n + k] === 0 && c[node * n + k] === 0) continue;
                left.delete(k);
                block.push(k);
            }
        }
        found.push(block);
    }
    return found;
}

/** The same for one circuit. */
function dense(n, g, c, out) {
    const low = cholesky(n, c);
    const a = congruent(n, g, low);
    const rates = out.subarray(0, n);
    const m = out.subarray(n, n + n * n);
    const inverse = out.subarray(n + n * n);
    eigen(n, a, rates, m);
    backward(n, low, m);
    for (let j = 0; j < n; j++) {
        for (let i = 0; i < n; i++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += m[k * n + j] * c[k * n + i];
            inverse[j * n + i] = sum;
        }
    }
}

/** x of G x = b in the place of b. */
export function solve(n, g, b) {
    const low = cholesky(n, g);
    forward(n, low, b);
    for (let i = n - 1; i >= 0; i--) {
        for (let k = i + 1; k < n; k++) b[i] -= low[k * n + i] * b[k];
        b[i] /= low[i * n + i];
    }
}

function cholesky(n, a) {
    const low = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
            let rest = a[i * n + j];
            for (let k = 0; k < j; k++) rest -= low[i * n + k] * low[j * n + k];
            low[i * n + j] = i === j ? Math.sqrt(rest) : rest / low[j * n + j];
        }
    }
    return low;
}

/** L^-1 b in the place of b. */
function forward(n, low, b) {
    for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) b[i] -= low[i * n + k] * b[k];
        b[i] /= low[i * n + i];
    }
}

/** L^-1 G L^-T: from the right by rows, then by the rows of what that gives, transposed. */
function congruent(n, g, low) {
    const half = Float64Array.from(g);
    for (let i = 0; i < n; i++) forward(n, low, half.subarray(i * n, i * n + n));
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[j * n + i] = half[i * n + j];
    for (let i = 0; i < n; i++) forward(n, low, a.subarray(i * n, i * n + n));
    return a;
}

/** L^-T Q in the place of Q. */
function backward(n, low, q) {
    for (let j = 0; j < n; j++) {
        for (let i = n - 1; i >= 0; i--) {
            let rest = q[i * n + j];
            for (let k = i + 1; k < n; k++) rest -= low[k * n + i] * q[k * n + j];
            q[i * n + j] = rest / low[i * n + i];
        }
    }
}

/** Eigenvalues and column vectors of a symmetric matrix: Householder's reduction, then QL with
 * implicit shifts (Golub and Van Loan, chapter 8.3). */
function eigen(n, a, d, q) {
    q.fill(0);
    for (let i = 0; i < n; i++) q[i * n + i] = 1;
    for (let k = 0; k < n - 2; k++) reflect(n, a, q, k);
    const e = new Float64Array(n);
    for (let i = 0; i < n; i++) d[i] = a[i * n + i];
    for (let i = 0; i < n - 1; i++) e[i] = a[(i + 1) * n + i];
    for (let low = 0; low < n; low++) {
        for (let turn = 0; turn < 60; turn++) {
            let high = low;
            while (high < n - 1 && !small(d, e, high)) high++;
            if (high === low) break;
            sweep(n, d, e, q, low, high);
        }
    }
}

function small(d, e, k) {
    return Math.abs(e[k]) <= 2.3e-16 * (Math.abs(d[k]) + Math.abs(d[k + 1]));
}

/** One Householder reflection: clears column k below the subdiagonal. */
function reflect(n, a, q, k) {
    const u = new Float64Array(n);
    let square = 0;
    for (let i = k + 1; i < n; i++) {
        u[i] = a[i * n + k];
        square += u[i] * u[i];
    }
    const norm = Math.sqrt(square);
    if (norm === 0) return;
    u[k + 1] -= u[k + 1] > 0 ? -norm : norm;
    let half = 0;
    for (let i = k + 1; i < n; i++) half += 0.5 * u[i] * u[i];
    if (half === 0) return;
    const w = new Float64Array(n);
    let shift = 0;
    for (let i = 0; i < n; i++) {
        for (let j = k + 1; j < n; j++) w[i] += a[i * n + j] * u[j];
        w[i] /= half;
        shift += (0.5 * u[i] * w[i]) / half;
    }
    for (let i = 0; i < n; i++) w[i] -= shift * u[i];
    for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) a[i * n + j] -= u[i] * w[j] + w[i] * u[j];
    }
    for (let i = 0; i < n; i++) {
        let dot = 0;
        for (let j = k + 1; j < n; j++) dot += q[i * n + j] * u[j];
        dot /= half;
        for (let j = k + 1; j < n; j++) q[i * n + j] -= dot * u[j];
    }
}

/** One implicit QL sweep over the unreduced block low..high. */
function sweep(n, d, e, q, low, high) {
    let g = (d[low + 1] - d[low]) / (2 * e[low]);
    let r = Math.sqrt(g * g + 1);
    g = d[high] - d[low] + e[low] / (g + (g >= 0 ? r : -r));
    let sin = 1, cos = 1, p = 0;
    for (let i = high - 1; i >= low; i--) {
        const f = sin * e[i], b = cos * e[i];
        r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
            d[i + 1] -= p;
            e[high] = 0;
            return;
        }
        sin = f / r;
        cos = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * sin + 2 * cos * b;
        p = sin * r;
        d[i + 1] = g + p;
        g = cos * r - b;
        for (let row = 0; row < n * n; row += n) {
            const right = q[row + i + 1], left = q[row + i];
            q[row + i + 1] = sin * left + cos * right;
            q[row + i] = cos * left - sin * right;
        }
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0;
}
