"""The inner loops of the log as viper machine code.

Imported by `packing` and by nobody else: CPython has no `micropython`, the WebAssembly VM
refuses the decorator. `packing_plain` says what each function does; results are the same.
Nothing here allocates.
"""

import micropython


@micropython.viper
def find_byte(buffer: ptr8, begin: int, end: int, byte: int) -> int:
    while begin < end:
        if buffer[begin] == byte:
            return begin
        begin += 1
    return -1


@micropython.viper
def unpack(
    out: ptr8,
    packed: ptr8,
    begin: int,
    end: int,
    numbers: ptr8,
    starts: ptr16,
    text: ptr8,
    room: int,
) -> int:
    to = 0
    while begin < end:
        code = packed[begin]
        begin += 1
        if to + 2 > room:
            return -1
        if code < 127 and code > 31:
            out[to] = code
            to += 1
        elif code > 127 and code < 228:
            tens = (code - 128) // 10
            out[to] = 48 + tens
            out[to + 1] = code - 80 - 10 * tens
            to += 2
        elif code == 9:
            out[to] = 9
            to += 1
        else:
            number = numbers[code]
            if code == 127 and begin < end:
                number = (packed[begin] & 127) + 56
                begin += 1
            if number < 255:
                at = starts[number]
                stop = starts[number + 1] - 1
                if to + stop - at > room:
                    return -1
                while at < stop:
                    out[to] = text[at]
                    to += 1
                    at += 1
    return to


@micropython.viper
def replace(line: ptr8, size: int, text: ptr8, at: int, end: int, lead: int, code: int) -> int:
    first = text[at]
    last = size - (end - at)
    to = 0
    k = 0
    while k < size:
        byte = line[k]
        if byte == first and k <= last:
            same = at + 1
            while same < end and line[k + same - at] == text[same]:
                same += 1
            if same == end:
                if lead:
                    line[to] = lead
                    to += 1
                byte = code
                k += end - at - 1
        line[to] = byte
        to += 1
        k += 1
    return to


@micropython.viper
def pair_digits(line: ptr8, size: int, zero: int) -> int:
    last = size - 1
    to = 0
    k = 0
    while k < size:
        byte = line[k]
        if byte > 47 and byte < 58 and k < last:
            other = line[k + 1]
            if other > 47 and other < 58:
                byte = zero + (byte - 48) * 10 + other - 48
                k += 1
        line[to] = byte
        to += 1
        k += 1
    return to
