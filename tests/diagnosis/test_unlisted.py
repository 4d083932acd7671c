"""Cables that the catalogue does not have: never a confident FAIL that names a plug to open; and
what breaks on the usual cables stays what it was."""

import random

import pytest

from ringout.board.pinmap import CONTACTS, ENDS
from ringout.diagnosis import diagnose
from ringout_host.catalogue import cases

SLEEVES = "A.S=B.S A.S=C.S"
TS35 = "A.T-B.T A.S=B.S A.R~A.S A.R2~A.S B.R~B.S B.R2~B.S"
MADE = [
    f"wires:A.T-B.T A.R-C.T {SLEEVES},length=2m",
    f"wires:A.T-B.T A.R-C.T {SLEEVES},length=2m,length.C=3m",
    f"wires:A.T-B.T A.R-C.T {SLEEVES} B.R~B.S C.R~C.S,length=2m",
    f"wires:A.T-B.T A.R-C.T {SLEEVES} A.R2~A.S B.R~B.S,length=15m",
    f"wires:A.T-B.T A.R-C.T {SLEEVES} A.R2~A.S C.R~C.S,length=2m",
    f"wires:A.T-B.T A.T-C.T {SLEEVES},length=1m",
    "wires:A.T-B.T A.R-B.R A.S=B.S A.R2~A.S,length=1m",
    "wires:A.T-B.T A.R-B.R A.S=B.S A.R2~A.S,length=3m",
    "wires:A.T-B.T A.S=B.S A.R2~A.S B.R~B.S,length=2m",
    f"wires:{TS35},length=30cm",
    f"wires:{TS35} A.T-C.T A.S=C.S C.R~C.S,length=60cm",
    f"wires:A.T-B.T A.R-B.R A.T-C.T A.R-C.R {SLEEVES} A.R2~A.S B.R2~B.S,length=20cm",
    f"wires:A.T-B.T A.T-C.T {SLEEVES},length=20cm",
    f"wires:A.T-B.T A.T-C.T {SLEEVES} A.R~A.S,length=2m",
    "wires:A.T-B.T A.T-B.R A.S=B.S,length=2m",
    "wires:A.T-B.T A.R-B.T A.S=B.S B.R~B.S,length=2m",
    "wires:A.T-B.T:100ohm A.R-B.T:100ohm A.S=B.S B.R~B.S,length=2m",
    "wires:A.T-B.T:1k A.R-B.T:1k A.S=B.S B.R~B.S,length=2m",
    "wires:A.T-B.T:10k A.R-B.T:10k A.S=B.S B.R~B.S,length=2m",
    "wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S,part=T-R:180ohm@B",
    "wires:A.T-B.T A.R-B.R A.S=B.S,part=T-R:120ohm@B,length=2m",
    "wires:A.T-B.T A.S=B.S A.R~A.S B.R~B.S,part=T-S:1nF@A,length=2m",
    "wires:A.T-B.T A.S=B.S A.R~A.S B.R~B.S,part=T-S:2.2nF@B,length=2m",
    "wires:A.T-B.T A.S=B.S A.R~A.S,part=T-S:led@B,length=2m",
    "wires:A.T-B.T A.S=B.S A.R~A.S,part=T-S:diode@B,length=2m",
    "wires:A.T-B.R A.R-B.T A.S=B.S A.R2~A.S,length=1m",
    "wires:A.T-B.S A.R-B.T A.S=B.R,length=2m",
    "wires:A.T-B.R A.S=B.S A.R~A.S B.T~B.S,length=3m",
    "wires:A.R-B.T A.S=B.S A.T~A.S B.R~B.S,length=3m",
    "wires:A.S~A.T A.S-B.S,length=1m",
    "wires:B.R2~B.S B.R2-A.R B.R2-A.R2,length=2m",
    "wires:B.S~B.T B.S-A.R B.S-A.T B.T-A.R,length=1m",
    "wires:C.S-A.S C.S-B.S B.R-A.R,part=R-T:led@B,length=1m",
]  # fmt: skip
GOOD = ("PASS", "LOOKS-LIKE", "UNKNOWN")


@pytest.mark.parametrize("spec", MADE)
def test_a_whole_cable_is_no_broken_one(surveyor, spec):
    result = surveyor.test(spec)
    assert result.verdict in GOOD, result.text
    if result.verdict == "UNKNOWN":
        nearest = result.more["nearest"]
        assert nearest["differs"] and nearest["cable"]
        assert result.text.startswith("not in my list: nearest ")
        assert not result.faults and result.cable is None


USUAL = ["trs_trs", "xlr_xlr", "ts_ts", "rca_rca", "insert", "stereo_ts_y35", "mono_y",
         "xlr_y_split"]  # fmt: skip


@pytest.mark.parametrize("wiring_id", USUAL)
def test_a_common_accident_of_a_common_cable_stays_one(surveyor, wiring_id):
    found = list(cases.singles(wiring_id))
    random.Random(wiring_id).shuffle(found)
    for case in [*found[:7], *[c for c in found if c.modifier == "open=S@B"]]:
        result = surveyor.test(case.spec)
        assert result.verdict in ("FAIL", "FAIL*", "LOOKS-LIKE", "PASS"), case.spec


@pytest.mark.parametrize("ohm", [22, 150, 600, 10000])
@pytest.mark.parametrize("bridge", ["", " A.R~A.S"])
def test_a_resistor_to_the_cold_leg_or_a_joint_in_it_is_asked_about(surveyor, ohm, bridge):
    """An impedance-balanced output has one at the plug; a core to the sleeve, badly soldered, reads
    the same."""
    for spec in (
        f"wires:A.T-B.T A.S=B.S{bridge},length=3m,part=R-S:{ohm}ohm@B",
        f"wires:A.T-B.T A.S-B.R:{ohm}ohm A.S=B.S{bridge},length=3m",
    ):
        result = surveyor.test(spec)
        assert result.verdict == "LOOKS-LIKE" and "RING-SLEEVE: meant?" in result.text, result.text
        assert result.question["answers"][1]["faults"][0]["code"] == "high-resistance"


@pytest.mark.parametrize("end", ["A", "B"])
@pytest.mark.parametrize(("wiring_id", "length"), [("trs35", "15cm"), ("trs_trs", "20cm")])
def test_a_patch_lead_that_passes_says_what_else_reads_so(surveyor, wiring_id, length, end):
    """A ring that touches the sleeve makes a mono lead of it; under a few ohms nothing tells."""
    result = surveyor.test(f"{wiring_id},length={length},short=R-S@{end}")
    assert result.verdict == "PASS" and "with a fault reads the same" in result.text
    assert surveyor.test(f"{wiring_id},length={length}").text.count("not certain") == 0


MONO_Y = ["mono_y", "ts_rca_y", "rca_rca_y", "ts35_ts35_y"]


@pytest.mark.parametrize("end", "BC")
@pytest.mark.parametrize("wiring_id", MONO_Y)
def test_a_plug_that_only_the_shield_reaches_is_a_broken_one(surveyor, wiring_id, end):
    """The core's capacitance is in the other leg's net, so nothing hangs; and a TS plug has no
    ring that a core could be soldered to instead."""
    for length in ("60cm", "3m"):
        result = surveyor.test(f"{wiring_id},length={length},open=T@{end}")
        assert (result.verdict, result.text) == ("FAIL", f"TIP OPEN at plug {end}")


def test_an_open_leg_of_a_splitter_hangs_by_its_capacitance(surveyor):
    for spec in ("xlr_y_split,open=R@C", "xlr_y_split,open=R@B", "xlr_y_split,open=T@A"):
        result = surveyor.test(spec)
        assert (result.verdict, result.cable) == ("FAIL", "xlr_y_split"), (spec, result.text)
    spec = "wires:A.T-B.T A.T-C.T A.R-B.R A.S=B.S A.S=C.S,length=2m"  # no conductor to C.R
    assert surveyor.test(spec).verdict == "UNKNOWN"


def netlist(draw):
    """A random made cable: every contact is joined cleanly, or not at all."""
    contacts = list(CONTACTS)
    draw.shuffle(contacts)
    joints, at = [], 0
    while at < len(contacts) - 1:
        size = min(draw.choice((1, 2, 2, 2, 3)), len(contacts) - at)
        net = contacts[at : at + size]
        for other in net[1:]:
            mark = "~" if other[0] == net[0][0] else "-"
            joints.append(f"{net[0]}{mark}{other}")
        at += size
    return "wires:" + " ".join(joints) + f",length={draw.choice((1, 2, 6))}m"


@pytest.mark.parametrize("seed", range(40))
def test_random_cables_name_no_plug(surveyor, seed):
    spec = netlist(random.Random(seed))
    readings = surveyor.read(spec)
    result = diagnose.diagnose(readings)
    assert result.verdict in (*GOOD, "FAIL", "NO-CABLE"), (spec, result.text)
    if result.verdict == "FAIL":  # one common accident explains it
        assert len(result.faults) == 1, (spec, result.text)
        assert result.faults[0]["code"] in ("reversed", "crossed", "short")


@pytest.mark.parametrize(
    ("parts", "net", "ohm"),
    [("part=T-R:120ohm@B", {"T", "R"}, 120), ("part=R-S:10k@A", {"R", "S"}, 10000),
     ("part=T-S:22ohm@B", {"T", "S"}, 22)],
)  # fmt: skip
def test_a_resistor_is_named_with_its_value(surveyor, parts, net, ohm):
    readings = surveyor.read("xlr_xlr,length=2m," + parts)
    auto = diagnose.diagnose(readings)
    (part,) = auto.more["parts"]
    assert auto.verdict == "LOOKS-LIKE" and auto.question["text"].endswith("meant?")
    assert part["kind"] == "R" and abs(part["ohm"] - ohm) < 0.05 * ohm + part["u"]
    assert {contact[2:] for contact in part["net"]} == net
    assert part["net"][0][0] == part["net"][1][0] in ENDS
    expect = diagnose.diagnose(readings, "expect:xlr_xlr")
    assert (expect.verdict, [f["code"] for f in expect.faults]) == ("FAIL", ["part"])


def test_one_odd_leg_is_a_joint_two_alike_are_resistors(surveyor):
    bad = surveyor.test("trs_trs,joint=R:270ohm@B")
    assert [fault["code"] for fault in bad.faults] == ["high-resistance"]
    assert "parts" not in bad.more
    pad = surveyor.test("wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S", "expect:trs_trs")
    assert {fault["code"] for fault in pad.faults} == {"part"}
    assert len(pad.more["parts"]) == 2


def test_a_diode_says_its_direction(surveyor):
    for spec, net in (("diode@B", ["T", "S"]), ("diode@A", ["T", "S"])):
        result = surveyor.test("ts_ts,length=2m,part=T-S:" + spec)
        (part,) = result.more["parts"]
        assert part["kind"] == "D" and [c[2:] for c in part["net"]] == net
    turned = surveyor.test("ts_ts,length=2m,part=S-T:diode@B")
    assert [c[2:] for c in turned.more["parts"][0]["net"]] == ["S", "T"]


@pytest.mark.parametrize("kilohm", [5, 35, 100, 250])
@pytest.mark.parametrize("wiring_id", ["xlr_xlr", "trs_trs", "ts_ts"])
def test_a_joint_of_kilohms_is_a_broken_cable(surveyor, wiring_id, kilohm):
    result = surveyor.test(f"{wiring_id},length=6m,joint=T:{kilohm}k@B")
    assert result.verdict == "FAIL"
    assert result.faults[0]["code"] in ("high-resistance", "open")
    assert {name[2:] for name in result.faults[0]["net"]} == {"T"}


@pytest.mark.parametrize(
    "cable", ["trs_trs,short=R-T@B", "xlr_xlr,short=T-S@A", "rca_rca,short=T-S@B"]
)
@pytest.mark.parametrize("length", ["15cm", "50cm,stock=oyaide-ftvs-510"])
def test_a_short_in_a_lead_too_short_for_a_loop_is_one(surveyor, cable, length):
    """Both plugs read a bridge there, as in a cable that was made so."""
    result = surveyor.test(f"{cable},length={length}")
    assert (result.verdict, result.faults[0]["code"]) == ("FAIL", "short"), result.text
    assert "-0" not in result.text


@pytest.mark.parametrize("length", ["20cm", "30cm"])
def test_a_short_lead_without_a_ring_is_no_broken_one(surveyor, length):
    """Half of a ring's conductor would be seen."""
    assert surveyor.test(f"trs35_rca_open,length={length}").verdict == "PASS"
    broken = surveyor.test(f"trs35,length={length},open=R@50%")
    assert (broken.verdict, broken.faults[0]["code"]) == ("FAIL", "open")


@pytest.mark.parametrize(("spec", "nearest", "differs"), [
    ("wires:A.T-B.R A.S=B.S A.R~A.S B.T~B.S,length=3m", "trs_ts_2core", "A.T goes to B.R"),
    ("wires:A.T-B.T:470ohm A.T-B.R A.S=B.S,length=3m", "trs_trs", "A.T through 46"),
    ("wires:A.T-B.T A.T-C.T A.T-C.R A.S=B.S A.S=C.S", "xlr_y_split", "A.T goes to C.R")
])  # fmt: skip
def test_unknown_names_the_cable_that_it_would_be_with_the_fewest_changes(
        surveyor, spec, nearest, differs):  # fmt: skip
    result = surveyor.test(spec)
    assert result.verdict == "UNKNOWN" and result.more["nearest"]["cable"] == nearest
    assert result.text.partition("; ")[2].startswith(differs)


@pytest.mark.parametrize("cable", ["xlr_lift_b,open=S@A", "xlr_lift_a,open=S@B"])
def test_where_only_an_end_differs_that_is_said(surveyor, cable):
    result = surveyor.test(cable + ",length=3m")
    if result.verdict == "UNKNOWN":
        assert all(result.more["nearest"]["differs"])
        assert " ends at " in result.text
    else:
        assert result.verdict == "FAIL"
