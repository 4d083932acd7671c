"""One press of TEST from the jacks to the record: measure, diagnose, stamp.

No screen, no keys, no log: the app shows and stores what comes out.
"""

from ringout import __version__, diagnosis, golden, readings, record
from ringout.calibration import Calibration
from ringout.charge import Charger
from ringout.compat import ticks_diff
from ringout.diagnosis import Diagnosis


class Tester:
    """Measures with a board. mode and length_m may be changed between presses."""

    def __init__(self, board, boot):
        self.board = board
        self.boot = boot
        self.charger = Charger(board)
        self.calibration = Calibration()
        self.mode = diagnosis.AUTO
        self.length_m = None
        self.settings = {}  # stock_pf_per_ft, limit_leg_ohm, limit_pf_per_ft, units
        self.tag = {}
        self.started_ms = board.ticks_ms()

    def test(self, seq, on_stage=None, mode=None):
        """Measure the cable and return its record. mode: another one than the tester's, once."""
        board = self.board
        mode = mode or self.mode
        start_ms = board.ticks_ms()
        measured = None
        try:
            board.quiet(True)
            measured = readings.take(board, self.charger, self.calibration, on_stage)
            if on_stage:
                on_stage("diagnosis")
            result = self._diagnose(measured, mode)
        except (ValueError, ZeroDivisionError) as error:
            result = failed(str(error))
        finally:
            board.release()
            board.quiet(False)
        stamp = {
            "dev": board.uid,
            "seq": seq,
            "boot": self.boot,
            "up_ms": ticks_diff(start_ms, self.started_ms),
            "t": board.unix_s(),
            "fw": __version__,
            "mode": mode,
            "cal": self.calibration.id,
            "tag": dict(self.tag),
            "ms": ticks_diff(board.ticks_ms(), start_ms),
        }
        return record.make(stamp, measured, result)

    def _diagnose(self, measured, mode):
        if not mode.startswith(golden.MODE):
            return diagnosis.diagnose(measured, mode, self.length_m, self.settings)
        learned = golden.load(self.board.files, mode[len(golden.MODE) :])
        return golden.check(learned, measured, self.length_m, self.settings)


def failed(text):
    """The Diagnosis of a measurement that did not work: never a verdict on a cable."""
    return Diagnosis("ERROR", text="measurement failed: " + text)
