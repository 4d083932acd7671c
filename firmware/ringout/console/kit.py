"""Console operations for a first day with hardware: `capture`, every reading of one press, and
`raw`, one capture with the pins as asked. Imported by who asks for them.

What a `capture` sends goes out line by line before its reply, which tells how much that was: lines
that do not begin with a brace.
"""

from ringout.base.compat import ticks_diff
from ringout.base.limits import QUIET_SETTLE_US, SCAN_SLOW_US, WORST_PF
from ringout.base.masks import every_line_of
from ringout.board.pinmap import (
    ADC_UNITY,
    ADC_X11,
    ALL_LINES,
    EVERY_CONTACT,
    MUX_CHANNELS,
    MUX_OPEN,
)
from ringout.board.recorder import Recorder
from ringout.console.protocol import Refused, need_int
from ringout.measure import live_watch
from ringout.measure.references import BUFFER

STALL_MS = 1500  # a host that takes nothing for so long has gone
GUARD_US = 1000000  # so long after it was looked, the whole live check is made again
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
    tester.lines_proved = False
    tester.load()  # by the board that has the flash, which the recorder has not
    reply = {
        "mode": tester.mode,
        "length_m": tester.length_m,
        "settings": tester.settings,
        "calibration": tester.calibration.values(),
        "broken": [tester.fast_failure, tester.full_failure],
    }
    reply["expander"] = bool(board.expander)
    tester.board = charger.board = recorder
    try:
        if board.expander:
            recorder.expander = type(board.expander)(recorder)
        reply["record"] = app.sample(None)
    finally:
        tester.board = charger.board = board
        if board.expander:
            board.expander = type(board.expander)(board)  # what the other left in the chip
    recorder.flush()
    reply["files"] = _files(tester, reply["record"])
    reply["crc"] = "%08x" % recorder.crc
    app.draw()
    return reply


def _files(tester, record):
    """{path: text} of the learned or own cable that was checked against or that AUTO found, a line
    end for its TAB."""
    kind, _, name = tester.mode.partition(":")
    found = {}
    for folder, stem in ((FOLDERS.get(kind), name), (FOLDERS["expect"], record["cable"])):
        if folder and stem:
            data = tester.board.files.read(folder + stem)
            if data:
                found[folder + stem] = data.decode().replace("\t", "\n")
    return found


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


def raw(app, request):
    """Discharge, drive, charge, settle, and one capture: what the request names of these. The lines
    are released whatever happens. Refuses what drives into a voltage from outside, or drives
    joined contacts against each other, but for one against one: that is the test current."""
    high, low = (need_int(request, name, 0, ALL_LINES, 0) for name in ("high", "low"))
    if high & low:
        raise Refused("bad-arg", "high and low name the same line")
    hi, lo = _level(request, "hi"), _level(request, "lo")
    channel = need_int(request, "mux", 0, MUX_CHANNELS - 1, MUX_OPEN)
    adc = need_int(request, "adc", ADC_UNITY, ADC_X11, ADC_UNITY)
    count = need_int(request, "count", 1, BUFFER, 64)
    settle_us = need_int(request, "settle", 0, 100000, 0)
    discharge_us = need_int(request, "discharge", 0, 100000, 0)
    app.view.leave()
    board, buffer = app.board, app.tester.charger.buffer
    single = high and low and not (high & high - 1 or low & low - 1)
    try:
        board.quiet(request.get("quiet") is not False)
        board.settle_us(QUIET_SETTLE_US)
        if high or low or discharge_us or hi is not None or lo is not None:
            _guard(board)
        if high and low and not single:
            _apart(board, high, low)
        board.mux(channel)
        if discharge_us:
            board.charge(0, 0)
            board.drive(0, ALL_LINES, False)
            board.settle_us(discharge_us)
            board.charge(None, None)
        begin_us = board.ticks_us()
        if single:
            board.force(_number(high), _number(low))
        else:
            board.drive(high, low, request.get("pull") is True)
        if settle_us:
            board.charge(hi, lo)
            board.settle_us(settle_us)
        board.capture(buffer, count, hi, lo, adc)
        us = ticks_diff(board.ticks_us(), begin_us)
        codes = bytes(memoryview(buffer)[:count])
    except live_watch.Live as found:
        names = " ".join([EVERY_CONTACT[line] for line in every_line_of(found.mask)])
        raise Refused("live", "%s on %s: unplug" % (found.kind, names))
    except live_watch.Passed:
        raise Refused("live", "a voltage came and went: unplug")
    finally:
        board.release()
        board.quiet(False)
    return {"packed": len(codes), "us": us}, [codes]


def _level(request, name):
    return None if request.get(name) is None else need_int(request, name, 0, 1)


def _guard(board):
    """The whole live check the first time, then the look of a press between two steps."""
    if board.ground is None or ticks_diff(board.ticks_us(), board.looked_us) // GUARD_US:
        live_watch.begin(board)
    else:
        live_watch.look(board, now=True)


def _apart(board, high, low):
    """Refused if something joins a line of one mask to one of the other."""
    board.drive(high, 0)
    board.settle_us(SCAN_SLOW_US)
    if board.read() & low:
        raise Refused("bad-arg", "high and low are joined: drive one line against one")


def _number(bit):
    line = 0
    while bit >> line != 1:
        line += 1
    return line
