"""Console operations for bug reports: `capture`, every reading of one press.

Imported by who asks for it. What a `capture` sends goes out line by line before its reply, which
tells how much that was: lines that do not begin with a brace.
"""

from ringout.base.compat import ticks_diff
from ringout.base.limits import WORST_PF
from ringout.board.recorder import Recorder

STALL_MS = 1500  # a host that takes nothing for so long has gone
_WAIT_MS = 2
FOLDERS = {"golden": "golden/", "expect": "cables/"}  # where what a mode names may lie


def capture(app):
    """One press that is not stored: its record, what the tester had been told and knew of itself,
    and the CRC-32 of the lines that went before."""
    tester, board = app.tester, app.board
    recorder = Recorder(board, Sender(board).send)
    charger = tester.charger
    charger.measured_ms = None  # as if it had measured nothing yet
    charger.charged_pf = WORST_PF
    reply = {
        "mode": tester.mode,
        "length_m": tester.length_m,
        "settings": tester.settings,
        "calibration": tester.calibration.values(),
        "files": _files(tester),
        "broken": [tester.fast_failure, tester.full_failure],
    }
    tester.board = charger.board = recorder
    try:
        reply["record"] = app.sample(None)
    finally:
        tester.board = charger.board = board
    recorder.flush()
    reply["crc"] = "%08x" % recorder.crc
    app.draw()
    return reply


def _files(tester):
    """{path: text} of the learned or own cable that is checked against, a line end for its TAB."""
    kind, _, name = tester.mode.partition(":")
    path = FOLDERS.get(kind, "") + name
    data = tester.board.files.read(path) if name else None
    return {path: data.decode().replace("\t", "\n")} if data else {}


class Sender:
    """Bytes to the host, all of them, as fast as it takes them."""

    def __init__(self, board):
        self._board = board
        self._gone = False

    def send(self, data):
        """After a reader has taken nothing for STALL_MS the rest is dropped."""
        board = self._board
        start_ms = board.ticks_ms()
        while data and not self._gone:
            taken = board.console_write(data) or 0
            data = data[taken:]
            if taken:
                start_ms = board.ticks_ms()
            else:
                board.console_read(_WAIT_MS)  # nothing is asked while a reply is on its way
                self._gone = ticks_diff(board.ticks_ms(), start_ms) >= STALL_MS
