"""Legs of a person's own cables: judged by each other, by their picofarads, by what was learned."""

import own_cables
import pytest
from own_cables import own

from ringout.diagnosis import diagnose, own_cable

MONO = "A.T-B.T A.S=B.S A.R~A.S B.R~B.S"
PAIR = "A.T-B.T A.R-B.R A.S=B.S"


def learned(surveyor, spec):
    readings = surveyor.read(spec)
    return own_cables.learned(readings, diagnose.diagnose(readings))


@pytest.mark.parametrize(
    ("wires", "joint", "parts"),
    [(MONO, "T", []), (MONO, "S", []), (PAIR, "R", []), (PAIR, "S", []),
     ("A.T-B.T A.T-B.R A.S=B.S", "T", []), ("A.T-B.T A.R-C.T A.S=B.S A.S=C.S", "T", []),
     ("A.T-B.T:1k A.R-B.T:1k A.S=B.S", "S", []),
     ("A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S", "S", [("B.T-B.R", "180ohm")]),
     (MONO, "T", [("B.T-B.S", "1nF")]), ("A.T-B.T A.S=B.S A.R~A.S", "T", [("B.T-B.S", "diode")])],
)  # fmt: skip
def test_a_joint_of_three_ohm_fails_without_a_limit(surveyor, wires, joint, parts):
    rows = [{"at": at, "value": value} for at, value in parts]
    mine = own({"id": "mine", "wires": wires.split(), "parts": rows})
    spec = f"wires:{wires}" + "".join(
        f",part={at[2]}-{at[6]}:{value}@{at[0]}" for at, value in parts
    )
    sound = own_cable.diagnose(mine, surveyor.read(spec + ",length=2m"))
    assert sound.verdict == "PASS", sound.text
    long = own_cable.diagnose(mine, surveyor.read(spec + ",length=25m"))
    assert long.verdict == "PASS", long.text
    bad = own_cable.diagnose(mine, surveyor.read(f"{spec},length=2m,joint={joint}:3ohm@A"))
    assert bad.verdict == "FAIL", bad.text
    assert bad.faults[0]["code"] == "high-resistance"
    assert joint in {contact[2:] for contact in bad.faults[0]["net"]}


@pytest.mark.parametrize("length", ["2m", "10m", "20m"])
@pytest.mark.parametrize("joint", ["T", "R", "S"])
def test_a_learned_cable_s_like_legs_are_compared(surveyor, length, joint):
    mine = learned(surveyor, f"wires:{PAIR},length={length}")
    assert mine.form["limits"]["alike"] is True
    ohm = "0.5ohm" if joint != "S" or length == "2m" else "3ohm"
    result = own_cable.diagnose(
        mine, surveyor.read(f"wires:{PAIR},length={length},joint={joint}:{ohm}@A")
    )
    assert result.verdict == "FAIL", result.text
    assert {contact[2:] for contact in result.faults[0]["net"]} == {joint}


@pytest.mark.parametrize("stock", ["west-penn-303", "belden-8760", "belden-88760"])
def test_a_drain_wire_beside_a_terminator_is_no_joint(surveyor, stock):
    """The resistor keeps the picofarads of its cores from being read; a drain is two sizes
    thinner than they are."""
    mine = own(
        {"id": "mine", "wires": PAIR.split(), "parts": [{"at": "B.T-B.R", "value": "120ohm"}]}
    )
    for length in (10, 30):
        spec = f"wires:{PAIR},part=T-R:120ohm@B,length={length}m,stock={stock}"
        assert own_cable.diagnose(mine, surveyor.read(spec)).verdict == "PASS"
        assert own_cable.diagnose(mine, surveyor.read(spec + ",joint=S:1ohm@B")).verdict == "FAIL"


def test_legs_that_differ_when_learned_are_not_compared(surveyor):
    spec = f"wires:{PAIR},length=2m,joint=T:0.8ohm@A"
    mine = learned(surveyor, spec)
    assert "alike" not in mine.form["limits"]
    assert own_cable.diagnose(mine, surveyor.read(spec)).verdict == "PASS"


def test_a_conductor_that_goes_nowhere_is_learned(surveyor):
    spec = "wires:A.T-B.T A.R-B.R A.S=,length=3m"
    mine = learned(surveyor, spec)
    assert "A.S=" in mine.form["wires"].split()
    assert own_cable.diagnose(mine, surveyor.read(spec)).verdict == "PASS"
    joined = own_cable.diagnose(mine, surveyor.read(f"wires:{PAIR},length=3m"))
    assert joined.verdict == "FAIL"


PI_PAD = "A.T-B.T:1k A.R-B.R:1k A.S=B.S"
PI_PARTS = [("A.T-A.R", "1.5k"), ("B.T-B.R", "220ohm")]


def pi_pad(parts=PI_PARTS, wires=PI_PAD):
    return f"wires:{wires}" + "".join(f",part={at[2]}-{at[6]}:{v}@{at[0]}" for at, v in parts)


@pytest.mark.parametrize(
    ("spec", "code", "net"),
    [(pi_pad(PI_PARTS[:1]), "part", {"B.T", "B.R"}), (pi_pad(PI_PARTS[1:]), "part", {"A.T", "A.R"}),
     (pi_pad([PI_PARTS[0], ("B.T-B.R", "470ohm")]), "part", {"B.T", "B.R"}),
     (pi_pad(wires=PI_PAD.replace("B.T:1k", "B.T:3.3k")), "part", {"A.T", "B.T"}),
     (pi_pad() + ",open=R@A", "open", {"A.R", "B.R"})],
)  # fmt: skip
def test_in_a_mesh_of_resistors_the_one_that_is_wrong_is_named(surveyor, spec, code, net):
    rows = [{"at": at, "value": value} for at, value in PI_PARTS]
    mine = own({"id": "mine", "wires": PI_PAD.split(), "parts": rows})
    assert own_cable.diagnose(mine, surveyor.read(pi_pad())).verdict == "PASS"
    result = own_cable.diagnose(mine, surveyor.read(spec))
    assert [fault["code"] for fault in result.faults] == [code], result.faults
    assert (result.verdict, set(result.faults[0]["net"])) == ("FAIL", net)
    if code == "open":
        assert result.faults[0]["end"] in (None, "A")


@pytest.mark.parametrize("name", ["4.7k", "10k"])
def test_an_odd_leg_beside_a_part_is_a_part(surveyor, name):
    """A divider: no bad joint lies beside a resistor that somebody soldered in."""
    readings = surveyor.read(f"wires:A.T-B.T:{name} A.S=B.S,part=T-S:1k@B,length=1m")
    auto = diagnose.diagnose(readings)
    assert auto.verdict in ("LOOKS-LIKE", "UNKNOWN") and len(auto.more["parts"]) == 2
    lone = surveyor.test("ts_ts,length=1m,joint=T:1k@B")
    assert [fault["code"] for fault in lone.faults] == ["high-resistance"]
