"""DATA: the settings: name, default, what is allowed, words on the screen, explanation.

What is allowed is a tuple of values to choose from, a `Number`, a `Text`, WIRING (an id of the
wiring catalogue) or STOCK (an id of the list of stocks, or nothing). The menu, the console and
the manual read this one table.
"""


class Number:
    """Allowed numbers: low..high in steps of 10**-digits; `zero` says what 0 means if it is
    allowed beyond the range."""

    def __init__(self, low, high, digits, unit, zero=""):
        self.low = low
        self.high = high
        self.digits = digits
        self.unit = unit
        self.zero = zero


class Text:
    """Allowed texts: up to `longest` of the given characters."""

    CHARACTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"

    def __init__(self, longest):
        self.longest = longest


WIRING = "wiring"
STOCK = "stock"
ON_OFF = (True, False)

_PF_FT = "pF/ft"

# fmt: off
ROWS = (
    ("mode", "auto", ("auto", "expect", "golden"), "Mode",
     "identify, or check against a wiring or a learned cable"),
    ("expect", "trs_trs", WIRING, "Expect",
     "the wiring that EXPECT checks against"),
    ("golden", "", Text(12), "Golden",
     "the learned cable that GOLDEN checks against"),
    ("length_m", 0.0, Number(0.05, 300.0, 2, "m", "unknown"), "Length",
     "length of the cables, 0 if not known"),
    ("stock", "", STOCK, "Stock",
     "the cable stock by name: it gives the length, or is compared with it"),
    ("stock_pf_per_ft", 0.0, Number(5.0, 200.0, 1, _PF_FT, "unknown"), "pF/ft told",
     "capacitance of a stock that is not in the list"),
    ("limit_leg_ohm", 0.0, Number(0.05, 20.0, 2, "ohm", "by the cable"), "Max ohm",
     "highest resistance of a leg that passes; at first legs are compared"),
    ("limit_pf_per_ft", 0.0, Number(5.0, 200.0, 1, _PF_FT, "not judged"), "Max pF/ft",
     "highest capacitance per foot that passes"),
    ("golden_samples", 3, (2, 3, 4, 5), "Samples",
     "good cables to learn a golden one from"),
    ("units", "m", ("m", "ft"), "Units",
     "metres or feet on the screen"),
    ("beep", True, ON_OFF, "Beep",
     "sound of keys and verdicts"),
    ("auto_run", False, ON_OFF, "Auto-run",
     "test as soon as a cable is plugged in"),
    ("operator", "", Text(12), "Operator",
     "goes into every record"),
    ("lot", "", Text(12), "Lot",
     "goes into every record"),
    ("product", "", Text(24), "Product",
     "part number and revision, into every record"),
    ("rotated", False, ON_OFF, "Rotated",
     "picture upside down, for left hands"),
    ("oled", "auto", ("auto", "ssd1306", "sh1106"), "Display",
     "controller of the display; auto: what it says itself, else it is asked"),
    ("battery", "2xAA", ("2xAA", "2xNiMH", "LiPo"), "Battery",
     "what the charge is reckoned for; LiPo: only a protected cell"),
    ("off_min", 30, Number(1, 240, 0, "min", "never"), "Off after",
     "minutes on cells without use; a key starts the tester again"),
)
# fmt: on

NAMES = tuple([row[0] for row in ROWS])


def row_of(name):
    """The row of a setting; ValueError that names them all for an unknown one."""
    for row in ROWS:
        if row[0] == name:
            return row
    raise ValueError("no setting %s; there are: %s" % (name, ", ".join(NAMES)))
