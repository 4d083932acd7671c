"""Parts in one file: found by the index, and placed so that their code can stay in the flash."""

from bisect import bisect_right

from ringout_host.compact import mpy
from ringout_host.flash import bundle, filesystem, packed


def index_of(pack):
    rows = pack[6 : 6 + int(pack[:6])].decode().split("\n")
    return {row.split()[0][1:]: [int(place) for place in row.split()[1:]] for row in rows if row}


def in_pack(firmware):
    """(path, place, bytes from there) of every part."""
    pack = firmware.files[bundle.PACK_FILE]
    for path, places in index_of(pack).items():
        end = places[1] if len(places) == 2 else places[0] + len(firmware.parts[path])
        yield path, places[0], pack[places[0] : end]


def contents(data):
    """What is in the pieces of a compiled part."""
    code, texts, _ = mpy.pieces(data)
    return [data[piece.at : piece.at + piece.size] for piece in code + texts]


def test_every_part_and_every_map_stands_where_the_index_says():
    firmware = bundle.build()
    pack = firmware.files[bundle.PACK_FILE]
    assert set(index_of(pack)) == set(firmware.parts)
    for path, _, data in in_pack(firmware):
        if path in firmware.left:
            assert contents(data) == contents(firmware.parts[path])
            its_map = mpy.code_map(data, firmware.left[path])
            place = index_of(pack)[path][1]
            assert pack[place : place + len(its_map)] == its_map
        else:
            assert data == firmware.parts[path]


def test_a_copy_of_the_firmware_takes_hardly_more_blocks_than_it_has_bytes():
    firmware = bundle.build()
    bytes_of_parts = sum(map(len, firmware.parts.values()))
    assert len(firmware.files[bundle.PACK_FILE]) < 1.1 * bytes_of_parts


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


def test_no_code_and_no_long_text_lies_in_two_blocks():
    firmware = bundle.build()
    starts = packed.block_starts(len(firmware.files[bundle.PACK_FILE]))
    pieces = 0
    for path, place, data in in_pack(firmware):
        if path in firmware.left:
            code, texts = mpy.left_in_flash(data, firmware.left[path])
            pieces += len(code + texts)
            for piece in code + texts:
                first, behind = place + piece.at, place + piece.at + piece.size
                assert bisect_right(starts, first) == bisect_right(starts, behind), path
    assert pieces > 1000


def test_machine_code_that_is_left_in_flash_begins_at_a_multiple_of_four():
    firmware = bundle.build()
    machine = 0
    for path, place, data in in_pack(firmware):
        if path in firmware.left:
            code = [p for p in mpy.left_in_flash(data, firmware.left[path])[0] if p.is_machine]
            machine += sum(piece.size for piece in code)
            assert not [piece for piece in code if (place + piece.at) % 4], path
            assert not code or path != "ringout/start.mpy"  # it moves pins
    assert machine > 10_000
