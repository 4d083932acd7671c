"""What LINE says where one end leaves more than one story: lines of one core, equipment, all
three legs exchanged."""

import json

import pytest

PAIR = "xlr_xlr,length=50m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B"
WANTED = {"T-S": 4700, "R-S": 10000}
ONE = {"T-S": 390000}


@pytest.mark.parametrize(
    ("fault", "code", "letters"), [("open=R@A", "open", "R"), ("short=R-S@A", "short", "RS")]
)
def test_a_plug_that_was_told_says_how_many_cores_there_are(look, fault, code, letters):
    """Without it a ring on nothing, or on the sleeve, may be an RCA or a TS plug."""
    assert look(f"{PAIR},{fault}")["verdict"] == "LOOKS-LIKE"
    record = look(f"{PAIR},{fault}", wanted=WANTED)
    assert record["verdict"] == "FAIL"
    (found,) = record["faults"]
    assert (found["code"], "".join(name[2:] for name in found["net"])) == (code, letters)


@pytest.mark.parametrize("cable", ["ts_ts", "rca_rca"])
def test_an_open_line_of_one_core_is_no_question_where_its_plug_was_told(look, cable):
    line = f"{cable},length=50m,unplug=B,part=T-S:390k@B"
    assert look(line, wanted=ONE)["verdict"] == "PASS"
    record = look(f"{line},open=T@40%", wanted=ONE)
    assert (record["verdict"], record["far"]) == ("UNKNOWN", "open")
    assert "plug 390k was asked for" in record["text"]


@pytest.mark.parametrize(
    ("cable", "stock"), [("ts_ts", "mogami-w2524"), ("rca_rca", "canare-gs-6")]
)
def test_where_a_line_of_one_core_ends(look, cable, stock):
    """In a TS plug the sleeve is on the ring: its picofarads are not read, and not too many."""
    line = f"{cable},length=50m,unplug=B,stock={stock}"
    record = look(line, mode=f"expect:{cable}")
    assert record["text"] == "nothing at the far end"
    record = look(f"{line},open=T@20m:A", stock, mode=f"expect:{cable}")
    assert float(record["text"].partition(" end ")[2].split()[0]) == pytest.approx(20.0, abs=1.1)


def test_a_joint_in_a_line_of_one_core_is_seen_where_its_length_is_told(look):
    sound = "ts_ts,length=50m,unplug=B,short=T-S@B"
    told = {"mode": "expect:ts_ts", "length_m": 50}
    assert look(sound, **told)["verdict"] == "PASS*"
    for joint in ("T:5ohm@A", "S:5ohm@B"):
        record = look(f"{sound},joint={joint}", **told)
        assert record["verdict"] == "FAIL*" and "TIP-SLEEVE" in record["text"]
        stock = "mogami-w2524"
        record = look(f"{sound},stock={stock},joint={joint}", stock, **told)
        assert record["verdict"] == "FAIL" and record["faults"][0]["code"] == "high-resistance"
    for stock in ("mogami-w2524", "canare-gs-6"):
        assert look(f"{sound},stock={stock}", stock, **told)["verdict"] == "PASS*"
        assert look(f"{sound},stock={stock}", **told)["verdict"] == "PASS*"


@pytest.mark.parametrize("ohm", ["2.4k", "3.3k", "10k"])
def test_a_resistor_across_tip_and_ring_may_be_an_input(look, ohm):
    """A transformer's primary, whose centre nothing grounds."""
    record = look(f"xlr_xlr,length=50m,unplug=B,part=T-R:{ohm}@B")
    assert "SLEEVE OPEN" in record["text"] and "or an input of" in record["text"]


def test_a_pickup_at_the_end_of_an_instrument_lead_is_spoken_of(look):
    record = look("ts_ts,length=6m,unplug=B,part=T-S:7k@B")
    assert record["verdict"] == "LOOKS-LIKE" and "6.8k/input/pickup?" in record["text"]
    assert "pickup" not in look("ts_ts,length=6m,unplug=B,part=T-S:1M@B")["text"]


@pytest.mark.parametrize(
    ("swaps", "said"),
    [
        ("swap=T-R@A,swap=T-S@B", "T to R, R to S, S to T"),
        ("swap=T-R@A,swap=R-S@B", "T to S, R to T, S to R"),
    ],
)
def test_three_legs_that_are_exchanged_are_all_named(look, swaps, said):
    record = look(f"{PAIR},{swaps}")
    assert record["text"] == "ALL 3 LEGS CROSSED: " + said
    assert record["faults"][0]["code"] == "crossed" and len(record["faults"][0]["net"]) == 3


def test_a_simulated_line_is_of_the_told_stock(ringout):
    told = ("--stock", "canare-l-4e6s", "--json")
    for more in ("", ",stock=canare-l-4e6s"):
        code, shown, _ = ringout("line", "--cable", f"{PAIR},open=R@20m:A{more}", *told)
        assert code == 1
        assert json.loads(shown)["faults"][0]["at"]["m"] == pytest.approx(20.0, abs=1.1)
    _, shown, _ = ringout("line", "--cable", f"{PAIR},open=R@20m:A,stock=mogami-w2549", *told)
    assert json.loads(shown)["faults"][0]["at"]["m"] != pytest.approx(20.0, abs=1.1)
