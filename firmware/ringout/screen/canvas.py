"""What screens draw on: 128 x 64 dots, text, big words and icons.

A screen is a list of items made by a layout function; `Canvas.draw` shows them and `bounds`
says where one lies, so that a test can prove that nothing overflows. Items:

    (TEXT, x, y, text[, color])         small font, 6 dots a character
    (WORD, x, y, word, face)            big letters; faces are below
    (FILL, x, y, w, h, color)           filled rectangle
    (BOX, x, y, w, h)                   outline
    (LINE, x1, y1, x2, y2)
    (ICON, x, y, icon)                  icon: (bytes, width, height, 0) in MONO_VLSB
    (MARK, x, y, kind, size)            big check or cross, kinds CHECK and CROSS
"""

import framebuf

from ringout.base.compat import const, ink
from ringout.screen import glyphs, lettering

WIDTH = 128
HEIGHT = 64
CHARS = WIDTH // glyphs.ADVANCE  # 21 characters a line
TEXT, WORD, FILL, BOX, LINE, ICON, MARK = 0, 1, 2, 3, 4, 5, 6
CHECK, CROSS = 0, 1
_KEPT = const(40)
_BOUND = "\x1f"  # in place of a space that no line may break at
_NAMES = ("plug", "PIN", "pin", "pins")
_UNITS = ("m", "ft", "%", "ohm", "kohm", "Mohm", "mΩ", "Ω", "kΩ", "pF", "pF/ft", "nF", "H", "V",
          "mV", "mA", "dB", "kHz", "MHz", "time", "times", "core")  # fmt: skip

# faces: letter width, height, stroke, gap
HUGE = (19, 26, 5, 3)
TALL = (13, 24, 4, 2)
SLIM = (10, 24, 3, 2)
VALUE = (9, 16, 2, 2)


class Canvas:
    """One frame buffer, made once. `buffer` is what the display sends."""

    def __init__(self):
        self.buffer = bytearray(WIDTH * HEIGHT // 8)
        self.fb = framebuf.FrameBuffer(self.buffer, WIDTH, HEIGHT, framebuf.MONO_VLSB)
        self._codes = {}  # texts with characters beyond ASCII, as the codes of the font

    def clear(self):
        """All dots off."""
        self.fb.fill(0)

    def draw(self, items):
        """Draw every item of a layout, in order."""
        fb = self.fb
        for item in items:
            kind, x, y, what = item[0], item[1], item[2], item[3]
            if kind == TEXT:
                self.text(x, y, what, item[4] if len(item) > 4 else 1)
            elif kind == FILL:
                fb.fill_rect(x, y, what, item[4], item[5])
            elif kind == WORD:
                self.word(x, y, what, item[4])
            elif kind == LINE:
                fb.line(x, y, what, item[4], 1)
            elif kind == BOX:
                fb.rect(x, y, what, item[4], 1)
            elif kind == ICON:
                fb.blit(what, x, y, 0)
            else:
                self.mark(x, y, what, item[4])

    def show(self, items):
        """Clear, then draw."""
        self.clear()
        self.draw(items)

    def text(self, x, y, text, color=1):
        """Small text. `color` 0 writes dark on a filled background."""
        codes = text.encode()
        if len(codes) != len(text):
            codes = self._codes_of(text)
        if 0 <= x < WIDTH and 0 <= y < HEIGHT:
            place = (y >> 3) * WIDTH + x
            ink(self.buffer, place, codes, len(codes), glyphs.FONT, y & 7, color)

    def word(self, x, y, word, face):
        """Big letters."""
        lettering.draw_word(self.fb, word, x, y, face[0], face[1], face[2], face[3])

    def _codes_of(self, text):
        """Codes of a text with EXTRA characters, which follow 126 in the font; those it does
        not have become "?". Kept, as the same units come again and again."""
        codes = self._codes.get(text)
        if codes is None:
            codes = []
            for character in text:
                extra = glyphs.EXTRA.find(character)
                code = ord(character)
                codes.append(127 + extra if extra >= 0 else code if code < 127 else 63)
            codes = bytes(codes)
            if len(self._codes) < _KEPT:
                self._codes[text] = codes
        return codes

    def mark(self, x, y, kind, size):
        """A big check or cross in a square of `size`."""
        stroke = size // 4 | 1
        far = x + size - stroke
        low = y + size - 1
        if kind == CHECK:
            turn = x + (size - stroke) // 3
            lettering.thick_line(self.fb, x, low - size // 3, turn, low, stroke)
            lettering.thick_line(self.fb, far, y + size // 8, turn, low, stroke)
        else:
            lettering.thick_line(self.fb, x, y, far, low, stroke)
            lettering.thick_line(self.fb, far, y, x, low, stroke)


def text_width(text):
    """Columns of a small text, without the gap after its last character."""
    return len(text) * glyphs.ADVANCE - 1 if text else 0


def word_width(word, face):
    """Columns of a big word."""
    return lettering.word_width(word, face[0], face[2], face[3])


def bounds(item):
    """(x, y, w, h) that an item may touch."""
    kind, x, y = item[0], item[1], item[2]
    if kind == TEXT:
        return (x, y, text_width(item[3]), glyphs.HEIGHT)
    if kind == WORD:
        return (x, y, word_width(item[3], item[4]), item[4][1])
    if kind == LINE:
        return (min(x, item[3]), min(y, item[4]), abs(item[3] - x) + 1, abs(item[4] - y) + 1)
    if kind == ICON:
        return (x, y, item[3][1], item[3][2])
    if kind == MARK:
        return (x, y, item[4], item[4])
    return (x, y, item[3], item[4])


def middle(width):
    """Left column of something `width` wide in the middle of the screen."""
    return (WIDTH - width) // 2


def fit(text, chars=CHARS):
    """`text`, cut with an ellipsis if it is longer than `chars`."""
    return text if len(text) <= chars else text[: chars - 1] + "…"


def wrap(text, lines, chars=CHARS):
    """`text` broken at spaces into at most `lines` lines; what does not fit ends in "…"."""
    out = []
    line = ""
    words = [word for word in text.split(" ") if word]
    for at, word in enumerate(words):
        joined = line + " " + word if line else word
        if len(joined) <= chars:
            line = joined
            continue
        if len(out) == lines - 1:  # the last line takes what it can of the rest
            rest = " ".join(words[at:])
            out.append(fit(line + " " + rest if line else rest, chars))
            return out
        if line:
            out.append(line)
            line = word
        else:
            line = word
        while len(line) > chars and len(out) < lines - 1:  # a word longer than a line
            out.append(line[:chars])
            line = line[chars:]
    if line:
        out.append(fit(line, chars))
    return out


def wrap_said(text, lines, chars=CHARS):
    """A sentence as `wrap` breaks it, but a number keeps its unit and a name its letter in one
    line ("0.30 m", "plug B", "PIN 3"), and no line begins or ends with a dash."""
    words = text.split(" ")
    bound = words[0]
    for at in range(1, len(words)):
        before = words[at - 1]
        number = before[:1].isdigit() and words[at].rstrip(".,:;?") in _UNITS
        bound += (_BOUND if number or before in _NAMES else " ") + words[at]
    out = []
    for line in wrap(bound, lines, chars):
        if line[-2:] == " -":
            line = line[:-2]
        elif line[:2] == "- ":
            line = line[2:]
        out.append(line.replace(_BOUND, " "))
    return out
