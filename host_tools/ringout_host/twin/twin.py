"""The whole instrument as an emulated chip: MicroPython, the firmware in its flash, a cable.

twin = Twin("trs_trs,length=6m", uf2="RPI_PICO.uf2")
twin.start()
record = twin.press()
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from ringout.board.port import KEY_TEST
from ringout.measure import calibration
from ringout_host.compact import traceback
from ringout_host.doctor import stopped
from ringout_host.errors import ProtocolError
from ringout_host.flash import bundle, filesystem, micropython, uf2
from ringout_host.flash.bundle import DATA_FOLDER, Bundle
from ringout_host.link.device import Device
from ringout_host.link.lines import Lines
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench, uid_of
from ringout_host.sim.board import SimBoard
from ringout_host.sim.handheld import calibrate
from ringout_host.sim.oled import Panel
from ringout_host.sim.spec import parse
from ringout_host.twin.chip import Chip
from ringout_host.twin.display import DisplayBus
from ringout_host.twin.harness import Harness
from ringout_host.twin.port import TwinPort
from ringout_host.twin.repl import Repl

READY_MS = 10_000  # emulated; the firmware needs about one second
PRESS_MS = 10_000
SAID_US = 1_000_000  # of a board that was interrupted


def flash_with_firmware(path: Path, firmware: Bundle | Literal[False] | None = None) -> bytearray:
    """Flash content: MicroPython from a UF2, then a file system with the firmware.

    A UF2 that brings its own file system (from `ringout image`) is taken as it is. firmware:
    a bundle.Bundle, False for an empty file system, None to build this installation's.
    """
    pages, _ = micropython.checked(path)
    flash = uf2.flash_of(pages)
    if firmware is not False and not any(page >= filesystem.ADDRESS for page in pages):
        image = filesystem.build(firmware or bundle.build())
        at = filesystem.ADDRESS - uf2.FLASH_START
        flash[at : at + len(image)] = image
    return flash


def with_calibration(flash: bytes | bytearray, seed: int, tester: str | None) -> bytes | bytearray:
    """The flash of a tester that was calibrated, before it warmed up."""
    at = filesystem.ADDRESS - uf2.FLASH_START
    files = filesystem.files_of(bytes(flash[at : at + filesystem.SIZE]))
    if DATA_FOLDER + "/" + calibration.FILE in files:
        return flash
    with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
        bench = Bench(parse("none"), seed, tester_spec.parse(tester))
        calibrate(bench, SimBoard(bench, folder))
        for file in Path(folder).iterdir():
            files[DATA_FOLDER + "/" + file.name] = file.read_bytes()
    flash = bytearray(flash)
    flash[at : at + filesystem.SIZE] = filesystem.image_of(files)
    return flash


class Twin:
    """cable: a spec text. flash: content of the flash chip. seed: which tester; tester: a text
    of the tester grammar, None for the default."""

    def __init__(
        self,
        cable: str,
        flash: bytes | bytearray,
        seed: int = 1,
        timed_flash: bool = False,
        tester: str | None = None,
    ) -> None:
        kind = tester_spec.parse(tester)
        self.bench = Bench(parse(cable), seed, kind)
        if kind.calibrated:
            flash = with_calibration(flash, seed, tester)
            self.bench.warm_up()
        self.chip = Chip(flash, uid_of(seed), timed_flash)
        self.panel = Panel()
        self.harness = Harness(self.chip.mcu, self.bench)
        DisplayBus(self.chip.mcu, self.panel, self.harness)
        self.chip.check = self._check
        self.repl = Repl(self.chip)
        self.ready_us: float | None = None  # emulated time at which the tester first answered
        self.device = Device(Lines(TwinPort(self.chip), self._seconds), "twin")

    def _seconds(self) -> float:
        return self.chip.now_us / 1e6

    def _check(self) -> None:
        refused, self.harness.refused = self.harness.refused, None
        if refused is not None:
            raise refused

    def start(self, limit_ms: float = READY_MS) -> Twin:
        """Run until the tester answers on its console. ProtocolError if it does not come up."""
        if not self.chip.run_until(lambda: self.chip.usb.connected, limit_ms * 1000):
            raise ProtocolError("the emulated chip did not start: is the UF2 MicroPython's?")
        self.chip.run_until(lambda: self.panel.is_on, limit_ms * 1000)
        try:
            self.device.shake_hands()
        except ProtocolError as error:
            raise ProtocolError(f"the emulated tester did not start: {self._stopped()}") from error
        self.ready_us = self.chip.now_us
        return self

    def plug(self, cable: str) -> None:
        """Put another cable into the jacks."""
        self.harness.plug(parse(cable))

    def press(
        self,
        key: int = KEY_TEST,
        hold_ms: int = 60,
        limit_ms: float = PRESS_MS,
        record: bool = True,
    ) -> dict[str, Any] | None:
        """Press a key and let go. For TEST: wait for the record in the log and return it, unless
        no `record` is to come of it."""
        before = self.device.log_stat()["next"]
        self.harness.hold(key)
        self.chip.run_us(hold_ms * 1000)
        self.harness.hold(0)
        if key != KEY_TEST or not record:
            self.chip.run_us(100_000)
            return None
        trouble = self._trouble_until(lambda: self.device.log_stat()["next"] > before, limit_ms)
        if trouble:
            raise ProtocolError(f"no record came of a press: {trouble}")
        return json.loads(self.device.log_read(before, 1)[0].rpartition(b"\t")[0])

    def _trouble_until(self, done: Callable[[], object], limit_ms: float) -> str:
        """Wait until `done()`, which asks the tester; what kept it from that, one line."""
        end_us = self.chip.now_us + limit_ms * 1000
        try:
            while not done():
                if self.chip.now_us > end_us:
                    return self._crash() or "it did not notice the key"
        except ProtocolError:
            return self._stopped()
        return ""

    def _crash(self) -> str:
        text = self.device.call("crash.read")["text"]
        return text and "its crash file says: " + traceback.in_a_line(text, bundle.program)

    def _stopped(self) -> str:
        """What the firmware does instead of answering, one line."""
        return stopped.told(self.chip.usb.send, self._said) or (
            f"it does not answer, and nothing interrupts it at 0x{self.chip.mcu.core.pc:08x}"
        )

    def _said(self) -> bytes:
        self.chip.run_us(SAID_US)
        return self.chip.usb.take()

    @property
    def pixels(self) -> list[list[int]]:
        """The OLED's dots: 64 rows of 128."""
        return self.panel.pixels

    def power_cycle(self, timed_flash: bool = False) -> Twin:
        """A twin whose chip starts from this one's flash, with the same cable."""
        fresh = Twin("none", self.chip.flash, timed_flash=timed_flash)
        fresh.harness.use(self.bench)
        fresh.bench = self.bench
        return fresh
