"""Calibration: what the reference plugs teach, what is refused, and how it is kept."""

import json

import pytest
from tests.measuring_rig import Rig, pair

from ringout.board import pinmap
from ringout.console.protocol import Refused
from ringout.console.service import Service
from ringout.measure import calibration
from ringout.measure.calibrator import Calibrator, Refusal, split_pairs
from ringout.storage import checked_file


def true_drive(rig, line):
    front_end = rig.bench.front_end
    return front_end.gpio_ohm[line] + front_end.force_ohm[line]


@pytest.mark.parametrize("seed", [2, 7])
def test_values_are_the_boards(tmp_path, seed):
    rig = Rig(tmp_path, seed).calibrate("ABC")
    front_end = rig.bench.front_end
    learned = rig.tester.calibration
    # Driver resistances include the x11 stage's gain error: one factor for the whole board.
    factors = [
        learned.correction.drive_ohm[line] / true_drive(rig, line) for line in range(pinmap.LINES)
    ]
    assert max(factors) / min(factors) == pytest.approx(1.0, abs=2.5e-3)
    assert factors[0] == pytest.approx(front_end.x11_gain**-1 * 11.0, rel=5e-3) or factors[
        0
    ] == pytest.approx(front_end.x11_gain / 11.0, rel=5e-3)
    for ohm in learned.correction.contact_ohm:
        assert ohm == pytest.approx(0.008, abs=0.004)
    assert learned.correction.calibrated == pinmap.ALL_LINES


def test_zeros_make_empty_jacks_read_nothing(tmp_path):
    rig = Rig(tmp_path, 5)
    before = [abs(pf) for pf, _ in rig.take("none").node_pf.values()]
    rig.calibrate()
    after = [abs(pf) for pf, _ in rig.take("none").node_pf.values()]
    assert max(before) > 0.8
    assert max(after) < 0.3


def test_resistance_gets_better(tmp_path):
    cable = "trs_trs,core_ohm=1.6ohm/m"  # 3 m: 4.8 ohm a core
    worst = {}
    for calibrated in (False, True):
        errors = []
        for seed in range(1, 7):
            rig = Rig(tmp_path, seed)
            if calibrated:
                rig.calibrate()
            errors.append(abs(rig.take(cable).ohm[pair("A.T-B.T")][0] - 4.8))
        worst[calibrated] = max(errors)
    assert worst[True] < 0.02 < worst[False]


def test_survives_a_restart_and_is_named_in_records(tmp_path):
    rig = Rig(tmp_path, 3).calibrate(unix_s=1_790_000_000)
    again = Rig(tmp_path, 3, "trs_trs")
    assert again.tester.calibration.values() == rig.tester.calibration.values()
    assert again.tester.calibration.unix_s == 1_790_000_000
    record = again.test()
    assert record["cal"] == rig.tester.calibration.id
    assert record["cal"].startswith("c1-")
    rig.calibrate()
    assert rig.tester.calibration.id.startswith("c2-")


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ([("empty", "trs_trs")], "unplug everything"),
        ([("empty", "trs_trs,unplug=B")], "unplug"),
        ([("empty", "none,plug=short@B")], "unplug everything"),
        ([("plug", "none")], "one reference plug"),
        ([("plug", "trs_trs")], "one reference plug"),
        ([("plug", "none,plug=short@A,plug=short@B")], "one reference plug"),
        ([("plug", "none,plug=22ohm@A")], "22.* ohm in jack A is no reference plug"),
        ([("plug", "none,plug=2ohm@B")], "no reference plug"),
        ([("plug", "none,plug=short@A"), ("save", "none")], "empty jacks first"),
        (
            [("empty", "none"), ("plug", "none,plug=short@A"), ("save", "none")],
            "jack A needs both",
        ),
    ],
)
def test_wrong_plugs_are_refused_and_change_nothing(tmp_path, steps, complaint):
    rig = Rig(tmp_path)
    calibrator = Calibrator(rig.board, rig.tester.charger, rig.tester.calibration)
    for step, cable in steps[:-1]:
        rig.plug(cable)
        getattr(calibrator, step)()
    step, cable = steps[-1]
    rig.plug(cable)
    with pytest.raises(Refusal, match=complaint):
        if step == "save":
            calibrator.save(rig.board.files, None)
        else:
            getattr(calibrator, step)()
    assert not rig.bench.is_driven()
    assert rig.board.files.read(calibration.FILE) is None


def test_insane_values_are_not_kept(tmp_path):
    rig = Rig(tmp_path).calibrate()
    kept = rig.board.files.read(calibration.FILE)
    for name, value in (("contact_ohm", 0.5), ("drive_ohm", 900.0)):
        draft = calibration.Calibration()
        getattr(draft.correction, name)[2] = value
        with pytest.raises(ValueError, match="A.R2"):
            draft.save(rig.board.files, None)
    wet = calibration.Calibration()
    wet.zeros_pf[4] = 170.0
    with pytest.raises(ValueError, match="B.T has 170 pF"):
        wet.save(rig.board.files, None)
    assert rig.board.files.read(calibration.FILE) == kept


@pytest.mark.parametrize(
    "damage",
    [
        lambda values: values.pop("zeros_pf"),
        lambda values: values.update(zeros_pf=[22.0] * 10),
        lambda values: values.update(drive_ohm=["a"] * 11),
        lambda values: values.update(zeros_pf=[220.0] * 11),
        lambda values: values.update(reference_pf=5000.0),
        lambda values: values.update(id=7),
    ],
)
def test_a_stored_file_that_cannot_be_is_not_used(tmp_path, damage):
    rig = Rig(tmp_path).calibrate()
    values = rig.tester.calibration.values()
    damage(values)
    checked_file.save(rig.board.files, calibration.FILE, values)
    loaded, problem = calibration.load(rig.board.files)
    assert loaded.id is None and not loaded.zeroed and problem


def test_a_torn_file_falls_back_to_the_one_before(tmp_path):
    rig = Rig(tmp_path).calibrate()
    first = rig.tester.calibration.id
    rig.calibrate()
    line = rig.board.files.read(calibration.FILE)
    rig.board.files.replace(calibration.FILE, line[:-20])
    loaded, problem = calibration.load(rig.board.files)
    assert loaded.id == first
    assert problem == checked_file.FROM_FALLBACK


def test_split_pairs_against_least_squares():
    import numpy as np

    lines = [0, 1, 2, 3]
    pairs = [(i, j) for i in lines for j in lines if i < j]
    sums = {(i, j): 8.0 + i + 2 * j + (0.3 if i == 1 else -0.1) for i, j in pairs}
    rows = np.array([[1.0 if k in p else 0.0 for k in lines] for p in sums])
    expected = np.linalg.lstsq(rows, np.array(list(sums.values())), rcond=None)[0]
    found = split_pairs(lines, sums)
    assert [found[k] for k in lines] == pytest.approx(expected.tolist())


def test_over_the_console(tmp_path):
    """The op's steps in order, with a wrong plug in between; replies are JSON."""
    rig = Rig(tmp_path, 6)
    service = Service(rig.tester)
    assert service.calibrate({"step": "status"})["cal"] is None
    with pytest.raises(Refused, match="empty jacks"):
        service.calibrate({"step": "save"})
    reply = service.calibrate({"step": "open"})
    assert len(reply["pf"]) == 11 and reply["missing"][0] == ["short", "A"]
    rig.plug("none,plug=33ohm@A")
    with pytest.raises(Refused, match="no reference plug"):
        service.calibrate({"step": "plug"})
    for kind in ("10ohm", "short"):
        rig.plug(f"none,plug={kind}@A")
        reply = service.calibrate({"step": "plug"})
        assert (reply["step"], reply["jack"]) == (kind, "A")
    assert ["short", "A"] not in reply["missing"] and ["short", "B"] in reply["missing"]
    rig.plug("none")
    done = service.calibrate({"step": "save"})
    assert done["cal"] == rig.tester.calibration.id is not None
    json.dumps(done)
    with pytest.raises(Refused, match="one of"):
        service.calibrate({"step": "dance"})
    assert service.selftest({})["pass"] is True
