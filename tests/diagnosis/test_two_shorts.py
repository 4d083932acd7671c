"""Two shorts in one cable: each has its sentence, each at the plug where it is, in every mode."""

import itertools

import pytest

PAIRS = ["T-R", "T-S", "R-S"]
TWO_IN_A_CORD = [  # of different conductors, so that everything is joined to everything
    f"short={one}@{here},short={other}@{there}"
    for one, other in itertools.permutations(PAIRS, 2)
    for here, there in (("A", "A"), ("A", "B"))
]


def shorts_of(result):
    return sorted((fault["net"], fault["end"]) for fault in result.faults)


def told(shorts):
    """What `short=T-R@A,...` has to be said as: (contacts, end)."""
    out = []
    for item in shorts.split(","):
        pair, end = item.removeprefix("short=").split("@")
        out.append(([f"{end}.{letter}" for letter in pair.split("-")], end))
    return sorted(out)


@pytest.mark.parametrize("mode", ["auto", "expect:trs_trs"])
@pytest.mark.parametrize("shorts", TWO_IN_A_CORD)
def test_two_shorts_of_three_conductors(surveyor, mode, shorts):
    result = surveyor.test(f"trs_trs,length=6m,{shorts}", mode)
    assert result.verdict == "FAIL"
    assert {fault["code"] for fault in result.faults} == {"short"}
    ends = [end for _, end in shorts_of(result)]
    assert ends == sorted(end for _, end in told(shorts))
    touched = {contact for net, _ in shorts_of(result) for contact in net}
    assert touched <= {contact for net, _ in told(shorts) for contact in net}


BOTH_PLUGS = [
    ("ts_ts,length=6m", "T-S", "auto"),
    ("ts_ts,length=6m", "T-S", "expect:ts_ts"),
    ("rca_rca,length=5m", "T-S", "auto"),
    ("xlr_xlr,length=10m", "T-R", "expect:xlr_xlr"),
    ("trs_trs,length=4m", "T-S", "expect:trs_trs"),
]


@pytest.mark.parametrize(("cable", "pair", "mode"), BOTH_PLUGS)
def test_the_same_short_in_both_plugs_is_not_one_in_the_middle(surveyor, cable, pair, mode):
    shorts = f"short={pair}@A,short={pair}@B"
    result = surveyor.test(f"{cable},{shorts}", mode)
    assert result.verdict == "FAIL"
    assert shorts_of(result) == told(shorts)


def test_where_the_lead_is_too_short_to_tell_no_place_is_said(surveyor):
    """In 1 m both read as one short in the middle does: nobody shall cut the cable there."""
    for wiring, length in (("rca_rca", "1m"), ("ts_ts", "1.5m"), ("xlr_xlr", "0.5m")):
        spec = f"{wiring},length={length},short=T-S@A,short=T-S@B"
        fault = surveyor.test(spec, f"expect:{wiring}").faults[0]
        assert (fault["code"], fault["end"]) == ("short", None)
        assert "at" not in fault


@pytest.mark.parametrize("place", ["A", "B", "50%"])
def test_one_short_stays_one(surveyor, place):
    for cable in ("ts_ts,length=3m", "xlr_xlr,length=10m", "rca_rca,length=1m"):
        wiring = cable.split(",")[0]
        for mode in ("auto", f"expect:{wiring}"):
            (fault,) = surveyor.test(f"{cable},short=T-S@{place}", mode).faults
            assert fault["code"] == "short"
            if place != "50%":
                assert fault["end"] == place


def test_one_wire_is_no_short(surveyor):
    assert surveyor.test("wires:A.T-B.T,length=2m").verdict != "PASS"
