"""The tester tests itself: what is broken, and what to do about it.

`fast` needs no empty jacks and runs at every start; `full` adds the lines and wants empty
jacks. A board that fails a critical check gives no verdicts. Ranges: front-end note, self-test
table, widened to about three times the simulated spread.

One file: the checks in the order in which they run, each of which may rely on those before it.
"""

from ringout.base import limits
from ringout.base.compat import free_kb, kernels
from ringout.base.masks import every_line_of, lines_of
from ringout.board import pinmap
from ringout.board.code import NOT_LEFT
from ringout.board.pinmap import (
    ADC_UNITY,
    ADC_X11,
    ALL_LINES,
    CONTACTS,
    EVERY_CONTACT,
    LINES,
)
from ringout.measure import drive, leakage, live_watch, scan
from ringout.measure.calibration import NO_EXPANDER
from ringout.measure.estimator import step_corrected

_NOISE_SAMPLES = 128
_MEAN_SAMPLES = 256
_RAIL_CODES = 3700  # a driven line reads at least this, a grounded one at most _GROUND_CODES
_GROUND_CODES = 60


class Check:
    """One outcome. value and its range are numbers or None; advice says what to do."""

    def __init__(self, name, ok, value, span, unit, advice, critical=True):
        self.name, self.ok, self.value, self.span = name, bool(ok), value, span
        self.unit, self.advice, self.critical = unit, advice, critical

    def as_dict(self):
        """For the console."""
        out = {"name": self.name, "ok": self.ok}
        if self.value is not None:
            out["value"] = float("%.4g" % self.value)
            out["low"], out["high"] = self.span
            out["unit"] = self.unit
        if not self.ok:
            out["advice"] = self.advice
            out["critical"] = self.critical
        return out


def _within(name, value, limits_of, unit, advice, critical=True):
    low, high = limits_of
    return Check(name, low <= value <= high, value, limits_of, unit, advice, critical)


def failure(checks):
    """One line about the first critical failure, or None."""
    for check in checks:
        if check.critical and not check.ok:
            return "%s: %s" % (check.name, check.advice)
    return None


def fast(board, charger):
    """Checks of the electronics behind the jacks, the display, keys and supply. Drives no
    line: something live may be plugged in."""
    checks = []
    try:
        _adc(board, charger, checks)
        _x11(charger, checks)
        _charging(board, charger, checks)
    finally:
        board.release()
    _person(board, checks)
    return checks


def full(board, charger, calibration):
    """Everything; the jacks must be empty."""
    checks = fast(board, charger)
    _memory(checks)
    if calibration.expander and not board.expander:
        checks.append(Check("expander", False, None, None, "", NO_EXPANDER))
    if failure(checks):
        return checks
    try:
        _charging_lo(charger, checks)
        board.release()
        live_watch.begin(board)
        lines = []  # a voltage that comes meanwhile would break each of them
        _lines(charger, lines)
        if failure(lines):
            live_watch.begin(board)
        checks += lines
        if failure(checks):
            return checks
        if _joined(board):
            checks.append(_jacks("unplug everything; or a solder bridge"))
        else:
            drives, loaded = _drives(charger)
            zeros = []
            leaking = _zeros(charger, calibration, zeros)
            if loaded and not loaded & ~leaking:
                # What leaks at a driven contact reads as ohms of its driver: that is not known.
                names = " ".join([CONTACTS[line] for line in lines_of(loaded)])
                drives = _jacks("%s leaks: unplug everything; else wash and dry" % names)
            checks.append(drives)
            checks += zeros
            if board.expander:
                checks.append(_expander(board))
    except live_watch.Live as found:
        names = " ".join(EVERY_CONTACT[line] for line in every_line_of(found.mask))
        checks.append(_jacks("voltage on %s: unplug; else stuck pin, open path or mux S3" % names))
    except live_watch.Passed:
        checks.append(_jacks("a voltage came and went: unplug everything"))
    except ValueError as error:  # the expander answers no more
        checks.append(Check("expander", False, None, None, "", str(error), False))
    finally:
        board.release()
    return checks


def _joined(board):
    """Nets of contacts that are joined, the expander's too where one is fitted."""
    expander = board.expander
    if not expander:
        return scan.nets(scan.matrix(board))
    seen = expander.begin()
    rows, waited_us = scan.survey(board, seen)
    return expander.survey(rows, seen, waited_us).nets(scan.nets(rows))


def _expander(board):
    from ringout.measure import loopback, shells

    wrong = loopback.faulty(board)
    return Check("expander", not wrong, None, None, "", shells.faulty_lines(wrong), False)


def _jacks(advice):
    return Check("jacks", False, None, None, "", advice, False)


# -- the analog path -----------------------------------------------------------------------
def _mean(charger, channel, adc=ADC_UNITY, level=None):
    """Mean code of a channel, CHG_HI at `level`. By capture: what is broken may never settle."""
    board = charger.board
    board.charge(level, None)
    board.mux(channel)
    board.settle_us(100)
    board.capture(charger.buffer, _MEAN_SAMPLES, level, None, adc)
    return kernels.total(charger.buffer, 0, _MEAN_SAMPLES) / float(_MEAN_SAMPLES)


def _adc(board, charger, checks):
    ground = _mean(charger, pinmap.MUX_GND)
    checks.append(
        _within(
            "ADC baseline", ground, limits.SELF_BASELINE, "codes", "check op amp U3 and its supply"
        )
    )
    half = _mean(charger, pinmap.MUX_HALF)
    board.capture(charger.buffer, _NOISE_SAMPLES, None, None)
    checks.append(
        _within(
            "noise",
            deviation(charger.buffer, _NOISE_SAMPLES),
            limits.SELF_NOISE,
            "codes",
            "check 3V3 filter, move away from chargers",
        )
    )
    checks.append(
        _within(
            "mux 3V3/2",
            half,
            limits.SELF_HALF,
            "codes",
            "mux address, enable or supply; 20 k divider",
        )
    )


def deviation(codes, count):
    """Standard deviation of codes, in whole numbers until the end."""
    mean = kernels.total(codes, 0, count) // count
    squares = 0
    rest = 0
    for k in range(count):
        away = codes[k] - mean
        squares += away * away
        rest += away
    return (squares / count - (rest / count) ** 2) ** 0.5


def _x11(charger, checks):
    """The x11 stage's gain: CHG_HI shifts 3V3/2 by some 90 codes up and down."""
    seen = []
    for level in (1, 0):
        unity = _mean(charger, pinmap.MUX_HALF, ADC_UNITY, level)
        amplified = _mean(charger, pinmap.MUX_HALF, ADC_X11, level)
        seen.append((_straight(unity), _straight(amplified)))
    apart = seen[0][0] - seen[1][0]
    gain = (seen[0][1] - seen[1][1]) / apart if abs(apart) > 20 else 0.0
    checks.append(
        _within("x11 stage", gain, limits.SELF_X11_GAIN, "", "check op amp U3 B, 20 k, 100 k")
    )


def _straight(code):
    return step_corrected(int(code)) + code - int(code)


def _charging(board, charger, checks):
    v_inf = charger.asymptote(charger.hi)
    checks.append(
        _within(
            "V_inf HI",
            v_inf,
            limits.SELF_V_INF_HI,
            "codes",
            "check bleed 2.2 M, CHG_HI 220 k, ADC_VREF",
        )
    )
    if not checks[-1].ok:
        return
    charger.hi.v_inf = v_inf
    charger.lo.v_inf = charger.asymptote(charger.lo)
    checks.append(
        _within(
            "V_inf LO",
            charger.lo.v_inf,
            limits.SELF_V_INF_LO,
            "codes",
            "check CHG_LO 10 k and its pin",
        )
    )
    charger.measure_offset()
    checks.append(
        _within(
            "leakage of Z",
            charger.z_leak_na(),
            limits.SELF_Z_LEAK_NA,
            "nA",
            "wash and dry the board round the mux; else another 74HC4067",
        )
    )
    for name, channel, count, span, advice in (
        ("tau open", pinmap.MUX_OPEN, 64, limits.SELF_TAU_OPEN, "mux dead, or wet board"),
        ("tau 1 nF", pinmap.MUX_CREF, 256, limits.SELF_TAU_REF, "mux address, or the 1 nF part"),
    ):
        checks.append(_tau_check(charger, charger.hi, name, channel, count, span, advice))


def _charging_lo(charger, checks):
    charger.measured_ms = None
    charger.prepare()
    check = _tau_check(
        charger,
        charger.lo,
        "tau 10 nF",
        pinmap.MUX_CREF_BIG,
        256,
        limits.SELF_TAU_BIG,
        "mux address, or the 10 nF reference",
    )
    checks.append(check)
    if check.ok and check.value:
        ratio = check.value / charger.hi.tau_ref
        checks.append(
            _within(
                "10 nF / 1 nF",
                ratio,
                limits.SELF_RATIO,
                "",
                "a reference has drifted: replace both",
            )
        )


def _tau_check(charger, span, name, channel, count, allowed, advice):
    try:
        tau = charger.reference_tau(span, channel, count, 1)
    except ValueError:
        return Check(name, False, None, None, "", advice)
    return _within(name, tau, allowed, "samples", advice)


# -- the lines -----------------------------------------------------------------------------
def _lines(charger, checks):
    """Each line high and low, seen by its own GPIO and through the mux."""
    board = charger.board
    for line in range(LINES):
        bit = 1 << line
        live_watch.look(board)
        try:
            board.drive(bit, 0)
            board.settle_us(200)
            seen = board.read()
            up = _mean(charger, line)
            board.drive(0, ALL_LINES, False)
            board.settle_us(100)
            down = _mean(charger, line)
            stuck_high = board.read() & bit
        finally:
            board.release()
        fault = _line_fault(seen, bit, up, down, stuck_high, line)
        checks.append(Check("line " + CONTACTS[line], fault is None, None, None, "", fault))


def _line_fault(seen, bit, up, down, stuck_high, line):
    pin = "GP%d" % pinmap.line_gpio(line)
    if not seen & bit:
        return "%s does not go high: stuck pin or short to ground" % pin
    if stuck_high:
        return "%s does not go low: stuck pin or short to 3V3" % pin
    if up < _RAIL_CODES or down > _GROUND_CODES:
        return "%s does not reach the mux: 220, 330, 4.7 k or the mux channel" % pin
    return None


def _drives(charger):
    """(check of what each line drives through, mask of the odd lines if each reads too much on one
    side only, else 0)."""
    odd = []
    loaded = 0
    found = drive.measure(charger)
    for line in range(LINES):
        high, low = found[line]
        fault = drive.complaint(line, high, low)
        if fault:
            odd.append(fault)
            less = min(high, low)
            if drive.complaint(line, less, less) is None:
                loaded |= 1 << line
    worst = max([max(pair) for pair in found])
    least = min([min(pair) for pair in found])
    value = worst if worst - limits.SELF_DRIVE_OHM[1] > limits.SELF_DRIVE_OHM[0] - least else least
    check = Check("drive", not odd, value, limits.SELF_DRIVE_OHM, "ohm", odd[0] if odd else "")
    return check, loaded if len(odd) == len(list(lines_of(loaded))) else 0


def _zeros(charger, calibration, checks):
    """Open-jack capacitance of every line against the stored one. Returns the mask of those that
    leak."""
    worst, name = 0.0, ""
    leaks = []
    mask = 0
    for line in range(LINES):
        try:
            others = ALL_LINES & ~(1 << line)
            pf, ratio, _ = charger.line(line, others, 0.0, limits.LINE_ZERO_PF)
        except ValueError:  # it does not even charge
            pf, ratio = None, 0.0
        if leakage.loss(ratio) > limits.OWN_LOSS:
            leaks.append(CONTACTS[line])
            mask |= 1 << line
        away = 99.0 if pf is None else pf - calibration.zeros_pf[line]
        if abs(away) > abs(worst):
            worst, name = away, CONTACTS[line]
    # From one contact to ground it is the tester's own and known; between two it spoils verdicts.
    advice = "wash and dry round " + " ".join(leaks[:4])
    checks.append(Check("leakage", not leaks, None, None, "", advice, len(leaks) > 1))
    span = limits.SELF_ZERO_PF if calibration.zeroed else limits.SELF_ZERO_NOMINAL_PF
    checks.append(
        _within(
            "zero " + name,
            worst,
            span,
            "pF",
            "a cable left in, water in the jack, or calibrate again",
            False,
        )
    )
    return mask


# -- the person's side ---------------------------------------------------------------------
def _person(board, checks):
    answers = False
    for address in pinmap.OLED_ADDRESSES:
        try:
            board.i2c_write(address, b"\x00")
            answers = True
        except OSError:
            pass
    checks.append(Check("display", answers, None, None, "", "check the OLED's four wires", False))
    checks.append(
        _within(
            "supply",
            board.vsys_mv() / 1000.0,
            limits.SELF_SUPPLY_V,
            "V",
            "charge or replace the battery",
            False,
        )
    )
    checks.append(Check("keys", board.keys() == 0, None, None, "", "a key is held or stuck", False))


def _memory(checks):
    """Whether the code was left in flash: a tester works without, and may run short of memory."""
    free = free_kb()
    if free is not None:
        checks.append(_within("memory", free, limits.SELF_MEMORY_KB, "KB", NOT_LEFT, False))
