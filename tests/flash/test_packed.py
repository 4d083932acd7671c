"""Parts in one file: found by the index, and placed so that little code lies in two blocks."""

from ringout_host.compact import mpy
from ringout_host.flash import bundle, filesystem, packed


def index_of(pack):
    rows = pack[6 : 6 + int(pack[:6])].decode().split("\n")
    return {row.split()[0][1:]: [int(place) for place in row.split()[1:]] for row in rows if row}


def test_every_part_and_every_map_stands_where_the_index_says():
    firmware = bundle.build()
    pack = firmware.files[bundle.PACK_FILE]
    index = index_of(pack)
    assert sum(map(len, index.values())) == len(firmware.parts)
    for path, places in index.items():
        names = (path, path.replace(".mpy", ".map"))
        for place, name in zip(places, names, strict=False):
            content = firmware.parts[name]
            assert pack[place : place + len(content)] == content, name


def test_a_copy_of_the_firmware_takes_hardly_more_blocks_than_it_has_bytes():
    firmware = bundle.build()
    bytes_of_parts = sum(map(len, firmware.parts.values()))
    assert len(firmware.files[bundle.PACK_FILE]) < bytes_of_parts + 8192


def test_blocks_of_a_file_begin_where_littlefs_has_them():
    """Counted in an image: block k of a file that names its own offset in every word."""
    content = b"".join(at.to_bytes(4, "big") for at in range(0, 200_000, 4))
    image = filesystem.image_of({"/file": content})
    firsts = []
    for at in range(0, len(image), packed.BLOCK_BYTES):
        block = image[at : at + packed.BLOCK_BYTES]
        tail = int.from_bytes(block[-4:], "big")
        if 0 < tail < len(content) and block[-8:-4] == (tail - 4).to_bytes(4, "big"):
            firsts.append((tail + 4, block))
    ends = packed.block_starts(len(content))[1:-1]
    assert [end for end, _ in sorted(firsts)] == ends


def test_less_code_lies_in_two_blocks_than_without_a_choice_of_the_place():
    firmware = bundle.build()
    pack = firmware.files[bundle.PACK_FILE]
    starts = packed.block_starts(len(pack))
    split = worst = 0
    for path, places in index_of(pack).items():
        if len(places) == 2:
            pieces = mpy.left_in_flash(firmware.parts[path])
            split += packed.split_bytes(pieces, places[0], starts)
            worst += max(packed.split_bytes(pieces, at, starts) for at in range(0, 4096, 64))
    assert split < worst / 2
