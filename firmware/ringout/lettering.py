"""Big letters of any size, made of strokes: verdicts and values that read at arm's length.

A letter is a word of stroke codes in a box `w` by `h` with bars `s` thick. Bars are filled
rectangles and corners are cut afterwards, so a word costs a few C calls a letter.

    t m b   top, middle, bottom bar          l L r R   left and right bars, upper and lower
    c C     centre bar, upper and lower      h         right half of the middle bar
    u w     short hooks at the right: from the top, from the bottom
    1 2 3 4 cut the outer corner: top left, top right, bottom left, bottom right
    5 6     cut right under, right over the middle bar      7  cut left under it
    v V     the two sides meeting below, above      n z  falling, rising diagonal
    k       arms of a K      x  leg of an R      y  fork of a Y      q  tail of a Q
    M W     inner strokes of M and W      B i  waist at the right, at the left
    d D     dot at the bottom, dots of a colon      * asterisk      / slash
"""

STROKES = {
    "A": "tmlLrR12", "B": "tmblLrR24B", "C": "tblLuw1234", "D": "tblLrR24", "E": "tmblL",
    "F": "tmlL", "G": "tblLuhR1234", "H": "mlLrR", "I": "cC", "J": "brR34", "K": "lLk",
    "L": "blL", "M": "lLrRM", "N": "lLrRn", "O": "tblLrR1234", "P": "tmlLr25",
    "Q": "tblLrR1234q", "R": "tmlLr25x", "S": "tmblR123467", "T": "tcC", "U": "blLrR34",
    "V": "v", "W": "lLrRW", "X": "nz", "Y": "yC", "Z": "tbz",
    "0": "tblLrR1234", "1": "trR1", "2": "tmbrL2", "3": "tmbrR1324B", "4": "mlrR",
    "5": "tmblR4", "6": "tmblLR134", "7": "trR", "8": "tmblLrR1234Bi", "9": "tmblrR124",
    "?": "tr2hg?", ".": "d", ":": "D", "-": "m", "*": "*", "/": "z", "!": "cd",
    " ": "",
}  # fmt: skip
NARROW = "I.:!"  # as wide as one stroke


def letter_width(letter, w, s):
    """Columns a letter takes in a face `w` wide with strokes `s` thick."""
    if letter == " ":
        return w // 2
    if letter == "1":
        return s + s // 2 + 1
    if letter in NARROW:
        return s
    if letter == "*":
        return (w * 2 // 3) | 1
    return w


def word_width(word, w, s, gap):
    """Columns a word takes."""
    total = -gap if word else 0
    for letter in word:
        total += letter_width(letter, w, s) + gap
    return total


def draw_word(fb, word, x, y, w, h, s, gap, color=1):
    """Draw a word with its top left corner at (x, y); letters it has no strokes for are
    left blank."""
    for letter in word:
        width = letter_width(letter, w, s)
        _letter(fb, STROKES.get(letter, ""), x, y, width, h, s, color)
        x += width + gap


def thick_line(fb, x1, y1, x2, y2, s, color=1):
    """A diagonal `s` columns thick."""
    for i in range(s):
        fb.line(x1 + i, y1, x2 + i, y2, color)


def _cut(fb, x, y, size, right, bottom, color):
    """Clear a triangle whose right angle is at the corner (x, y) of a box."""
    for i in range(size):
        length = size - i
        fb.hline(x - length + 1 if right else x, y - i if bottom else y + i, length, color)


def _letter(fb, codes, x, y, w, h, s, color):
    middle = y + (h - s) // 2
    low = y + h
    right = x + w
    centre = x + (w - s) // 2
    cut = s * 2 // 3
    off = 0 if color else 1
    for code in codes:
        if code == "t":
            fb.fill_rect(x, y, w, s, color)
        elif code == "m":
            fb.fill_rect(x, middle, w, s, color)
        elif code == "b":
            fb.fill_rect(x, low - s, w, s, color)
        elif code == "l":
            fb.fill_rect(x, y, s, middle + s - y, color)
        elif code == "L":
            fb.fill_rect(x, middle, s, low - middle, color)
        elif code == "r":
            fb.fill_rect(right - s, y, s, middle + s - y, color)
        elif code == "R":
            fb.fill_rect(right - s, middle, s, low - middle, color)
        elif code == "c":
            fb.fill_rect(centre, y, s, middle + s - y, color)
        elif code == "C":
            fb.fill_rect(centre, middle, s, low - middle, color)
        elif code == "h":
            fb.fill_rect(centre + 1, middle, right - centre - 1, s, color)
        elif code == "u":
            fb.fill_rect(right - s, y, s, h // 3, color)
        elif code == "w":
            fb.fill_rect(right - s, low - h // 3, s, h // 3, color)
        elif code == "1":
            _cut(fb, x, y, cut, False, False, off)
        elif code == "2":
            _cut(fb, right - 1, y, cut, True, False, off)
        elif code == "3":
            _cut(fb, x, low - 1, cut, False, True, off)
        elif code == "4":
            _cut(fb, right - 1, low - 1, cut, True, True, off)
        elif code == "5":
            _cut(fb, right - 1, middle + s - 1, cut, True, True, off)
        elif code == "6":
            _cut(fb, right - 1, middle, cut, True, False, off)
        elif code == "7":
            _cut(fb, x, middle + s - 1, cut, False, True, off)
        else:
            _diagonal(fb, code, x, y, w, h, s, color)


def _diagonal(fb, code, x, y, w, h, s, color):
    middle = y + (h - s) // 2
    low = y + h - 1
    far = x + w - s
    centre = x + (w - s) // 2
    off = 0 if color else 1
    if code == "v":
        thick_line(fb, x, y, centre, low, s, color)
        thick_line(fb, far, y, centre, low, s, color)
    elif code == "n":
        thick_line(fb, x, y, far, low, s, color)
    elif code == "z":
        thick_line(fb, far, y, x, low, s, color)
    elif code == "k":
        thick_line(fb, far, y, x + s - 1, middle + s // 2, s, color)
        thick_line(fb, x + s - 1, middle + s // 2, far, low, s, color)
    elif code == "x":
        thick_line(fb, centre, middle + s - 1, far, low, s, color)
    elif code == "q":
        thick_line(fb, centre, middle + s, far, low, s, color)
    elif code == "y":
        thick_line(fb, x, y, centre, middle, s, color)
        thick_line(fb, far, y, centre, middle, s, color)
    elif code == "M":
        thick_line(fb, x, y, centre, middle, s, color)
        thick_line(fb, far, y, centre, middle, s, color)
    elif code == "W":
        thick_line(fb, centre, middle, x, low, s, color)
        thick_line(fb, centre, middle, far, low, s, color)
    elif code == "B":  # the waist between two bowls
        for i in range(s // 2):
            fb.vline(x + w - 1 - i, middle + i, s - 2 * i, off)
    elif code == "i":
        for i in range(s // 2):
            fb.vline(x + i, middle + i, s - 2 * i, off)
    elif code == "g":
        fb.fill_rect(centre, middle, s, h // 4, color)
    elif code == "?":
        fb.fill_rect(centre, low - s + 1, s, s, color)
    elif code == "d":
        fb.fill_rect(x, low - s + 1, s, s, color)
    elif code == "D":
        fb.fill_rect(x, y + h // 4, s, s, color)
        fb.fill_rect(x, low - s - h // 8, s, s, color)
    elif code == "*":
        _asterisk(fb, x, y, w, s, color)


def _asterisk(fb, x, y, w, s, color):
    thin = s * 2 // 3 | 1
    fb.fill_rect(x + (w - thin) // 2, y, thin, w, color)
    quarter = w // 4
    high, low = y + quarter - thin // 2, y + w - 1 - quarter - thin // 2
    for i in range(thin):
        fb.line(x, high + i, x + w - 1, low + i, color)
        fb.line(x, low + i, x + w - 1, high + i, color)
