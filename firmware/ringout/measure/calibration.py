"""What calibration knows of one tester, how it is kept, and what it refuses to believe."""

import binascii

from ringout.base import limits
from ringout.board.pinmap import C_REF_F, CONTACTS, LINES
from ringout.measure import scan
from ringout.measure.resistance import Correction
from ringout.storage import checked_file

FILE = "calibration"


class Calibration:
    """Corrections of this board. Fresh: nominal values with their wide uncertainties."""

    def __init__(self):
        self.id = None
        self.unix_s = None  # when it was made, None if the clock was not set
        self.count = 0  # calibrations of this tester so far
        self.zeros_pf = [limits.LINE_ZERO_PF] * LINES  # open jack of each line
        self.zeroed = False
        self.correction = Correction()
        self.reference_pf = C_REF_F * 1e12  # the 1 nF, if somebody has measured it
        self.reference_sd = limits.CREF_TOLERANCE / 3.0

    # -- use -------------------------------------------------------------------------------
    def zero_pf(self, mask):
        """The tester's own capacitance on joined lines: jacks, the far lines' mux pins, less
        what was between lines that are one now."""
        lines = scan.lines_of(mask)
        total = limits.FAR_MUX_PIN_PF * (len(lines) - 1)
        for line in lines:
            total += self.zeros_pf[line]
            if line + 1 in lines:
                total -= 2.0 * stray_pf_above(line)
        return total

    def zero_sd(self, mask):
        """Standard deviation of `zero_pf`."""
        each = limits.ZERO_SD_PF if self.zeroed else limits.LINE_ZERO_SD_PF
        return each * len(scan.lines_of(mask)) ** 0.5

    # -- storage ---------------------------------------------------------------------------
    def values(self):
        """Everything that is kept, as a dict for JSON."""
        correction = self.correction
        return {
            "id": self.id,
            "t": self.unix_s,
            "count": self.count,
            "zeroed": self.zeroed,
            "zeros_pf": [round(pf, 3) for pf in self.zeros_pf],
            "contact_ohm": [round(ohm, 5) for ohm in correction.contact_ohm],
            "drive_ohm": [round(ohm, 3) for ohm in correction.drive_ohm],
            "calibrated": correction.calibrated,
            "reference_pf": round(self.reference_pf, 3),
            "reference_sd": self.reference_sd,
        }

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


def stray_pf_above(line):
    """Between `line` and its neighbour above, in one jack. Too little to be measured here."""
    same = line + 1 < LINES and CONTACTS[line][0] == CONTACTS[line + 1][0]
    return limits.STRAY_PF if same else 0.0


def stray_pf(one, two):
    """Of the tester itself between two groups of lines (masks)."""
    total = 0.0
    for line in range(LINES - 1):
        if (one >> line & two >> line + 1 | two >> line & one >> line + 1) & 1:
            total += stray_pf_above(line)
    return total


def load(files):
    """(Calibration, problem): what is stored, or nominal values. problem: as checked_file.load,
    or a sentence about values that cannot be."""
    values, problem = checked_file.load(files, FILE)
    if values is None:
        return Calibration(), problem
    try:
        loaded = _from_values(values)
    except (KeyError, TypeError, ValueError):
        return Calibration(), checked_file.DAMAGED
    complaint = loaded.complaint()
    return (Calibration(), complaint) if complaint else (loaded, problem)


def _from_values(values):
    out = Calibration()
    out.id = values["id"]
    if not isinstance(out.id, str):
        raise ValueError("id")
    out.unix_s = values["t"]
    out.count = int(values["count"])
    out.zeroed = bool(values["zeroed"])
    out.zeros_pf = _floats(values["zeros_pf"])
    out.correction.contact_ohm = _floats(values["contact_ohm"])
    out.correction.drive_ohm = _floats(values["drive_ohm"])
    out.correction.calibrated = int(values["calibrated"])
    out.reference_pf = float(values["reference_pf"])
    out.reference_sd = float(values["reference_sd"])
    return out


def _floats(values):
    if len(values) != LINES:
        raise ValueError("one value a line")
    return [float(value) for value in values]
