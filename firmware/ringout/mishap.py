"""What nobody expected in a press: the safe state, the traceback kept, and a record of it.

A press always ends in a record. This is the one place that makes it where measuring, judging or
showing failed: always ERROR, never a verdict on a cable.
"""

from ringout import __version__
from ringout.base.compat import traceback_text
from ringout.storage import crash

_TIMES = 3  # what fails once may work the next time
_SAID = 60  # characters of the exception that a record keeps


def let_go(board):
    """Release every line, whatever the board thinks of it."""
    for _ in range(_TIMES):
        try:
            board.release()
            board.quiet(False)
            return
        except Exception:  # again: nothing is more important
            pass


def survive(tester, error, seq, mode):
    """The record of a press that ended in `error`. Releases the board, keeps the traceback."""
    from ringout.results import record
    from ringout.results.sentences import worded
    from ringout.results.verdict import Verdict

    let_go(tester.board)
    said = "%s: %s" % (type(error).__name__, error)
    said = "".join([c if " " <= c <= "~" else "?" for c in said])[:_SAID]
    _keep(tester, error)
    result = worded(Verdict("ERROR", text="fault in the tester: %s - test again" % said))
    made = record.make(_stamp(tester, seq, mode), None, result)
    made["crash"] = said
    return made


def _keep(tester, error):
    try:
        crash.note(tester.board.files, traceback_text(error), tester.uptime.ms())
    except Exception:  # a full flash, say: the record tells of it too
        pass


def _stamp(tester, seq, mode):
    """As Tester.stamp; what of it needs the board, as far as the board answers."""
    for _ in range(_TIMES):
        try:
            return tester.stamp(seq, mode, tester.board.ticks_ms())
        except Exception:
            pass
    return {"dev": tester.board.uid, "seq": seq, "boot": tester.boot, "up_ms": 0, "t": None,
            "fw": __version__, "mode": mode, "cal": None, "tag": {}, "ms": 0,
            "told": {}}  # fmt: skip
