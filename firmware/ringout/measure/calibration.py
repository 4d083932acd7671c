"""What calibration knows of one tester, how it is kept, and what it refuses to believe."""

import binascii

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import C_REF_F, CONTACTS, LINES, jack
from ringout.measure.pairs import pair_index
from ringout.measure.resistance import Correction
from ringout.storage import checked_file

FILE = "calibration"
NO_EXPANDER = "no answer: check U5; if it was taken out, calibrate"


class Calibration:
    """Corrections of this board. Fresh: nominal values with their wide uncertainties."""

    def __init__(self):
        self.id = None
        self.unix_s = None  # when it was made, None if the clock was not set
        self.count = 0  # calibrations of this tester so far
        self.zeros_pf = [limits.LINE_ZERO_PF] * LINES  # open jack of each line
        self.mutual_pf = []  # of it, between every two lines (mutual.pair_index); [] unknown
        self.zeroed = False
        self.losses = None  # of each line, empty jacks (leakage.loss); None: unknown
        self.zero_losses = None  # the same when zeros_pf was measured; a start may see others
        self.expander = False  # one was fitted then
        self.correction = Correction()
        self.reference_pf = C_REF_F * 1e12  # the 1 nF, if somebody has measured it
        self.reference_sd = limits.CREF_TOLERANCE / 3.0

    # -- use -------------------------------------------------------------------------------
    def zero_pf(self, mask):
        """The tester's own capacitance on joined lines: jacks, the far lines' mux pins, less
        what was between lines that are one now."""
        lines = lines_of(mask)
        return self.zeros_pf[lines[0]] if len(lines) == 1 else self._joined_pf(lines)

    def _joined_pf(self, lines):
        total = limits.FAR_MUX_PIN_PF * (len(lines) - 1)
        for k in range(len(lines)):
            total += self.zeros_pf[lines[k]]
            for j in range(k):
                total -= 2.0 * self._mutual(lines[j], lines[k])
        return total

    def zero_sd(self, mask):
        """Standard deviation of `zero_pf`."""
        lines = lines_of(mask)
        each = limits.ZERO_SD_PF if self.zeroed else limits.LINE_ZERO_SD * self.zeros_pf[lines[0]]
        return each if len(lines) == 1 else self._joined_sd(lines, each)

    def _joined_sd(self, lines, each):
        variance = each * each * len(lines)
        for k in range(len(lines)):
            for j in range(k):
                variance += (2.0 * self._mutual_sd(self._mutual(lines[j], lines[k]))) ** 2
        return variance**0.5

    def stray_pf(self, one, two):
        """(pF, standard deviation) of the tester itself between two groups of lines (masks)."""
        total = variance = 0.0
        for first in lines_of(one):
            for last in lines_of(two):
                mutual = self._mutual(first, last)
                total += mutual
                variance += self._mutual_sd(mutual) ** 2
        return total, variance**0.5

    def _mutual(self, first, last):
        if self.mutual_pf:
            return self.mutual_pf[pair_index(first, last)]
        return MUTUAL_SHARES[_apart(first, last)] * max(
            0.0, self.zeros_pf[first] - limits.LINE_ALONE_PF
        )

    def _mutual_sd(self, mutual):
        if self.mutual_pf:
            return limits.MUTUAL_SD_PF + limits.MUTUAL_SCALE_SD * mutual
        return limits.MUTUAL_SD * mutual

    def suppose(self, zero_pf):
        """All lines of a tester that was never calibrated have so much; what is more than a bare
        GPIO's and clamp's is jacks and wires, and couples."""
        if not self.zeroed:
            self.zeros_pf = [zero_pf] * LINES

    # -- storage ---------------------------------------------------------------------------
    def values(self):
        """Everything that is kept, as a dict for JSON."""
        correction = self.correction
        values = {
            "id": self.id,
            "t": self.unix_s,
            "count": self.count,
            "zeroed": self.zeroed,
            "zeros_pf": [round(pf, 3) for pf in self.zeros_pf],
            "mutual_pf": [round(pf, 2) for pf in self.mutual_pf],
            "losses": None if self.losses is None else [round(loss, 6) for loss in self.losses],
            "contact_ohm": [round(ohm, 5) for ohm in correction.contact_ohm],
            "drive_ohm": [round(ohm, 3) for ohm in correction.drive_ohm],
            "calibrated": correction.calibrated,
            "reference_pf": round(self.reference_pf, 3),
            "reference_sd": self.reference_sd,
        }
        if self.zero_losses is not self.losses and self.zero_losses is not None:
            values["zero_losses"] = [round(loss, 6) for loss in self.zero_losses]
        if self.expander:
            values["expander"] = True
        return values

    def save(self, files, unix_s):
        """Keep it, with a new id; the one before stays as a fallback. ValueError if a value
        is not to be believed: then the old one stays in force."""
        complaint = self.complaint()
        if complaint:
            raise ValueError(complaint)
        self.count += 1
        self.unix_s = unix_s
        self.id = None
        print_of = binascii.crc32(repr(sorted(self.values().items())).encode()) & 0xFFFF
        self.id = "c%d-%04x" % (self.count, print_of)
        checked_file.save(files, FILE, self.values())

    def complaint(self):
        """What is wrong with the values, or None. One sentence that names the contact."""
        for line in range(LINES):
            name = CONTACTS[line]
            if not limits.ZERO_RANGE_PF[0] <= self.zeros_pf[line] <= limits.ZERO_RANGE_PF[1]:
                return "%s has %.0f pF with empty jacks: unplug, dry, or repair it" % (
                    name,
                    self.zeros_pf[line],
                )
            low, high = limits.CONTACT_RANGE_OHM
            if not low <= self.correction.contact_ohm[line] <= high:
                return "contact %s reads %.0f mohm: clean plug and jack" % (
                    name,
                    1000 * self.correction.contact_ohm[line],
                )
            low, high = limits.DRIVE_RANGE_OHM
            if not low <= self.correction.drive_ohm[line] <= high:
                return "driver of %s reads %.0f ohm: check its resistors" % (
                    name,
                    self.correction.drive_ohm[line],
                )
        if not 900.0 <= self.reference_pf <= 1100.0 or not 0.0 < self.reference_sd < 0.05:
            return "a 1 nF reference of %.0f pF" % self.reference_pf
        return None


# Of what jacks and wires add to a line: to a contact so many places away in its jack, and to
# the same contact of the next jack. Wires in one bundle; nobody has measured more than two.
MUTUAL_SHARES = (0.04, 0.36, 0.14, 0.07, 0.0)
_NEXT_JACK, _FAR = 0, 4
_LETTER = bytes((0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 3))  # T, R, R2, S of each line


def _apart(first, last):
    """Which of MUTUAL_SHARES is about two lines."""
    jacks = jack(first) - jack(last)
    if jacks == 0:
        return abs(first - last)
    return _NEXT_JACK if jacks * jacks == 1 and _LETTER[first] == _LETTER[last] else _FAR


def load(files):
    """(Calibration, problem): what is stored, or nominal values. problem: as checked_file.load,
    or a sentence about values that cannot be."""
    values, problem = checked_file.load(files, FILE)
    if values is None:
        return Calibration(), problem
    try:
        loaded = made_of(values)
    except (KeyError, TypeError, ValueError):
        return Calibration(), checked_file.DAMAGED
    complaint = loaded.complaint()
    return (Calibration(), complaint) if complaint else (loaded, problem)


def made_of(values):
    """The Calibration that a file's dictionary tells; ValueError, KeyError or TypeError where it
    tells none."""
    out = Calibration()
    out.id = values["id"]
    if not isinstance(out.id, str):
        raise ValueError("id")
    out.unix_s = values["t"]
    out.count = int(values["count"])
    out.zeroed = bool(values["zeroed"])
    out.zeros_pf = _floats(values["zeros_pf"])
    # Calibrations made before these were measured go without.
    out.mutual_pf = _floats(values.get("mutual_pf") or [], (0, LINES * (LINES - 1) // 2))
    if values.get("losses") is not None:
        out.losses = out.zero_losses = _floats(values["losses"])
    if values.get("zero_losses") is not None:
        out.zero_losses = _floats(values["zero_losses"])
    out.expander = bool(values.get("expander"))
    out.correction.contact_ohm = _floats(values["contact_ohm"])
    out.correction.drive_ohm = _floats(values["drive_ohm"])
    out.correction.calibrated = int(values["calibrated"])
    out.reference_pf = float(values["reference_pf"])
    out.reference_sd = float(values["reference_sd"])
    return out


def _floats(values, counts=(LINES,)):
    if len(values) not in counts:
        raise ValueError("so many values there are not")
    return [float(value) for value in values]
