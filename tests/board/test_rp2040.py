"""What only the physical board can get wrong: glitches, half-done drives, allocation, imports."""

import random
import sys

import pytest

from ringout import tester
from ringout.app import App
from ringout.base.uptime import Uptime
from ringout.board import pinmap
from ringout.measure import live, resistance, scan
from ringout_host.sim import machine, wires
from ringout_host.sim.bench import Bench
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse

CABLE = "trs_trs,length=6m"


def test_importing_touches_no_hardware():
    with machine.on_bench(Bench(parse("none"))) as (module, chip):
        assert chip.trace == [] and chip.enable == 0 and chip.bench.now_us == 0
        assert module.Board


def test_the_fake_is_gone_afterwards():
    with machine.on_bench(Bench(parse("none"))):
        assert "machine" in sys.modules
    assert not {"machine", "rp2", "ringout.board.rp2040"} & set(sys.modules)


def test_a_new_board_is_safe(chip_rig):
    rig = chip_rig(CABLE)
    assert not rig.bench.is_driven()
    chip = rig.surroundings
    lines = sum(1 << pinmap.line_gpio(n) for n in range(pinmap.LINES))
    assert not any(enable & lines for enable, _ in chip.trace), "a line was driven at start"


def test_between_two_drives_a_line_is_released_or_at_one_of_its_two_levels(chip_rig):
    """No write of a change shows a level that neither the old nor the new state has."""
    rig = chip_rig("none")
    board, chip = rig.board, rig.surroundings
    draw = random.Random(5)
    old = (0, 0)
    for _ in range(300):
        if draw.random() < 0.2:
            high, low = draw.sample(range(pinmap.LINES), 2)
            new = (1 << high, 1 << low)
            chip.trace.clear()
            board.force(high, low)
        else:
            driven = draw.getrandbits(11)
            new = (driven & draw.getrandbits(11), 0)
            new = (new[0], driven & ~new[0])
            chip.trace.clear()
            board.drive(new[0], new[1], draw.random() < 0.5)
        for enable, out in chip.trace:
            high = enable & out & wires.LINE_PINS
            low = enable & ~out & wires.LINE_PINS
            assert high >> 2 & ~(old[0] | new[0]) == 0
            assert low >> 2 & ~(old[1] | new[1]) == 0
        last_high = chip.enable & chip.out & wires.LINE_PINS
        last_low = chip.enable & ~chip.out & wires.LINE_PINS
        assert (last_high >> 2, last_low >> 2) == new
        old = new


def test_a_line_that_stays_driven_never_lets_go(chip_rig):
    """The shield held low while the legs change must not float in between."""
    rig = chip_rig("none")
    rig.board.drive(1, 2)
    rig.surroundings.trace.clear()
    rig.board.drive(4, 2)
    assert all(enable >> 2 & 2 for enable, _ in rig.surroundings.trace)


def test_charge_pins_break_before_make(chip_rig):
    rig = chip_rig("none")
    board, chip = rig.board, rig.surroundings
    hi, lo = 1 << pinmap.GP_CHG_HI, 1 << pinmap.GP_CHG_LO
    states = [(a, b) for a in (0, 1, None) for b in (0, 1, None)]
    for old in states:
        for new in states:
            board.charge(*old)
            chip.trace.clear()
            board.charge(*new)
            for enable, out in chip.trace:
                for bit, before, after in ((hi, old[0], new[0]), (lo, old[1], new[1])):
                    level = (1 if out & bit else 0) if enable & bit else None
                    assert level in (before, after, None)


def test_mux_address_changes_in_one_write(chip_rig):
    rig = chip_rig("none")
    for old in range(16):
        for new in range(16):
            rig.board.mux(old)
            rig.surroundings.trace.clear()
            rig.board.mux(new)
            seen = {out >> 13 & 15 for _, out in rig.surroundings.trace}
            assert seen == {new}


class Lightning(BaseException):  # no Exception: a press survives those
    pass


JOBS = {
    "live": live.live_lines,
    "scan": scan.matrix,
    "resistance": lambda board: resistance.between(board, 0, 4),
    "press": lambda board: tester.Tester(board, 1, Uptime(board)).test(1),
}
RELEASE_ACCESSES = 20  # the last of a job: an exception in there is for main.py's own release


@pytest.mark.parametrize("job", JOBS)
def test_an_exception_at_any_register_access_leaves_nothing_driven(chip_rig, job):
    """Every access for short jobs, thirty spread over the long ones."""
    rig = chip_rig(CABLE)
    chip = rig.surroundings
    count = [0]

    def note(address):
        count[0] += 1

    chip.watch = note
    rig.board.ground = None  # every run begins with the live check
    JOBS[job](rig.board)
    total = count[0]
    assert total > 50
    for stop in range(1, total - RELEASE_ACCESSES, max(1, total // 30)):
        count[0] = 0

        def strike(address, stop=stop):
            count[0] += 1
            if count[0] == stop:
                raise Lightning

        chip.watch = strike
        rig.board.ground = None
        with pytest.raises(Lightning):
            JOBS[job](rig.board)
        assert not rig.bench.is_driven(), f"driven after access {stop} of {total}"


def test_an_interrupted_capture_stops_the_dma(chip_rig):
    rig = chip_rig(CABLE)
    chip = rig.surroundings
    buffer = [7] * 500

    def strike(address):
        if chip.dma._left and chip.dma._left < 500:
            chip.watch = None
            raise Lightning

    chip.watch = strike
    with pytest.raises(Lightning):
        rig.board.capture(buffer, 500, 1, None)
    written = sum(code != 7 for code in buffer)
    rig.board.settle_us(5000)
    assert sum(code != 7 for code in buffer) == written < 500


def test_a_buffer_that_is_too_small_is_refused(chip_rig):
    with pytest.raises(ValueError, match="buffer"):
        chip_rig().board.capture([0] * 10, 11, 1, None)


@pytest.mark.parametrize(
    "cable", [CABLE, "trs_trs,length=6m,open=R@0.3m:B", "trs_trs,swap=T-R@B", "ts_ts", "none"]
)
def test_a_whole_press_reads_the_same_as_on_the_simulated_board(chip_rig, cable, tmp_path):
    rig = chip_rig(cable)
    app = App(rig.board)
    app.start()
    record = app.press()
    expected = Handheld(cable, str(tmp_path / "other")).press()
    for key in ("verdict", "nets", "wiring"):
        assert record[key] == expected[key]
    assert [f["code"] for f in record["faults"]] == [f["code"] for f in expected["faults"]]
    for key in ("pf", "leg_ohm"):
        assert set(record[key]) == set(expected[key])
        for pair, (value, uncertainty) in record[key].items():
            other, spread = expected[key][pair]
            assert abs(value - other) <= uncertainty + spread
