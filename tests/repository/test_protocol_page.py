"""firmware/PROTOCOL.md lists the ops, what they take and give, and the error codes."""

import ast

import pages
import pytest

from ringout.console import ops
from ringout.console.protocol import DEPTH, ID_CHARS, LINE_BYTES, Refused
from ringout.console.service import STEPS
from ringout_host.cables import wire
from ringout_host.cables.check import cable_of
from ringout_host.sim.handheld import Handheld

LISTED = {min(row[0]): row for row in pages.marked("PROTOCOL.md", "Requests")}
TEXT = wire.packed(cable_of({"id": "lead", "name": "LEAD", "wires": ["A.T-B.T", "A.S=B.S"]}))
WHOLE = {"size": len(TEXT), "crc": wire.crc(TEXT)}
EXAMPLES = {  # op -> requests that it carries out
    "hello": [{}],
    "test": [{"serial": "A1"}],
    "line": [
        {"channel": "FOH L", "list": "stage", "number": 7, "of": 24, "tip": 4700, "ring": 0},
        {"channel": "FOH R", "look": False},
    ],
    "log.stat": [{}],
    "log.read": [{"from": 1, "max": 2}, {"from": 1, "packed": True}],
    "log.ack": [{"seq": 1}],
    "clock.set": [{"t": 1_780_000_000}],
    "settings.get": [{}],
    "settings.set": [{"lot": "L1", "serial": "A2"}],
    "answers.clear": [{}],
    "screen": [{}],
    "crash.read": [{}, {"clear": True}],
    "bootsel": [{}],
    "calibrate": [{"step": "open"}, {"step": "status"}, {"step": "stop"}],
    "selftest": [{}],
    "tone": [{"step": "start", "jack": "B", "leg": "T", "hz": 400, "seconds": 9}, {"step": "stop"}],
    "capture": [{}],
    "raw": [{"high": 1, "low": 6, "mux": 1, "hi": 1, "count": 5, "settle": 9, "quiet": False}],
    "cable.put": [
        {"cable": "lead", "at": 0, "text": TEXT[:40], **WHOLE},
        {"cable": "lead", "at": 40, "text": TEXT[40:], **WHOLE},
    ],
    "cable.list": [{}],
    "cable.get": [{"cable": "lead"}],
    "cable.remove": [{"cable": "lead"}],
}


@pytest.fixture(scope="module")
def replies(tmp_path_factory):
    """op -> keys of its replies."""
    tester = Handheld("none", str(tmp_path_factory.mktemp("flash")))
    named = ops.table(tester.app)
    found = {op: set() for op in named}
    for op in sorted(named, key=list(EXAMPLES).index):
        for request in EXAMPLES[op]:
            reply = named[op]({"op": op, **request})
            found[op] |= set((reply[0] if isinstance(reply, tuple) else reply) or ())
            if op == "selftest":
                found[op] |= {key for check in reply["checks"] for key in check}
    return found


def test_every_op_is_listed_and_no_other(replies):
    assert sorted(LISTED) == sorted(replies)


def test_every_key_of_a_reply_is_listed(replies):
    for op, keys in replies.items():
        shown = LISTED["settings.get" if "settings.get" in LISTED[op][2] else op][2]
        assert keys <= shown, (op, keys - shown)


def test_nothing_is_listed_that_the_firmware_does_not_say():
    said = pages.strings()
    for op, row in LISTED.items():
        words = {word for cell in row[:3] for word in cell} - {"true"}
        assert words <= said, (op, words - said)
    assert set(STEPS) <= LISTED["calibrate"][1]


def refused():
    """Codes that the firmware refuses with."""
    for path in (pages.FIRMWARE / "ringout").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == Refused.__name__:
                yield node.args[0].value


def test_error_codes():
    listed = {min(row[0]) for row in pages.marked("PROTOCOL.md", "Errors")}
    assert listed == {*refused(), "failed"}


def test_limits_of_a_line():
    text = " ".join((pages.FIRMWARE / "PROTOCOL.md").read_text("utf-8").split())
    assert f"at most {LINE_BYTES} bytes and {DEPTH} levels deep" in text
    assert f"at most {ID_CHARS} characters" in text
