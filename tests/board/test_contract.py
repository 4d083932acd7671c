"""The board port's contract: the same tests on the simulated and on the physical board."""

from array import array

import pytest

from ringout.base.masks import lines_of
from ringout.board import pinmap, port
from ringout.measure import estimator, live, resistance, scan
from ringout.measure.charge import Charger
from ringout_host.sim.refusals import IllegalElectricity

REFUSED = (ValueError, IllegalElectricity)
CABLES = {
    "none": [],
    "trs_trs,length=6m": ["A.T B.T", "A.R B.R", "A.S B.S"],
    "trs_trs,length=100m": ["A.T B.T", "A.R B.R", "A.S B.S"],
    "trs_trs,short=T-S:2ohm@B": ["A.T A.S B.T B.S", "A.R B.R"],
    "trs_trs,open=R@0.3m:B": ["A.T B.T", "A.S B.S"],
    "trs_trs,swap=T-R@B": ["A.T B.R", "A.R B.T", "A.S B.S"],
}


def line(contact):
    return pinmap.line_of(contact)


def test_every_method_of_the_port_is_implemented(rig):
    board = rig().board
    for name, method in vars(port.Board).items():
        if callable(method):
            own = getattr(board, name)
            assert getattr(own, "__func__", own) is not method, name
    assert len(board.uid) == 16 and int(board.uid, 16)
    board.files.replace("x", b"kept")
    assert board.files.read("x") == b"kept"


@pytest.mark.parametrize("cable", CABLES)
def test_scan_finds_the_nets(rig, cable):
    tester = rig(cable)
    found = scan.nets(scan.matrix(tester.board))
    names = {" ".join(pinmap.CONTACTS[i] for i in lines_of(mask)) for mask in found}
    assert names == set(CABLES[cable])
    assert not tester.bench.is_driven()


@pytest.mark.parametrize(
    ("cable", "contacts"),
    [
        ("trs_trs,length=6m", []),
        ("trs_trs,live=48V:6.81k@A.T,A.R", ["A.T", "A.R", "B.T", "B.R"]),
        ("trs_trs,live=2V/50Hz:600ohm@A.T", ["A.T", "B.T"]),
    ],
)
def test_live_lines(rig, cable, contacts):
    mask = live.live_lines(rig(cable).board)
    assert mask == sum(1 << line(contact) for contact in contacts)


@pytest.mark.parametrize("ohm", [0.5, 20.0, 400.0])
def test_kelvin_resistance(rig, ohm):
    tester = rig(f"trs_trs,length=5cm,joint=T:{ohm:g}ohm@A")
    value, _ = resistance.between(tester.board, line("A.T"), line("B.T"))
    assert value == pytest.approx(ohm, rel=0.04, abs=0.05)
    assert not tester.bench.is_driven()


def test_capture_of_the_reference(rig):
    """tau of the 1 nF reference in sample periods: front-end note, self-test table."""
    board = rig().board
    board.mux(pinmap.MUX_CREF)
    board.charge(0, 0)
    board.settle_us(1500)
    buffer = array("H", bytes(2 * 800))
    board.capture(buffer, 800, 1, None)
    codes = [estimator.step_corrected(code) for code in buffer]
    board.settle_us(2000)
    v_inf4 = 4 * estimator.step_corrected(board.adc_sum(pinmap.ADC_UNITY, 64) // 64)
    board.release()
    assert codes[0] < 200 and codes[-1] > 3700
    assert 108.0 <= estimator.tau_samples([codes], v_inf4) <= 111.5


def test_capture_keeps_to_its_count(rig):
    board = rig().board
    buffer = array("H", [65535] * 40)
    board.capture(buffer, 30, None, None)
    assert max(buffer[:30]) < 4096
    assert list(buffer[30:]) == [65535] * 10


def test_capture_samples_every_two_microseconds(rig):
    tester = rig()
    buffer = array("H", bytes(2 * 1000))
    start = tester.bench.now_us
    tester.board.capture(buffer, 1000, None, None)
    assert 2000 <= tester.bench.now_us - start < 2100


def test_capacitance_of_a_line(rig):
    tester = rig("trs_trs,length=6m")
    charger = Charger(tester.board)
    charger.prepare()
    joined = 1 << line("A.T") | 1 << line("B.T")
    pf, ratio, _ = charger.line(line("A.T"), pinmap.ALL_LINES & ~joined, 145.0)
    tester.board.release()
    assert ratio == pytest.approx(1.0, abs=0.002)
    # 6 m at 100 pF/m to the shield and 60 pF/m to the ring, and a jack of the tester at each end
    jack_pf = tester.bench.front_end.spec.jack_pf
    assert pf == pytest.approx(6 * 160 + 2 * jack_pf, rel=0.04)


def test_fixed_mux_channels(rig):
    board = rig().board
    readings = {}
    for channel in (pinmap.MUX_GND, pinmap.MUX_HALF):
        board.mux(channel)
        board.settle_us(200)
        readings[channel] = board.adc_sum(pinmap.ADC_UNITY, 256) / 256
    assert 5 < readings[pinmap.MUX_GND] < 40
    assert readings[pinmap.MUX_HALF] == pytest.approx(2060, abs=40)


@pytest.mark.parametrize("high_low", [(1, 1), (1 << 11, 0), (0, 1 << 11)])
def test_impossible_drive_is_refused(rig, high_low):
    tester = rig()
    with pytest.raises(REFUSED):
        tester.board.drive(*high_low)
    assert not tester.bench.is_driven()


def test_two_drivers_on_one_net_are_refused(rig):
    tester = rig("trs_trs,length=6m")
    with pytest.raises(IllegalElectricity):
        tester.board.drive(1 << line("A.T") | 1 << line("A.R"), 1 << line("B.T"))


def test_release_leaves_nothing_driven(rig):
    tester = rig("trs_trs,length=6m")
    tester.board.force(line("A.T"), line("B.T"))
    tester.board.charge(1, 0)
    assert tester.bench.is_driven()
    tester.board.release()
    assert not tester.bench.is_driven()


def halves(bench, lines, us):
    """(high, low) of these lines, and for how long, as `us` pass: changes in steps of 10 us."""
    found = []
    for _ in range(int(us / 10)):
        state = bench.config["high"] & lines, bench.config["low"] & lines
        if not found or found[-1][0] != state:
            found.append([state, 0])
        found[-1][1] += 10
        bench.advance(10)
    return found


@pytest.mark.parametrize("hz", [400, 1000])
def test_lines_swing_so_often_and_let_go_by_themselves(rig, hz):
    tester = rig("trs_trs,length=6m")
    tip, ring = 1 << line("A.T"), 1 << line("A.R")
    tester.board.swing_start(tip | ring, tip, hz, 3)
    seen = halves(tester.bench, pinmap.ALL_LINES, 5e6 / hz)
    assert [state for state, _ in seen] == [(tip, ring), (ring, tip)] * 3 + [(0, 0)]
    assert all(us == pytest.approx(5e5 / hz, abs=60) for _, us in seen[:-1])
    assert not tester.bench.is_driven()
    tester.board.swing_stop()
    tester.board.settle_us(1000)
    assert tester.board.read() == 0


def test_swinging_stops_at_once_and_begins_again(rig):
    tester = rig("trs_trs,length=6m")
    board, tip, ring = tester.board, 1 << line("A.T"), 1 << line("A.R")
    for stop in (board.swing_stop, board.release):
        board.swing_start(tip | ring, ring, 1000, 100)
        tester.bench.advance(20_300)
        assert tester.bench.is_driven()
        stop()
        assert not tester.bench.is_driven()
        tester.bench.advance(90_000)
        assert not tester.bench.is_driven()
    board.drive(tip, 0)
    board.settle_us(500)
    assert board.read() == tip | 1 << line("B.T")
    board.release()


def test_a_driven_leg_may_swing_against_another_that_it_touches(rig):
    tester = rig("trs_trs,short=T-R@B")
    tester.board.swing_start(0b11, 0b01, 1000, 2)
    tester.bench.advance(200)
    assert tester.bench.voltages()[0] == pytest.approx(tester.bench.front_end.vdd / 2, abs=0.1)


@pytest.mark.parametrize("asked", [(0, 0, 1000, 1), (1, 2, 1000, 1), (1, 1, 100, 1),
                                   (1, 1, 1000, 0), (1 << 11, 0, 1000, 1)])  # fmt: skip
def test_impossible_swings_are_refused(rig, asked):
    with pytest.raises(ValueError):
        rig().board.swing_start(*asked)


def test_keys(rig):
    tester = rig()
    for held in (0, port.KEY_TEST, port.KEY_MODE, port.KEY_TEST | port.KEY_MODE, 0):
        tester.surroundings.held = held
        assert tester.board.keys() == held


def test_a_key_that_is_up_again_was_pressed_once(rig):
    tester = rig()
    tester.board.pressed()
    for key in (port.KEY_TEST, port.KEY_MODE, port.KEY_TEST | port.KEY_MODE):
        tester.surroundings.held = key
        tester.surroundings.held = 0
        assert (tester.board.pressed(), tester.board.pressed()) == (key, 0)


def test_display_bus(rig):
    tester = rig()
    tester.board.i2c_write(0x3C, bytes((0, 0xAE)))
    with pytest.raises(OSError):
        tester.board.i2c_write(0x3D, bytes((0, 0xAE)))
    tester.surroundings.panel.connected = False
    with pytest.raises(OSError):
        tester.board.i2c_write(0x3C, bytes((0, 0xAE)))


def test_a_display_of_128_columns_takes_about_25_ms_a_frame(rig):
    tester = rig()
    start = tester.bench.now_us
    for _ in range(8):
        tester.board.i2c_write(0x3C, b"\x40" + bytes(128))
    assert 20_000 < tester.bench.now_us - start < 30_000


def test_tone(rig):
    tester = rig()
    tester.board.tone(1500)
    assert tester.surroundings.hz == 1500
    tester.board.tone(0)
    assert tester.surroundings.hz == 0


@pytest.mark.parametrize("millivolt", [5050, 4950, 3700, 3000])
def test_supply_voltage(rig, millivolt):
    tester = rig()
    tester.surroundings.supply_mv = millivolt
    assert tester.board.vsys_mv() == pytest.approx(millivolt, rel=0.01)


def test_usb_present(rig):
    tester = rig()
    assert tester.board.usb_present() is True
    tester.unplug_usb()
    assert tester.board.usb_present() is False


def test_console_read_waits_only_as_long_as_told(rig):
    tester = rig()
    start = tester.bench.now_us
    assert tester.board.console_read() == b""
    assert tester.bench.now_us - start < 100
    assert tester.board.console_read(5) == b""
    assert 5_000 <= tester.bench.now_us - start < 6_000


def test_console_read_delivers_every_byte(rig):
    tester = rig()
    sent = bytes(range(256)) * 4
    tester.surroundings.console_in(sent)
    got = b""
    for _ in range(10):
        got += tester.board.console_read()
    assert got == sent


def test_console_write_loses_and_doubles_nothing_when_the_host_is_slow(rig):
    tester = rig()
    taken = bytearray()
    room = [0]

    def slow_host(data):
        count = min(room[0], len(data))
        room[0] -= count
        taken.extend(data[:count])
        return count

    tester.surroundings.console_out = slow_host
    sent = bytes(k * 7 & 255 for k in range(3000))
    at = 0
    refused = 0
    for _ in range(2000):
        count = tester.board.console_write(memoryview(sent)[at:])
        refused += not count
        at += count
        room[0] = 50
        if at == len(sent):
            break
    assert at == len(sent)
    room[0] = 10_000
    tester.board.console_write(b"!")
    tester.board.console_read(1)
    assert bytes(taken) == sent + b"!"


def test_a_host_that_never_reads_does_not_stop_the_tester(rig):
    tester = rig()
    tester.surroundings.console_out = lambda data: 0
    start = tester.bench.now_us
    total = sum(tester.board.console_write(b"x" * 100) for _ in range(100))
    assert total <= 256  # what the USB buffer holds
    assert tester.bench.now_us - start < 1_000_000


def test_nothing_is_written_without_usb(rig):
    tester = rig()
    tester.unplug_usb()
    assert tester.board.console_write(b"hello") == 0


def test_clock(rig):
    tester = rig()
    assert tester.board.unix_s() is None
    tester.board.set_unix_s(1_790_000_000)
    assert tester.board.unix_s() == 1_790_000_000
    tester.board.settle_us(3_000_000)
    assert tester.board.unix_s() == 1_790_000_003


@pytest.mark.parametrize(("bootloader", "word"), [(False, "reset"), (True, "bootloader")])
def test_reset_does_not_return(rig, bootloader, word):
    with pytest.raises(SystemExit, match=word):
        rig().board.reset(bootloader)


def test_sleep_is_for_cells_and_forgets_the_clock(rig):
    tester = rig("trs_trs,length=3m")
    board = tester.board
    board.set_unix_s(1_790_000_000)
    board.drive(1, 2)
    board.tone(1000)
    board.lamps(True, True)
    board.sleep()
    assert not tester.bench.is_driven() and board.unix_s() is not None, "USB: it only lets go"
    assert (tester.surroundings.hz, tester.bench.front_end.supply.quiet) == (0, False)
    tester.unplug_usb()
    board.drive(1, 2)
    with pytest.raises(SystemExit, match="asleep"):
        board.sleep()
    assert not tester.bench.is_driven() and board.unix_s() is None


def test_ticks_follow_the_bench(rig):
    tester = rig()
    start = tester.board.ticks_ms()
    tester.board.settle_us(250_000)
    assert tester.board.ticks_ms() - start in (250, 251)
