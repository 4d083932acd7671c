"""The host's end of the emulated USB console."""

from typing import Any

from rp2040py.usb.cdc import USBCDC

_KEEP_BYTES = 1 << 20


class UsbConsole(USBCDC):
    """Bytes both ways. `received` grows as the device sends; `send` queues for the device.

    The original answers an empty queue with a packet of no bytes, every 10 us, which costs
    more than all the rest; here an unanswered request waits for data, as on a real bus.
    """

    def __init__(self, controller: Any) -> None:
        super().__init__(controller)
        self.received = bytearray()
        self.connected = False
        self._queue = bytearray()
        self._asked = 0  # bytes that the device is ready for, 0 if it has not asked
        self._answer = controller.on_endpoint_read
        controller.on_endpoint_read = self._on_read
        self.on_serial_data = self._on_data
        self.on_device_connected = self._on_connected

    def send(self, data: bytes) -> None:
        """Queue bytes for the device."""
        self._queue += data
        self._feed()

    @property
    def pending(self) -> int:
        """Bytes that the device has not taken yet."""
        return len(self._queue)

    def take(self) -> bytes:
        """What the device has sent since the last call."""
        data = bytes(self.received)
        self.received.clear()
        return data

    def _on_data(self, data: bytes | bytearray) -> None:
        if len(self.received) < _KEEP_BYTES:  # nobody reads: a real host's driver drops as well
            self.received += bytes(data)

    def _on_connected(self) -> None:
        self.connected = True

    def _on_read(self, endpoint: int, size: int) -> None:
        if endpoint == self._out_endpoint and endpoint > 0:
            self._asked = size
            self._feed()
        else:
            self._answer(endpoint, size)

    def _feed(self) -> None:
        if self._asked and self._queue:
            part = self._queue[: self._asked]
            del self._queue[: len(part)]
            self._asked = 0
            self.usb.endpoint_read_done(self._out_endpoint, part)

    def _on_controller_reset(self) -> None:
        super()._on_controller_reset()
        self.connected = False
        self._asked = 0
        self._queue = bytearray()
