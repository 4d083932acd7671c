"""Big letters of any size, made of strokes: verdicts and values that read at arm's length.

A letter is a few stroke codes in a box `w` by `h` with bars `s` thick. Bars are filled
rectangles and corners are cut afterwards, so a word costs a few C calls a letter.
"""

from ringout.base.compat import const

_TOP = const(0x74)  # t: bar
_MIDDLE = const(0x6D)  # m: bar
_BOTTOM = const(0x62)  # b: bar
_LEFT_UPPER = const(0x6C)  # l: side
_LEFT_LOWER = const(0x4C)  # L: side
_RIGHT_UPPER = const(0x72)  # r: side
_RIGHT_LOWER = const(0x52)  # R: side
_CENTRE_UPPER = const(0x63)  # c
_CENTRE_LOWER = const(0x43)  # C
_HALF_BAR = const(0x68)  # h: right half of the middle bar
_HOOK_UPPER = const(0x75)  # u: at the right, down from the top
_HOOK_LOWER = const(0x77)  # w: at the right, up from the bottom
_CUT_TOP_LEFT = const(0x31)  # 1: outer corners
_CUT_TOP_RIGHT = const(0x32)  # 2
_CUT_LOW_LEFT = const(0x33)  # 3
_CUT_LOW_RIGHT = const(0x34)  # 4
_CUT_UNDER_RIGHT = const(0x35)  # 5: corners of the middle bar
_CUT_OVER_RIGHT = const(0x36)  # 6
_CUT_UNDER_LEFT = const(0x37)  # 7
_WAIST_RIGHT = const(0x42)  # B: between two bowls
_WAIST_LEFT = const(0x69)  # i
_VEE = const(0x76)  # v: both sides meeting below
_FALLING = const(0x6E)  # n: diagonals
_RISING = const(0x7A)  # z
_ARMS = const(0x6B)  # k: of a K
_LEG = const(0x78)  # x: of an R
_TAIL = const(0x71)  # q: of a Q
_FORK = const(0x79)  # y: of a Y
_INNER_M = const(0x4D)  # M
_INNER_W = const(0x57)  # W
_QUERY_STEM = const(0x67)  # g: of a ?
_QUERY_DOT = const(0x3F)  # ?
_DOT = const(0x64)  # d
_COLON = const(0x44)  # D
_STAR = const(0x2A)  # *

# A letter, then its strokes. Bytes, since taking a string apart looks every character up in the
# interpreter's table of names: 0.1 ms each on the chip.
_ROWS = (
    b"AtmlLrR12", b"BtmblLrR24B", b"CtblLuw1234", b"DtblLrR24", b"EtmblL", b"FtmlL",
    b"GtblLuhR1234", b"HmlLrR", b"IcC", b"JbrR34", b"KlLk", b"LblL", b"MlLrRM", b"NlLrRn",
    b"OtblLrR1234", b"PtmlLr25", b"QtblLrR1234q", b"RtmlLr25x", b"StmblR123467", b"TtcC",
    b"UblLrR34", b"Vv", b"WlLrRW", b"Xnz", b"YyC", b"Ztbz", b"0tblLrR1234", b"1trR1", b"2tmbrL2",
    b"3tmbrR1324B", b"4mlrR", b"5tmblR4", b"6tmblLR134", b"7trR", b"8tmblLrR1234Bi",
    b"9tmblrR124", b"?tr2hg?", b".d", b":D", b"-m", b"**", b"/z", b"!cd", b" ",
)  # fmt: skip
STROKES = {row[0]: row[1:] for row in _ROWS}  # by character code
_NARROW = b"I.:!"  # as wide as one stroke

# Corners to cut, by size less one: dark triangles that `blit` puts down with key 1.
_TOP_LEFT = ((b"\xfe", 1, 1, 0), (b"\xfc\xfe", 2, 2, 0), (b"\xf8\xfc\xfe", 3, 3, 0))
_TOP_RIGHT = ((b"\xfe", 1, 1, 0), (b"\xfe\xfc", 2, 2, 0), (b"\xfe\xfc\xf8", 3, 3, 0))
_LOW_LEFT = ((b"\xfe", 1, 1, 0), (b"\xfc\xfd", 2, 2, 0), (b"\xf8\xf9\xfb", 3, 3, 0))
_LOW_RIGHT = ((b"\xfe", 1, 1, 0), (b"\xfd\xfc", 2, 2, 0), (b"\xfb\xf9\xf8", 3, 3, 0))


def letter_width(letter, w, s):
    """Columns a letter takes in a face `w` wide with strokes `s` thick."""
    if letter == 32:
        return w // 2
    if letter == 49:  # "1"
        return s + s // 2 + 1
    if letter in _NARROW:
        return s
    if letter == 42:  # "*"
        return (w * 2 // 3) | 1
    return w


def word_width(word, w, s, gap):
    """Columns a word takes."""
    total = -gap if word else 0
    for letter in word.encode():
        total += letter_width(letter, w, s) + gap
    return total


def thick_line(fb, x1, y1, x2, y2, s):
    """A diagonal `s` columns thick."""
    for i in range(s):
        fb.line(x1 + i, y1, x2 + i, y2, 1)


def draw_word(fb, word, x, y, w, h, s, gap):
    """Draw a word with its top left corner at (x, y); letters it has no strokes for are
    left blank."""
    # One function for all usual strokes: a Python call with this many locals takes its frame
    # from the heap, 0.3 ms each on the chip.
    rect = fb.fill_rect
    middle = y + (h - s) // 2
    low = y + h
    cut = s * 2 // 3
    for letter in word.encode():
        width = letter_width(letter, w, s)
        right = x + width
        centre = x + (width - s) // 2
        for code in STROKES.get(letter, b""):
            if code == _TOP:
                rect(x, y, width, s, 1)
            elif code == _MIDDLE:
                rect(x, middle, width, s, 1)
            elif code == _BOTTOM:
                rect(x, low - s, width, s, 1)
            elif code == _LEFT_UPPER:
                rect(x, y, s, middle + s - y, 1)
            elif code == _LEFT_LOWER:
                rect(x, middle, s, low - middle, 1)
            elif code == _RIGHT_UPPER:
                rect(right - s, y, s, middle + s - y, 1)
            elif code == _RIGHT_LOWER:
                rect(right - s, middle, s, low - middle, 1)
            elif code == _CUT_TOP_LEFT:
                fb.blit(_TOP_LEFT[cut - 1], x, y, 1)
            elif code == _CUT_TOP_RIGHT:
                fb.blit(_TOP_RIGHT[cut - 1], right - cut, y, 1)
            elif code == _CUT_LOW_LEFT:
                fb.blit(_LOW_LEFT[cut - 1], x, low - cut, 1)
            elif code == _CUT_LOW_RIGHT:
                fb.blit(_LOW_RIGHT[cut - 1], right - cut, low - cut, 1)
            elif code == _CUT_UNDER_RIGHT:
                fb.blit(_LOW_RIGHT[cut - 1], right - cut, middle + s - cut, 1)
            elif code == _CUT_OVER_RIGHT:
                fb.blit(_TOP_RIGHT[cut - 1], right - cut, middle, 1)
            elif code == _CUT_UNDER_LEFT:
                fb.blit(_LOW_LEFT[cut - 1], x, middle + s - cut, 1)
            elif code == _CENTRE_UPPER:
                rect(centre, y, s, middle + s - y, 1)
            elif code == _CENTRE_LOWER:
                rect(centre, middle, s, low - middle, 1)
            elif code == _HALF_BAR:
                rect(centre + 1, middle, right - centre - 1, s, 1)
            elif code == _HOOK_UPPER:
                rect(right - s, y, s, h // 3, 1)
            elif code == _HOOK_LOWER:
                rect(right - s, low - h // 3, s, h // 3, 1)
            elif code == _WAIST_RIGHT:
                for i in range(s // 2):
                    fb.vline(right - 1 - i, middle + i, s - 2 * i, 0)
            elif code == _WAIST_LEFT:
                for i in range(s // 2):
                    fb.vline(x + i, middle + i, s - 2 * i, 0)
            else:
                _diagonal(fb, code, x, y, width, h, s)
        x = right + gap


def _diagonal(fb, code, x, y, w, h, s):
    middle = y + (h - s) // 2
    low = y + h - 1
    far = x + w - s
    centre = x + (w - s) // 2
    if code == _VEE:
        thick_line(fb, x, y, centre, low, s)
        thick_line(fb, far, y, centre, low, s)
    elif code == _FALLING:
        thick_line(fb, x, y, far, low, s)
    elif code == _RISING:
        thick_line(fb, far, y, x, low, s)
    elif code == _ARMS:
        thick_line(fb, far, y, x + s - 1, middle + s // 2, s)
        thick_line(fb, x + s - 1, middle + s // 2, far, low, s)
    elif code == _LEG:
        thick_line(fb, centre, middle + s - 1, far, low, s)
    elif code == _TAIL:
        thick_line(fb, centre, middle + s, far, low, s)
    elif code == _FORK:
        thick_line(fb, x, y, centre, middle, s)
        thick_line(fb, far, y, centre, middle, s)
    elif code == _INNER_M:
        thick_line(fb, x, y, centre, middle, s)
        thick_line(fb, far, y, centre, middle, s)
    elif code == _INNER_W:
        thick_line(fb, centre, middle, x, low, s)
        thick_line(fb, centre, middle, far, low, s)
    elif code == _QUERY_STEM:
        fb.fill_rect(centre, middle, s, h // 4, 1)
    elif code == _QUERY_DOT:
        fb.fill_rect(centre, low - s + 1, s, s, 1)
    elif code == _DOT:
        fb.fill_rect(x, low - s + 1, s, s, 1)
    elif code == _COLON:
        fb.fill_rect(x, y + h // 4, s, s, 1)
        fb.fill_rect(x, low - s - h // 8, s, s, 1)
    elif code == _STAR:
        _asterisk(fb, x, y, w, s)


def _asterisk(fb, x, y, w, s):
    thin = s * 2 // 3 | 1
    fb.fill_rect(x + (w - thin) // 2, y, thin, w, 1)
    quarter = w // 4
    high, low = y + quarter - thin // 2, y + w - 1 - quarter - thin // 2
    for i in range(thin):
        fb.line(x, high + i, x + w - 1, low + i, 1)
        fb.line(x, low + i, x + w - 1, high + i, 1)
