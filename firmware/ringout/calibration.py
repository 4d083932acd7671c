"""What calibration knows of one tester, how it is kept, and what it refuses to believe."""

from ringout import limits, scan
from ringout.pinmap import CONTACTS
from ringout.resistance import Correction


class Calibration:
    """Zeros of this board. Fresh: nominal values with their wide uncertainties."""

    def __init__(self):
        self.id = None
        self.unix_s = None
        self.zeros_pf = [limits.LINE_ZERO_PF] * 11  # open jack of each line
        self.strays_pf = [limits.STRAY_PF * (a[0] == b[0]) for a, b in zip(CONTACTS, CONTACTS[1:])]
        # between neighbouring lines of one jack
        self.zeroed = False
        self.correction = Correction()
        self.reference_sd = limits.CREF_TOLERANCE / 3.0

    def zero_pf(self, mask):
        """The tester's own capacitance on joined lines: jacks, the far lines' mux pins, less
        what was between lines that are one now."""
        lines = scan.lines_of(mask)
        total = limits.FAR_MUX_PIN_PF * (len(lines) - 1)
        for line in lines:
            total += self.zeros_pf[line]
            if line + 1 in lines:
                total -= 2.0 * self.stray_pf_at(line)
        return total

    def stray_pf_at(self, line):
        """Between `line` and its neighbour above."""
        return self.strays_pf[line]

    def stray_pf(self, one, two):
        """Of the tester itself between two groups of lines."""
        total = 0.0
        for line in range(10):
            if (one >> line & two >> line + 1 | two >> line & one >> line + 1) & 1:
                total += self.strays_pf[line]
        return total

    def zero_sd(self, mask):
        """Standard deviation of `zero_pf`."""
        each = limits.ZERO_SD_PF if self.zeroed else limits.LINE_ZERO_SD_PF
        return each * len(scan.lines_of(mask)) ** 0.5
