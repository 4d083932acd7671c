"""The area estimator: against closed forms and scipy, in integers that never outgrow 31 bits."""

import math
import random
from array import array

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from ringout.loops import samples_plain
from ringout.measure.estimator import core_to_core_pf, farads_ratio, step_corrected, tau_samples
from ringout_host.sim.adc import begins
from ringout_host.sim.converters import PROFILES, REAL

V_INF = 3780


def curve(tau, size, v_inf=V_INF, delay=0.3):
    """Ideal codes of one pole, rounded to integers, first sample `delay` after the start."""
    return [round(v_inf * (1.0 - math.exp(-(k + delay) / tau))) for k in range(size)]


class Int31(int):
    """An integer that refuses to leave a MicroPython small int (31 bits with sign)."""

    def __new__(cls, value):
        if not -(2**30) <= value < 2**30:
            raise OverflowError(f"{value} needs more than 31 bits")
        return super().__new__(cls, value)

    def __add__(self, other):
        return Int31(int(self) + int(other))

    def __sub__(self, other):
        return Int31(int(self) - int(other))

    def __rsub__(self, other):
        return Int31(int(other) - int(self))

    def __mul__(self, other):
        return int(self) * other if isinstance(other, float) else Int31(int(self) * int(other))

    def __floordiv__(self, other):
        return Int31(int(self) // int(other))

    __radd__ = __add__
    __rmul__ = __mul__


@pytest.mark.parametrize("tau", [6.0, 9.7, 54.0, 110.0, 480.0, 950.0])
def test_a_single_pole_comes_back(tau):
    size = int(2.2 * tau) + 20
    # Rounding to whole codes leaves about 0.3 code over a rise of 2268.
    assert tau_samples([curve(tau, size)], 4 * V_INF) == pytest.approx(tau, rel=4e-4, abs=8e-3)


def test_other_window_and_several_captures():
    generator = random.Random(5)
    noisy = [[round(v + generator.gauss(0, 1.5)) for v in curve(72.5, 250)] for _ in range(10)]
    assert tau_samples(noisy, 4 * V_INF, 50, 90) == pytest.approx(72.5, rel=1e-3)


def test_hum_over_a_whole_period_cancels():
    """Ten captures 2 ms apart, 50 Hz on top: front-end note, hum."""
    captures = []
    for n in range(10):
        codes = curve(60.0, 160)
        for k in range(160):
            codes[k] += round(60 * math.sin(2 * math.pi * 50 * (n * 2e-3 + k * 2e-6) + 0.4))
        captures.append(codes)
    assert tau_samples(captures, 4 * V_INF) == pytest.approx(60.0, rel=2e-3)
    assert abs(tau_samples(captures[:1], 4 * V_INF) - 60.0) > 0.3


@pytest.mark.parametrize(
    ("count", "size", "tau"), [(1, 3072, 1390.0), (10, 3072, 1390.0), (10, 300, 120.0)]
)
def test_no_intermediate_leaves_31_bits(count, size, tau):
    codes = [Int31(min(code, 4129)) for code in curve(tau, size, 4129)]
    value = tau_samples([codes] * count, Int31(4 * 4129))
    assert value == tau_samples([[int(c) for c in codes]] * count, 4 * 4129)


def test_int31_itself_refuses():
    with pytest.raises(OverflowError):
        Int31(2**29) * 2
    with pytest.raises(OverflowError):
        Int31(2**29) + Int31(2**29)


def test_lists_arrays_and_numpy_give_the_same_number():
    codes = curve(54.0, 150)
    expected = tau_samples([codes], 4 * V_INF)
    assert tau_samples([array("H", codes)], 4 * V_INF) == expected
    assert tau_samples([memoryview(array("H", codes))], 4 * V_INF) == expected
    assert tau_samples([np.array(codes, dtype=np.uint16)], 4 * V_INF) == expected
    assert tau_samples((tuple(codes),), 4 * V_INF) == expected


@pytest.mark.parametrize(
    ("codes", "complaint"),
    [
        (curve(500.0, 300), "ends before 85 %"),
        ([0] * 300, "ends before"),
        ([0, 0, 4000, 4000, 4000, 4000], "two samples"),
    ],
)
def test_a_curve_that_does_not_cross_the_window_is_refused(codes, complaint):
    with pytest.raises(ValueError, match=complaint):
        tau_samples([codes], 4 * V_INF)


def test_step_correction_undoes_the_wide_codes_and_the_missing_one():
    assert [step_corrected(code) for code in (0, 511, 512, 1535, 1536)] == [0, 511, 522, 1545, 1555]
    assert [step_corrected(code) for code in (2559, 2560, 3583, 3584, 4095)] == [
        2577, 2587, 3610, 3621, 4132,
    ]  # fmt: skip
    assert [step_corrected(code) for code in (2047, 2048)] == [2066, 2066]


@pytest.mark.parametrize("edge", [512, 1536, 2048, 2560, 3584])
def test_a_step_is_corrected_by_what_five_real_converters_lose_there(edge):
    """... over the 100 codes on both sides of it: the wide code itself is not all of a step."""
    lost = []
    for name in REAL:
        begin = begins(PROFILES[name])
        before, after = range(edge - 100, edge - 3), range(edge + 3, edge + 100)
        lag = [sum(begin[code] - code for code in codes) / len(codes) for codes in (before, after)]
        lost.append(lag[1] - lag[0])
    corrected = step_corrected(edge) - step_corrected(edge - 1) - 1
    assert corrected == pytest.approx(sum(lost) / len(lost), abs=0.5)
    assert max(abs(each - corrected) for each in lost) < 1.3


def test_in_place_correction_is_step_corrected_for_every_code():
    codes = array("H", range(4096))
    samples_plain.correct_steps(codes, 4096)
    assert list(codes) == [step_corrected(code) for code in range(4096)]


def two_pole_tau(r_th, c_z, r_series, c_line):
    """Slow time constant of Z charged through r_th with r_series + c_line hanging on it, by
    scipy's integration and a fit to the tail: nothing shared with the firmware's formula."""

    def slope(_, v):
        through = (v[0] - v[1]) / r_series
        return [((1.0 - v[0]) / r_th - through) / c_z, through / c_line]

    end = 6.0 * r_th * (c_z + c_line)
    at = [0.5 * end, 0.6 * end]
    done = solve_ivp(slope, (0, end), [0, 0], method="Radau", rtol=1e-10, atol=1e-14, t_eval=at)
    gone = 1.0 - done.y[0]
    return (at[1] - at[0]) / math.log(gone[0] / gone[1])


@pytest.mark.parametrize("r_th", [200e3, 9.57e3])
@pytest.mark.parametrize("farad", [100e-12, 540e-12, 4.8e-9, 16e-9])
def test_two_pole_inversion_against_scipy(r_th, farad):
    c_z, r_series = 77e-12, 5150.0
    tau = two_pole_tau(r_th, c_z, r_series, farad)
    x = farads_ratio(tau, r_th * c_z, r_series / r_th)
    assert x / r_th == pytest.approx(farad, rel=2e-4)


def test_core_to_core_against_nodal_analysis():
    """C1 with 2 floating, from the capacitance matrix by linear algebra."""
    c12, c1, c2 = 180.0, 300.0, 310.0
    matrix = np.array([[c12 + c1, -c12], [-c12, c12 + c2]])
    floating = 1.0 / np.linalg.inv(matrix)[0, 0]
    assert core_to_core_pf(c12 + c1, floating, c12 + c2) == pytest.approx(c12, rel=1e-9)
    assert core_to_core_pf(300.0, 300.2, 500.0) == 0.0
