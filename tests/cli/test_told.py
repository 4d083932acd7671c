"""What a command line tells the tester beside the cable: length and stock."""

import json

CABLE = "trs_trs,length=6m,stock=mogami-w2549"


def test_a_stock_that_is_told_gives_the_length(ringout):
    code, out, _ = ringout("simulate", "--cable", CABLE, "--stock", "mogami-w2549", "--json")
    record = json.loads(out)
    assert code == 0
    metres, u = record["length_m"]
    assert abs(metres - 6.0) <= u
    assert record["limits"] == {"stock_pf_per_ft": 23.2}


def test_a_length_and_another_stock_are_held_against_it(ringout):
    told = ("--stock", "canare-gs-6", "--length", "6m")
    _, out, _ = ringout("simulate", "--cable", CABLE, *told, "--json")
    assert [fault["code"] for fault in json.loads(out)["faults"]] == ["stock"]


def test_a_broken_leg_that_is_plugged_at_one_end_has_its_place(ringout):
    """Also of a stock whose picofarads between the cores nobody publishes."""
    for stock in ("mogami-w2549", "canare-l-4e6s"):
        line = f"xlr_xlr,length=30m,stock={stock},unplug=B,open=R@10m:A"
        _, out, _ = ringout("simulate", "--cable", line, "--stock", stock, "--json")
        assert "RING ENDS 10." in json.loads(out)["text"]
        assert json.loads(out)["text"].endswith("the others at 30 m")


def test_a_stock_that_nobody_lists(ringout):
    code, out, err = ringout("simulate", "--cable", CABLE, "--stock", "mogami")
    assert (code, out) == (2, "")
    assert "'mogami'" in err and "mogami-w2549" in err and err.count("\n") == 1
