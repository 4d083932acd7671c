"""Random cables: AUTO blames no plug, what is learned passes again, and one change of it fails."""

import os

import pytest
from netlists import changed, netlist
from own_cables import is_spec, learned

from ringout.diagnosis import diagnose, own_cable

SEEDS = range(300 if os.environ.get("RINGOUT_EXHAUSTIVE") else 10)
CHANGES = 2
# What one common accident of a common cable makes too; it names no plug that nothing points to.
ACCIDENTS = ("reversed", "crossed", "short", "open")


@pytest.mark.parametrize("with_parts", [False, True], ids=["wires", "parts"])
@pytest.mark.parametrize("seed", SEEDS)
def test_learned_it_passes_and_changed_it_fails(surveyor, seed, with_parts):
    made = netlist(seed, with_parts)
    if not is_spec(made.spec):
        pytest.skip("two wires of one kind: no cable of the grammar")
    readings = surveyor.read(made.spec)
    assert readings.nets == made.masks(), made.spec
    auto = diagnose.diagnose(readings)
    if auto.verdict == "FAIL":
        assert [f["code"] in ACCIDENTS for f in auto.faults] == [True], (made.spec, auto.text)
        assert auto.faults[0]["end"] is None, (made.spec, auto.text)
    else:
        assert auto.verdict in ("PASS", "LOOKS-LIKE", "UNKNOWN"), (made.spec, auto.text)
    mine = learned(readings, auto)
    same = own_cable.diagnose(mine, readings)
    assert (same.verdict, same.faults) == ("PASS", []), (made.spec, same.text)
    for k in range(CHANGES):
        what, other = changed(made, seed * CHANGES + k)
        if is_spec(other.spec):
            result = own_cable.diagnose(mine, surveyor.read(other.spec))
            # a plug that nothing is left on may as well be out of its jack
            assert result.verdict in ("FAIL", "NO-CABLE"), (what, made.spec, other.spec)
            assert result.verdict == "FAIL" or "plug" in result.text
