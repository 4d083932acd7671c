"""The parts of the firmware in one file, since littlefs gives every file whole blocks.

Sixty files of some hundred bytes take a third of the room for nothing, and opening one takes the
chip 6 ms. The file begins with the length of its index, six digits; the index has a line for each
part: its path, where it begins, and where its map does if it has one (`compact.mpy.code_map`).
`firmware/main.py` imports from it, `board/in_place` points the code of parts with a map at it.

Code that lies in two blocks cannot be left in flash and costs memory, so parts with a map are moved
to where the fewest bytes do, and small parts fill the gaps.
"""

from bisect import bisect_right

from ringout_host.compact import mpy

BLOCK_BYTES = 4096
_DIGITS = 6
_CODE, _MAP = ".mpy", ".map"
_STEP = 8  # bytes between two places that are tried
_GAP_COST = 16  # bytes of a gap that weigh as much as one byte of memory


def pack(files: dict[str, bytes]) -> bytes:
    """One file of many: paths with their content, every path with a map having one of code."""
    code = {path: data for path, data in files.items() if path.endswith(_CODE)}
    maps = {path: data for path, data in files.items() if path.endswith(_MAP)}
    index_bytes = len(_index(dict.fromkeys(code, 0), dict.fromkeys(maps, 0)))
    out = bytearray(_DIGITS + index_bytes)
    places: dict[str, int] = {}
    fixed = [path for path in code if _map_of(path) in maps]
    loose = {**{path: code[path] for path in code if path not in fixed}, **maps}

    def put(path: str, data: bytes) -> None:
        places[path] = len(out)
        out.extend(data)

    for path in sorted(fixed, key=lambda path: -len(code[path])):
        best = _best(len(out), mpy.left_in_flash(code[path]))
        for other in sorted(loose, key=lambda other: (-len(loose[other]), other)):
            if len(out) + len(loose[other]) <= best:
                put(other, loose.pop(other))
        out.extend(bytes(best - len(out)))
        put(path, code[path])
    for path in sorted(loose):
        put(path, loose[path])
    index = _index({path: places[path] for path in code}, {path: places[path] for path in maps})
    out[: _DIGITS + index_bytes] = b"%0*d" % (_DIGITS, len(index)) + index
    return bytes(out)


def block_starts(size: int) -> list[int]:
    """Where in a littlefs file of `size` bytes its blocks begin: block k has one pointer of four
    bytes before its data, and one more for each factor of two in k, block 0 none."""
    starts = [0]
    while starts[-1] < size:
        k = len(starts) - 1
        pointers = (k & -k).bit_length()
        starts.append(starts[-1] + BLOCK_BYTES - 4 * pointers)
    return starts


def split_bytes(pieces: list[mpy.Piece], at: int, starts: list[int]) -> int:
    """Bytes of the pieces that lie in two blocks, in a part that begins at `at`."""
    return sum(
        piece.size
        for piece in pieces
        if bisect_right(starts, at + piece.at)
        != bisect_right(starts, at + piece.at + piece.size - 1)
    )


def _best(at: int, pieces: list[mpy.Piece]) -> int:
    """Where from `at` on a part with these pieces is to begin."""
    starts = block_starts(at + BLOCK_BYTES + max(piece.at + piece.size for piece in pieces))
    return min(
        range(at, at + BLOCK_BYTES, _STEP),
        key=lambda place: split_bytes(pieces, place, starts) + (place - at) / _GAP_COST,
    )


def _index(code: dict[str, int], maps: dict[str, int]) -> bytes:
    """A line for each part; places have six digits, so that the length is known before them."""
    lines = []
    for path, place in sorted(code.items()):
        its_map = maps.get(_map_of(path))
        lines.append(f"/{path} {place:06}" + ("" if its_map is None else f" {its_map:06}"))
    return ("\n" + "\n".join(lines) + "\n").encode()


def _map_of(path: str) -> str:
    return path.removesuffix(_CODE) + _MAP
