"""The page's JavaScript solves the circuits that numpy solves here."""

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy

from ringout_host.page.build import SITE
from ringout_host.sim import linalg

sys.path.insert(0, str(Path(__file__).parents[1] / "vm"))
from micropython_vm import find_node  # noqa: E402

NODES = 12
PROGRAM = """
import { levels, modes, solve } from %s;
const { n, g, c, b, times } = JSON.parse(process.argv[1]);
const out = new Float64Array(n + 2 * n * n), x = Float64Array.from(b);
modes(n, Float64Array.from(g), Float64Array.from(c), out);
solve(n, Float64Array.from(g), x);
const m = out.subarray(n, n + n * n), y = new Float64Array(n).fill(1), masks = times.map(() => 0);
levels(n - 1, 0.5, out.subarray(0, n), m, x, y, times, masks);
console.log(JSON.stringify({ out: [...out], x: [...x], masks }));
"""


def circuit(seed):
    """Conductances over nine decades, and picofarads."""
    chance = random.Random(seed)
    g, c = numpy.zeros((NODES, NODES)), numpy.zeros((NODES, NODES))
    for matrix, low, high in ((g, -9, 0), (c, -12, -9)):
        for a in range(NODES):
            matrix[a, a] += 10 ** chance.uniform(low, high)
            b, value = chance.randrange(NODES), 10 ** chance.uniform(low, high)
            if a != b:
                matrix[[a, b], [a, b]] += value
                matrix[[a, b], [b, a]] -= value
        if seed == 2:  # a circuit of its own
            matrix[3, :3] = matrix[3, 4:] = matrix[:3, 3] = matrix[4:, 3] = 0.0
    return g, c


def test_modes_and_solutions_are_those_of_numpy():
    for seed in range(3):
        g, c = circuit(seed)
        b = numpy.linspace(1e-6, 1e-3, NODES)
        times = [0.0, *(10.0**power for power in range(-9, 3))]
        job = {
            "n": NODES,
            "times": times,
            "g": g.ravel().tolist(),
            "c": c.ravel().tolist(),
            "b": b.tolist(),
        }
        program = PROGRAM % json.dumps((SITE / "linalg.js").as_uri())
        words = [find_node(), "--input-type=module", "--eval", program, json.dumps(job)]
        found = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
        out = numpy.array(found["out"])
        rates, m = out[:NODES], out[NODES : NODES + NODES**2].reshape(NODES, NODES)
        back = out[NODES + NODES**2 :].reshape(NODES, NODES)
        expected, _, _ = linalg.modes(g.tolist(), linalg.whiten(c.tolist()))
        largest = max(expected)
        assert numpy.allclose(sorted(rates), sorted(expected), rtol=1e-9, atol=1e-13 * largest)
        assert numpy.allclose(m.T @ c @ m, numpy.eye(NODES), atol=1e-9)
        assert numpy.allclose(back @ m, numpy.eye(NODES), atol=1e-9)
        assert numpy.allclose(g @ numpy.array(found["x"]), b, rtol=1e-9, atol=1e-15)
        volts = numpy.array(found["x"]) + numpy.exp(-numpy.outer(times, rates)) @ m.T
        masks = (volts[:, :-1] > 0.5) @ (1 << numpy.arange(NODES - 1))
        assert masks.tolist() == found["masks"] and len(set(found["masks"])) > 2
