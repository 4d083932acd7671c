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
    assert "limits" not in pressed(SHORT)  # its legs are compared with each other
    assert pressed(SHORT, length_m=6.0)["limits"] == {"length_m": 6.0}


def test_limits_that_were_set_and_what_was_told():
    record = pressed(SHORT, limit_leg_ohm=0.9, limit_pf_per_ft=45.0, length_m=6.0)
    assert record["limits"] == {"leg_ohm": 0.9, "pf_per_ft": 45.0, "length_m": 6.0}
    told = pressed(SHORT, stock_pf_per_ft=18.0)["limits"]
    assert told == {"stock_pf_per_ft": 18.0}
    named = pressed(SHORT, stock="mogami-w2549")["limits"]
    assert named == {"stock_pf_per_ft": pytest.approx(23.2, abs=0.1)}


def test_a_limit_that_was_set_is_absolute():
    """Equal legs pass as thin wire, however long: unless somebody set a limit."""
    cable = "xlr_xlr,length=100m"
    assert pressed(cable, length_m=100.0)["verdict"] == "PASS"
    record = pressed(cable, length_m=100.0, limit_leg_ohm=1.0)
    assert (record["verdict"], record["limits"]["leg_ohm"]) == ("FAIL", 1.0)
    assert {fault["code"] for fault in record["faults"]} == {"high-resistance"}
    assert pressed("trs_trs,length=0.3m,joint=T:0.15ohm@B", limit_leg_ohm=1.0)["verdict"] == "PASS"


def test_where_nothing_was_judged_there_are_no_limits():
    assert "limits" not in pressed("none") and "limits" not in pressed("trs_trs,live=48V:6.81k@A.T")


def test_product_and_kind():
    record = pressed(SHORT, product="GC-6 B")
    assert record["product"] == "GC-6 B" and record.get("kind", "press") == "press"
    assert "product" not in pressed(SHORT)
    with plugged(SHORT, 1) as handheld:
        assert handheld.wiggle(1)["kind"] == "wiggle"
