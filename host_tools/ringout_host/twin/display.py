"""The OLED and the expander on the emulated I2C bus, with the time that bits take on the wire."""

from collections.abc import Callable
from typing import Any

from ringout.board.pinmap import EXPANDER_ADDRESS
from ringout_host.sim.oled import Panel
from ringout_host.twin.harness import Harness

_TX_EMPTY = 1 << 4
_SDK_CYCLES = 15  # what the SDK takes off the SCL counts for spike suppression and rise time
_CYCLE_NS = 8.0  # 125 MHz


class DisplayBus:
    """panel: sim.oled.Panel, which gets each write when its stop condition comes; so does the
    expander of the harness."""

    def __init__(self, chip: Any, panel: Panel, harness: Harness) -> None:
        self.panel = panel
        self._harness = harness
        self._bus = chip.i2c[0]
        self._alarm = chip.clock.create_alarm(self._act)
        self._then: Callable[[], object] | None = None
        self._received = bytearray()
        self._selected = False
        self._address = 0
        self._bus.on_connect = self._connect
        self._bus.on_write_byte = self._write
        self._bus.on_read_byte = lambda ack: self._after(self._read)
        self._bus.on_stop = self._stop
        # On silicon a flushed FIFO reads as empty. Without this the SDK waits out its time-out
        # after a missing acknowledge, and the next transfer fails as well.
        abort = self._bus._abort

        def abort_and_empty(reason: int) -> None:
            abort(reason)
            self._bus._set_interrupts(_TX_EMPTY)

        self._bus._abort = abort_and_empty

    def _after(self, function: Callable[[], object], bits: int = 9) -> None:
        """Call `function` when so many bits have passed on the wire."""
        self._then = function
        cycles = self._bus.scl_low_period + self._bus.scl_high_period + _SDK_CYCLES
        self._alarm.schedule(bits * cycles * _CYCLE_NS)

    def _act(self) -> None:
        function, self._then = self._then, None
        assert function is not None
        function()

    def _connect(self, address: int, mode: int) -> None:
        self._address = address
        if address == EXPANDER_ADDRESS:
            self._selected = self._harness.has_expander
        else:
            self._selected = self.panel.connected and address == self.panel.address
        self._received.clear()
        self._after(lambda: self._bus.complete_connect(self._selected))

    def _read(self) -> None:
        if self._selected and self._address == EXPANDER_ADDRESS:
            self._bus.complete_read(self._harness.expander_read())
            return
        readable = self._selected and self.panel.says is not None
        self._bus.complete_read(self.panel.read(self._address) if readable else 0xFF)

    def _write(self, value: int) -> None:
        self._received.append(value)
        self._after(lambda: self._bus.complete_write(True))

    def _stop(self) -> None:
        if self._selected and self._received:
            if self._address == EXPANDER_ADDRESS:
                self._harness.expander_write(bytes(self._received))
            else:
                self.panel.write(self._address, bytes(self._received))
        self._received.clear()
        self._bus.complete_stop()
