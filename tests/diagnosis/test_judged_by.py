"""The record says what its readings were judged by, and what kind of test it was: a certificate
or a lot must not borrow the limits of another day."""

import pytest

from ringout_host.cli.cable import plugged

SHORT = "trs_trs,length=6m,stock=mogami-w2549"


def pressed(cable, **settings):
    with plugged(cable, 1) as handheld:
        handheld.app.settings.update(list(settings.items()))
        handheld.app.apply_settings()
        return handheld.press()


def test_only_the_limits_in_force_are_in_the_record():
    assert pressed(SHORT)["limits"] == {"leg_ohm": 1.0}  # without a length nothing is per foot


def test_limits_that_were_set_and_what_was_told():
    record = pressed(SHORT, limit_leg_ohm=0.9, limit_pf_per_ft=45.0, length_m=6.0)
    assert record["limits"] == {"leg_ohm": 0.9, "pf_per_ft": 45.0, "length_m": 6.0}
    told = pressed(SHORT, stock_pf_per_ft=18.0)["limits"]
    assert told == {"leg_ohm": 1.0, "stock_pf_per_ft": 18.0}


def test_a_long_cable_is_judged_by_what_its_length_allows():
    """The shops' rule: a fifth over 0.1 ohm a metre and 0.1 ohm of plugs."""
    record = pressed("xlr_xlr,length=100m", length_m=100.0, limit_pf_per_ft=200.0)
    assert record["limits"]["leg_ohm"] == pytest.approx(1.2 * (0.1 * 100 + 0.1), abs=0.001)
    assert record["leg_ohm"]["A.T-B.T"][0] < record["limits"]["leg_ohm"]


def test_where_nothing_was_judged_there_are_no_limits():
    assert "limits" not in pressed("none") and "limits" not in pressed("trs_trs,live=48V:6.81k@A.T")


def test_product_and_kind():
    record = pressed(SHORT, product="GC-6 B")
    assert record["product"] == "GC-6 B" and record.get("kind", "press") == "press"
    assert "product" not in pressed(SHORT)
    with plugged(SHORT, 1) as handheld:
        assert handheld.wiggle(1)["kind"] == "wiggle"
