"""Calibrating: empty jacks, then a shorting plug and a 10 ohm plug in each jack, in any order.

The tester sees for itself which plug is in which jack, so the person only plugs and presses.
A draft collects the results; `save` checks it and puts it in force. Nothing changes before.

One file: the steps of one draft.
"""

from ringout.base import limits
from ringout.base.masks import every_line_of, lines_of
from ringout.board.pinmap import ADC_UNITY, ALL_LINES, CONTACTS, EVERY_CONTACT, LINES, X11_GAIN
from ringout.measure import calibration, drive, leakage, live_watch, mutual, resistance, scan

PLUG_OHM = 10.0
_TIMES = 8  # readings averaged for each value
_APART_PF = 3.0  # of those, highest to lowest: noise makes 0.6; more is a source from outside
_APART_CODES = 8.0  # the same through the x11 stage
_TWICE_PF = 1.5  # of a pair's two readings: one from either contact
_PLUG_LEAST_OHM, _PLUG_MOST_OHM = 8.0, 12.0
_BRIDGE_MOST_OHM = 0.5
_DIFFERS = "%s does not read the same twice: unplug all else, try again"


class Refusal(Exception):
    """What was plugged is not what the step needs; the text says what to do."""


class Calibrator:
    """One calibration of a tester. charger: its charge.Charger."""

    def __init__(self, board, charger, current):
        self.board, self.charger = board, charger
        self.draft = calibration.Calibration()
        self.draft.count = current.count
        self.draft.reference_pf = current.reference_pf
        self.draft.reference_sd = current.reference_sd
        self.short_jacks = set()
        self.ohm_jacks = set()
        self._ratios = {}  # jack -> {line: driver over the sleeve's driver}
        self._tip_sleeve = {}  # jack -> dV / (VDD - dV) of the 10 ohm plug

    def missing(self):
        """What has not been done yet, as (step, jack) in a sensible order."""
        steps = [] if self.draft.zeroed else [("open", None)]
        for jack in "ABC":
            if jack not in self.short_jacks:
                steps.append(("short", jack))
            if jack not in self.ohm_jacks:
                steps.append(("10ohm", jack))
        return steps

    def empty(self):
        """Empty jacks: the capacitance of every line. Returns {contact: pF}."""
        return self._alone(self._empty)

    def plug(self):
        """Whatever reference plug is in a jack. Returns {"step", "jack", ...readings}."""
        return self._alone(self._plug)

    def _alone(self, step):
        """What a step returns, with little ripple on the supply and nothing live in the jacks,
        before it or while it lasts. A step looks again before it keeps what it measured."""
        board = self.board
        try:
            board.quiet(True)
            board.settle_us(limits.QUIET_SETTLE_US)
            live_watch.begin(board)
            try:
                return step()
            except Refusal:
                live_watch.look(board, now=True)  # may be why
                raise
        except live_watch.Live as found:
            names = " ".join(EVERY_CONTACT[line] for line in every_line_of(found.mask))
            raise Refusal("voltage on %s: unplug it" % names)
        except live_watch.Passed:
            raise Refusal("a voltage came and went: unplug all but the reference plug")
        finally:
            board.release()
            board.quiet(False)

    def _empty(self):
        if scan.nets(scan.matrix(self.board)):
            raise Refusal("unplug everything, then press again")
        self.charger.measured_ms = None  # fresh references
        self.charger.prepare()
        zeros, losses = self._zeros()
        self._drivers()
        mutual_pf, apart_pf = mutual.measure(self.charger, zeros)
        if apart_pf > _TWICE_PF:
            raise Refusal(_DIFFERS % "a pair")
        self._unloaded([1 << line for line in range(LINES)])
        live_watch.begin(self.board)
        before, self.draft.zeros_pf = self.draft.zeros_pf, zeros
        complaint = self.draft.complaint()
        if complaint:
            self.draft.zeros_pf = before
            raise Refusal(complaint)
        self.draft.losses = self.draft.zero_losses = losses
        self.draft.expander = bool(self.board.expander)
        self.draft.mutual_pf = mutual_pf
        self.draft.zeroed = True
        return {CONTACTS[line]: round(zeros[line], 2) for line in range(LINES)}

    def _zeros(self):
        """([pF], [loss]) of every line."""
        zeros, losses = [], []
        try:
            for line in range(LINES):
                read, lost = [], []
                for _ in range(_TIMES):
                    pf, ratio, _ = self.charger.line(
                        line, ALL_LINES & ~(1 << line), 0.0, limits.LINE_ZERO_PF
                    )
                    if pf is None or leakage.loss(ratio) > limits.OWN_LOSS:
                        raise Refusal("%s leaks: dry the jack" % CONTACTS[line])
                    read.append(pf)
                    lost.append(leakage.loss(ratio))
                if max(read) - min(read) > _APART_PF:
                    raise Refusal(_DIFFERS % CONTACTS[line])
                zeros.append(sum(read) / _TIMES)
                losses.append(sum(lost) / _TIMES)
        finally:
            self.board.release()
        return zeros, losses

    def _unloaded(self, masks):
        """Whether something too weak to be seen undriven, 300 mV behind 100 k, is on any group of
        joined lines: those settle where it pulls them."""
        try:
            for mask in masks:
                lines = lines_of(mask)
                self.charger.settled_code(lines[0], 0, self.charger.lo)
                ratio = self.charger.settled_code(lines[0], 0, self.charger.hi)
                ratio /= self.charger.hi.v_inf
                if leakage.loss(ratio) > limits.OWN_LOSS * len(lines):
                    raise Refusal("%s is loaded: unplug all but the plug" % CONTACTS[lines[0]])
                if ratio > limits.LIFTED_RATIO:
                    raise Refusal("voltage on %s: unplug it" % CONTACTS[lines[0]])
        finally:
            self.board.release()

    def _drivers(self):
        """Every line drives through its own three parts."""
        found = drive.measure(self.charger)
        for line in range(LINES):
            complaint = drive.complaint(line, found[line][0], found[line][1])
            if complaint:
                raise Refusal(complaint)

    def _plug(self):
        self.charger.prepare()
        nets = scan.nets(scan.matrix(self.board))
        jacks = set(CONTACTS[line][0] for line in lines_of(sum(nets)))
        if len(nets) != 1 or len(jacks) != 1:
            raise Refusal("put one reference plug into one jack, nothing else")
        jack = jacks.pop()
        lines = lines_of(nets[0])
        letters = set(CONTACTS[line][2:] for line in lines)
        if not {"T", "R", "S"} <= letters:
            raise Refusal("push the plug in: only %s connect" % " ".join(sorted(letters)))
        try:
            sleeve = CONTACTS.index(jack + ".S")
            tip = CONTACTS.index(jack + ".T")
            ohm = self._kelvin(tip, sleeve)[0]
            self._unloaded([nets[0]] + [1 << k for k in range(LINES) if k not in lines])
            if ohm < _BRIDGE_MOST_OHM:
                return self._short(jack, lines, sleeve)
            if _PLUG_LEAST_OHM < ohm < _PLUG_MOST_OHM:
                return self._gain(jack, tip, sleeve)
        finally:
            self.board.release()
        raise Refusal("%.1f ohm in jack %s is no reference plug" % (ohm, jack))

    def save(self, files, unix_s):
        """Check the draft, keep it, and return it."""
        if not self.draft.zeroed:
            raise Refusal("calibrate the empty jacks first")
        for jack in sorted(self.short_jacks ^ self.ohm_jacks):
            raise Refusal("jack %s needs both the shorting and the 10 ohm plug" % jack)
        try:
            self.draft.save(files, unix_s)
        except ValueError as error:
            raise Refusal(str(error))
        return self.draft

    # -- one plug --------------------------------------------------------------------------
    def _kelvin(self, first, last):
        """(ohm with the nominal loop, dV / (VDD - dV)) through the x11 stage, averaged."""
        vdd = self.charger.supply_codes()
        read = []
        for _ in range(_TIMES):
            found = resistance.amplified(self.board, first, last, exact=True)
            if found is None or not found.agrees():
                raise Refusal("the plug does not hold still: push it in")
            read.append(found.dv)
        if max(read) - min(read) > _APART_CODES:
            raise Refusal(_DIFFERS % CONTACTS[first])
        dv = sum(read) / _TIMES / X11_GAIN
        correction = self.draft.correction
        return resistance.kelvin_ohm(dv, vdd, correction.k_ohm(first, last)), dv / (vdd - dv)

    def _short(self, jack, lines, sleeve):
        """Contact resistances from every pair, driver ratios against the sleeve's."""
        pairs = {}
        for i in range(len(lines)):
            for j in range(i):
                pairs[(lines[j], lines[i])] = self._kelvin(lines[j], lines[i])[0]
        contacts = split_pairs(lines, pairs)
        ratios = {line: self._driver_ratio(line, sleeve) for line in lines if line != sleeve}
        ratios[sleeve] = 1.0
        live_watch.begin(self.board)
        self._ratios[jack] = ratios
        for line in lines:
            self.draft.correction.contact_ohm[line] = contacts[line]
        self.short_jacks.add(jack)
        self._finish(jack)
        mohm = {CONTACTS[line]: round(1000 * contacts[line], 1) for line in lines}
        return {"step": "short", "jack": jack, "mohm": mohm}

    def _driver_ratio(self, line, sleeve):
        """Driver resistance of `line` over the sleeve's, both on one net: the voltage there
        divides the supply. Both directions, so that an error of the supply cancels."""
        vdd = self.charger.supply_codes()
        ratio2 = 1.0
        live_watch.look(self.board)
        for source, sink in ((line, sleeve), (sleeve, line)):
            self.board.force(source, sink)
            self.board.settle_us(100)
            v = resistance.sense(self.board, line, ADC_UNITY)
            if v is None:
                raise Refusal("the plug does not hold still: push it in")
            v -= self.charger.offset
            upper = (vdd - v) / v  # source's driver over the sink's
            ratio2 *= upper if source == line else 1.0 / upper
        return ratio2**0.5

    def _gain(self, jack, tip, sleeve):
        """Absolute loop resistance of tip and sleeve from 10 ohm."""
        ratio = self._kelvin(tip, sleeve)[1]
        live_watch.begin(self.board)
        self._tip_sleeve[jack] = ratio
        self.ohm_jacks.add(jack)
        self._finish(jack)
        return {"step": "10ohm", "jack": jack}

    def _finish(self, jack):
        """With both plugs seen in a jack, its drivers follow."""
        if jack not in self.short_jacks or jack not in self.ohm_jacks:
            return
        correction = self.draft.correction
        sleeve = CONTACTS.index(jack + ".S")
        tip = CONTACTS.index(jack + ".T")
        whole = PLUG_OHM + correction.zero_ohm(tip, sleeve)
        k_ohm = whole / self._tip_sleeve[jack]
        ratios = self._ratios[jack]
        for line in ratios:
            correction.drive_ohm[line] = k_ohm * ratios[line] / (1.0 + ratios[tip])
            correction.calibrated |= 1 << line


def split_pairs(lines, pairs):
    """{line: value} from the sums of every pair of three or more lines, by least squares.

    pairs: {(line, line): sum}. With n lines: each pair counted, sum = (n - 1) total; the pairs
    of one line add up to (n - 2) of its own and the total.
    """
    n = len(lines)
    total = sum(pairs.values()) / (n - 1)
    out = {}
    for line in lines:
        own = sum(value for pair, value in pairs.items() if line in pair)
        out[line] = (own - total) / (n - 2)
    return out
