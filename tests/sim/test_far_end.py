"""A line of which one end is in the tester: what is soldered into, or plugged into, the other."""

import pytest

from ringout.board.pinmap import CONTACTS, line_of
from ringout_host.sim.bench import Bench
from ringout_host.sim.spec import parse

LINE = "xlr_xlr,length=50m,unplug=B"
PLUG = LINE + ",part=T-S:4.7k@B,part=R-S:10k@B"
PHANTOM = "live=48V:6.81k@B.T-B.S,B.R-B.S"


def ohm_between(spec, first, last, seed=3):
    """Ohm between two contacts of jack A, from a current through them and the voltage there."""
    bench = Bench(parse(spec), seed)
    high, low = line_of(first), line_of(last)
    bench.configure(high=1 << high, low=1 << low, pull_down=False)
    bench.advance(20_000)
    v, front_end = bench.voltages(), bench.front_end
    ampere = (front_end.vdd - v[high]) / (front_end.gpio_ohm[high] + front_end.force_ohm[high])
    return (v[high] - v[low]) / ampere


@pytest.mark.parametrize(
    ("fault", "pair", "ohm"),
    [
        ("", ("A.T", "A.S"), 4700 + 50 * 0.11),
        ("", ("A.R", "A.S"), 10_000 + 50 * 0.11),
        ("", ("A.T", "A.R"), 14_700 + 50 * 0.16),
        (",swap=T-R@B", ("A.T", "A.S"), 10_000 + 50 * 0.11),
        (",swap=T-S@B", ("A.R", "A.S"), 14_700 + 50 * 0.11),
        (",joint=T:500ohm@B", ("A.T", "A.S"), 5200 + 50 * 0.11),
        (",short=R-S:2ohm@50%", ("A.R", "A.S"), 2 + 25 * 0.11),
        (",open=S@10m:A", ("A.T", "A.R"), 14_700 + 50 * 0.16),
    ],
)
def test_a_far_end_plug_is_read_through_the_line(fault, pair, ohm):
    assert ohm_between(PLUG + fault, *pair) == pytest.approx(ohm, rel=2e-3, abs=0.05)


def test_a_shorting_plug_with_a_bad_joint_in_it():
    spec = LINE + ",short=T-S@B,short=R-S@B,joint=R:5ohm@B"
    assert ohm_between(spec, "A.T", "A.S") == pytest.approx(50 * 0.11, abs=0.1)
    assert ohm_between(spec, "A.R", "A.S") == pytest.approx(5 + 50 * 0.11, abs=0.1)


def seen(spec):
    """Volts of the contacts when nothing is driven, pulled down as after a reset."""
    bench = Bench(parse(spec), 2)
    bench.configure(pull_down=True)
    bench.advance(50_000)
    return dict(zip(CONTACTS, bench.voltages(), strict=False))


@pytest.mark.parametrize(
    ("fault", "high"),
    [("", {"A.T", "A.R"}), (",open=R@20m:A", {"A.T"}), (",open=T@B", {"A.R"}),
     (",open=T@A,open=R@50%", set()), (",swap=T-S@B", {"A.R", "A.S"})],
)  # fmt: skip
def test_phantom_power_comes_through_the_legs_that_are_whole(fault, high):
    volts = seen(f"{LINE},{PHANTOM}{fault}")
    assert {contact for contact, v in volts.items() if v > 2.0} == high
    assert all(abs(v) < 0.1 for contact, v in volts.items() if contact[0] != "A")


def test_phantom_power_on_one_leg_only():
    volts = seen(f"{LINE},live=48V:6.81k@B.T-B.S")
    assert {contact for contact, v in volts.items() if v > 2.0} == {"A.T"}


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        (LINE + ",joint=T:5ohm@B", "nothing is at its T"),
        (LINE + ",part=T-S:1k@B,joint=R:5ohm@B", "nothing is at its R"),
        (LINE + ",swap=T-R@B", "nothing is at its T and R"),
        ("rca_rca,unplug=B,live=48V:6.81k@B.R-B.S", "has no B.R"),
        (LINE + ",live=48V:6.81k@B.R2-B.S", "has no B.R2"),
        (LINE + ",part=T-S:4.7k@A.T", "does not say from which plug"),
        (PLUG + ",part=T-S:4.7k@B", "there twice"),
    ],
)
def test_what_makes_no_sense_is_refused_with_an_example(spec, says):
    with pytest.raises(ValueError, match=says) as caught:
        parse(spec)
    assert "; write for example " in str(caught.value)
    assert "\n" not in str(caught.value)
