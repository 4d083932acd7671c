"""What capacitance does, against numbers from elsewhere (shops' tables, RC arithmetic)."""

import math

import pytest

from ringout.diagnosis import advice, treble
from ringout_host.cli.cable import plugged


@pytest.mark.parametrize(("pf", "khz"), [(970, 3.3), (300, 5.9)])
def test_a_pickup_of_2_4_henry(pf, khz):
    assert treble.resonance_hz(pf) / 1000 == pytest.approx(khz, abs=0.05)


def test_a_microphone_behind_10_nf():
    """|H| is 1/sqrt(2) there, by complex arithmetic."""
    corner = treble.corner_hz(10000.0)
    gain = abs(1 / (1 + 2j * math.pi * corner * 150.0 * 10e-9))
    assert gain == pytest.approx(1 / math.sqrt(2), rel=1e-6)


def sentences(cable, length_m=None):
    with plugged(cable, 2) as handheld:
        handheld.configure("auto", length_m)
        return " ".join(advice.page(handheld.press()))


def test_it_is_said_of_leads_and_lines_and_not_of_patch_leads():
    lead = sentences("ts_ts,length=6m,stock=canare-gs-6")
    assert "pF: a pickup of 2.4 H peaks at 3.3 kHz, behind 300 pF at 5.9 kHz." in lead
    assert "not heard" in sentences("xlr_xlr,length=6m")
    assert "pickup" not in sentences("ts_ts,length=0.3m")


def test_thin_wire_is_a_note():
    thin = "trs35,length=5m,core_ohm=0.4ohm/m,shield_ohm=0.3ohm/m"
    assert "Thin or long: " in sentences(thin)
    said = sentences(thin, 5.0)
    ohm_per_m = float(said.split(" ohm a metre")[0].split()[-1])
    assert ohm_per_m == pytest.approx(0.4, abs=0.015)
    assert "Thin" not in sentences("trs_trs,length=6m")
