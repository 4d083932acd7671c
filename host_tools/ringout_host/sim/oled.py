"""The display glass: decodes what the driver sends over I2C into a picture.

    panel = Panel("sh1106"); panel.write(0x3C, data); panel.pixels -> 64 rows of 128

It knows the commands that the datasheets give and refuses others, so a driver that sends a
wrong byte is caught. Where nobody can know which controller it is (`says` None), it takes them as
nothing, as modules are known to do. Columns are stored by segment as the silicon does: turning the
display changes the rows at once but the columns only of what is written afterwards.
"""

WIDTH = 128
HEIGHT = 64

# commands with one argument byte, by controller
_ONE = {
    "ssd1306": (0x20, 0x81, 0x8D, 0xA8, 0xD3, 0xD5, 0xD9, 0xDA, 0xDB),
    "sh1106": (0x81, 0xAD, 0xA8, 0xD3, 0xD5, 0xD9, 0xDA, 0xDB),
}
SAYS = {"ssd1306": 0x06, "sh1106": 0x08}  # low bits of the status
_OFF = 0x40  # ... and the display is off
_TWO = {"ssd1306": (0x21, 0x22), "sh1106": ()}
_NONE = (0xA0, 0xA1, 0xA4, 0xA5, 0xA6, 0xA7, 0xAE, 0xAF, 0xE3)


def _is_alone(name: int) -> bool:
    """True for a command without arguments."""
    ranges = name < 0x20 or 0x40 <= name < 0x80 or 0xB0 <= name < 0xB8 or 0xC0 <= name < 0xD0
    return ranges or name in _NONE


class Panel:
    """A module at `address` with an SSD1306 or SH1106, wired as the usual modules are."""

    def __init__(self, controller: str = "ssd1306", address: int = 0x3C) -> None:
        self.controller = controller
        self.address = address
        self.connected = True
        self.holds_sda = False  # no transfer ends
        self.says: int | None = SAYS[controller]  # None: it cannot be read
        self.bytes_received = 0
        self._columns = 132 if controller == "sh1106" else 128
        self.reset()

    def reset(self) -> None:
        """Power-on: registers at their defaults, memory as random as it is in silicon."""
        self.contrast = 0x80
        self._ram = [bytearray((c * 37 + p * 101) & 255 for c in range(132)) for p in range(8)]
        self._powered = self.controller == "sh1106"  # its DC-DC is on after reset
        self._lit = False
        self._all_on = False
        self._inverse = False
        self._remap = False
        self._scan_down = False
        self._start_line = 0
        self._offset = 0
        self._mode = 2
        self._page = 0
        self._column = 0
        self._window = [0, self._columns - 1, 0, 7]
        self._command: list[int] = []

    @property
    def is_on(self) -> bool:
        """True when the glass shows light: display on and its supply on."""
        return self._lit and self._powered

    def read(self, address: int) -> int:
        """The status."""
        if not self.connected or address != self.address or self.says is None:
            raise OSError(5, "no acknowledge")  # EIO
        return self.says | (0 if self._lit else _OFF)

    def write(self, address: int, data: bytes) -> None:
        """One I2C write; OSError as MicroPython's when nobody acknowledges."""
        if not self.connected or address != self.address:
            raise OSError(5, "no acknowledge")  # EIO
        self.bytes_received += len(data) + 1
        at = 0
        while at < len(data):
            control = data[at]
            if control & 0x3F:
                raise ValueError(f"control byte 0x{control:02x}")
            single = control & 0x80
            end = at + 2 if single else len(data)
            for byte in bytes(data[at + 1 : end]):
                if control & 0x40:
                    self._store(byte)
                else:
                    self._take(byte)
            at = end

    @property
    def pixels(self) -> list[list[int]]:
        """64 rows of 128 dots, 1 is light, as a person in front of it sees them."""
        if not self.is_on:
            return [[0] * WIDTH for _ in range(HEIGHT)]
        if self._all_on:
            return [[1] * WIDTH for _ in range(HEIGHT)]
        flip = 1 if self._inverse else 0
        rows = []
        for y in range(HEIGHT):
            com = 63 - y  # the first COM electrode is at the bottom of the glass
            row = 63 - com if self._scan_down else com
            row = (row + self._start_line + self._offset) & 63
            line, bit = self._ram[row >> 3], row & 7
            segment = WIDTH - 1 + (2 if self._columns == 132 else 0)
            rows.append([(line[segment - x] >> bit & 1) ^ flip for x in range(WIDTH)])
        return rows

    def _store(self, byte: int) -> None:
        column = self._columns - 1 - self._column if self._remap else self._column
        if 0 <= column < self._columns:
            self._ram[self._page][column] = byte
        first, last, top, bottom = self._window
        if self._mode == 2:
            self._column = min(self._column + 1, self._columns)
        elif self._mode == 0:
            self._column += 1
            if self._column > last:
                self._column = first
                self._page = top if self._page >= bottom else self._page + 1
        else:
            self._page += 1
            if self._page > bottom:
                self._page = top
                self._column = first if self._column >= last else self._column + 1

    def _take(self, byte: int) -> None:
        self._command.append(byte)
        name = self._command[0]
        wanted = 1
        if name in _ONE[self.controller]:
            wanted = 2
        elif name in _TWO[self.controller]:
            wanted = 3
        elif not _is_alone(name) and self.says is None:
            self._command = []
            return
        elif not _is_alone(name):
            raise ValueError(f"{self.controller} has no command 0x{name:02x}")
        if len(self._command) == wanted:
            arguments = self._command[1:]
            self._command = []
            self._execute(name, arguments)

    def _execute(self, name: int, arguments: list[int]) -> None:
        if name < 0x10:
            self._column = self._column & 0xF0 | name
        elif name < 0x20:
            self._column = self._column & 0x0F | (name & 15) << 4
        elif name == 0x20:
            self._mode = arguments[0] & 3
        elif name == 0x21:
            self._window[0:2] = arguments
            self._column = arguments[0]
        elif name == 0x22:
            self._window[2:4] = arguments
            self._page = arguments[0]
        elif 0x40 <= name < 0x80:
            self._start_line = name & 63
        elif name == 0x81:
            self.contrast = arguments[0]
        elif name == 0x8D:
            self._powered = bool(arguments[0] & 4)
        elif name == 0xAD:
            self._powered = bool(arguments[0] & 1)
        elif name in (0xA0, 0xA1):
            self._remap = name == 0xA1
        elif name in (0xA4, 0xA5):
            self._all_on = name == 0xA5
        elif name in (0xA6, 0xA7):
            self._inverse = name == 0xA7
        elif name in (0xAE, 0xAF):
            self._lit = name == 0xAF
        elif 0xB0 <= name < 0xB8:
            self._page = name & 7
        elif name & 0xF0 == 0xC0:
            self._scan_down = bool(name & 8)
        elif name == 0xD3:
            self._offset = arguments[0] & 63
