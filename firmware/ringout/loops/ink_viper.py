"""Small text into the frame buffer, and what a frame changed, as viper machine code.

Imported by `compat` and by nobody else: CPython has no `micropython`, the WebAssembly VM
refuses the decorator. `ink_plain` says what it does; results are the same bit for bit.
"""

import micropython


@micropython.viper
def ink(buffer: ptr8, place: int, codes: ptr8, count: int, font: ptr8, shift: int, color: int):  # noqa: F821
    edge = (place | 127) + 1
    has_lower = int(shift > 0) & int(place < 896)
    k = 0
    while k < count:
        glyph = (codes[k] - 32) * 5
        if glyph < 0:
            glyph = 155
        k += 1
        i = 0
        while i < 5:
            if place == edge:
                return
            column = font[glyph + i] << shift
            if color:
                buffer[place] = buffer[place] | column
                if has_lower:
                    buffer[place + 128] = buffer[place + 128] | (column >> 8)
            else:
                buffer[place] = buffer[place] & (0xFFFF ^ column)
                if has_lower:
                    buffer[place + 128] = buffer[place + 128] & (0xFF ^ (column >> 8))
            place += 1
            i += 1
        place += 1
        if place >= edge:
            return


@micropython.viper
def changed(new: ptr8, old: ptr8, start: int, end: int) -> int:  # noqa: F821
    first = start
    while first < end and new[first] == old[first]:
        first += 1
    if first == end:
        return 0
    last = end - 1
    while new[last] == old[last]:
        last -= 1
    return (first - start) << 8 | (last - start + 1)
