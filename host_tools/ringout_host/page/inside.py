"""Inside the page's worker, on MicroPython: the simulated handheld, and drawings of cables.

One JSON text each way, `answer(request)`. The VM collects garbage only between two calls, so a
call is a few turns of the app's loop at most.

    start    {cable, seed}          a new handheld with an empty flash
    plug     {cable}                another cable, the handheld stays
    turn     {ms, keys, moved, sent} so much time passes: keys held (1 TEST, 2 MODE), the cable in
             somebody's hand, bytes to its console in hexadecimal
    draw     {cable} or {record}    the picture as `cables.drawing` has it, `null` without one

A mistake in a cable is `{"mistake": sentence}`; nothing changes then.
"""

import binascii
import json

from ringout.board.port import KEY_TEST
from ringout_host.cables import drawing, planted, sketch
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse
from ringout_host.sim.units import SpecError

MOST_TURNS = 40  # of the app's loop in one call
STEP_MS = 5


class Inside:
    """root: folder that plays the flash."""

    handheld: Handheld  # from `start` on

    def __init__(self, root: str = "/flash") -> None:
        self.root = root
        self.told = bytearray()  # by the console, not yet fetched
        self.shown = -1  # bytes that the display had received when it was last fetched

    def answer(self, text: str) -> str:
        """The reply to one request."""
        request = json.loads(text)
        try:
            return json.dumps(getattr(self, "do_" + request["do"])(request))
        except SpecError as mistake:
            return json.dumps({"mistake": str(mistake)})
        except ImportError:  # a cable file: there are none in here
            return json.dumps({"mistake": "cable files are for the command line; write wires:..."})

    def do_start(self, request: dict) -> dict:
        """A new handheld."""
        self.handheld = Handheld(request["cable"], self.root, request["seed"])
        self.handheld.board.console_out = self._take
        return {"uid": self.handheld.board.uid}

    def _take(self, data: bytes) -> int:
        self.told.extend(data)
        return len(data)

    def do_plug(self, request: dict) -> dict:
        """Another cable."""
        self.handheld.plug(request["cable"])
        return {}

    def do_turn(self, request: dict) -> dict:
        """Time passes: until `ms` are over, or a press has taken longer."""
        handheld = self.handheld
        board, bench = handheld.board, handheld.bench
        keys = request["keys"]
        if keys & KEY_TEST & ~board.held:
            bench.moving.begin_count()
            if bench.spec.live:
                bench.sources_begin()
        board.held = keys
        bench.move(request["moved"])
        if request["sent"]:
            board.console_in(binascii.unhexlify(request["sent"]))
        end_us = bench.now_us + request["ms"] * 1000
        for _ in range(MOST_TURNS):
            handheld.step(STEP_MS)
            if bench.now_us >= end_us:
                break
        told, self.told = self.told, bytearray()
        reply = {
            "green": board.green,
            "red": board.red,
            "hz": board.hz,
            "told": binascii.hexlify(told).decode(),
            "next": handheld.app.log.next_seq,
            "ms": int(bench.now_us // 1000),
        }
        if board.panel.bytes_received != self.shown:
            self.shown = board.panel.bytes_received
            reply["dots"] = "".join(
                [binascii.hexlify(_row(row)).decode() for row in handheld.pixels]
            )
        return reply

    def do_draw(self, request: dict) -> dict:
        """A picture: of a cable, or of what a record says was found."""
        record = request.get("record")
        if record is not None:
            made = sketch.of_record(record)
            return {"picture": made and drawing.as_found(made, record)}
        spec = parse(request["cable"])
        made = sketch.of_spec(spec)
        return {"picture": made and planted.mark(drawing.picture(made), spec)}


def _row(dots: list) -> bytearray:
    """A row of 128 dots as 16 bytes, the first dot in the highest bit."""
    row = bytearray(16)
    for x in range(128):
        if dots[x]:
            row[x >> 3] |= 0x80 >> (x & 7)
    return row
