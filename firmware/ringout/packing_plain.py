"""The inner loops of the log in plain Python, on any interpreter.

`packing` chooses between these and `packing_kernels`; a test on the emulated chip compares them.
"""
_texts = []  # of every code, once it was needed


def find_byte(buffer, begin, end, byte):
    """Index of the first `byte` in buffer[begin:end], -1 without one."""
    return buffer.find(bytes((byte,)), begin, end)


def unpack(out, packed, begin, end, starts, text, room):
    """Write what packed[begin:end] stands for into `out`; how many bytes it is, -1 if they are
    more than `room`. The text of a code is text[starts[code] : starts[code + 1]]."""
    if not _texts:
        for code in range(256):
            _texts.append(text[starts[code] : starts[code + 1]])
    data = b"".join([_texts[code] for code in packed[begin:end]])
    if len(data) > room:
        return -1
    out[: len(data)] = data
    return len(data)


def replace(line, size, text, at, end, code):
    """Put the one byte `code` for every text[at:end] in the bytearray line[:size], from left to
    right, and close the gaps; how many bytes are left."""
    data = bytes(line[:size]).replace(text[at:end], bytes((code,)))
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
