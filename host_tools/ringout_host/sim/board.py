"""THE simulated board: the board port answered by cable physics and virtual time.

It also refuses what would be wrong on a real bench (`IllegalElectricity`): two drivers on one
net, a level read before it settled, lines left driven while the tester waits for a key. One file:
it is the port (board/port.py), method by method.
"""

import time
from array import array

from ringout.board import pinmap as pin
from ringout.board.pinmap import ALL_LINES, LINES
from ringout.board.port import Board
from ringout.storage.files import Files
from ringout_host.sim import watch
from ringout_host.sim.fingers import Fingers
from ringout_host.sim.front_end import LOGIC_V
from ringout_host.sim.leap import Plan
from ringout_host.sim.oled import Panel
from ringout_host.sim.refusals import IllegalElectricity, check_contention, check_settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, MutableSequence
    from typing import Any

    from ringout_host.sim.bench import Bench
    from ringout_host.sim.expander import Mcp23017
    from ringout_host.sim.kinds import Codes

CALL_US = 6  # time the interpreter spends on each call of the port
BLINK_US = 2  # between two pin changes that follow each other
KEY_POLL_US = 500
THRESHOLD_V = 0.1  # an input's threshold is not known any better
GROUND_US, GLANCE_US = 3, 9  # of a glance at a line
LIFT_SAMPLES = 8
LIFT = Plan((({"hi": 1}, 0),), LIFT_SAMPLES, pin.ADC_PERIOD_US)
DROP = ({"hi": None, "lo": 0}, GLANCE_US)
TO_GROUND = ({"lo": None, "channel": pin.MUX_GND}, GROUND_US)
TO_LINE = [({"channel": line}, GLANCE_US) for line in range(LINES)]
FIRST = [Plan((TO_GROUND, step), 1, pin.ADC_PERIOD_US) for step in TO_LINE]
AFTER_LIFT = [Plan((DROP, TO_GROUND, step), 1, pin.ADC_PERIOD_US) for step in TO_LINE]
DROPPED = Plan((DROP,))


class SimBoard(Board, Fingers):
    """bench: the cable and the front end. root: folder that plays the flash."""

    files: Files  # type: ignore[assignment]  # the port has none

    def __init__(
        self, bench: "Bench", root: str, uid: str = "e6614103e7452d2f", realtime: bool = False
    ) -> None:
        self.bench = bench
        self.uid = uid
        self.files = Files(root)
        self.panel: "Any" = Panel()  # or who stands before it
        self.green = self.red = False
        self.hz: float = 0
        self.received = bytearray()  # bytes from the host, not yet read
        self.console_out: "Callable[[bytes], int] | None" = (
            None  # takes the bytes the tester sends; returns how many it took
        )
        self.clock_offset_s: int | None = None
        self.usb = True
        self.supply_mv = 4950
        self.realtime = realtime
        self.resets = 0
        self._watch: watch.Watch | watch.Stream | None = None  # while one runs
        self._lost = 0  # of the last one
        self._start_s = time.monotonic() if realtime else 0.0

    # -- time ------------------------------------------------------------------------------
    def ticks_ms(self) -> int:
        """Virtual milliseconds."""
        return int(self.bench.now_us // 1000) & 0x3FFFFFFF

    def _catch_up(self) -> None:
        """With a person or a host on the other side, virtual time does not fall behind."""
        lag_us = (time.monotonic() - self._start_s) * 1e6 - self.bench.now_us
        if lag_us > 0:
            self.bench.advance(lag_us)

    def ticks_us(self) -> int:
        """Virtual microseconds."""
        return int(self.bench.now_us) & watch.WRAP

    def settle_us(self, us: float) -> None:
        """Let virtual time pass."""
        self.bench.advance(us)

    # -- lines -----------------------------------------------------------------------------
    def drive(self, high: int, low: int, pull_down: bool = True) -> None:
        """Drive lines; refuses a net held both high and low."""
        if high & low or (high | low) & ~ALL_LINES:
            raise IllegalElectricity("a line cannot be high and low, or beyond line 10")
        self._refuse_swinging()
        self.bench.configure(high=high, low=low, pull_down=pull_down)
        if high and low:
            check_contention(self.bench)
        self.bench.advance(CALL_US)

    def force(self, high_line: int, low_line: int) -> None:
        """The test current: the one legal way to drive both ends of a net."""
        self._refuse_swinging()
        self.bench.configure(high=1 << high_line, low=1 << low_line, pull_down=False)
        self.bench.advance(CALL_US)

    def _refuse_swinging(self) -> None:
        if self.bench.swing is not None:
            raise IllegalElectricity("lines driven while hardware swings some")

    def release(self) -> None:
        """Everything off, mux parked."""
        if self.bench.swing is not None:
            self.bench.swings(0, 0, 0, 0)
        self.bench.configure(high=0, low=0, pull_down=True, hi=None, lo=None, channel=pin.MUX_OPEN)
        self.bench.advance(CALL_US)

    def read(self) -> int:
        """Levels of all lines; refuses lines that would read otherwise once settled."""
        now = self.bench.voltages()
        final = self.bench.settled()
        mask = 0
        still = self.bench.is_still()
        config = self.bench.config
        front_end = self.bench.front_end
        for line in range(LINES):
            is_v, will_v = [
                front_end.gpio_v(line, v[line], config["high"], config["low"]) for v in (now, final)
            ]
            seen = is_v > LOGIC_V
            # What settles at the threshold itself is either, however long one waits.
            if still and seen != (will_v > LOGIC_V) and abs(will_v - LOGIC_V) > THRESHOLD_V:
                raise IllegalElectricity("%s read before it settled" % pin.CONTACTS[line])
            if seen:
                mask |= 1 << line
        self.bench.advance(CALL_US)
        return mask

    # -- analog ----------------------------------------------------------------------------
    def mux(self, channel: int) -> None:
        """Select a channel."""
        self.bench.configure(channel=channel)
        self.bench.advance(CALL_US)

    def charge(self, hi: int | None, lo: int | None) -> None:
        """Set the charge pins."""
        self.bench.configure(hi=hi, lo=lo)
        self.bench.advance(CALL_US)

    def capture(
        self, buffer: "array[int]", count: int, hi: int | None, lo: int | None, adc: int = 0
    ) -> None:
        """Samples every 2 us from the moment the charge pins switch."""
        self.bench.configure(hi=hi, lo=lo)
        codes = self.bench.samples(count, pin.ADC_PERIOD_US, adc)
        buffer[:count] = codes
        self.bench.advance(CALL_US)

    def adc_sum(self, adc: int, count: int) -> int:
        """Sum of `count` conversions of an input that has settled."""
        if isinstance(self._watch, watch.Stream):
            raise IllegalElectricity("the ADC is streaming")
        if adc == pin.ADC_VSYS:
            return int(self.supply_mv / 3000.0 / 3.27 * 4096) * count
        check_settled(self.bench)
        return sum(self.bench.samples(count, pin.ADC_PERIOD_US, adc))

    def glance(
        self,
        codes: "MutableSequence[int]",
        lifts: "MutableSequence[int]",
        level: int,
        most_us: float,
    ) -> None:
        """One code of each line, and whether CHG_HI lifts it."""
        bench = self.bench
        bench.configure(hi=None, lo=None)
        for line in range(LINES):
            plans = AFTER_LIFT if line and level else FIRST
            codes[line] = self._step(plans[line])[0]
            lifts[line] = self._lifts(level, most_us) if level else 1
        if level:
            self._step(DROPPED)
        bench.configure(lo=None, channel=pin.MUX_OPEN)
        bench.advance(CALL_US)

    def _lifts(self, level: int, most_us: float) -> int:
        left_us = most_us
        while left_us > 0:
            if max(self._step(LIFT)) >= level:
                return 1
            left_us -= LIFT.us
        return 0

    def _step(self, plan: Plan) -> "Codes":
        """The steps of a plan, then its samples: their codes."""
        bench = self.bench
        codes = bench.leap(plan, pin.ADC_UNITY)
        if codes is not None:
            return codes
        for changes, us in plan.steps:
            bench.configure(**changes)
            bench.advance(us)
        return bench.samples(plan.count, plan.period_us, pin.ADC_UNITY)

    def quiet(self, on: bool) -> None:
        """The regulator's mode."""
        self.bench.quiet(on)
        self.bench.advance(CALL_US)

    # -- wiggle ----------------------------------------------------------------------------
    def watch_start(self, high: int) -> None:
        """Drive and watch."""
        self.watch_stop()
        self.drive(high, 0)
        self._watch = watch.Watch(self.bench)

    def watch_drive(self, high: int) -> None:
        """New drivers join, then the old ones let go."""
        self.bench.configure(high=self.bench.config["high"] | high, pull_down=True)
        self.bench.advance(BLINK_US)
        self.bench.configure(high=high)
        self.bench.advance(CALL_US)

    def watch_blink(self, lines: int, us: float) -> float:
        """Let go for a moment."""
        high = self.bench.config["high"]
        self.bench.configure(high=high & ~lines)
        self.bench.advance(us + BLINK_US)
        self.bench.configure(high=high)
        self.bench.advance(CALL_US)
        return us + BLINK_US

    def watch_touch(self, lines: int, low_us: float, us: float) -> tuple[int, int, int, int]:
        """Discharge, let go for a moment, and look."""
        bench = self.bench
        high = bench.config["high"]
        start_us = self.ticks_us()
        bench.configure(high=high & ~lines, low=lines)
        bench.advance(low_us)
        bench.configure(low=0)
        bench.advance(us)
        code = bench.samples(1, pin.ADC_PERIOD_US, pin.ADC_UNITY)[0]
        assert isinstance(self._watch, watch.Watch)
        levels = self._watch.levels()
        bench.configure(high=high)
        end_us = self.ticks_us()
        bench.advance(CALL_US)
        return levels, code, start_us, end_us

    def watch_read(self, times: "MutableSequence[int]", masks: "MutableSequence[int]") -> int:
        """What the lines did."""
        assert isinstance(self._watch, watch.Watch)
        return self._watch.read(times, masks)

    def watch_lost(self) -> int:
        """Changes that did not fit."""
        return self._lost if self._watch is None else self._watch.lost

    def watch_stop(self) -> None:
        """End and release."""
        self._lost = self.watch_lost()
        self.bench.listener = self._watch = None
        self.release()

    def stream_start(self) -> None:
        """Sample on and on."""
        self.bench.listener = self._watch = watch.Stream(self.bench)

    def stream_read(self, codes: "MutableSequence[int]") -> int:
        """What was sampled."""
        assert isinstance(self._watch, watch.Stream)
        return self._watch.read(codes)

    def stream_lost(self) -> int:
        """Samples that did not fit."""
        return self.watch_lost()

    def stream_stop(self) -> None:
        """End and release."""
        self.watch_stop()

    # -- tone ------------------------------------------------------------------------------
    def swing_start(self, lines: int, high: int, hz: float, periods: int) -> None:
        """A square wave, by itself."""
        if not lines or lines & ~ALL_LINES or high & ~lines:
            raise ValueError("these lines cannot swing")
        if not (250 <= hz <= 4000 and 1 <= periods <= 65536):
            raise ValueError("250 to 4000 Hz, 1 to 65536 periods")
        self.release()
        self.bench.configure(pull_down=False)
        self.bench.swings(lines, high, hz, periods)
        self.bench.advance(CALL_US)

    def swing_stop(self) -> None:
        """Silence."""
        self.release()

    # -- people ----------------------------------------------------------------------------
    def keys(self) -> int:
        """Keys held down; waiting for a key with driven lines is refused."""
        watched = self._watch is not None or self.bench.swing is not None
        if self.bench.is_driven() and not watched:
            raise IllegalElectricity("lines left driven while waiting for a key")
        self.bench.advance(KEY_POLL_US)
        if self.realtime:
            self._catch_up()
        return self._held

    def pressed(self) -> int:
        """Keys that went down since the last call."""
        fell, self._fell = self._fell, 0
        return fell

    def i2c_write(self, address: int, data: bytes) -> None:
        """To the OLED panel or the expander, at 400 kHz."""
        expander = self._expander(address)
        self._i2c(len(data))
        (expander or self.panel).write(*((data,) if expander else (address, data)))

    def i2c_read(self, address: int) -> int:
        """A byte from either."""
        expander = self._expander(address)
        self._i2c(1)
        return expander.read() if expander else self.panel.read(address)

    def _expander(self, address: int) -> "Mcp23017 | None":
        """The expander, if it is meant. Where none is fitted nothing acknowledges, at once."""
        if address != pin.EXPANDER_ADDRESS:
            return None
        if self.bench.expander is None:
            raise OSError(5)  # EIO
        return self.bench.expander

    def _i2c(self, count: int) -> None:
        if self.panel.holds_sda:
            self.bench.advance(pin.I2C_TIMEOUT_US)
            raise OSError(110)  # ETIMEDOUT
        self.bench.advance(count * 22.5)

    def lamps(self, green: bool, red: bool) -> None:
        """Remember the lights."""
        self.green, self.red = bool(green), bool(red)

    def tone(self, hz: float) -> None:
        """Remember the tone."""
        self.hz = hz

    def vsys_mv(self) -> int:
        """Supply voltage."""
        return self.supply_mv

    def usb_present(self) -> bool:
        """USB power."""
        return self.usb

    # -- console ---------------------------------------------------------------------------
    def console_read(self, wait_ms: int = 0) -> bytes:
        """Bytes the host sent."""
        if wait_ms and not self.received:
            if self.realtime:
                time.sleep(wait_ms / 1000)
            self.bench.advance(wait_ms * 1000)
        data = bytes(self.received)
        self.received = bytearray()
        return data

    def console_write(self, data: bytes) -> int:
        """Bytes to the host."""
        if self.console_out is None:
            return 0
        return self.console_out(bytes(data))

    def console_in(self, data: bytes) -> None:
        """The host's side: send bytes to the tester."""
        self.received.extend(data)

    # -- clock and reset -------------------------------------------------------------------
    def unix_s(self) -> int | None:
        """Clock, if it was set."""
        if self.clock_offset_s is None:
            return None
        return self.clock_offset_s + int(self.bench.now_us // 1000000)

    def set_unix_s(self, seconds: int) -> None:
        """Set the clock."""
        self.clock_offset_s = seconds - int(self.bench.now_us // 1000000)

    def sleep(self) -> None:
        """Stop the app until whoever runs the board presses a key; not while USB is there."""
        self.release()
        self.quiet(False)
        self.hz, self.green, self.red = 0, False, False
        if not self.usb:
            self.clock_offset_s = None
            raise SystemExit("asleep")

    def reset(self, bootloader: bool = False) -> None:
        """Count it and stop the app; whoever runs the board starts it again."""
        self.resets += 1
        raise SystemExit("bootloader" if bootloader else "reset")


def new_buffer(count: int) -> "array[int]":
    """A sample buffer like the firmware's."""
    return array("H", bytes(2 * count))
