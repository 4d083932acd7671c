"""The expander behind the board port: the same tests on the simulated and on the physical board."""

import pytest

from ringout.board import pinmap
from ringout.board.expander import Expander
from ringout_host.sim.expander import GPPUA, IODIRB, OLATA, OLATB
from ringout_host.sim.refusals import IllegalElectricity

FITTED = "expander=yes"
XLR5 = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5 A.SH~A.S,length=6m"
SETTLE_US = 1000


def bit(contact):
    return 1 << pinmap.XCONTACTS.index(contact)


def test_without_one_nothing_acknowledges(rig):
    board = rig().board
    with pytest.raises(OSError):
        board.i2c_write(pinmap.EXPANDER_ADDRESS, b"\x00")
    with pytest.raises(ValueError, match="does not answer"):
        Expander(board)


def test_the_display_answers_beside_it(rig):
    tester = rig(tester=FITTED)
    Expander(tester.board)
    tester.board.i2c_write(pinmap.OLED_ADDRESSES[0], b"\x00\xae")


def test_each_line_reaches_what_the_cable_joins(rig):
    tester = rig(XLR5, tester=FITTED)
    board = tester.board
    expander = Expander(board)
    board.release()
    expander.pull(pinmap.XALL)
    want = {"A.5": (["B.5"], []), "B.5": (["A.5"], []), "A.SH": ([], ["A.S", "B.S"]),
            "B.SH": ([], []), "C.SH": ([], [])}  # fmt: skip
    for contact, (digital, analog) in want.items():
        expander.drive(bit(contact))
        board.settle_us(SETTLE_US)
        assert expander.read() == bit(contact) | sum(map(bit, digital)), contact
        assert board.read() == sum(1 << pinmap.line_of(name) for name in analog), contact
    board.drive(1 << pinmap.line_of("A.S"), 0)
    expander.drive(0)
    board.settle_us(SETTLE_US)
    assert expander.read() == bit("A.SH")
    board.release()
    expander.release()
    assert not tester.bench.is_driven()


def test_driven_low_and_released(rig):
    tester = rig(XLR5, tester=FITTED)
    expander = Expander(tester.board)
    expander.drive(0, pinmap.XALL)
    assert tester.bench.is_driven()
    tester.board.settle_us(200)
    assert expander.read() == 0
    expander.release()
    assert not tester.bench.is_driven()


def test_what_is_driven_comes_back_at_the_other_port(rig):
    tester = rig(tester=FITTED)
    expander = Expander(tester.board)
    tester.board.release()
    for contact in pinmap.XCONTACTS:
        high = bit(contact)
        expander.drive(high, pinmap.XALL & ~high)
        tester.board.settle_us(SETTLE_US)
        assert expander.read_back() == expander.read() == high
    expander.drive(0)
    expander.pull(bit("A.5"))
    assert not expander.read_back() & bit("A.5")
    expander.release()
    assert not tester.bench.is_driven()


def test_what_an_earlier_start_left_driven_is_let_go(rig):
    tester = rig(XLR5, tester=FITTED)
    Expander(tester.board).drive(bit("A.5"))
    Expander(tester.board)
    assert not tester.bench.is_driven()


def test_a_level_before_it_settled_is_refused(rig):
    tester = rig(XLR5.replace("6m", "100m"), tester=FITTED)
    expander = Expander(tester.board)
    tester.board.release()
    expander.pull(pinmap.XALL)
    expander.drive(bit("A.5"))
    with pytest.raises(IllegalElectricity, match="before it settled"):
        for _ in range(20):
            expander.read()
            expander.drive(0)


def test_two_drivers_on_one_net_are_refused(rig):
    tester = rig(XLR5, tester=FITTED)
    expander = Expander(tester.board)
    with pytest.raises(IllegalElectricity, match="driven high into a low"):
        expander.drive(bit("A.5"), bit("B.5"))


@pytest.mark.parametrize("data", [(GPPUA, 1), (OLATB, 1)])
def test_what_would_feed_the_cable_is_refused(rig, data):
    board = rig(XLR5, tester=FITTED).board
    board.i2c_write(pinmap.EXPANDER_ADDRESS, bytes((IODIRB, 0)))
    with pytest.raises(IllegalElectricity):
        board.i2c_write(pinmap.EXPANDER_ADDRESS, bytes(data))


def test_registers_count_up_as_the_data_sheet_says(rig):
    board = rig(tester=FITTED).board
    board.i2c_write(pinmap.EXPANDER_ADDRESS, bytes((OLATA, 0x15, 0x00)))
    board.i2c_write(pinmap.EXPANDER_ADDRESS, bytes((OLATA,)))
    assert [board.i2c_read(pinmap.EXPANDER_ADDRESS) for _ in range(2)] == [0x15, 0]


def test_a_cable_with_a_fifth_pin_on_a_tester_without_one(rig):
    """Its conductor hangs; the others are as ever."""
    board = rig(XLR5).board
    board.release()
    board.drive(1 << pinmap.line_of("A.T"), 0)
    board.settle_us(SETTLE_US)
    assert board.read() == 1 << pinmap.line_of("A.T") | 1 << pinmap.line_of("B.T")
    board.release()
