"""GOLDEN: what it learns, what it refuses, what it finds, and damaged files."""

import json

import pytest
from reference import STAMP

from ringout.diagnosis import diagnose, golden
from ringout.diagnosis.teaching import Teaching
from ringout.results import record
from ringout.storage.files import Files
from ringout.wirings import own_files
from ringout_host.cables.wire import from_wire


def sample(surveyor, cable):
    readings = surveyor.read(cable)
    return record.make(STAMP, readings, diagnose.diagnose(readings))


def taught(surveyor, cables, name="STAGE"):
    teaching = Teaching(name, len(cables))
    for cable in cables:
        assert teaching.add(sample(surveyor, cable)) == ""
    assert teaching.full()
    return teaching.finish()


@pytest.fixture(scope="module")
def stage(one_surveyor):
    return taught(
        one_surveyor, ["trs_trs,length=6m", "trs_trs,length=6.05m", "trs_trs,length=5.95m"]
    )


@pytest.mark.parametrize(
    ("cable", "verdict", "code"),
    [
        ("trs_trs,length=6m", "PASS", None),
        ("trs_trs,length=5.98m,imbalance=2%", "PASS", None),
        ("trs_trs,length=6m,open=R@B", "FAIL", "open"),
        ("trs_trs,length=6m,joint=T:0.3ohm@A", "FAIL", "high-resistance"),
        ("trs_trs,length=9m", "FAIL", "high-resistance"),
        ("trs_trs,length=6m,stock=canare-l-4e6s", "FAIL", "stock"),
        ("ts_ts,length=6m", "FAIL", "wrong-cable"),
        ("none", "NO-CABLE", None),
    ],
)
def test_check(surveyor, stage, cable, verdict, code):
    result = golden.check(stage, surveyor.read(cable))
    assert result.verdict == verdict, result.text
    assert (result.faults[0]["code"] if result.faults else None) == code
    if result.faults:
        assert result.text == result.faults[0]["text"]


@pytest.mark.parametrize(
    ("cable", "why"),
    [
        ("trs_trs,open=R@B", "not good"),
        ("trs_trs,swap=T-R@B", "not good"),
        ("sum_direct", "answer the question"),
        ("none", "no cable"),
        ("trs_trs,live=48V@A.T", "voltage"),
        ("trs_ts_2core", "answer the question"),
        ("xlr_pol", "not good"),
    ],
)
def test_bad_teaching_is_refused(surveyor, cable, why):
    assert why in Teaching("X").add(sample(surveyor, cable))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("ts_ts,length=6m", "connections"),
        ("trs_trs,length=12m", "differs"),
        ("trs_trs,length=6m,joint=R:0.8ohm@A", "not good"),
    ],
)
def test_disagreeing_samples_are_refused(surveyor, second, why):
    teaching = Teaching("X")
    assert teaching.add(sample(surveyor, "trs_trs,length=6m")) == ""
    assert why in teaching.add(sample(surveyor, second))
    assert len(teaching.samples) == 1
    with pytest.raises(ValueError, match="1 of 3"):
        teaching.finish()


def test_what_does_not_read_the_same_twice_is_not_learned(surveyor):
    """A source that was on it for a moment passes once; learning asks twice."""
    first = sample(surveyor, "trs_trs,length=6m")
    for again, why in (
        ("trs_trs,length=7m", "twice"),
        ("trs_trs,length=6m,joint=R:0.4ohm@A", "twice"),
        ("ts_ts,length=6m", "connections"),
        ("trs_trs,length=6m,live=0.5V@A.T", "voltage"),
    ):
        teaching = Teaching("X")
        assert why in teaching.add(first, sample(surveyor, again))
        assert not teaching.samples and not teaching.asked
    assert Teaching("X").add(first, sample(surveyor, "trs_trs,length=6m")) == ""


@pytest.mark.parametrize("name", ["", "a/b", "../x", "much-too-long-a-name", "é"])
def test_names_that_would_not_be_files_are_refused(name):
    with pytest.raises(ValueError, match="name"):
        Teaching(name)


def test_file_round_trip_and_damage(tmp_path, stage):
    files = Files(str(tmp_path))
    golden.save(files, stage)
    assert golden.names(files) == ["STAGE"]
    assert golden.load(files, "STAGE") == stage
    whole = files.read("golden/STAGE")
    for at in range(0, len(whole) - 1, 7):
        files.replace("golden/STAGE", whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        with pytest.raises(ValueError, match="learn it again"):
            golden.load(files, "STAGE")
        files.replace("golden/STAGE", whole[:at])
        with pytest.raises(ValueError, match="learn it again"):
            golden.load(files, "STAGE")
    golden.forget(files, "STAGE")
    with pytest.raises(ValueError, match="no golden STAGE: learn it"):
        golden.load(files, "STAGE")


def test_a_golden_of_a_wiring_this_firmware_lacks_is_an_error(surveyor, stage):
    alien = dict(stage, wiring=["from_the_future"])
    result = golden.check(alien, surveyor.read("trs_trs"))
    assert result.verdict == "ERROR"
    assert "learn it again" in result.text


UNLISTED = [
    "wires:A.T-B.T A.R-C.T A.S=B.S A.S=C.S B.R~B.S,length=2m",
    "wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S,part=T-R:180ohm@B,length=2m",
    "wires:A.T-C.R A.R2-B.T A.S-B.S C.T~C.S,length=2m",
    "wires:A.T-B.T A.S=B.S A.R~A.S,part=T-S:diode@B,length=2m",
    "trs_trs,swap=T-R@B",
]


@pytest.mark.parametrize("cable", UNLISTED)
def test_what_a_person_vouches_for_is_learned_as_it_is(surveyor, tmp_path, cable):
    teaching = Teaching("MINE", 2)
    assert teaching.add(sample(surveyor, cable))
    assert teaching.asked and not teaching.samples
    assert teaching.add(sample(surveyor, cable)) == ""  # pressed again: it is meant so
    assert teaching.add(sample(surveyor, cable)) == ""
    files = Files(str(tmp_path))
    golden.save(files, teaching.finish())
    learned = golden.load(files, "MINE")
    assert [row[:2] for row in own_files.rows(files)] == [["mine", "MINE"]]  # for a host to pull
    assert from_wire(json.loads(own_files.text(files, "mine"))).wires
    result = golden.check(learned, surveyor.read(cable))
    assert (result.verdict, result.faults) == ("PASS", []), result.text
    for fault in (",open=S@B", ",short=T-S@A"):
        result = golden.check(learned, surveyor.read(cable + fault))
        assert result.verdict == "FAIL" and result.faults, fault
    result = golden.check(learned, surveyor.read("xlr_xlr"))
    assert result.verdict == "FAIL"


def test_vouching_is_for_the_cable_that_was_asked_about(surveyor):
    teaching = Teaching("MINE", 2)
    teaching.add(sample(surveyor, UNLISTED[0]))
    assert "not in my list" in teaching.add(sample(surveyor, UNLISTED[2]))
    assert teaching.asked and not teaching.samples
    for cable in ("none", "trs_trs,live=48V@A.T"):
        assert teaching.add(sample(surveyor, cable)) and not teaching.asked
    assert teaching.add(sample(surveyor, "trs_trs,length=6m")) == ""
    assert teaching.add(sample(surveyor, UNLISTED[0])) and not teaching.asked
