"""What an update leaves when it is cut off, at many random points of a single run.

Where the power fails the flash is put down as it is at that moment. Where the USB cable is
pulled a copy of the process stops, and later goes on with what had arrived. Points are drawn
while the run goes on (reservoir sampling), so its length need not be known.
"""

import os
import random

SLICE_US = 2000
CARRIED_OUT_US = 300_000  # time for the last line that arrived


class Sample:
    """Which of a run's events are kept: `size` of them, each as likely as any other."""

    def __init__(self, size, seed):
        self.size, self.seen = size, 0
        self._draw = random.Random(seed)

    def slot(self):
        """Place for the next event, None if it is not kept."""
        self.seen += 1
        if self.seen <= self.size:
            return self.seen - 1
        place = self._draw.randrange(self.seen)
        return place if place < self.size else None


class Cutter:
    """Cuts of a twin: power[k] = (number of the flash operation, flash), cable[k] = (number of
    the byte from the host, copy of the process, pipe that lets it go on)."""

    def __init__(self, twin, size, seed):
        self.chip = twin.chip
        self.power, self.cable = [None] * size, [None] * size
        self._operations, self._bytes = Sample(size, seed), Sample(size, seed + 1)
        self._send = self.chip.usb.send
        self.chip.flash_chip.on_operation = self._operated
        self.chip.usb.send = self._sending

    def _operated(self):
        slot = self._operations.slot()
        if slot is not None:
            self.power[slot] = (self._operations.seen, self.chip.flash)

    def _sending(self, data):
        chosen = {}
        for arrived in range(len(data)):
            slot = self._bytes.slot()
            if slot is not None:
                chosen[slot] = arrived
        for slot, arrived in chosen.items():
            self._forget(slot)
            number = self._bytes.seen - len(data) + arrived
            self.cable[slot] = (number, *self._copy(data[:arrived]))
        self._send(data)

    def _copy(self, arrived):
        """A process that goes on without a cable, and puts its flash where the pipe says."""
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(reading)
            return child, writing
        for other in self.cable:
            if other is not None:
                os.close(other[2])
        os.close(writing)
        path = os.read(reading, 4096)
        if path:
            self.chip.flash_chip.on_operation = None
            self._send(arrived)
            while self.chip.usb.pending:
                self.chip.run_us(SLICE_US)
            self.chip.run_us(CARRIED_OUT_US)
            with open(path, "wb") as file:
                file.write(self.chip.flash)
        os._exit(0)

    def _forget(self, slot):
        if self.cable[slot] is not None:
            _, child, pipe = self.cable[slot]
            os.close(pipe)
            os.waitpid(child, 0)
            self.cable[slot] = None

    def put_down(self, folder):
        """Every cut's flash as a file named after it."""
        for number, flash in filter(None, self.power):
            name = f"operation {number} of {self._operations.seen}"
            (folder / name).write_bytes(flash)
        for number, child, pipe in filter(None, self.cable):
            name = f"byte {number} of {self._bytes.seen}"
            os.write(pipe, os.fsencode(folder / name))
            os.close(pipe)
            os.waitpid(child, 0)
