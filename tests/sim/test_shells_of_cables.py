"""Shells and fifth pins in the simulator: how they are written, and what the cable then is."""

import pytest

from ringout.board import pinmap
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench
from ringout_host.sim.spec import parse
from ringout_host.sim.units import SpecError

XLR5 = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5 A.SH=A.S"


def joined(cable, contact):
    """Contacts that follow one of the expander's when it is driven and nothing else is."""
    bench = Bench(parse(cable), tester=tester_spec.parse("ideal,expander=yes"))
    bit = 1 << pinmap.XCONTACTS.index(contact)
    bench.configure(x_high=bit, x_pull=pinmap.XALL, pull_down=True)
    volts = bench.settled()
    nodes = bench.front_end.contact_nodes
    return {name for name, node in zip(pinmap.EVERY_CONTACT, nodes, strict=True)
            if volts[node] > 2.5 and name != contact}  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "contact", "others"),
    [
        ("", "A.5", {"B.5"}),
        ("", "A.SH", {"A.S", "B.S"}),
        ("", "B.SH", set()),
        (",coated=A", "A.SH", set()),
        (",open=5@B", "A.5", set()),
        (",open=5@0.3m:B", "A.5", set()),
        (",short=5-T@A", "B.5", {"A.5", "A.T", "B.T"}),
        (",short=5-T@50%", "B.5", {"A.5", "A.T", "B.T"}),
        (",swap=5-R@A", "A.5", {"B.R"}),
        (",short=R-SH@B", "B.SH", {"A.R", "B.R"}),
        (",jack=A:B,jack=B:A", "B.SH", {"A.S", "B.S"}),
        (",unplug=B", "B.5", set()),
    ],
)
def test_what_a_digital_line_reaches(fault, contact, others):
    assert joined(XLR5 + fault, contact) == others


def test_a_shell_has_a_short_where_the_plug_has_one():
    assert joined("xlr_xlr,short=S-SH@A", "A.SH") == {"A.S", "B.S"}


@pytest.mark.parametrize(
    ("cable", "says"),
    [
        ("trs_trs,short=S-SH@A", "no contact A.SH"),
        ("trs_trs,coated=A", "no shell at A"),
        ("xlr_xlr,coated=D", "not an end"),
        ("xlr_xlr,open=5@B", "no conductor at B.5"),
        ("wires:A.T-B.T A.5-C.5", "'C.5' is not a contact"),
        ("wires:A.T-B.T A.S-A.T", "stays in one plug"),
    ],
)
def test_mistakes_are_named(cable, says):
    with pytest.raises(SpecError, match=says):
        parse(cable)


def test_phantom_power_on_a_shell_reaches_its_line():
    bench = Bench(parse("none,live=48V:6.81k@A.SH"), tester=tester_spec.parse("expander=yes"))
    bench.configure(x_pull=pinmap.XALL)
    bench.advance(20000)
    assert bench.voltages()[bench.front_end.contact_nodes[11]] > 0.8 * bench.front_end.vdd


def test_without_the_expander_it_reaches_nothing():
    bench = Bench(parse("none,live=48V:6.81k@A.SH"))
    bench.configure(pull_down=True)
    bench.advance(20000)
    assert max(bench.voltages()[:14]) < 0.1
