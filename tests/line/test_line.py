"""What LINE says of a line from one end: plugs, faults with their legs, places, equipment."""

from random import Random

import pytest

from ringout.line import plugs

PLUG = ",part=T-S:4.7k@B,part=R-S:10k@B"
SHORTING = ",short=T-S@B,short=R-S@B"
PHANTOM = ",live=48V:6.81k@B.T-B.S,B.R-B.S"
IDENTITIES = [(t, r) for t in plugs.VALUES for r in plugs.VALUES if t < r]


def line(more="", length_m=50, stock=None, cable="xlr_xlr"):
    named = f",stock={stock}" if stock else ""
    return f"{cable},length={length_m}m{named},unplug=B{more}"


def coded(tip, ring):
    return f",part=T-S:{plugs.short_text(tip)}@B,part=R-S:{plugs.short_text(ring)}@B".replace(
        "M@", "M@"
    )


def said(record):
    """(verdict, [(code, letters)])."""
    return record["verdict"], [
        (fault["code"], "".join(name[2:] for name in fault.get("net", ())))
        for fault in record["faults"]
    ]


def passed(*values):
    """A large resistor reads as another one with a leak beside it."""
    return "PASS" if max(values) < 150000 else "PASS*"


def test_there_are_105_identities():
    assert len(IDENTITIES) == 105
    assert all(plugs.read(plugs.name({"T-S": t, "R-S": r})) for t, r in IDENTITIES)


def test_identities_are_read_on_short_and_long_lines(rigs):
    random = Random(5)
    for n, (tip, ring) in enumerate(random.sample(IDENTITIES, 24)):
        length_m = (3, 30, 100, 300)[n % 4]
        stock = ("mogami-w2549", "canare-l-4e6s", "belden-8760")[n % 3]
        record = rigs(1 + n % 4).look(line(coded(tip, ring), length_m, stock))
        assert record["plug"] == {"T-S": tip, "R-S": ring}, (tip, ring, length_m, stock)
        assert said(record) == (passed(tip, ring), [])
        assert record["leg_ohm"] == {}, "a plug hides them"
        assert record["pf"] == {}, "a plug hides them"


@pytest.mark.parametrize("place", ["A", "B", "40%"])
@pytest.mark.parametrize(
    ("fault", "code", "letters"),
    [
        ("open=T", "open", "T"), ("open=R", "open", "R"), ("open=S", "open", "S"),
        ("short=T-S", "short", "TS"), ("short=T-R:2ohm", "short", "TR"),
        ("swap=T-R", "reversed", "TR"), ("swap=T-S", "crossed", "TS"),
        ("swap=R-S", "crossed", "RS"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_legs(look, fault, code, letters, place):
    record = look(line(f"{PLUG},{fault}@{place}"), mode="expect:xlr_xlr")
    assert said(record) == ("FAIL", [(code, letters)]), record["text"]


@pytest.mark.parametrize("plug", [(1000, 1000000), (22000, 150000), (680000, 1000000)])
@pytest.mark.parametrize("swap", ["T-S", "R-S", "T-R"])
def test_exchanges_are_seen_where_one_resistor_hides_in_the_other(look, plug, swap):
    record = look(line(f"{coded(*plug)},swap={swap}@B"))
    code = "reversed" if swap == "T-R" else "crossed"
    assert said(record) == ("FAIL", [(code, swap.replace("-", ""))])
    assert record["plug"] == {"T-S": plug[0], "R-S": plug[1]}


def test_a_ring_shorted_in_this_plug_is_asked_about(look):
    """A TS plug's own shape does the same: it is the wiring that a person names that tells."""
    record = look(line(PLUG + ",short=R-S@A"))
    assert record["verdict"] == "LOOKS-LIKE"
    assert "R-S SHORT" in record["text"] and "TS line" in record["text"]
    assert said(look(line(PLUG + ",short=R-S@A"), mode="expect:trs_trs")) == (
        "FAIL", [("short", "RS")],
    )  # fmt: skip
    sound = line(",part=T-S:4.7k@B", cable="ts_ts")
    record = look(sound, mode="expect:ts_ts")
    assert (record["verdict"], record["plug"]) == ("PASS", {"T-S": 4700})


def test_a_ring_open_in_this_plug_is_asked_about(look):
    """An RCA plug's own shape does the same."""
    record = look(line(PLUG + ",open=R@A"))
    assert said(record) == ("LOOKS-LIKE", [("open", "R")])
    assert "RCA line, plug 4.7k" in record["text"] and "RING OPEN" in record["text"]
    record = look(line(",part=T-S:4.7k@B", 10, cable="rca_rca"))
    assert (record["verdict"], record["plug"]) == ("LOOKS-LIKE", {"T-S": 4700})


@pytest.mark.parametrize("cable", ["ts_ts", "rca_rca"])
def test_a_short_of_one_core_reads_as_a_shorting_plug_unless_the_length_is_told(look, cable):
    short = line(",part=T-S:5.6k@B,short=T-S@10%", 50, cable=cable)
    record = look(short)
    assert record["verdict"] == "LOOKS-LIKE"
    assert ("short", "TS") in said(record)[1] and "shorting plug" in record["text"]
    mode = f"expect:{cable}"
    assert said(look(short, mode=mode))[0] == "LOOKS-LIKE"
    assert said(look(short, mode=mode, length_m=50)) == ("FAIL", [("short", "TS")])
    assert said(look(short, mode=mode, wanted={"T-S": 5600})) == ("FAIL", [("short", "TS")])
    sound = line(",short=T-S@B", 50, cable=cable)
    record = look(sound, mode=mode, length_m=50)
    assert record["verdict"] == "PASS*" and "SHORT at its end?" in record["text"]


@pytest.mark.parametrize("off", [0.95, 1.05])
@pytest.mark.parametrize("value", [1000, 3300, 10000, 22000, 150000, 680000])
def test_parts_of_five_percent_are_their_values(rigs, value, off):
    far = plugs.VALUES[plugs.VALUES.index(value) + 1]
    parts = f",part=T-S:{value * off / 1e3:.4g}k@B,part=R-S:{far / off / 1e3:.4g}k@B"
    record = rigs(4).look(line(parts, 300))
    assert (record["verdict"], record["plug"]) == (passed(far), {"T-S": value, "R-S": far})


@pytest.mark.parametrize("value", [1200, 3900, 18000, 390000])
def test_one_core_parts_of_five_percent_are_their_values(rigs, value):
    for off in (0.95, 1.05):
        part = f",part=T-S:{value * off / 1e3:.4g}k@B"
        for cable in ("rca_rca", "ts_ts"):
            record = rigs(4).look(line(part, 100, cable=cable))
            assert (record["verdict"], record["plug"]) == (passed(value), {"T-S": value})


@pytest.mark.parametrize("cable", ["ts_ts", "rca_rca"])
def test_a_plug_for_one_core_has_values_of_its_own(look, cable):
    record = look(line(",part=T-S:5.6k@B", 10, cable=cable))
    assert (record["verdict"], record["plug"]) == ("PASS", {"T-S": 5600})
    record = look(line(",part=T-S:5.6k@B,open=T@B", 10, cable=cable), mode=f"expect:{cable}")
    assert record["verdict"] == "UNKNOWN", "nothing tells an open line from one without a plug"
    assert record["far"] == "open"
    record = look(line(",part=T-S:5.6k@B,short=T-S@B", 10, cable=cable), mode=f"expect:{cable}")
    assert record["far"] == "short"


def test_one_resistor_may_be_a_pickup(look):
    record = look(line(",part=T-S:5.6k@B", 10, cable="ts_ts"))
    assert record["text"] == "plug 5.6k or an input or a pickup: every leg through"
    assert "pickup" not in look(line(",part=T-S:390k@B", 10, cable="ts_ts"))["text"]


@pytest.mark.parametrize(
    ("length_m", "stock", "leg", "metres"),
    [
        (3, "mogami-w2549", "T", 1.0), (30, "canare-l-4e6s", "R", 24.0),
        (100, "belden-8412", "T", 71.0), (300, "mogami-w2549", "R", 210.0),
        (300, "canare-l-4e6s", "S", 123.0), (100, "mogami-w2549", "S", 40.0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("plug", ["", coded(1000, 2200), coded(330000, 1000000)])
def test_an_open_leg_has_its_place_where_the_stock_is_told(
    rigs, length_m, stock, leg, metres, plug
):
    record = rigs(3).look(line(f"{plug},open={leg}@{metres}m:A", length_m, stock), stock)
    assert said(record) == ("FAIL", [("open", leg)]), record["text"]
    assert record["faults"][0]["at"]["m"] == pytest.approx(metres, abs=0.5 + 0.03 * metres)


@pytest.mark.parametrize(
    ("stock", "fault", "letter", "verdict"),
    [
        ("belden-88760", "open=T@80%", "T", "FAIL"), ("mogami-w2549", "open=R@90%", "R", "FAIL*"),
        ("belden-88760", "open=S@90%", "S", "FAIL*"), ("mogami-w2549", "open=S@75%", "S", "FAIL*"),
    ],
)  # fmt: skip
def test_a_leg_of_a_bare_line_that_ends_late_is_named(look, stock, fault, letter, verdict):
    record = look(line(f",{fault}", 40, stock), stock)
    assert said(record) == (verdict, [("open", letter)]), record["text"]
    metres = 0.4 * float(fault.partition("@")[2][:-1])
    assert record["faults"][0]["at"]["m"] == pytest.approx(metres, abs=0.5 + 0.03 * metres)


def test_more_picofarads_than_can_be_read_are_no_error(look):
    stock = "belden-88760"
    record = look(line("", 293, stock), stock)
    assert said(record) == ("UNKNOWN", []) and "SLEEVE: too much pF" in record["text"]
    record = look(line(",open=T@30%", 240, stock), stock)
    assert said(record) == ("FAIL", [("open", "T")])
    assert record["faults"][0]["at"]["m"] == pytest.approx(72.0, abs=2.5)


def test_a_shield_without_published_picofarads_has_its_place_by_typed_ones(rigs):
    stock, cable = "belden-8412", line(",open=S@15m:A", 50, "belden-8412")
    for more in ("", PLUG):
        assert "at" not in rigs(2).look(cable + more, stock)["faults"][0]
    settings = rigs(2).handheld.app.settings
    settings.set("stock_pf_per_ft", 30.5)  # the simulator's plain 100 pF/m
    for more in ("", PLUG):
        (fault,) = rigs(2).look(cable + more, stock)["faults"]
        assert fault["at"]["m"] == pytest.approx(15.0, abs=0.9)
    settings.set("stock_pf_per_ft", 0)


def test_without_a_stock_no_place_is_claimed(look):
    (fault,) = look(line(PLUG + ",open=R@20m:A"))["faults"]
    assert "at" not in fault
    (fault,) = look(line(",open=R@20m:A"))["faults"]
    assert fault["at"] == {"end": "A", "percent": 40, "u_percent": 5.0}


def test_a_shorting_plug_gives_each_leg(look):
    record = look(line(SHORTING))
    assert said(record) == ("PASS*", [])
    ohms = [record["leg_ohm"][name][0] for name in ("A.T", "A.R", "A.S")]
    assert ohms == pytest.approx([4.0, 4.0, 1.5], abs=0.15)
    assert "or legs exchanged, T-R SHORT? Use far-end plug" in record["text"]


@pytest.mark.parametrize("length_m", [3, 100, 300])
@pytest.mark.parametrize(("joint", "letter"), [("T:5ohm@B", "T"), ("R:6ohm@A", "R")])
def test_a_joint_is_on_its_leg(look, length_m, joint, letter):
    record = look(line(f"{SHORTING},joint={joint}", length_m))
    assert said(record) == ("FAIL", [("high-resistance", letter)])


TOUCHES = [("T-S", "R", "TS"), ("R-S", "T", "RS"), ("T-R", "S", "TR")]


@pytest.mark.parametrize(("short", "odd", "letters"), TOUCHES)
def test_legs_that_touch_before_a_shorting_plug_are_no_joint(look, short, odd, letters):
    """Both read the same but for the metres of core: they need the told length."""
    cable = line(f"{SHORTING},short={short}@30%", 50, "canare-l-4e6s")
    record = look(cable)
    assert record["verdict"] != "PASS" and "joint" in record["text"] and "SHORT?" in record["text"]
    assert said(record)[1] == [("high-resistance", odd)]
    record = look(cable, "canare-l-4e6s", 50)
    assert said(record) == ("FAIL", [("short", letters)]), record["text"]
    assert record["faults"][0]["at"]["m"] == pytest.approx(15.0, abs=2.0)
    assert record["leg_ohm"] == {}


@pytest.mark.parametrize("length_m", [3, 30, 300])
@pytest.mark.parametrize("touch", ["T-S@25%", "T-S@75%", "T-R@25%", "T-R@97%"])
def test_a_touch_on_the_way_to_a_shorting_plug_never_passes(look, length_m, touch):
    told = {}, {"stock": "canare-l-4e6s", "length_m": length_m}
    for each in told:
        cable = line(f"{SHORTING},short={touch}", length_m, each.get("stock"))
        assert look(cable, **each)["verdict"] != "PASS"


def test_a_touch_of_both_cores_may_read_as_another_cable(look):
    """Only metres of a stock with known ohms tell."""
    assert "T-R SHORT?" in look(line(SHORTING + ",short=T-R@75%"))["text"]
    cable = line(SHORTING + ",short=T-R@75%", 50, "canare-l-4e6s")
    record = look(cable, "canare-l-4e6s", 50)
    assert record["verdict"] == "FAIL*" and "T-R SHORT, or no longer" in record["text"]


@pytest.mark.parametrize(("short", "letters"), [("T-S", "TS"), ("T-R", "TR")])
def test_a_touch_in_this_plug_is_named_before_a_shorting_plug(look, short, letters):
    assert said(look(line(f"{SHORTING},short={short}@A"))) == ("FAIL", [("short", letters)])


def test_all_legs_shorted_are_no_shorting_plug_where_a_plug_was_asked_for(look):
    record = look(line(SHORTING), wanted={"T-S": 4700, "R-S": 10000})
    assert record["verdict"] == "FAIL"
    assert {code for code, _ in said(record)[1]} == {"short"}


@pytest.mark.parametrize("stock", ["belden-88760", "west-penn-303"])
def test_a_shield_with_more_ohms_than_its_cores_is_asked_about(look, stock):
    """A foil with a thin drain wire: only the length tells it from a joint."""
    sound = line(SHORTING, 50, stock)
    record = look(sound)
    assert record["verdict"] == "LOOKS-LIKE" and "foil" in record["text"]
    assert look(sound, length_m=50)["verdict"] == "PASS*"
    assert look(sound, stock=stock)["verdict"] == "PASS*"
    assert look(line(SHORTING, 50))["verdict"] == "PASS*"


LEAK = ",short={}:{}@50%"


def test_a_leak_beside_the_plug_that_was_asked_for_is_a_leak(look):
    wanted = {"T-S": 330000, "R-S": 1000000}
    cable = line(coded(330000, 1000000) + LEAK.format("T-S", "1M"))
    assert said(look(cable, wanted=wanted)) == ("FAIL", [("leakage", "TS")])
    assert look(cable)["verdict"] == "UNKNOWN"
    wanted = {"T-S": 680000, "R-S": 1000000}
    cable = line(coded(680000, 1000000) + LEAK.format("R-S", "500k"))
    assert said(look(cable, wanted=wanted)) == ("FAIL", [("leakage", "RS")])
    wanted = {"T-S": 220000, "R-S": 470000}
    cable = line(coded(220000, 470000) + LEAK.format("T-S", "500k"))
    record = look(cable, wanted=wanted)
    assert said(record) == ("FAIL", [("wrong-cable", "")])  # it may be that plug as well
    assert record["text"].endswith("or a T-S LEAK")


@pytest.mark.parametrize(
    ("cable", "code", "letters"),
    [  # drawn at random: read through LO before the third leg was charged; two pairs of three
        (line(coded(15000, 220000) + ",swap=R-S@B", 247, "belden-88760"), "crossed", "RS"),
        (line(coded(220000, 470000) + ",swap=T-S@B", 95, "belden-88760"), "crossed", "TS"),
        (line(coded(150000, 220000) + ",open=S@B", 248, "west-penn-303"), "open", "S"),
        (line(coded(1000, 1500) + ",short=T-R@77%", 25, "west-penn-303"), "short", "TR"),
    ],
)
def test_faults_of_long_lines_with_large_resistors(look, cable, code, letters):
    assert said(look(cable)) == ("FAIL", [(code, letters)])


@pytest.mark.parametrize(
    ("plug", "leak"),
    [((330000, 1000000), "R-S:1M"), ((4700, 330000), "R-S:300k"), ((4700, 1000000), "T-R:1M")],
)
def test_a_leak_that_makes_another_plug_is_no_pass(look, plug, leak):
    cable = line(coded(*plug))
    wanted = {"T-S": plug[0], "R-S": plug[1]}
    assert look(cable, wanted=wanted)["verdict"] == "PASS"
    record = look(f"{cable},leak={leak}")
    assert record["verdict"] != "PASS" and "LEAK? Tell which plug" in record["text"]
    assert look(f"{cable},leak={leak}", wanted=wanted)["verdict"] == "FAIL"


def test_a_leak_of_a_line_without_a_plug_is_spoken_of(look):
    for leak, word in (("100k", "LEAK"), ("500k", "LEAK"), ("2M", "LEAK")):
        for pair in ("T-S", "R-S", "T-R"):
            record = look(line(LEAK.format(pair, leak)))
            assert record["verdict"] != "PASS" and word in record["text"], record["text"]


def test_a_joint_of_the_shield_needs_the_length(look):
    cable = line(SHORTING + ",joint=S:5ohm@B", 100)
    assert said(look(cable, length_m=100)) == ("FAIL", [("high-resistance", "S")])
    assert said(look(line(SHORTING + ",joint=S:5ohm@B", 30))) == (
        "FAIL", [("high-resistance", "S")],
    )  # fmt: skip
    assert said(look(line(SHORTING, 300), length_m=300)) == ("PASS*", [])
    stock = "canare-l-4e6s"
    cable = line(SHORTING + ",joint=S:5ohm@B", 3, stock)  # more than a touch of both cores adds
    assert said(look(cable, stock, 3)) == ("FAIL", [("high-resistance", "S")])
    cable = cable.replace("5ohm", "20ohm")  # read less closely: tip and ring still agree
    assert said(look(cable, stock, 3)) == ("FAIL", [("high-resistance", "S")])


@pytest.mark.parametrize(
    ("more", "far", "words"),
    [
        ("", "open", "nothing at the far end"),
        (",part=T-R:200ohm@B", "output", "a microphone or an output of 2"),
        (",part=T-S:300ohm@B,part=R-S:300ohm@B", "output", "output of 3"),
        (",part=T-S:10k@B,part=R-S:10k@B", "input", "an input or a pickup of 10"),
        (",part=T-S:3.9k@B,part=R-S:12.3k@B", "parts", "no far-end plug has these"),
    ],
)
def test_what_is_no_plug_is_said_as_what_it_is(look, more, far, words):
    record = look(line(more))
    assert (record["verdict"], record["far"], record["plug"]) == ("UNKNOWN", far, None)
    assert words in record["text"]


def test_an_empty_jack_and_a_cable_in_two(look):
    assert look("none")["verdict"] == "NO-CABLE"
    assert "both ends" in look("xlr_xlr,length=3m")["text"]


@pytest.mark.parametrize(
    ("more", "letters", "words"),
    [
        (PHANTOM, "TR", "on T R at A"),
        (PHANTOM + ",open=T@20m:A", "R", "on R ONLY"),
        (",live=48V:6.81k@B.T-B.S", "T", "on T ONLY"),
    ],
)
def test_phantom_power_by_leg(look, more, letters, words):
    record = look(line(more))
    assert said(record) == ("LIVE", [("live", letters)])
    assert record["far"] == "phantom" and words in record["text"]


@pytest.mark.parametrize("source", ["0.3V/1kHz:600ohm@B.T-B.R", "5V/50Hz:1k@B.T,B.R"])
def test_another_voltage_is_no_phantom_power(look, source):
    record = look(line(f",live={source}"))
    assert record["verdict"] == "LIVE" and record["far"] is None


@pytest.mark.parametrize("came_ms", [40, 60, 80, 110])
def test_nothing_is_driven_once_a_voltage_has_come(rigs, came_ms):
    from ringout_host.sim.outside import Recorder

    rig = rigs(2)
    source = f",live=48V:6.81k:from={came_ms}ms@B.T-B.S,B.R-B.S"
    rig.handheld.plug(line(coded(330000, 1000000) + source))
    rig.handheld.bench.sources_begin()
    watched = Recorder(rig.handheld.bench)
    from ringout.line import press

    record = press.test(rig.handheld.app.tester, 1)
    rig.handheld.bench.recorder = None
    assert record["verdict"] == "LIVE"
    assert watched.last_driven_ms() < 60.0


def test_another_plug_than_the_list_says(look):
    record = look(line(PLUG), wanted={"T-S": 4700, "R-S": 10000})
    assert record["verdict"] == "PASS"
    record = look(line(PLUG), wanted={"T-S": 1000, "R-S": 2200})
    assert said(record) == ("FAIL", [("wrong-cable", "")])
    assert record["text"] == "plug 4.7k/10k - plug 1k/2.2k was asked for"


def test_the_manual_lists_the_values():
    from hardware.paths import HARDWARE

    text = (HARDWARE / "manual" / "MANUAL.md").read_text("utf-8")
    for values in (plugs.VALUES, plugs.ONE_CORE):
        assert "| " + ", ".join(plugs.short_text(ohm) for ohm in values) + " |" in text
