"""The decks run, agree with the pin map and the design note, and the table is current."""

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hardware.spice import __main__ as decks
from hardware.spice import estimator, ngspice, stress

needs_ngspice = pytest.mark.skipif(not ngspice.available(), reason=ngspice.MISSING)


@needs_ngspice
def test_decks_agree_with_the_design_and_with_the_committed_table():
    """One test, so that parallel workers do not run every deck once each."""
    results = decks.run_all()
    checks = [check for result in results.values() for check in result["checks"]]
    assert len(checks) > 70
    assert [check.text() for check in checks if not check.ok] == []
    table_is_current(results["stress"]["document"])
    waveforms_are_whole(results["charge"]["waveforms"])


def table_is_current(fresh):
    """Text exactly, numbers within 2 %: another ngspice version rounds differently."""
    number = re.compile(r"(?<![A-Za-z\d])-?\d+(?:\.\d+)?")
    committed = stress.DOCUMENT.read_text()
    assert number.sub("#", fresh) == number.sub("#", committed), "run `make spice`"
    for new, old in zip(number.findall(fresh), number.findall(committed), strict=True):
        slack = 0.02 if "." in old else 1.01  # whole numbers may round to the next one
        assert float(new) == pytest.approx(float(old), rel=0.02, abs=slack), "run `make spice`"


def waveforms_are_whole(waves):
    """Exported charge curves rise from zero and stay below the converter's reference."""
    assert {"HI_10pF", "HI_2200pF", "LO_100000pF"} <= set(waves)
    for wave in waves.values():
        volts = np.array(wave["volt"])
        assert wave["period_us"] >= 2 and volts.max() <= 3.15
        assert np.all(np.diff(volts[2:]) > -1e-4)


@needs_ngspice
def test_a_deck_that_cannot_run_is_an_error():
    with pytest.raises(ngspice.SpiceError):
        ngspice.run("broken", "* broken\nr1 a b nonsense\n.op\n.end\n")


@needs_ngspice
def test_two_runs_of_one_name_do_not_see_each_others_deck():
    """Parallel tests ask for the same deck with other values."""

    def half_of(volt):
        deck = f"* divider\nv1 a 0 {volt}\nr1 a b 1k\nr2 b 0 1k\n.save v(b)\n.op\n.end\n"
        return float(ngspice.run("same_name", deck)["v(b)"][0])

    with ThreadPoolExecutor(max_workers=4) as pool:
        found = list(pool.map(half_of, range(2, 26, 2)))
    assert found == pytest.approx([float(n) for n in range(1, 13)])


@pytest.mark.parametrize("tau", [7.5, 109.7, 1500.0])
@pytest.mark.parametrize("charge", [estimator.HI, estimator.LO])
def test_estimator_on_an_exact_exponential(charge, tau):
    """1 - exp(-t/tau) sampled exactly; the trapezoid correction leaves under 0.05 %."""
    samples = charge.v_inf_v * (1.0 - np.exp(-np.arange(int(8 * tau)) / tau))
    assert estimator.tau_samples(samples, charge.v_inf_v, charge.window) == pytest.approx(
        tau, rel=5e-4
    )


def test_inversion_is_the_slow_pole_of_the_two_pole_network():
    """Against numpy's eigenvalues of the two-capacitor network."""
    r_th, r_x, c_z, c_x = 200e3, 5450.0, 75e-12, 2.2e-9
    matrix = np.array(
        [
            [-(1 / r_th + 1 / r_x) / c_z, 1 / (r_x * c_z)],
            [1 / (r_x * c_x), -1 / (r_x * c_x)],
        ]
    )
    tau = -1.0 / max(np.linalg.eigvals(matrix))
    product = estimator.single_pole_product(tau, r_th * c_z, r_x / r_th)
    assert product == pytest.approx(r_th * c_x, rel=1e-9)
