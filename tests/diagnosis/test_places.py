"""Where a short or a break sits: within what is claimed, or nothing is claimed."""

import pytest

from ringout.diagnosis import diagnose
from ringout_host.catalogue.survey import Surveyor

LIFTED = "xlr_lift_b,length=10m"
CABLES = [
    ("ts_spk,length=10m,short=T-S@10%", 10),  # the other conductor is not measured by itself
    ("ts_spk,length=10m,short=T-S:2ohm@90%", 90),
    ("ts_ts,length=10m,short=T-S@A,joint=T:3ohm@B", 0),
    ("xlr_y_split,length=10m,short=T-R@90%:C", 90),
    ("rca_xlr_3w,length=10m,short=S-T@90%", 90),  # two conductors side by side on one contact
    ("trs_ts_pseudo,length=10m,short=T-S@10%", 10),
    (LIFTED + ",short=R-S@10%", 10),  # the shield can be reached from one plug only
    (LIFTED + ",short=R-S:2ohm@50%", 50),
    (LIFTED + ",short=T-S@90%", 90),
    ("trs_ts_2core,length=10m,open=R@50%", 50),  # other conductors on both sides of the break
    ("trs_ts_2core,length=10m,open=S@10%", 10),
    ("trs_ts_pseudo,length=10m,open=R@90%", 90),
    ("sum_res,length=10m,open=T@50%", 50),
    ("trs35_trs35_y,short=R-S@50%:C", 50),  # the sound leg says that it is not beyond plug A
    ("rca_ts35_y,short=S-T@50%:C", 50),
    ("ts35_rca_y,short=S-T@50%:B", 50),
    ("trrs_trs35_y,short=R-R2@50%:B", 50),
]


@pytest.mark.parametrize(("cable", "percent"), CABLES)
def test_place(surveyor, cable, percent):
    fault = surveyor.test(cable, "expect:" + cable.split(",")[0]).faults[0]
    at = fault["at"]
    said = 0.0 if at.get("plug") else at["percent"]
    said = said if at["end"] == "A" else 100.0 - said
    assert said == pytest.approx(percent, abs=at.get("u_percent", 5.0) + 1.0), fault["text"]


@pytest.mark.parametrize(
    ("cable", "code", "end"),
    [("rca_xlr_3w,open=S@A", "open", "A"),  # two wires on a contact that none hangs on now
     ("rca_xlr_3w_lift,length=10m,open=S@A", "open", "A"), ("trs_ts_pseudo,open=S@B", "open", "B"),
     ("sum_res,short=R-S:2ohm@A", "short", "A"), ("sum_res,short=S-T:2ohm@B", "short", "B")],
)  # fmt: skip
def test_its_plug_is_known(surveyor, cable, code, end):
    (fault,) = surveyor.test(cable, "expect:" + cable.split(",")[0]).faults
    assert (fault["code"], fault["end"]) == (code, end), fault["text"]


def test_one_contact_alone_may_have_a_conductor():
    """Of a cable that takes all eleven contacts nothing tells what an empty one reads."""
    tester = Surveyor(1)  # never calibrated
    broken = tester.read("trs35_trs35_y,open=R@50%:C")
    (fault,) = diagnose.diagnose(broken, "expect:trs35_trs35_y").faults
    assert (fault["code"], fault["at"]["percent"]) == ("open", pytest.approx(50, abs=3))
    after = tester.read("trs35_trs35_y")
    for pf, u in after.node_pf.values():
        assert pf > 950 - u, "two cables of 3 m"


def test_a_short_that_closes_a_loop_has_no_place(surveyor):
    result = surveyor.test("trs_ts_2core,length=10m,short=R-S@50%", "expect:trs_ts_2core")
    assert result.faults[0]["code"] == "short"
    assert result.faults[0]["end"] is None


@pytest.mark.parametrize("mode", ["auto", "expect:xlr_lift_b"])
def test_a_lifted_shield_that_ends_half_way_names_no_plug(surveyor, mode):
    fault = surveyor.test("xlr_lift_b,open=S@50%", mode).faults[0]
    assert fault["code"] == "open"
    assert fault["end"] is None
    assert "plug" not in fault["text"]
