"""Small text into the frame buffer, and what a frame changed, in plain Python: what `ink.py`
does, on any interpreter."""


def ink(buffer, place, codes, count, font, shift, color):
    """Write `count` characters of five columns and a gap into a 128 columns wide MONO_VLSB
    buffer, from the byte at `place` on, `shift` dots below its top, to the right edge.

    codes: the font's, 32 is its first; lower ones show as "?". color 1 lights the dots of the
    characters, 0 darkens them; all others stay as they were.
    """
    edge = (place | 127) + 1
    has_lower = shift > 0 and place < 896
    for k in range(count):
        glyph = (codes[k] - 32) * 5
        if glyph < 0:
            glyph = 155
        for i in range(5):
            if place == edge:
                return
            column = font[glyph + i] << shift
            if color:
                buffer[place] |= column & 255
                if has_lower:
                    buffer[place + 128] |= column >> 8
            else:
                buffer[place] &= ~column & 255
                if has_lower:
                    buffer[place + 128] &= ~(column >> 8) & 255
            place += 1
        place += 1
        if place >= edge:
            return


def changed(new, old, start, end):
    """Where two buffers differ between two places: first << 8 | last + 1, counted from `start`;
    0 if nowhere."""
    first = start
    while first < end and new[first] == old[first]:
        first += 1
    if first == end:
        return 0
    last = end - 1
    while new[last] == old[last]:
        last -= 1
    return (first - start) << 8 | (last - start + 1)
