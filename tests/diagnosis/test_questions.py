"""LOOKS-LIKE: the question, its answers, and what a batch remembers."""

import pytest
from reference import STAMP

from ringout.diagnosis import diagnose
from ringout.results import answers, record
from ringout.screen import canvas
from ringout.wirings import lookup


def made(surveyor, cable):
    readings = surveyor.read(cable)
    return record.make(STAMP, readings, diagnose.diagnose(readings))


ASKED = [
    ("trs_ts_2core", "trs_trs,short=R-S@B", "B has"),
    ("xlr_lift_b", "xlr_xlr,open=S@B", "intended"),
    ("rca_xlr_3w_lift", "rca_xlr_3w,open=S@B", "intended"),
    ("trs_ts_pseudo", "trs_ts_2core,open=S@A", "intended"),
    ("insert_rev", "insert,swap=T-R@A", "Ring to B"),
    ("trrs_ctia_omtp", "trrs_str,swap=R2-S@B", "adapter"),
]


@pytest.mark.parametrize(("sound", "faulty", "words"), ASKED)
def test_both_readings_of_the_same_picture_ask_the_same(surveyor, sound, faulty, words):
    questions = []
    for cable in (sound, faulty):
        rec = made(surveyor, cable)
        assert rec["verdict"] == "LOOKS-LIKE", cable
        questions.append(rec["question"])
        assert words in rec["question"]["text"]
        yes, no = rec["question"]["answers"]
        assert (yes["verdict"], no["verdict"]) == ("PASS", "FAIL")
        assert sound in yes["wiring"]
        assert no["faults"][0]["text"]
    assert questions[0]["key"] == questions[1]["key"]


@pytest.mark.parametrize("cable", [sound for sound, _, _ in ASKED])
def test_questions_fit_the_screen(surveyor, cable):
    question = made(surveyor, cable)["question"]
    assert len(question["text"]) <= canvas.CHARS
    assert all(len(answer["label"]) <= 5 for answer in question["answers"])


def test_an_answer_serves_the_batch_until_forgotten(surveyor):
    memory = answers.Memory()
    first = made(surveyor, "trs_ts_2core")
    assert memory.settle(first)["verdict"] == "LOOKS-LIKE"
    good = memory.answer(first, 0)
    assert good["verdict"] == "PASS"
    assert good["wiring"][0] == "trs_ts_2core"
    assert good["answered"]["answer"] == "yes"
    assert "question" not in good
    assert first["verdict"] == "LOOKS-LIKE"  # what was logged stays what it was
    assert memory.settle(made(surveyor, "trs_ts_2core,length=5m"))["verdict"] == "PASS"
    bad = memory.answer(first, 1)
    assert bad["verdict"] == "FAIL"
    assert bad["faults"][0]["code"] == "short"
    assert bad["text"] == bad["faults"][0]["text"]
    assert memory.settle(made(surveyor, "trs_ts_2core"))["verdict"] == "FAIL"
    assert memory.settle(made(surveyor, "xlr_lift_b"))["verdict"] == "LOOKS-LIKE"
    memory.forget()
    assert memory.settle(first)["verdict"] == "LOOKS-LIKE"
    assert memory.answer(made(surveyor, "trs_trs"), 0)["verdict"] == "PASS"


def test_names_of_a_class_are_honest(surveyor):
    text = made(surveyor, "trs_ts_open")["text"]
    result = diagnose.diagnose(surveyor.read("trs_ts_open"))
    assert result.verdict == "PASS"
    assert "trs_ts_open" in result.wiring
    assert lookup.screen_name(result.wiring[0]) in text
    assert " or " in text
