"""MicroPython's `machine`, `rp2` and their kin for CPython, in front of the simulated bench.

    with on_bench(Bench(parse("trs_trs"))) as (rp2040, chip):
        board = rp2040.Board(folder)

`chip` has the registers; here are the modules that the firmware imports. CPython only.
"""

import importlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

from ringout.board import pinmap as pin
from ringout_host.sim.bench import Bench
from ringout_host.sim.chip import CS_ENABLE, PULL_DOWN, PULL_UP, Chip
from ringout_host.sim.dma import Dma
from ringout_host.sim.refusals import IllegalElectricity

if TYPE_CHECKING:
    from ringout_host.sim.kinds import Pin as HasGpio

FIFO_BYTES = 256  # of the USB console, towards the host


class _Mem32:
    def __init__(self, chip: Chip) -> None:
        self._chip = chip

    def __getitem__(self, address: int) -> int:
        return self._chip.read(address)

    def __setitem__(self, address: int, value: int) -> None:
        self._chip.write(address, value)


def _pin_class(chip: Chip) -> type:
    class Pin:
        IN, OUT, PULL_UP, PULL_DOWN = 0, 1, 1, 2

        def __init__(
            self,
            gpio: int,
            mode: int | None = None,
            pull: int | None = None,
            value: int | None = None,
        ) -> None:
            self.gpio = gpio
            bit = 1 << gpio
            if value is not None:
                self.value(value)
            if mode is not None:
                chip.enable = chip.enable | bit if mode == Pin.OUT else chip.enable & ~bit
                chip.trace.append((chip.enable, chip.out))
                pulls = {None: 0, Pin.PULL_UP: PULL_UP, Pin.PULL_DOWN: PULL_DOWN}
                chip.set_pad(gpio, pulls[pull])

        def value(self, level: int | None = None) -> int | None:
            bit = 1 << self.gpio
            if level is None:
                return 1 if chip.inputs() & bit else 0
            chip.out = chip.out | bit if level else chip.out & ~bit
            chip.wires.switch(chip.out, chip.enable)
            return None

    return Pin


def _machine(chip: Chip) -> SimpleNamespace:
    """The `machine` module of this chip."""
    Pin = _pin_class(chip)

    class ADC:
        def __init__(self, source: "HasGpio") -> None:
            if source.gpio not in (26, 27, 28, 29):
                raise ValueError("not an ADC pin")
            chip.set_pad(source.gpio, 0)
            chip._cs |= CS_ENABLE

    class I2C:
        def __init__(
            self, number: int, scl: object, sda: object, freq: int, timeout: int = 50000
        ) -> None:
            self._us_a_byte = 9e6 / freq

        def writeto(self, address: int, data: bytes) -> None:
            chip.advance((1 + len(data)) * self._us_a_byte)
            if address == pin.EXPANDER_ADDRESS and chip.bench.expander is not None:
                chip.bench.expander.write(data)
            else:
                chip.panel.write(address, data)

        def readfrom(self, address: int, count: int) -> bytes:
            chip.advance((1 + count) * self._us_a_byte)
            if address == pin.EXPANDER_ADDRESS and chip.bench.expander is not None:
                return bytes([chip.bench.expander.read() for _ in range(count)])
            return bytes((chip.panel.read(address),) * count)

    class PWM:
        def __init__(self, source: object, freq: int, duty_u16: int) -> None:
            self._freq = freq

        def freq(self, hertz: int) -> None:
            self._freq = hertz

        def duty_u16(self, duty: int) -> None:
            chip.hz = self._freq if duty else 0

    class RTC:
        def datetime(self, fields: tuple[int, ...]) -> None:
            year, month, day, _, hour, minute, second, _ = fields
            import calendar

            now = calendar.timegm((year, month, day, hour, minute, second))
            chip.clock_s = now - int(chip.bench.now_us // 1000000)

    def restart(why: str) -> NoReturn:
        raise SystemExit(why)

    return SimpleNamespace(
        Pin=Pin,
        ADC=ADC,
        I2C=I2C,
        PWM=PWM,
        RTC=RTC,
        mem32=_Mem32(chip),
        unique_id=lambda: chip.uid,
        reset=lambda: restart("reset"),
        deepsleep=chip.sleep,
        bootloader=lambda: restart("bootloader"),
    )


class _Poll:
    def __init__(self, chip: Chip) -> None:
        self._chip = chip
        self._events = 0

    def register(self, stream: object, events: int) -> None:
        self._events = events

    def ipoll(self, timeout_ms: int = -1) -> Iterator[int]:
        chip = self._chip
        chip.flush()
        if self._events == 4:
            return iter([1] if len(chip.sending) < FIFO_BYTES else [])
        if timeout_ms and not chip.received:
            if chip.bench.is_driven() and not chip.lookout.busy:
                raise IllegalElectricity("lines left driven while waiting for the console")
            chip.advance(timeout_ms * 1000)
        return iter([1] if chip.received else [])


def _console(chip: Chip) -> SimpleNamespace:
    """`sys` as far as the console needs it."""

    class Incoming:
        def readinto(self, buffer: bytearray) -> int:
            if len(chip.received) < len(buffer):
                raise IllegalElectricity("the firmware would wait here for ever")
            buffer[:] = chip.received[: len(buffer)]
            del chip.received[: len(buffer)]
            return len(buffer)

    class Outgoing:
        def write(self, data: bytes) -> int:
            part = bytes(data)[: FIFO_BYTES - len(chip.sending)]
            chip.sending += part
            if len(part) < len(data):
                chip.advance(500000)  # MicroPython waits this long for room
            chip.flush()
            return len(part)

    return SimpleNamespace(
        stdin=SimpleNamespace(buffer=Incoming()), stdout=SimpleNamespace(buffer=Outgoing())
    )


def device_time(chip: Chip) -> SimpleNamespace:
    """MicroPython's `time`, running on the bench."""

    def sleep_us(us: float) -> None:
        chip.advance(us)

    return SimpleNamespace(
        ticks_ms=lambda: int(chip.bench.now_us // 1000) & 0x3FFFFFFF,
        ticks_us=lambda: int(chip.bench.now_us) & 0x3FFFFFFF,
        ticks_diff=lambda later, earlier: later - earlier,
        sleep_us=sleep_us,
        sleep_ms=lambda ms: sleep_us(1000 * ms),
        time=lambda: chip.clock_s + int(chip.bench.now_us // 1000000),
        gmtime=time.gmtime,
    )


@contextmanager
def on_bench(bench: Bench) -> Iterator[tuple[Any, Chip]]:
    """`ringout.board.rp2040`, imported on a chip in front of this bench: (module, chip)."""
    chip = Chip(bench)
    name = "ringout.board.rp2040"
    watching = "ringout.board.watch"
    swinging = "ringout.board.swing"
    registers = "ringout.board.registers_plain"
    names = ("machine", "rp2", "uctypes", name, watching, swinging, registers)
    before = {each: sys.modules.get(each) for each in names}
    put: dict[str, Any] = sys.modules  # namespaces that play modules
    put["machine"] = _machine(chip)
    put["rp2"] = chip.lookout.rp2(lambda: Dma(chip))
    put["uctypes"] = SimpleNamespace(
        addressof=chip.lookout.addressof, bytearray_at=chip.lookout.bytearray_at
    )
    for each in (name, watching, swinging, registers):
        sys.modules.pop(each, None)
    vars(sys.modules["ringout.board"]).pop("registers_plain", None)
    try:
        module: Any = importlib.import_module(name)
        module.time = device_time(chip)
        for each in (watching, registers):
            vars(importlib.import_module(each))["time"] = module.time
        module.sys = _console(chip)
        module.select = SimpleNamespace(POLLIN=1, POLLOUT=4, poll=lambda: _Poll(chip))
        yield module, chip
    finally:
        for each, old in before.items():
            if old is None:
                sys.modules.pop(each, None)
            else:
                sys.modules[each] = old
