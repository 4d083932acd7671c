"""The inner loops of the log in plain Python, on any interpreter.

`packing` chooses between these and `packing_kernels`; a test on the emulated chip compares them.
"""

_texts = []  # of every code, and of the second bytes after them, once they were needed


def find_byte(buffer, begin, end, byte):
    """Index of the first `byte` in buffer[begin:end], -1 without one."""
    return buffer.find(bytes((byte,)), begin, end)


def unpack(out, packed, begin, end, numbers, starts, text, room):
    """Write what packed[begin:end] stands for into `out`; how many bytes it is, -1 if they are
    more than `room`. numbers: byte value -> number of its phrase, which is the line of `text`
    that begins at starts[number]; from number 56 on they have two bytes, the first one 127."""
    if not _texts:
        _fill(numbers, starts, text)
    parts = []
    k = begin
    while k < end:
        code = packed[k]
        k += 1
        if code == 127 and k < end:
            code = 256 + (packed[k] & 127)
            k += 1
        parts.append(_texts[code])
    data = b"".join(parts)
    if len(data) > room - 1:  # the other one wants room for a pair of digits
        return -1
    out[: len(data)] = data
    return len(data)


def _fill(numbers, starts, text):
    for code in range(256):
        if code == 9 or 31 < code < 127:
            _texts.append(bytes((code,)))
        elif 127 < code < 228:
            _texts.append(b"%02d" % (code - 128))
        elif numbers[code] < 255:
            _texts.append(_line(starts, text, numbers[code]))
        else:
            _texts.append(b"")
    for second in range(128):
        _texts.append(_line(starts, text, 56 + second))


def _line(starts, text, number):
    return text[starts[number] : max(starts[number], starts[number + 1] - 1)]


def replace(line, size, text, at, end, lead, code):
    """Put `code`, after the byte `lead` unless that is 0, for every text[at:end] in the bytearray
    line[:size], from left to right, and close the gaps; how many bytes are left."""
    new = bytes((lead, code)) if lead else bytes((code,))
    data = bytes(line[:size]).replace(text[at:end], new)
    line[: len(data)] = data
    return len(data)


def pair_digits(line, size, zero):
    """Put one byte, zero + 0 to 99, for every two digits in line[:size], from left to right,
    and close the gaps; how many bytes are left."""
    to = 0
    k = 0
    while k < size:
        byte = line[k]
        if 47 < byte < 58 and k < size - 1 and 47 < line[k + 1] < 58:
            byte = zero + (byte - 48) * 10 + line[k + 1] - 48
            k += 1
        line[to] = byte
        to += 1
        k += 1
    return to
