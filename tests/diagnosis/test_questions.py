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


def test_an_answer_counts_for_one_press(surveyor):
    kept = answers.Answers()
    first = made(surveyor, "trs_ts_2core")
    assert kept.settle(first, 0)["verdict"] == "LOOKS-LIKE"
    good = kept.answer(first, answers.YES)
    assert (good["verdict"], good["wiring"][0]) == ("PASS", "trs_ts_2core")
    assert (good["answered"], good["asked"]["answer"]) == ("once", "yes")
    assert "question" not in good
    assert first["verdict"] == "LOOKS-LIKE"  # what was logged stays what it was
    assert kept.settle(made(surveyor, "trs_ts_2core"), 1000)["verdict"] == "LOOKS-LIKE"
    bad = kept.answer(first, answers.NO)
    assert (bad["verdict"], bad["faults"][0]["code"]) == ("FAIL", "short")
    assert bad["text"] == bad["faults"][0]["text"]
    assert not kept.offered(), "a no is never remembered"
    kept.keep(2000)
    assert kept.names(2000) == []
    assert kept.answer(made(surveyor, "trs_trs"), answers.YES)["verdict"] == "PASS"


def standing(surveyor, cable, now_ms=0):
    """Answers in which "all like this" was said of a cable."""
    kept = answers.Answers()
    kept.answer(kept.settle(made(surveyor, cable), now_ms), answers.YES)
    assert kept.offered()
    kept.keep(now_ms)
    return kept


@pytest.mark.parametrize("cable", [sound for sound, _, _ in ASKED])
def test_all_like_this_covers_what_reads_alike_and_nothing_else(surveyor, cable):
    kept = standing(surveyor, f"{cable},length=6m")
    again = kept.settle(made(surveyor, f"{cable},length=6m"), 1000)
    assert (again["verdict"], again["answered"]) == ("PASS", "all")
    for other in (f"{cable},length=5m", f"{cable},length=6m,joint=T:0.4ohm@A"):
        assert kept.settle(made(surveyor, other), 2000)["verdict"] != "PASS", other


# The same nets, but not the same copper: which end hangs, how long the cable is.
UNLIKE = [
    ("xlr_lift_b", "xlr_xlr,length=6m,open=S@A"),
    ("trs_lift_b", "trs_trs,length=6m,open=S@A"),
    ("xlr_lift_b", "xlr_xlr,length=6m,open=S@50%"),
    ("xlr_lift_b", "xlr_xlr,length=6m,open=S@B,swap=T-R@B"),
    ("trs_ts_2core", "trs_trs,length=9m,short=R-S@B"),
    ("insert_rev", "insert,length=3m,swap=T-R@A"),
]


@pytest.mark.parametrize(("answered", "broken"), UNLIKE)
def test_a_broken_cable_is_not_covered(surveyor, answered, broken):
    kept = standing(surveyor, f"{answered},length=6m")
    assert kept.settle(made(surveyor, broken), 1000)["verdict"] != "PASS"


def test_an_answer_that_stands_ends_by_itself(surveyor):
    kept = standing(surveyor, "xlr_lift_b")
    other = made(surveyor, "trs_trs")
    for _ in range(answers.IDLE_TESTS - 1):
        kept.settle(other, 1000)
    assert kept.settle(made(surveyor, "xlr_lift_b"), 1000)["verdict"] == "PASS"  # used again
    assert kept.names(1000) == ["xlr_lift_b"]
    for _ in range(answers.IDLE_TESTS):
        kept.settle(other, 1000)
    assert kept.names(1000) == []
    assert kept.settle(made(surveyor, "xlr_lift_b"), 1000)["verdict"] == "LOOKS-LIKE"
    kept = standing(surveyor, "xlr_lift_b")
    assert kept.names(answers.IDLE_MS - 1) == ["xlr_lift_b"]
    assert kept.settle(made(surveyor, "xlr_lift_b"), answers.IDLE_MS)["verdict"] == "LOOKS-LIKE"


def test_names_of_a_class_are_honest(surveyor):
    text = made(surveyor, "trs_ts_open")["text"]
    result = diagnose.diagnose(surveyor.read("trs_ts_open"))
    assert result.verdict == "PASS"
    assert "trs_ts_open" in result.wiring
    assert lookup.screen_name(result.wiring[0]) in text
    assert " or " in text


def test_a_question_has_one_mark(surveyor):
    """Both cores of 30 m look thin beside their shield: two findings, one question."""
    cable = "mono_y,length=29.44m,stock=belden-8241f"
    text = surveyor.test(cable, "expect:mono_y").text
    assert "long wire or joint" in text and text.count("?") == 1 and text.endswith("?")
