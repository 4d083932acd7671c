"""LINE with the tester's keys, and over its console."""

import pytest

from ringout.line import press as line_press
from ringout_host.sim.handheld import Handheld

PLUG = "xlr_xlr,length=20m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B"


@pytest.fixture
def tester(tmp_path):
    return Handheld(PLUG, str(tmp_path / "flash"))


def shown(tester):
    """The texts on the display."""
    return " ".join(str(item[3]) for item in tester.app.view.layout() if isinstance(item[3], str))


def test_a_channel_that_was_announced_is_in_the_record_of_the_key(tester):
    wanted = {"T-S": 4700, "R-S": 10000}
    tester.app.line(("FOH L", "stage", 7, 24), wanted, look=False)
    assert "FOH L" in shown(tester) and "7/24" in shown(tester)
    record = tester.press("TEST")
    assert (record["kind"], record["mode"], record["verdict"]) == ("line", "line", "PASS")
    assert (record["channel"], record["list"], record["plug"]) == ("FOH L", "stage", wanted)
    assert "FOH L" in shown(tester) and "PASS" in shown(tester)
    tester.press("MODE")
    assert "READY" in shown(tester)


def test_every_look_is_in_the_log_and_a_press_is_a_press_again(tester):
    tester.app.act(("line",))
    before = tester.app.log.next_seq
    assert tester.press("TEST")["kind"] == "line"
    assert tester.press("TEST")["kind"] == "line"
    tester.press("MODE")
    assert "kind" not in tester.press("TEST")
    assert tester.app.log.next_seq == before + 3
    assert not tester.bench.is_driven()


def test_what_goes_wrong_in_a_look_ends_in_a_record(tester, monkeypatch):
    def fails(*args):
        raise MemoryError("allocating 4096 bytes")

    tester.app.line(("FOH L", "stage", 7, 24), None, look=False)
    monkeypatch.setattr(line_press, "test", fails)
    record = tester.press("TEST")
    assert (record["verdict"], record["kind"]) == ("ERROR", "line")
    assert (record["channel"], record["list"], record["plug"]) == ("FOH L", "stage", None)
    assert "MemoryError" in record["crash"]
    assert not tester.bench.is_driven()


def test_a_tester_that_is_broken_says_no_word_about_a_line(tester):
    tester.app.tester.full_failure = "drive: A.T"
    tester.app.line()
    assert tester.app.record["verdict"] == "ERROR" and "A.T" in tester.app.record["text"]


def sent(tester, count):
    """A list of `count` channels, as ringout line --send puts it into the tester."""
    for n in range(1, count + 1):
        tester.app.keep_channel((f"CH {n}", "stage", n, count), {"T-S": 4700, "R-S": 10000})
    tester.app.act(("line",))


def test_a_list_in_the_tester_is_walked_with_its_keys(tester):
    sent(tester, 3)
    assert "CH 1" in shown(tester) and "1/3" in shown(tester)
    assert tester.press("TEST")["channel"] == "CH 1"
    tester.press("MODE")
    tester.plug(PLUG.replace("10k", "22k"))
    record = tester.press("TEST")
    assert (record["channel"], record["faults"][0]["code"]) == ("CH 2", "wrong-cable")
    tester.press("MODE")
    tester.press("MODE")
    assert "CH 3" in shown(tester), "the last one stays"
    tester.press("TEST", 800)
    assert "CH 2" in shown(tester)
    tester.press("MODE", 800)
    assert "MENU" in shown(tester)


def test_a_power_cut_goes_on_at_the_same_channel(tester):
    sent(tester, 5)
    tester.press("MODE")
    tester.press("MODE")
    tester.power_on()
    tester.app.act(("line",))
    assert "CH 3" in shown(tester)


def test_a_list_that_comes_in_pieces_is_whole_or_not_there(tester):
    tester.app.keep_channel(("A", "x", 1, 3), None)
    with pytest.raises(ValueError, match="does not follow"):
        tester.app.keep_channel(("C", "x", 3, 3), None)
    tester.app.act(("line",))
    assert tester.app.view.channel is None
    with pytest.raises(ValueError, match="channels at most"):
        tester.app.keep_channel(("A", "x", 1, 500), None)
