"""A file that has everything our checks look for in a MicroPython UF2, and no MicroPython."""

import struct

from ringout_host.flash import uf2

START = 0x10000000


def words(*values):
    return struct.pack(f"<{len(values)}I", *values)


def micropython_flash(
    version="v1.28.0", program="MicroPython", board="pico", filesystem=(0x100A0000, 0x160000)
):
    """Flash bytes with binary info as the Pico SDK lays it out."""
    flash = bytearray(b"\x11" * 0x800)
    table, records, texts = 0x200, 0x300, 0x500
    entries = []

    def text(value):
        nonlocal texts
        at = texts
        flash[at : at + len(value) + 1] = value.encode() + b"\0"
        texts += len(value) + 1
        return START + at

    def record(kind, *fields):
        nonlocal records
        entries.append(START + records)
        body = struct.pack("<H2s", kind, b"MP") + words(*fields)
        flash[records : records + len(body)] = body
        records += 32

    record(6, 0x02031C86, text(program))
    record(6, 0x11A9BC3A, text(version))
    record(6, 0xB63CFFBB, text(board))
    if filesystem:
        record(7, text("MicroPython"), *filesystem, 0)
    flash[table : table + 4 * len(entries)] = words(*entries)
    header = words(0x7188EBF2, START + table, START + table + 4 * len(entries), 0, 0xE71AA390)
    flash[0x1D4 : 0x1D4 + len(header)] = header
    return bytes(flash)


def micropython_uf2(**facts):
    """The same as a UF2."""
    return uf2.write(uf2.pages_of(START, micropython_flash(**facts)))


def block(number, total, address, payload=b"\x5a" * 256, family=0xE48BFF56, flags=0x2000, size=256):
    """One UF2 block, written out by hand from the format's description."""
    head = words(0x0A324655, 0x9E5D5157, flags, address, size, number, total, family)
    return head + payload + bytes(220) + words(0x0AB16F30)
