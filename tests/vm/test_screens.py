"""The user interface on MicroPython: framebuf byte for byte (the screens: ui/test_gallery.py)."""

import json
import random

import framebuf
import pytest
from micropython_vm import TREE

PATH = "import sys; sys.path.insert(0, '/lib')\n"

pytestmark = pytest.mark.vm

DRAW = """
import binascii, framebuf, json
calls = json.loads({calls!r})
buffer = bytearray(1024)
fb = framebuf.FrameBuffer(buffer, 128, 64, framebuf.MONO_VLSB)
states = []
for name, arguments in calls:
    if name == "blit":
        width, height, dots, x, y, key, palette = arguments
        source = (bytes(dots), width, height, framebuf.MONO_VLSB)
        if palette is None:
            fb.blit(source, x, y, key)
        else:
            colours = framebuf.FrameBuffer(bytearray(palette), 2, 1, framebuf.MONO_VLSB)
            fb.blit(source, x, y, key, colours)
    else:
        getattr(fb, name)(*arguments)
    states.append(binascii.crc32(buffer) & 0xffffffff)
print(json.dumps(states))
"""

# what MicroPython holds while drawing a screen a thousand times: no allocation in text
HEAP = """
import gc, json
from ringout.screen.canvas import Canvas
canvas = Canvas()
canvas.text(0, 0, "warm up")
before = gc.mem_alloc()
for _ in range(100):
    canvas.text(0, 8, "TRS balanced/stereo")
print(json.dumps(gc.mem_alloc() - before))
"""


def random_calls(seed: int, count: int) -> list:
    """Drawing calls inside, across and outside of the edges."""
    chance = random.Random(seed)

    def x() -> int:
        return chance.randrange(-40, 170)

    def y() -> int:
        return chance.randrange(-30, 95)

    calls = []
    for _ in range(count):
        kind = chance.choice(
            ["pixel", "fill_rect", "rect", "hline", "vline", "line", "line", "blit", "blit", "fill"]
        )
        color = chance.randrange(2)
        if kind == "pixel":
            calls.append((kind, (x(), y(), color)))
        elif kind in ("fill_rect", "rect"):
            size = chance.randrange(-2, 60), chance.randrange(-2, 40)
            calls.append((kind, (x(), y(), *size, color)))
        elif kind in ("hline", "vline"):
            calls.append((kind, (x(), y(), chance.randrange(-3, 140), color)))
        elif kind == "line":
            calls.append((kind, (x(), y(), x(), y(), color)))
        elif kind == "fill" and chance.random() < 0.2:
            calls.append((kind, (color,)))
        elif kind == "blit":
            width, height = chance.randrange(1, 30), chance.randrange(1, 28)
            dots = [chance.randrange(256) for _ in range(width * ((height + 7) // 8))]
            palette = chance.choice([None, None, [0, 1], [1, 0], [1, 1], [0, 0]])
            key = chance.choice([-1, 0, 1])
            calls.append((kind, (width, height, dots, x(), y(), key, palette)))
    return calls


@pytest.mark.parametrize("seed", [1, 2])
def test_simulated_framebuf_draws_the_same_bytes(vm, seed):
    calls = random_calls(seed, 1500)
    here = {}
    program = DRAW.format(calls=json.dumps(calls)).replace("print(json.dumps(states))", "")
    exec(program, here)  # the same program, on the simulated framebuf
    assert framebuf.__name__ == "ringout_host.sim.framebuf"
    there = vm.run_json(DRAW.format(calls=json.dumps(calls)))
    first = next((at for at, state in enumerate(there) if state != here["states"][at]), None)
    assert first is None, f"call {first} differs: {calls[first]}"
    assert len(set(there)) > 300, "calls that change nothing prove nothing"


def test_drawing_text_allocates_next_to_nothing(vm):
    """Per line: the iterator and one-character strings; 19 characters in under 100 bytes."""
    assert vm.run_json(PATH + HEAP, TREE) / 100 < 100
