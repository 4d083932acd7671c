"""The parts of the firmware in one file, since littlefs gives every file whole blocks.

Sixty files of some hundred bytes take a third of the room for nothing, and opening one takes the
chip 6 ms. The file begins with the length of its index, six digits; the index has a line for each
part: its path, where it begins, and where its map does if it has one (`compact.mpy.code_map`).
`firmware/main.py` imports from it, `board/in_place` points the code of parts with a map at it.

Parts with a map begin at a multiple of four, and what can be left in flash lies where that is
possible (`compact.mpy.placed`): the rest of their code costs memory.
"""

from ringout_host.compact import mpy

BLOCK_BYTES = 4096
_DIGITS = 6
_ROOM = 2  # times its bytes that a part may take where it is placed


def pack(code: dict[str, bytes], left: dict[str, bool]) -> bytes:
    """One file of many. code: compiled parts by path. left: paths of those whose code is left in
    flash, with whether their machine code is."""
    index_bytes = len(_index(dict.fromkeys(code, 0), dict.fromkeys(left, 0)))
    out = bytearray(_DIGITS + index_bytes)
    starts = block_starts(len(out) + _ROOM * sum(map(len, code.values())) + BLOCK_BYTES)
    places: dict[str, int] = {}
    maps: dict[str, int] = {}
    for path in [*_closest(code, left, len(out), starts), *sorted(code.keys() - left.keys())]:
        data = code[path]
        if path in left:
            out.extend(bytes(-len(out) % 4))
            data = mpy.placed(data, len(out), starts, left[path])
        places[path] = len(out)
        out.extend(data)
        if path in left:
            maps[path] = len(out)
            out.extend(mpy.code_map(data, left[path]))
    index = _index(places, maps)
    out[: _DIGITS + index_bytes] = b"%0*d" % (_DIGITS, len(index)) + index
    return bytes(out)


def _closest(
    code: dict[str, bytes], left: dict[str, bool], begin: int, starts: list[int]
) -> list[str]:
    """An order of the parts whose code is left in flash that wastes few bytes before the ends of
    blocks: the largest first, each put where that makes the whole shortest."""
    pieces = {path: mpy.movable(code[path], left[path]) for path in left}
    maps = {path: len(mpy.code_map(code[path], left[path])) for path in left}

    def end(order: list[str]) -> int:
        at = begin
        for path in order:
            at += -at % 4
            at += sum(mpy.gaps(pieces[path], at, starts)) + len(code[path]) + maps[path]
        return at

    order: list[str] = []
    for path in sorted(left, key=lambda path: (-len(code[path]), path)):
        places = range(len(order) + 1)
        order = min(([*order[:k], path, *order[k:]] for k in places), key=end)
    return order


def block_starts(size: int) -> list[int]:
    """Where in a littlefs file of `size` bytes its blocks begin: block k has one pointer of four
    bytes before its data, and one more for each factor of two in k, block 0 none."""
    starts = [0]
    while starts[-1] < size:
        k = len(starts) - 1
        pointers = (k & -k).bit_length()
        starts.append(starts[-1] + BLOCK_BYTES - 4 * pointers)
    return starts


def _index(code: dict[str, int], maps: dict[str, int]) -> bytes:
    """A line for each part; places have six digits, so that the length is known before them."""
    lines = []
    for path, place in sorted(code.items()):
        lines.append(f"/{path} {place:06}" + (f" {maps[path]:06}" if path in maps else ""))
    return ("\n" + "\n".join(lines) + "\n").encode()
