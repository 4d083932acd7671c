"""The exact solver against scipy's step-by-step integration, and the plain path against numpy."""

import math
import subprocess
import sys

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from ringout_host.sim import circuit, linalg
from ringout_host.sim import modes as solver
from ringout_host.sim.circuit import Body, Network, Shunts
from ringout_host.sim.modes import Modes


def ladder(shunt_ohm=2e6):
    """Five nodes, resistors over four decades, one coupled pair, one held by leakage only."""
    network = Network(5)
    for node, farad in enumerate((72e-12, 1e-9, 480e-12, 300e-12, 20e-12)):
        network.capacitor(node, None, farad)
    network.capacitor(2, 3, 180e-12)
    network.resistor(0, 1, 4.9e3)
    network.resistor(1, 2, 1e3)
    network.resistor(2, 3, 5e5)
    network.resistor(4, None, 3e9)
    shunts = Shunts(5)
    shunts.resistor(0, None, 200e3)
    shunts.resistor(3, None, shunt_ohm)
    return network, shunts, [3.0 / 200e3, 0, 0, 0, 0]


def test_against_scipy():
    network, shunts, dc = ladder()
    modes = Modes(Body(network), shunts, dc)
    g = np.array(network.g) + np.diag(shunts.g)
    c_inverse = np.linalg.inv(np.array(network.c))
    start = [0.5, 0.0, 1.0, -0.2, 0.7]
    y = modes.begin(start, 0.0)
    times = [1e-6, 3e-5, 4e-4, 3e-3]
    done = solve_ivp(
        lambda t, v: c_inverse @ (np.array(dc) - g @ v),
        (0, times[-1]), start, method="Radau", t_eval=times, rtol=1e-9, atol=1e-12,
    )  # fmt: skip
    for k, t in enumerate(times):
        assert modes.voltages(y, 0.0, t) == pytest.approx(done.y[:, k], abs=2e-6)
        assert modes.voltage(2, y, 0.0, t) == pytest.approx(done.y[2, k], abs=2e-6)


def test_a_wave_is_the_voltages_one_after_the_other():
    network, shunts, dc = ladder()
    modes = Modes(Body(network), shunts, dc, [(2, 2e-7, 50.0, 0.3)])
    y = modes.begin([0.0] * 5, 0.011)
    wave = modes.wave(0, y, 0.011, 1e-4, 2e-6, 300)
    for k in (0, 10, 299):
        at = modes.voltage(0, y, 0.011, 1e-4 + (k + 1) * 2e-6)
        assert wave[k] == pytest.approx(at, abs=1e-6)


def test_a_sine_source_against_phasors():
    network, shunts, _ = ladder()
    ampere, hertz, phase = 1e-6, 60.0, 0.7
    modes = Modes(Body(network), shunts, [0.0] * 5, [(1, ampere, hertz, phase)])
    omega = 2 * math.pi * hertz
    admittance = np.array(network.g) + np.diag(shunts.g) + 1j * omega * np.array(network.c)
    phasor = np.linalg.solve(admittance, np.array([0, ampere, 0, 0, 0]))
    y = modes.begin([0.0] * 5, 0.0)
    t = 0.5  # every transient but the leaking node's is over
    expected = (phasor * np.exp(1j * (omega * t + phase))).imag
    assert modes.voltages(y, 0.0, t)[:4] == pytest.approx(expected[:4], abs=1e-9)


def test_the_plain_path_equals_numpy():
    """The simulator without numpy, as on the MicroPython VM, gives the same voltages."""
    script = "import sys; sys.modules['numpy'] = None\n" + _ANSWERS + "print(repr(answers()))\n"
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    here: dict = {}
    exec(_ANSWERS, here)
    assert eval(out.stdout) == pytest.approx(here["answers"](), abs=1e-9)


_ANSWERS = """
from ringout_host.sim import circuit, linalg
from ringout_host.sim.circuit import Body, Network, Shunts
from ringout_host.sim.modes import Modes

def answers():
    network = Network(4)
    for node, farad in enumerate((72e-12, 1e-9, 480e-12, 300e-12)):
        network.capacitor(node, None, farad)
    network.capacitor(1, 2, 60e-12)
    network.resistor(0, 1, 4900.0)
    network.resistor(1, 2, 0.3)
    network.resistor(3, None, 3e9)
    shunts = Shunts(4)
    shunts.resistor(0, None, 2e5)
    modes = Modes(Body(network), shunts, [1.5e-5, 0.0, 0.0, 0.0], [(1, 1e-7, 50.0, 0.1)])
    y = modes.begin([0.0, 0.1, 0.2, 0.3], 0.002)
    out = [float(v) for v in modes.voltages(y, 0.002, 1e-4)]
    out += [float(v) for v in modes.wave(0, y, 0.002, 1e-5, 2e-6, 5)]
    return out + [float(v) for v in modes.settled()]
"""


def test_the_plain_circuit_gives_what_the_quick_one_does(monkeypatch):
    """On MicroPython there is no numpy; sources that swing are in both."""
    sines = [(2, 2e-7, 50.0, 0.3), (1, 5e-7, 1000.0, 0.0)]
    network, shunts, dc = ladder()
    start, times = [0.5, 0.0, 1.0, -0.2, 0.7], [0.0, 3e-5, 4e-4, 3e-3]

    def run():
        modes = Modes(Body(network), shunts, dc, sines)
        y = modes.begin(start, 0.011)
        rows = modes.traces([0, 3], y, 0.011, times)
        return [list(map(float, row)) for row in rows], modes.voltages(y, 0.011, 4e-4)

    quick_rows, quick = run()
    for module in (circuit, solver):
        monkeypatch.setattr(module, "numpy", None)
    monkeypatch.setattr(linalg, "numpy", None)
    plain_rows, plain = run()
    assert plain == pytest.approx(list(quick), abs=1e-6)
    for one, other in zip(plain_rows, quick_rows, strict=True):
        assert one == pytest.approx(other, abs=1e-6)
    assert quick_rows[2] == pytest.approx([quick[0], quick[3]], abs=1e-9)
