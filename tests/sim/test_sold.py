"""The host's own table of sold cables against the firmware's catalogue: two sources, one copper.

The simulator takes its cables from the first, the diagnosis its wirings from the second; the
only place that reads both is here.
"""

import ast
from pathlib import Path

import pytest

import ringout_host.sim
from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout_host.cables.sold import SOLD
from ringout_host.sim import copper


def test_both_know_the_same_cables():
    assert sorted(SOLD) == sorted(lookup.ids())


@pytest.mark.parametrize("wiring_id", lookup.ids())
@pytest.mark.parametrize("turned", [False, True])
def test_a_cable_is_the_same_on_both_sides(wiring_id, turned):
    ours, theirs = copper.sold(wiring_id), lookup.get(wiring_id, turned)
    ours = ours.turned() if turned else ours
    assert [ours.plugs[end] for end in ours.ends] == theirs.plugs
    wires = [w for w in theirs.wires if w.kind != "link"]
    assert described(ours.wires, lambda w: w.part.value if w.part else 0) == described(
        wires, lambda w: w.ohm
    )
    assert {frozenset(b.ends) for b in ours.bridges} == {frozenset(b) for b in theirs.bridges()}
    assert tuple(sorted(sum(1 << n for n in net) for net in ours.nets())) == theirs.nets
    assert {n for n in range(11) if theirs.reach() >> n & 1} == {
        n for n, contact in enumerate(CONTACTS) if ours.touches(contact)
    }


def described(wires, ohm):
    """Conductors without their order: ends, shield or not, resistor."""
    return sorted(
        (sorted(-1 if n is None else n for n in w.ends), w.kind == "shield", ohm(w)) for w in wires
    )


def test_the_simulator_does_not_read_the_firmware_s_catalogue():
    """Beside the pin map it takes from the firmware only what plays the board's part."""
    for path in Path(ringout_host.sim.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                names = [getattr(node, "module", None) or "", *(a.name for a in node.names)]
                assert not any("wirings" in n or "diagnosis" in n for n in names), (path, names)
