"""Which stock is it: of a cable whose length was told, by the values that a source gives."""

import random

import pytest

from ringout.diagnosis import diagnose
from ringout.wirings import stocks
from ringout_host.sim.stocks import STOCKS


def test_the_list_holds_the_values_of_the_simulators_sources():
    """Two tables, made apart: host and firmware have sources of their own."""
    assert stocks.ids() == sorted(STOCKS)
    for stock_id, (shield_pf, core_pf, core, shield) in STOCKS.items():
        row = stocks.find(stock_id)
        assert (row.shield_pf_per_m, row.core_pf_per_m) == (shield_pf, core_pf)
        assert row.core_ohm_per_m == (core and pytest.approx(core / 1000))
        assert row.shield_ohm_per_m == (shield and pytest.approx(shield / 1000))


@pytest.mark.parametrize("nothing", ["", None, "canare", "mogami-w2549 2", "-"])
def test_what_is_no_stock(nothing):
    assert stocks.find(nothing) is None


def found(surveyor, cable, length_m):
    readings = surveyor.read(f"{cable},length={length_m}m")
    return diagnose.diagnose(readings, "auto", length_m).stocks


# Belden 8241F: no source gives its core, and what the simulator takes for it is asked about (V14).
KNOWN = [i for i in STOCKS if STOCKS[i][0] and i != "belden-8241f"]


@pytest.mark.parametrize("stock_id", KNOWN)
def test_a_stock_of_the_list_is_among_those_that_fit(surveyor, stock_id):
    kind = "ts_ts" if stocks.find(stock_id).cores == 1 else "xlr_xlr"
    if stocks.find(stock_id).cores < 3:
        assert stock_id in found(surveyor, f"{kind},stock={stock_id}", 6.0)


@pytest.mark.parametrize("cable", ["ts_ts,cs=225pF/m", "xlr_xlr,cs=420pF/m,cc=30pF/m"])
def test_none_of_the_list_is_an_answer(surveyor, cable):
    assert found(surveyor, cable, 6.0) == []


def test_without_a_length_or_on_a_patch_lead_nothing_is_said(surveyor):
    assert found(surveyor, "ts_ts,stock=canare-gs-6", 0.3) is None
    readings = surveyor.read("ts_ts,length=6m,stock=canare-gs-6")
    assert diagnose.diagnose(readings).stocks is None


def test_ten_percent_of_spread_is_still_that_stock(surveyor):
    chance = random.Random(5)
    for _ in range(12):
        pf = 160.0 * (1.0 + chance.uniform(-0.1, 0.1))
        cable = f"ts_ts,cs={pf:.1f}pF/m,core_ohm=0.018ohm/m,shield_ohm=0.025ohm/m"
        assert "canare-gs-6" in found(surveyor, cable, 6.0)
