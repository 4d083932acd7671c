"""One press of TEST from the jacks to the record: measure, diagnose, stamp.

No screen, no keys, no log: the app shows and stores what comes out.

One file: a press in its order, and what it needs loaded.
"""

from ringout import __version__
from ringout.base import limits
from ringout.base.compat import collect, forget, free_kb, ticks_diff
from ringout.base.modes import AUTO, EXPECT, GOLDEN
from ringout.board import code
from ringout.board.pinmap import EXPANDER_ADDRESS
from ringout.measure import calibration, readings
from ringout.measure.charge import Charger
from ringout.mishap import survive
from ringout.wirings import lookup

_INDEX = "cables.index"  # of the user's own cables (wirings/own_files)
_DOUBTED = ("FAIL", "FAIL*", "UNKNOWN")


class Tester:
    """Measures with a board. mode and length_m may be changed between presses."""

    def __init__(self, board, boot, uptime):
        self.board = board
        self.boot = boot
        self.charger = Charger(board)
        self.calibration, self.calibration_problem = calibration.load(board.files)
        self.charger.reference_pf = self.calibration.reference_pf
        self.fast_failure = None
        self.full_failure = None
        self.lines_proved = False  # since the start: that no line of the tester itself is broken
        self.mode = AUTO
        self.length_m = None
        self.settings = {}  # stock_pf_per_ft, limit_leg_ohm, limit_pf_per_ft, units
        self.tag = {}
        self.uptime = uptime
        self._can_judge = False
        self._no_room = None  # for what judges: why, one line
        self._loaded_for = None  # the mode
        self._met_five_pins = False  # since the start: there may be more of them
        self.may_be_own = False  # what is pressed now, one of the user's own cables, or five pins

    @property
    def is_loaded(self):
        """Whether all is there that judges a press in this mode."""
        return self._can_judge and self._loaded_for is self.mode

    def load(self):
        """What judges a press, which a start does without: a quarter of a second and half of all
        code. And what only an own cable needs, or shells and fifth pins, where there may be one: a
        press would read it from flash each time."""
        if not self._can_judge:
            self._can_judge = True
            free = free_kb()
            if free is not None and free < limits.DIAGNOSIS_KB:  # no code was left in flash
                self._no_room = code.NOT_LEFT
            else:
                self._load_diagnosis()
                collect()
        if self._loaded_for is not self.mode:
            self._loaded_for = self.mode
            own_id = self._own_id(self.mode)
            index = self.mode == AUTO and self.board.files.size(_INDEX)
            self.may_be_own = own_id is not None or index > 0 or self._met_five_pins
            if self.may_be_own:
                self._load_own(own_id)
            if self._met_five_pins:
                from ringout.diagnosis import five_pin  # noqa: F401
        code.no_more()

    def _load_diagnosis(self):
        """In parts, as at the start: one whole piece of memory stays free for samples."""
        from ringout.results import record, sentences  # noqa: F401, to load them

        code.leave_in_flash(self.board, ("sentences",))
        from ringout.diagnosis import explain  # noqa: F401

        code.leave_in_flash(self.board, ("explain",))
        collect()
        from ringout.diagnosis import diagnose  # noqa: F401

        parts = ("diagnose",)
        if self.board.expander:
            from ringout.diagnosis import digital  # noqa: F401

            parts += "shells", "digital"
        code.leave_in_flash(self.board, parts)

    def _load_own(self, own_id):
        from ringout.diagnosis import own_cable  # noqa: F401, to load it
        from ringout.wirings import own_files

        code.leave_in_flash(self.board, ("own_files", "own_cable"))
        if own_id is not None:
            try:
                own_files.load(self.board.files, own_id)
            except ValueError:  # a press says it
                pass

    def use(self, new):
        """Put a calibration in force."""
        self.calibration = new
        self.calibration_problem = ""
        self.charger.reference_pf = new.reference_pf
        self.charger.measured_ms = None

    def refresh(self):
        """Measure all references again: nobody waits now, a press would. If they cannot be
        measured, the next press begins with the self-test."""
        try:
            self._quieten()
            self.charger.prepare(True)
            self.charger.prepare_lo()
        except (ValueError, ZeroDivisionError):
            self.fast_failure = "no references"
        finally:
            self.board.release()
            self.board.quiet(False)

    def _quieten(self):
        """Little ripple on the supply from now on, and a reference that has followed."""
        self.board.quiet(True)
        self.board.settle_us(limits.QUIET_SETTLE_US)

    def start(self):
        """Self-test at power-on: the part that needs no empty jacks. Returns its checks."""
        from ringout.measure import selftest

        self._quieten()
        try:
            checks = selftest.fast(self.board, self.charger)
            if not selftest.failure(checks):
                self.learn_empty()
        finally:
            self.board.quiet(False)
        self.fast_failure = selftest.failure(checks)
        forget("measure.selftest")
        return checks

    def find_expander(self):
        """Lines for shells and fifth pins, if they are fitted: asked once, at the start. One that
        was there at calibration and is not any more is broken."""
        board = self.board
        try:
            board.i2c_write(EXPANDER_ADDRESS, b"\0")
        except OSError:
            if self.calibration.expander:
                self.full_failure = "expander: " + calibration.NO_EXPANDER
            return
        from ringout.measure.shells import Shells  # most testers do without

        board.expander = Shells(board)

    def learn_empty(self):
        """What the contacts leak now, if the jacks are empty: the tester's own. The supply must be
        quiet and the open asymptote fresh."""
        from ringout.measure import baseline

        losses = baseline.empty_losses(self.charger)
        forget("measure.baseline")
        if losses is not None:
            self.calibration.losses = losses

    def selftest(self):
        """The whole self-test; returns its checks."""
        from ringout.measure import selftest

        self._quieten()
        try:
            for _ in range(2):  # what failed once more: a voltage may have come and gone
                checks = selftest.full(self.board, self.charger, self.calibration)
                if not selftest.failure(checks):
                    break
        finally:
            self.board.quiet(False)
        self.full_failure = selftest.failure(checks)
        forget("measure.selftest")
        self.fast_failure = None  # the whole includes the fast part
        return checks

    @property
    def broken(self):
        """What the self-test found, one line, or None. While it stands there are no verdicts."""
        return self.fast_failure or self.full_failure or self._no_room

    def prepare(self):
        """Before a measurement: the supply is quiet, and what failed at the start is looked at once
        more, perhaps it was the supply. What is broken, or None."""
        self.board.quiet(True)
        if self.fast_failure:
            self.start()
            self.board.quiet(True)
        return self.broken

    def test(self, seq, mode=None, on_stage=None):
        """Measure the cable and return its record, whatever happens. mode: another one than
        the tester's, once. on_stage: called with the name of each stage as it begins."""
        mode = mode or self.mode
        try:
            return self._test(seq, mode, on_stage)
        except Exception as error:
            return survive(self, error, seq, mode)

    def _test(self, seq, mode, on_stage):
        board = self.board
        start_ms = board.ticks_ms()
        measured = None
        try:
            if self.prepare():
                raise Broken(self.broken)
            measured = readings.take(board, self.charger, self.calibration, on_stage)
            if on_stage:
                on_stage("diagnosis")
            result = self._diagnose(measured, mode)
            if measured.films:
                from ringout.diagnosis import dry  # hardly any cable has one

                result = dry.added(result, measured.films, self.settings)
            if result.verdict in _DOUBTED and not self.lines_proved:
                self._prove_lines()
        except Broken as error:
            result = failed("self-test", str(error))
        except (ValueError, ZeroDivisionError) as error:
            result = failed("measurement", str(error))
        finally:
            board.release()
            board.quiet(False)
        from ringout.results import record

        return record.make(self.stamp(seq, mode, start_ms), measured, result)

    def _prove_lines(self):
        """The first cable that is not good since the start: or is it a line of the tester? What
        each line drives through tells, whatever is plugged. Broken if one is."""
        from ringout.measure import drive

        odd = drive.odd(self.charger)
        if odd:
            self.full_failure = "drive: " + odd[0]
            raise Broken(self.full_failure)
        self.lines_proved = odd is not None

    def stamp(self, seq, mode, start_ms):
        """Who, when and in which mode, for a record; start_ms: ticks when the test began."""
        board = self.board
        took_ms = ticks_diff(board.ticks_ms(), start_ms)
        return {
            "dev": board.uid,
            "seq": seq,
            "boot": self.boot,
            "up_ms": self.uptime.ms() - took_ms,
            "t": board.unix_s(),
            "fw": __version__,
            "mode": mode,
            "cal": self.calibration.id,
            "tag": dict(self.tag),
            "ms": took_ms,
            "told": self._told(),
        }

    def _told(self):
        """Length, stock and product, as far as a person told them."""
        settings = self.settings
        return {
            "length_m": self.length_m,
            "stock": settings.get("stock"),
            "stock_pf_per_ft": settings.get("stock_pf_per_ft"),
            "product": settings.get("product"),
        }

    def _diagnose(self, measured, mode):
        from ringout.diagnosis import diagnose
        from ringout.results.sentences import worded

        steadiness = measured.steadiness
        if steadiness is not None and steadiness.moved():
            from ringout.diagnosis import unsteady  # a sound cable does without

            moved = unsteady.verdict(measured, mode, self.own_pins(mode, measured.nets))
            return worded(moved, self.settings)
        own_id = self._own_id(mode)
        if own_id is not None:
            return self._own(measured, own_id)
        if mode == AUTO and self._may_be_own(measured.nets):
            from ringout.diagnosis import own_cable

            own = own_cable.passed(self.board.files, measured, self.length_m, self.settings)
            if own:
                return own
        if mode == AUTO and measured.digital and measured.digital.has_fifth(measured.nets):
            from ringout.diagnosis import five_pin

            if not self._met_five_pins:
                self._met_five_pins = True
                self._loaded_for = None  # those that follow are not to wait for it
            return five_pin.diagnosis(measured, self.length_m, self.settings)
        if not mode.startswith(GOLDEN):
            return diagnose.diagnose(measured, mode, self.length_m, self.settings)
        from ringout.diagnosis import golden  # only those who use it pay for it

        learned = golden.load(self.board.files, mode[len(GOLDEN) :])
        return golden.check(learned, measured, self.length_m, self.settings)

    def _own_id(self, mode):
        """The id of the own cable that a mode expects, None where it expects none. The catalogue's
        ids are not own ones, but the user may have had a cable of one before it did."""
        if not mode.startswith(EXPECT):
            return None
        wanted = mode[len(EXPECT) :]
        if lookup.is_listed(wanted) and not self.board.files.size("cables/" + wanted):
            return None
        return wanted

    def own_pins(self, mode, nets):
        """What the plugs of the own cable that a mode expects call their pins (Own.spoken), as it
        is plugged; () where it expects none."""
        own_id = self._own_id(mode)
        if own_id is None:
            return ()
        from ringout.wirings import own_files

        return own_files.spoken(self.board.files, own_id, nets)

    def _may_be_own(self, nets):
        """Whether the index of the user's own cables has these nets: most testers have none, and no
        press opens more for it."""
        index = nets and self.board.files.read(_INDEX)
        key = '"%s"' % "".join(["%03x" % mask for mask in nets])
        return bool(index) and key.encode() in index

    def _own(self, measured, own_id):
        """By a cable of the user's own."""
        from ringout.diagnosis import own_cable
        from ringout.results.sentences import worded
        from ringout.results.verdict import Verdict
        from ringout.wirings import own_files

        try:
            own = own_files.load(self.board.files, own_id)
        except ValueError as error:
            return worded(Verdict("ERROR", text=str(error)))
        if measured.live or not ("adapter_ohm" in own.limits or "adapter_pf" in own.limits):
            return own_cable.diagnose(own, measured, self.length_m, self.settings)
        from ringout.diagnosis import adapter

        more = {"adapter": adapter.take_off(measured, own.limits)}
        return own_cable.diagnose(own, measured, self.length_m, self.settings, more)


class Broken(Exception):
    """The tester failed its self-test."""


def failed(what, text):
    """The Diagnosis of a measurement that did not work: never a verdict on a cable."""
    from ringout.results.sentences import worded
    from ringout.results.verdict import Verdict

    return worded(Verdict("ERROR", text=what + " failed: " + text))
