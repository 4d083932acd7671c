"""Common-mode rejection against worked numbers of issue 4 and an independent sum."""

import cmath
import math

import pytest

from ringout.diagnosis import balance


def test_one_ohm_at_ten_kilohm_is_80_db():
    assert balance.resistance_db(1.0, 10e3) == pytest.approx(80.0, abs=0.01)


@pytest.mark.parametrize(("hertz", "decibel"), [(60, 104), (1000, 80), (20000, 54)])
def test_capacitance_of_30_m(hertz, decibel):
    """30.5 m at 110 pF/m a leg, 5 % imbalance, 100 ohm a leg."""
    imbalance_pf = 0.05 * 110 * 30.5
    assert balance.capacitance_db(imbalance_pf, hertz) == pytest.approx(decibel, abs=0.6)


@pytest.mark.parametrize("hertz", balance.HERTZ)
def test_sum_is_the_complex_one(hertz):
    """Resistance converts in phase, capacitance a quarter turn away (complex arithmetic)."""
    d_ohm, d_pf = 0.4, 150.0
    conversion = d_ohm / 10e3 + 1j * 2 * math.pi * hertz * 100.0 * d_pf * 1e-12
    expected = -20 * math.log10(abs(conversion))
    value, u = balance.cmrr_db((d_ohm, 0.01), (d_pf, 5.0))[str(hertz)]
    assert value == pytest.approx(expected, abs=0.06)
    assert 0 < u < 0.5
    assert cmath.isfinite(conversion)


def test_below_the_testers_resolution_is_its_limit():
    value, u = balance.cmrr_db((0.001, 0.02), (0.1, 2.0))["1000"]
    assert u is None
    limit = math.hypot(0.02 / 10e3, 2 * math.pi * 1000 * 100 * 2e-12)
    assert value == pytest.approx(-20 * math.log10(limit), abs=0.06)


def test_only_balanced_cables_have_it(surveyor):
    assert set(surveyor.test("trs_trs,length=10m").cmrr_db) == {"60", "1000", "20000"}
    for wiring_id in ("ts_ts", "rca_rca", "insert", "trs_ts_2core", "hp_mono_y"):
        assert surveyor.test(wiring_id).cmrr_db is None, wiring_id


def test_imbalance_shows(surveyor):
    """5 % of 30 m x 100 pF/m is 150 pF: 61 dB at 20 kHz from 100 ohm; within 1.5 dB."""
    result = surveyor.test("xlr_xlr,length=30m,imbalance=5%", "expect:xlr_xlr")
    assert result.verdict == "PASS"
    expected = -20 * math.log10(2 * math.pi * 20000 * 100 * 0.05 * 3000e-12)
    assert result.cmrr_db["20000"][0] == pytest.approx(expected, abs=1.5)
