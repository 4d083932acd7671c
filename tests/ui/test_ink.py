"""Text drawing: the machine-code version's source and the plain one, dot for dot."""

import random
from pathlib import Path

import framebuf
import pytest

import ringout
from ringout.loops import ink_plain
from ringout.screen import glyphs
from ringout.screen.canvas import Canvas


class Memory(bytearray):
    """Bytes as viper's ptr8 sees them: a store keeps the low eight bits."""

    def __setitem__(self, at, value):
        super().__setitem__(at, value & 255)


@pytest.fixture(scope="module")
def viper():
    """ink_viper.py as Python: its decorator gone, its pointers plain buffers."""
    source = (Path(ringout.__file__).parent / "loops" / "ink_viper.py").read_text("utf-8")
    assert source.count("@micropython.viper\n") == 2
    names = {"ptr8": object}
    exec(source.replace("import micropython\n", "").replace("@micropython.viper\n", ""), names)
    return names


def test_both_draw_the_same(viper):
    chance = random.Random(5)
    changed = 0
    for _ in range(600):
        start = bytes(chance.randrange(256) for _ in range(1024))
        codes = bytes(chance.randrange(10, 127 + len(glyphs.EXTRA)) for _ in range(24))
        how = (
            chance.randrange(1024), codes, chance.randrange(25), glyphs.FONT, chance.randrange(8),
            chance.randrange(2),
        )  # fmt: skip
        here, there = bytearray(start), Memory(start)
        ink_plain.ink(here, *how)
        viper["ink"](there, *how)
        assert here == there, how
        changed += here != start
    assert changed > 500


def test_both_find_the_same_change(viper):
    chance = random.Random(6)
    for _ in range(300):
        old = bytes(chance.randrange(2) for _ in range(256))
        new = bytearray(old)
        for _ in range(chance.randrange(4)):
            new[chance.randrange(256)] ^= 1
        places = [k for k in range(128, 256) if new[k] != old[k]]
        wanted = (places[0] - 128) << 8 | places[-1] - 127 if places else 0
        assert ink_plain.changed(new, old, 128, 256) == wanted
        assert viper["changed"](new, old, 128, 256) == wanted


@pytest.mark.parametrize("y", [0, 1, 7, 8, 29, 56, 57, 63])
@pytest.mark.parametrize("color", [0, 1])
def test_text_is_what_framebuf_would_blit(y, color):
    canvas = Canvas()
    wanted = bytearray(1024)
    other = framebuf.FrameBuffer(wanted, 128, 64, framebuf.MONO_VLSB)
    if not color:
        canvas.fb.fill(1)
        other.fill(1)
    swap = framebuf.FrameBuffer(bytearray((1, 0)), 2, 1, framebuf.MONO_VLSB)
    canvas.text(31, y, "Ring Ω ± at plug B", color)  # runs over the right edge
    for at, character in enumerate("Ring Ω ± at plug B"):
        code = ord(character) - 32
        if code > 94:
            code = 95 + glyphs.EXTRA.index(character)
        cell = (glyphs.FONT[code * 5 : code * 5 + 5], 5, 8, framebuf.MONO_VLSB)
        if color:
            other.blit(cell, 31 + 6 * at, y, 0)
        else:
            other.blit(cell, 31 + 6 * at, y, 1, swap)
    assert canvas.buffer == wanted and any(wanted)
