"""The console on MicroPython itself: same answers, and a flood of noise allocates nothing."""

import json
import sys
from pathlib import Path

import pytest
from console_board import Handset, MemoryBoard, drain, stored

from ringout.console.console import Console

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "vm"))

from micropython_vm import MicroPythonVM  # noqa: E402

pytestmark = pytest.mark.vm

LINES = [
    '{"id":1,"op":"hello"}',
    '{"id":"a-1","op":"log.read","from":2,"max":3}',
    '{"id":2,"op":"log.read","from":0}',
    '{"id":3,"op":"log.read","from":true}',
    '{"id":4,"op":"log.read","from":1.0}',
    '{"id":5,"op":"log.read","from":"1"}',
    '{"id":6,"op":"log.read","from":' + "9" * 400 + "}",
    '{"id":7,"op":"log.read","from":1e400}',
    '{"id":8,"op":"nope"}',
    '{"id":9}',
    '{"op":"hello"}',
    '{"id":1.5,"op":"hello"}',
    '{"id":false,"op":"hello"}',
    '{"id":"\\u0000","op":"hello"}',
    '{"id":"\\ud800","op":"hello"}',
    '{"id":[1],"op":"hello"}',
    '{"id":10,"op":{"a":1}}',
    '{"id":11,"op":"log.ack","seq":-1}',
    '{"id":12,"op":"hello","x":' + "[" * 7 + "]" * 7 + "}",
    '{"id":13,"op":"hello","x":' + "[" * 200 + "]" * 200 + "}",
    '{"id":14,"op":"hello","x":"' + "[" * 200 + '"}',
    '{"id":15,"op":"hello","x":"' + "y" * 600 + '"}',
    '{"id":16,"ok":true}',
    "AT",
    "[1,2]",
    "null",
    "{",
    "{'id':17,'op':'hello'}",
    '{"id":18,"op":"hello"} trailing',
    '{"id":19,"op":"hello"',
    "\x03",
    '{"id":20,\t"op":"hello"}',
    '{"id":21,"op":"crash"}',
    '{"id":"end","op":"log.stat"}',
]  # fmt: skip

# The handlers of console_board.Handset, in what MicroPython has.
PROGRAM = """
import gc, json
from ringout.console.console import Console, need_int

LINES = json.loads(%r)
LOG = json.loads(%r)

class Board:
    def __init__(self):
        self.chunks, self.sent, self.clock = [], bytearray(), 0
    def ticks_ms(self):
        return self.clock
    def console_read(self, wait_ms=0):
        if self.chunks:
            return self.chunks.pop(0)
        self.clock += wait_ms
        return b""
    def console_write(self, data):
        taken = min(100, len(data))
        self.sent.extend(data[:taken])
        return taken

def log_read(request):
    start = need_int(request, "from", 1, 1 << 30)
    count = need_int(request, "max", 1, 512, 64)
    lines = LOG[start - 1:start - 1 + count]
    return {"data": len(lines)}, (line.encode() for line in lines)

def log_ack(request):
    return {"acked": need_int(request, "seq", 0, len(LOG))}

board = Board()
console = Console(board, {
    "hello": lambda request: {"product": "ringout"},
    "log.read": log_read,
    "log.ack": log_ack,
    "log.stat": lambda request: {},
    "crash": lambda request: 1 // 0,
})
"""

ANSWER = """
for line in LINES:
    board.chunks.append(line.encode() + b"\\n")
for _ in range(2000):
    console.poll(5)
print(json.dumps(str(bytes(board.sent), "utf-8")))
"""

FLOOD = """
noise = bytes([123, 34, 255, 0, 91, 65, 84]) * 300
def flood(times):
    for _ in range(times):
        board.chunks.append(noise)
        while board.chunks:
            console.poll(0)
        console.poll(0)
        console.poll(0)
flood(3)
before = gc.mem_alloc()
flood(1)
one = gc.mem_alloc() - before
before = gc.mem_alloc()
console.poll(0)
idle = gc.mem_alloc() - before
print(json.dumps([one, idle]))
"""


def program(rest):
    log = [stored(seq).decode() for seq in range(1, 6)]
    return PROGRAM % (json.dumps(LINES), json.dumps(log)) + rest


def test_micropython_answers_as_cpython_does():
    handset = Handset(records=5)
    handset.ops["hello"] = lambda request: {"product": "ringout"}
    handset.ops["log.stat"] = lambda request: {}
    board = MemoryBoard()
    board.chunks += [line.encode() + b"\n" for line in LINES]
    drain(Console(board, handset.ops), board)
    expected = [plain(line) for line in board.sent.decode().splitlines()]
    assert len(expected) > 25

    text = MicroPythonVM().run_json(program(ANSWER), [(str(ROOT / "firmware"), "/")])
    assert [plain(line) for line in text.splitlines()] == expected


def test_noise_allocates_nothing_on_micropython():
    one, idle = MicroPythonVM().run_json(program(FLOOD), [(str(ROOT / "firmware"), "/")])
    assert one < 200, "2100 bytes of noise cost more than the call frames"
    assert idle == 0


def plain(line):
    """A sent line without what may differ: the wording of an exception, an extra field."""
    if "\t" in line:
        return line
    value = json.loads(line)
    if value.get("err", {}).get("code") == "failed":
        value["err"]["text"] = value["err"]["text"].split(":")[0]
    value.pop("next", None)
    return value
