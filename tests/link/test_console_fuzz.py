"""Whatever arrives at the console, the tester answers or ignores it, and goes on."""

import json
import tracemalloc

from console_board import Handset, MemoryBoard, drain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.soak import console as fuzz
from tests.soak import take

from ringout.console.console import Console
from ringout.console.protocol import DEPTH, LINE_BYTES, parse

CODES = {"bad-op", "bad-arg", "busy", "too-long", "failed"}
OPS = sorted(Handset().ops)
ALIVE = b'\n{"id":"alive","op":"hello"}\n'

numbers = st.one_of(
    st.integers(), st.floats(), st.integers(10**50, 10**300), st.just(2**31), st.just(-1)
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)
requests = st.fixed_dictionaries(
    {},
    optional={
        "id": anything,
        "op": st.one_of(st.sampled_from(OPS), anything),
        "from": anything,
        "max": anything,
        "seq": anything,
        "t": anything,
        "value": anything,
    },
).map(lambda value: json.dumps(value).encode())
deep = st.builds(
    lambda bracket, depth: b'{"id":1,"op":"hello","x":' + bracket * depth,
    st.sampled_from([b"[", b'{"a":', b'["[",']),
    st.integers(1, 3000),
)
lines = st.one_of(
    requests,
    requests.map(lambda line: line[: len(line) // 2]),
    deep,
    st.binary(max_size=80),
    st.binary(min_size=LINE_BYTES - 3, max_size=3 * LINE_BYTES),
    st.sampled_from([b"AT", b"\x03", b"\x04", b"+++", b"import os", b'{"id":1,"ok":true}']),
)


def cut(data, sizes):
    """`data` in pieces of the given sizes, the rest in one."""
    pieces = []
    for size in sizes:
        pieces.append(data[:size])
        data = data[size:]
    return [piece for piece in [*pieces, data] if piece]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(lines, st.sampled_from([b"\n", b"\r", b"\r\n"])), max_size=8),
    st.lists(st.integers(1, 60), max_size=40),
    st.integers(1, 300),
)
def test_anything_is_answered_or_ignored(chosen, sizes, window):
    stream = b"".join(line + end for line, end in chosen)
    board = MemoryBoard(window)
    board.chunks += cut(stream + ALIVE, sizes)
    drain(Console(board, Handset(records=3).ops), board, turns=100_000)
    sent = bytes(board.sent)
    assert sent.endswith(b"\n")
    objects = [json.loads(line) for line in sent.splitlines() if b"\t" not in line]
    replies = [value for value in objects if "end" not in value]
    assert replies[-1]["id"] == "alive" and replies[-1]["ok"] is True
    assert len(replies) <= len(chosen) * 40 + 1  # binary noise may hold line ends, no more
    for reply in replies:
        if not reply["ok"]:
            assert reply["err"]["code"] in CODES and reply["err"]["text"].isprintable()
            assert len(reply["err"]["text"]) <= 160


@settings(deadline=None, max_examples=500)
@given(st.binary(min_size=1, max_size=LINE_BYTES))
def test_the_parser_gives_an_object_or_nothing(line):
    assert parse(bytearray(line)) is None or isinstance(parse(bytearray(line)), dict)


@settings(deadline=None)
@given(anything)
def test_every_shallow_request_gets_through(value):
    line = json.dumps({"id": 1, "x": value}).encode()
    depth = 0
    for char in json.dumps(value, ensure_ascii=True).replace('\\"', ""):
        depth += (char in "[{") - (char in "]}")
        if depth > DEPTH - 2:
            return
    assert parse(bytearray(line)) == json.loads(line) or "NaN" in line.decode()


def test_memory_does_not_grow_under_a_flood():
    board = MemoryBoard()
    console = Console(board, Handset().ops)
    flood = [
        b"{" * 700,
        b"\xff\x00" * 300,
        b'{"id":1,"op":"nope"}\n',
        b"AT\r\n",
        b"[" * 900 + b"\n",
    ]

    def run(times):
        for _ in range(times):
            board.chunks += flood
            drain(console, board)
            board.sent.clear()

    run(3)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    run(60)
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 2_000, "the console keeps something"
    assert peak - before < 20_000


def test_the_real_app_outlives_whatever_comes_in():
    assert take(fuzz.rounds(4), "lines", 3000)["lines"] >= 3000
