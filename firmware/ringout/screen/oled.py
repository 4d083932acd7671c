"""Driver of the 128x64 OLED: SSD1306 and SH1106, over the board's I2C.

Both controllers understand page addressing, so one way of sending serves both: set page and
column, send the bytes. Only what changed since the last frame goes out, of each page from the
first changed column to the last; a full frame is 1,100 bytes, 25 ms at 400 kHz. A display that
does not answer is marked absent and left alone until `start` is called again: the caller never
sees an error.
"""

from ringout.base.compat import changed, const
from ringout.board.pinmap import OLED_ADDRESSES
from ringout.screen.canvas import HEIGHT, WIDTH

_PAGES = HEIGHT // 8

_COMMANDS = const(0x00)  # control byte: commands follow
_DATA = const(0x40)  # control byte: display bytes follow

# Registers: SSD1306 datasheet section 9, SH1106 datasheet "Commands".
_COLUMN_LOW = const(0x00)
_COLUMN_HIGH = const(0x10)
_ADDRESSING = const(0x20)  # SSD1306 only; 2 is page addressing
_START_LINE = const(0x40)
_CONTRAST = const(0x81)
_CHARGE_PUMP = const(0x8D)  # SSD1306; 0x14 is on
_SEGMENT_REMAP = const(0xA0)  # | 1: column 127 first
_SHOW_RAM = const(0xA4)
_NORMAL = const(0xA6)
_MULTIPLEX = const(0xA8)
_DC_DC = const(0xAD)  # SH1106; 0x8B is on
_OFF = const(0xAE)
_ON = const(0xAF)
_PAGE = const(0xB0)
_SCAN = const(0xC0)  # | 8: last row first
_OFFSET = const(0xD3)
_CLOCK = const(0xD5)
_PRECHARGE = const(0xD9)
_COM_PINS = const(0xDA)
_VCOM = const(0xDB)

# The low bits of what a module says when it is read: of its status, which the data sheets leave
# open; drivers in use (bitbank2/ss_oled) tell the controllers apart by them.
_SH1106_SAYS = const(8)
_SSD1306_SAYS = (3, 6)

BRIGHT = 0xCF
DIM = 0x08


class Oled:
    """The display of a board. `show(buffer)` after drawing; `present` tells if it answers."""

    def __init__(self, board, controller="auto", rotated=False):
        self.between = None  # called after each page: what cannot wait for a whole frame
        self.present = False
        self._board = board
        self._address = OLED_ADDRESSES[0]
        self._sent = bytearray(WIDTH * _PAGES)
        self._whole = True  # the display's memory is not known
        self._asleep = True
        self._contrast = BRIGHT
        self._packet = memoryview(bytearray(WIDTH + 1))
        self._packet[0] = _DATA
        self._place = bytearray(4)
        self._buffer = None
        self._view = None
        self._chosen = None
        self.unsure = False  # the module did not say which controller it has
        self.configure(controller, rotated)

    def configure(self, controller, rotated):
        """Choose controller ("ssd1306", "sh1106", "auto": what it says) and rotation by 180
        degrees. True if the display, in use, was set up anew: it is dark until the next `show`."""
        if controller not in ("auto", "ssd1306", "sh1106"):
            raise ValueError("controller is auto, ssd1306 or sh1106")
        if self._chosen == (controller, rotated):
            return False
        self._chosen = (controller, rotated)
        self._become(controller == "sh1106")
        self._rotated = rotated
        return self.present and self.start()

    def _become(self, sh1106):
        self._sh1106 = sh1106
        self._first_column = 2 if sh1106 else 0  # 132 columns of memory, glass centred

    def _ask_it(self):
        """Which controller the module says it has."""
        try:
            said = self._board.i2c_read(self._address) & 15
        except OSError:
            said = 0
        self.unsure = said != _SH1106_SAYS and said not in _SSD1306_SAYS
        self._become(said == _SH1106_SAYS)

    def start(self):
        """Find and set up the display, leaving it dark until the first `show`. Call it at
        power-on, and again at a key press while `present` is False."""
        for address in OLED_ADDRESSES:
            self._address = address
            self.present = True
            self._whole = True
            self._asleep = True
            if self._chosen[0] == "auto":
                self._ask_it()
            if self._commands(self._setup()):
                return True
        return False

    def show(self, buffer):
        """Send what changed; False if the display is absent."""
        if not self.present:
            return False
        if buffer is not self._buffer:
            self._buffer = buffer
            self._view = memoryview(buffer)
        for page in range(_PAGES):
            start = page * WIDTH
            span = WIDTH  # from column 0 to the last
            if not self._whole:
                span = changed(buffer, self._sent, start, start + WIDTH)
            if not span:
                continue
            if not self._send(page, span >> 8, span & 255):
                return False
            if self.between is not None:
                self.between()
        self._whole = False
        if self._asleep:
            return self.sleep(False)
        return True

    def contrast(self, level):
        """Brightness 0..255; BRIGHT and DIM are the two in use."""
        if level == self._contrast:
            return self.present
        self._contrast = level
        return self._commands((_CONTRAST, level))

    def sleep(self, asleep):
        """Panel off (its memory stays) or on."""
        self._asleep = asleep
        return self._commands((_OFF if asleep else _ON,))

    def _setup(self):
        turned = 0 if self._rotated else 1
        power = (_DC_DC, 0x8B) if self._sh1106 else (_CHARGE_PUMP, 0x14, _ADDRESSING, 2)
        return (
            (_OFF, _CLOCK, 0x80, _MULTIPLEX, HEIGHT - 1, _OFFSET, 0, _START_LINE)
            + power
            + (_SEGMENT_REMAP | turned, _SCAN | turned << 3, _COM_PINS, 0x12)
            + (_CONTRAST, self._contrast, _PRECHARGE, 0xF1, _VCOM, 0x40, _SHOW_RAM, _NORMAL)
        )

    def _commands(self, commands):
        return self._write(bytes((_COMMANDS,) + tuple(commands)))

    def _send(self, page, start, end):
        place = self._place
        start += self._first_column
        place[0] = _COMMANDS
        place[1] = _PAGE | page
        place[2] = _COLUMN_LOW | start & 15
        place[3] = _COLUMN_HIGH | start >> 4
        start += page * WIDTH - self._first_column
        end += page * WIDTH
        changed = self._view[start:end]
        packet = self._packet[: end - start + 1]
        packet[1:] = changed
        if not (self._write(place) and self._write(packet)):
            return False
        self._sent[start:end] = changed
        return True

    def _write(self, data):
        if not self.present:
            return False
        try:
            self._board.i2c_write(self._address, data)
            return True
        except OSError:
            self.present = False
            return False
