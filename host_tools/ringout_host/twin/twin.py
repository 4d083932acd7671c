"""The whole instrument as an emulated chip: MicroPython, the firmware in its flash, a cable.

    twin = Twin("trs_trs,length=6m", uf2="RPI_PICO.uf2")
    twin.start()
    record = twin.press()
"""

from ringout_host.errors import DataCorruptError, ProtocolError, UsageError
from ringout_host.flash import bundle, filesystem, identity, uf2
from ringout_host.sim.bench import Bench
from ringout_host.sim.oled import Panel
from ringout_host.sim.spec import parse
from ringout_host.twin.chip import Chip
from ringout_host.twin.display import DisplayBus
from ringout_host.twin.harness import Harness
from ringout_host.twin.repl import Repl

READY_MS = 10_000  # emulated; the firmware needs about one second
PRESS_MS = 10_000


def flash_with_firmware(path, firmware=None):
    """Flash content: MicroPython from a UF2, then a file system with the firmware.

    A UF2 that brings its own file system (from `ringout image`) is taken as it is. firmware:
    a bundle.Bundle, False for an empty file system, None to build this installation's.
    """
    pages = uf2.load(path)
    flash = uf2.flash_of(pages)
    found = identity.identify(bytes(flash))
    if found.program != "MicroPython":
        raise DataCorruptError(f"{path} holds no MicroPython: download the one named RPI_PICO")
    if found.filesystem != (filesystem.ADDRESS, filesystem.SIZE):
        raise DataCorruptError(f"{path} is MicroPython for another board: take RPI_PICO's")
    if firmware is not False and not any(page >= filesystem.ADDRESS for page in pages):
        image = filesystem.build(firmware or bundle.build())
        at = filesystem.ADDRESS - uf2.FLASH_START
        flash[at : at + len(image)] = image
    return flash


class Twin:
    """cable: a spec text. flash: content of the flash chip. seed: which tester."""

    def __init__(self, cable, flash, seed=1, timed_flash=False, uid="e6614103e7452d2f"):
        self.bench = Bench(parse(cable), seed)
        self.chip = Chip(flash, uid, timed_flash)
        self.panel = Panel()
        DisplayBus(self.chip.mcu, self.panel)
        self.harness = Harness(self.chip.mcu, self.bench)
        self.chip.check = self._check
        self.repl = Repl(self.chip)

    def _check(self):
        refused, self.harness.refused = self.harness.refused, None
        if refused is not None:
            raise refused

    def plug(self, cable):
        """Put another cable into the jacks."""
        self.harness.plug(parse(cable))

    @property
    def pixels(self):
        """The OLED's dots: 64 rows of 128."""
        return self.panel.pixels
