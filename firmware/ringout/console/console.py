"""The console: one JSON object per line each way, over the USB serial port.

Whatever comes in, the tester lives on: a line that is not a JSON object gets no answer (modem
managers send `AT`), an over-long one is dropped, nothing is ever evaluated, and a handler that
fails becomes an error reply. Ctrl-C is the interpreter's: it ends the app and gives the REPL.

Replies leave in slices, one `poll` at a time, so that the TEST key stays live during a log
pull. While a reply is on its way no further request is taken: that is the back-pressure.
"""

import json

from ringout.base.compat import const, ticks_diff
from ringout.console.protocol import (
    LineBuffer,
    Refused,
    error_text,
    id_text,
    need_int,
    need_text,
    parse,
)

__all__ = ("Console", "Refused", "need_int", "need_text")

READ_BYTES = const(1024)  # most received bytes that one poll looks at
SLICE_BYTES = const(4096)  # most that one poll sends, once for what was pending, once for news
SLICE_MS = const(15)  # and for how long; a key press is still noticed at once
STALL_MS = const(1500)  # a reader that takes nothing for this long has gone


class Console:
    """Answers requests that arrive through `board` with the functions of `ops`.

    ops: name -> function(request dict) returning the reply's fields as a dict, or a pair of
    that dict and an iterable of stored lines (bytes, with or without their newline). The dict
    of a pair holds their number as "data", unless the iterable has a length; one with "packed"
    instead has so many bytes sent as they are, in pieces.
    A handler refuses with `Refused`; any other exception is reported as "failed".
    """

    def __init__(self, board, ops):
        self._board = board
        self._ops = ops
        self._buffer = LineBuffer()
        self._chunk = b""  # received, from _at on not yet looked at
        self._at = 0
        self._out = b""  # being sent, from _sent on
        self._sent = 0
        self._lines = None  # iterator over data lines still to be sent
        self._raw = False  # they are pieces, and bytes are counted
        self._left = 0  # how many were promised
        self._count = 0  # how many were sent
        self._id = "null"  # JSON text of the id that is being answered
        self._progress_ms = None  # when the reader last took something, while it is slow
        self._torn = False  # a line was abandoned in its middle
        self._after = None
        self._inside = False

    @property
    def sending(self):
        """True while a reply is on its way."""
        return bool(self._out) or self._lines is not None

    def after_reply(self, function):
        """Have `function()` called once the reply being made has left (a reset, say)."""
        self._after = function

    def poll(self, wait_ms=0):
        """Receive, answer, send a slice. Returns in about wait_ms, SLICE_MS and the time of
        one handler at most. True if anything was received or sent."""
        if self._inside:  # a handler that runs a measurement may reach here again
            return False
        self._inside = True
        try:
            return self._turn(wait_ms)
        finally:
            self._inside = False

    def _turn(self, wait_ms):
        board = self._board
        moved = self._send() if self.sending else False
        if self._at >= len(self._chunk):
            # A reader that takes nothing is waited for here; one that does is served again.
            waits = not moved and not (self.sending and self._progress_ms is None)
            self._chunk = board.console_read(wait_ms if waits else 0)
            self._at = 0
        start_ms = board.ticks_ms()
        end = min(len(self._chunk), self._at + READ_BYTES)
        while self._at < end and not self.sending:
            moved = True
            line = self._buffer.feed(self._chunk[self._at])
            self._at += 1
            request = parse(line) if line else None
            if request is not None:
                self._answer(request)
                self._send()
                if ticks_diff(board.ticks_ms(), start_ms) >= SLICE_MS:
                    break
        return moved

    def _answer(self, request):
        lines = None
        self._id = "null"
        self._after = None
        try:
            self._id = id_text(request.get("id"))
            op = request.get("op")
            if not isinstance(op, str):
                raise Refused("bad-op", "op must be a text, such as hello")
            handler = self._ops.get(op)
            if handler is None:
                raise Refused("bad-op", "no op of this name; try hello")
            reply = handler(request) or {}
            if isinstance(reply, tuple):
                reply, lines = reply
                self._raw = "packed" in reply
                if not self._raw and "data" not in reply:
                    reply["data"] = len(lines)
            count = reply["packed" if self._raw else "data"] if lines is not None else 0
            body = json.dumps(reply)[1:]
            if lines is not None:
                lines = iter(lines)
        except Refused as refusal:
            self._say('"ok":false,"err":' + error_text(refusal.code, refusal.text) + "}")
        except Exception as error:
            self._say('"ok":false,"err":' + error_text("failed", _name(error)) + "}")
        else:
            self._lines, self._left, self._count = lines, count, 0
            self._say('"ok":true' + ("}" if body == "}" else "," + body))

    def _say(self, rest):
        text = '{"id":' + self._id + "," + rest + "\n"
        self._out = (("\n" if self._torn else "") + text).encode()
        self._torn = False
        self._sent = 0
        self._progress_ms = None

    # -- replies ---------------------------------------------------------------------------
    def _send(self):
        """Send a slice of what is pending. True if the reader took something."""
        start_ms = self._board.ticks_ms()
        total = 0
        while total < SLICE_BYTES:
            if not self._out and not self._next_line():
                break
            rest = memoryview(self._out)[self._sent :] if self._sent else self._out
            taken = self._board.console_write(rest) or 0
            total += taken
            self._sent += taken
            if self._sent >= len(self._out):
                self._out = b""
                self._sent = 0
            elif not taken:
                break
            if ticks_diff(self._board.ticks_ms(), start_ms) >= SLICE_MS:
                break
        self._watch(total)
        if not self.sending and self._after is not None:
            function, self._after = self._after, None
            function()
        return total > 0

    def _next_line(self):
        """Make the next data line or piece, or the end line, the output. False if there is none."""
        if self._lines is None:
            return False
        trouble = ""
        if self._count < self._left:
            try:
                line = next(self._lines)
                if self._raw:
                    self._count += len(line) - 1
                elif line[-1:] != b"\n":
                    line += b"\n"
                self._out = line
                self._count += 1
                return True
            except StopIteration:
                pass
            except Exception as error:
                trouble = ',"err":' + error_text("failed", _name(error))
        self._lines = None
        self._say('"end":%d' % self._count + trouble + "}")
        return True

    def _watch(self, taken):
        """Give up on a reader that has taken nothing for STALL_MS."""
        if taken or not self.sending:
            self._progress_ms = None
            return
        now_ms = self._board.ticks_ms()
        if self._progress_ms is None:
            self._progress_ms = now_ms
        elif ticks_diff(now_ms, self._progress_ms) >= STALL_MS:
            self._torn = self._torn or self._sent > 0
            self._out = b""
            self._sent = 0
            self._lines = None
            self._progress_ms = None


def _name(error):
    return "%s: %s" % (type(error).__name__, error)
