"""An answered question, as a person answers it: with keys, for one press or for all alike."""

import pytest

from ringout.screen.canvas import TEXT
from ringout_host.sim.handheld import Handheld

HELD_MS = 800
LIFTED = "xlr_lift_b,length=6m"


@pytest.fixture
def tester(tmp_path):
    return Handheld(LIFTED, str(tmp_path), seed=2)


def press(tester, cable):
    tester.plug(cable)
    return tester.press()


def lines(tester):
    return [item[3] for item in tester.app.view.layout() if item[0] == TEXT]


def all_like_this(tester):
    """Yes, hold MODE, first entry of the menu."""
    tester.press("MODE")
    tester.press("MODE", HELD_MS)
    assert "All like this" in lines(tester)
    tester.press("TEST")


@pytest.mark.parametrize("broken", ["open=S@A", "open=S@B", "open=S@50%"])
@pytest.mark.parametrize("kind", ["xlr_xlr", "trs_trs"])
def test_a_yes_never_passes_the_next_cable(tester, kind, broken):
    assert tester.press()["verdict"] == "LOOKS-LIKE"
    tester.press("MODE")
    assert (tester.app.record["verdict"], tester.app.record["answered"]) == ("PASS", "once")
    assert "as answered" in lines(tester)
    assert press(tester, "trs_trs,length=6m")["verdict"] == "PASS"
    assert press(tester, f"{kind},length=6m,{broken}")["verdict"] != "PASS"


def test_test_is_no_answer(tester):
    asked = tester.press()
    again = tester.press()
    assert (asked["verdict"], again["verdict"]) == ("LOOKS-LIKE", "LOOKS-LIKE")
    assert again["seq"] == asked["seq"] + 1


def test_mode_held_is_no(tester):
    tester.press()
    tester.press("MODE", HELD_MS)
    assert tester.app.record["verdict"] == "FAIL"
    assert tester.press()["verdict"] == "LOOKS-LIKE"


def test_all_like_this_says_so_on_every_pass_and_is_listed_and_cleared(tester):
    tester.press()
    all_like_this(tester)
    record = tester.press()
    assert (record["verdict"], record["answered"]) == ("PASS", "all")
    assert "as answered" in lines(tester)
    assert press(tester, "xlr_lift_b,length=9m")["verdict"] == "LOOKS-LIKE"
    assert press(tester, "xlr_xlr,length=6m,open=S@A")["verdict"] != "PASS"
    assert press(tester, LIFTED)["verdict"] == "PASS"
    tester.press("MODE", HELD_MS)
    assert any(line.startswith("As answered") for line in lines(tester))
    tester.press("TEST")
    tester.press("TEST")  # ask again
    assert press(tester, LIFTED)["verdict"] == "LOOKS-LIKE"


def test_it_ends_after_ten_minutes(tester):
    tester.press()
    all_like_this(tester)
    assert tester.press()["verdict"] == "PASS"
    tester.bench.advance(601e6)
    tester.step()
    tester.press()  # wakes the display
    assert tester.press()["verdict"] == "LOOKS-LIKE"
