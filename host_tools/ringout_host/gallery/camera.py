"""A camera before the tester's glass: it keeps every picture that stood still for a moment."""

STILL_US = 5000  # longer than one page takes to send


class Camera:
    """Stands in front of a `sim.oled.Panel`; `stills` are pictures in the order they were seen."""

    def __init__(self, panel, bench):
        self.panel = panel
        self.bench = bench
        self.stills = []
        self._wrote_us = 0

    def write(self, address, data):
        """To the glass, after a look at what stands there."""
        if self.bench.now_us - self._wrote_us > STILL_US and self.panel.is_on:
            pixels = self.panel.pixels
            if self.stills[-1:] != [pixels]:
                self.stills.append(pixels)
        self._wrote_us = self.bench.now_us
        self.panel.write(address, data)

    def read(self, address):
        """From the glass."""
        return self.panel.read(address)

    @property
    def holds_sda(self):
        """As of the glass."""
        return self.panel.holds_sda

    def reset(self):
        """The glass loses its power."""
        self.panel.reset()

    @property
    def pixels(self):
        """What the glass shows now."""
        return self.panel.pixels

    @property
    def connected(self):
        """As of the glass."""
        return self.panel.connected
