"""A camera before the tester's glass: it keeps every picture that stood still for a moment."""

from ringout_host.sim.bench import Bench
from ringout_host.sim.oled import Panel

STILL_US = 5000  # longer than one page takes to send

Pixels = list[list[int]]  # rows of dots, 1 is light


class Camera:
    """Stands in front of a `sim.oled.Panel`; `stills` are pictures in the order they were seen."""

    def __init__(self, panel: Panel, bench: Bench):
        self.panel = panel
        self.bench = bench
        self.stills: list[Pixels] = []
        self._wrote_us = 0.0

    def write(self, address: int, data: bytes) -> None:
        """To the glass, after a look at what stands there."""
        if self.bench.now_us - self._wrote_us > STILL_US and self.panel.is_on:
            pixels = self.panel.pixels
            if self.stills[-1:] != [pixels]:
                self.stills.append(pixels)
        self._wrote_us = self.bench.now_us
        self.panel.write(address, data)

    def read(self, address: int) -> int:
        """From the glass."""
        return self.panel.read(address)

    @property
    def holds_sda(self) -> bool:
        """As of the glass."""
        return self.panel.holds_sda

    def reset(self) -> None:
        """The glass loses its power."""
        self.panel.reset()

    @property
    def pixels(self) -> Pixels:
        """What the glass shows now."""
        return self.panel.pixels

    @property
    def connected(self) -> bool:
        """As of the glass."""
        return self.panel.connected
