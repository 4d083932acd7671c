"""DATA: signals to GPIO, contacts to lines and mux channels, component values.

This is the single source of the tester's wiring. The firmware, the simulator, the
schematic, the SPICE decks and the pin tables are all made from these names.
Values in ohm, farad, volt. Origin: front-end design note, revision 1.
"""

from ringout.base.compat import const

HARDWARE_REVISION = const(1)

# -- Contacts and lines --------------------------------------------------------------------
# A line is the electronics behind one contact. Line n is GPIO n + 2 and mux channel n, in
# this order: PIO reads all eleven with one `in_(pins, 11)`.
CONTACTS = ("A.T", "A.R", "A.R2", "A.S", "B.T", "B.R", "B.R2", "B.S", "C.T", "C.R", "C.S")
# Of the lines, and after them of the expander's, which come below.
ENDS = ("A", "A", "A", "A", "B", "B", "B", "B", "C", "C", "C", "A", "A", "B", "B", "C")
LETTERS = ("T", "R", "R2", "S", "T", "R", "R2", "S", "T", "R", "S", "SH", "5", "SH", "5", "SH")
JACKS = (("A", 0x00F), ("B", 0x0F0), ("C", 0x700))  # lines as masks
JACK_MASKS = (0x00F, 0x0F0, 0x700)  # of A, B and C
SLEEVES = const(0x488)  # A.S, B.S, C.S
LINES = const(11)
ALL_LINES = const(0x7FF)
FIRST_LINE_GPIO = const(2)

# -- Expander: shells and fifth pins, where fitted --------------------------------------------
# An MCP23017 on the display's bus. Bit n of port A is line XFIRST_LINE + n, driven and read as
# the others are, behind R_PIN_OHM and R_XFORCE_OHM. Bit n of port B pulls that line down
# through R_XPULL_OHM (low), or lets it float (input): a shell that is joined to pin 1 then does
# not load what is measured on pin 1. A7 and B7 stay outputs, low: the maker allows no inputs there.
XCONTACTS = ("A.SH", "A.5", "B.SH", "B.5", "C.SH")
XFIRST_LINE = const(11)
XLINES = const(5)
XALL = const(0x1F)  # of the port
EXPANDER_ADDRESS = const(0x20)
EVERY_CONTACT = CONTACTS + XCONTACTS
SHELLS = const(0xA800)  # A.SH, B.SH, C.SH
FIFTHS = const(0x5000)  # A.5, B.5

# -- Other pins ----------------------------------------------------------------------------
GP_SDA = const(0)
GP_SCL = const(1)
GP_MUX = (13, 14, 15, 16)  # S0..S3 of the 74HC4067
GP_CHG_HI = const(17)  # through R_CHG_HI to Z
GP_CHG_LO = const(18)  # through R_CHG_LO to Z
GP_TEST = const(19)  # key to GND, internal pull-up
GP_MODE = const(20)  # key to GND, internal pull-up
GP_BUZZER = const(21)
GP_GREEN = const(22)
GP_SMPS = const(23)  # high: the Pico's regulator in PWM mode, less ripple on 3V3
GP_USB = const(24)  # high while USB power is present
GP_ADC_UNITY = const(26)  # ADC0: Z through the unity buffer
GP_ADC_X11 = const(27)  # ADC1: Z through the x11 stage around 3V3/2
GP_RED = const(28)
GP_VSYS = const(29)  # ADC3: VSYS / 3

ADC_UNITY = const(0)
ADC_X11 = const(1)
ADC_VSYS = const(3)

OLED_ADDRESSES = (0x3C, 0x3D)
I2C_TIMEOUT_US = const(10000)  # a frame's page takes 3 ms; a module that holds SDA low no longer

# -- Mux channels above the lines ----------------------------------------------------------
MUX_CREF = const(11)  # 1 nF C0G 1 %
MUX_CREF_BIG = const(12)  # 10 nF C0G 5 %, calibrated against the 1 nF
MUX_OPEN = const(13)  # nothing: open reference and parking place
MUX_HALF = const(14)  # 3V3 / 2
MUX_GND = const(15)
MUX_CHANNELS = const(16)

# -- Component values ----------------------------------------------------------------------
VDD_V = 3.3
R_GPIO_OHM = 30.0  # RP2040 output at 12 mA drive, 20 to 50 over process and temperature
R_PIN_OHM = 220.0  # GPIO to clamp node
R_FORCE_OHM = 330.0  # clamp node to contact, 0.6 W
R_SENSE_OHM = 4700.0  # contact (or reference) to mux channel; Kelvin sense path
R_MUX_OHM = 170.0  # 74HC4067 on resistance at 3.3 V
R_CHG_HI_OHM = 220e3
R_CHG_LO_OHM = 10e3
R_BLEED_OHM = 2.2e6  # Z to GND: brings the asymptote below the ADC's full scale
R_PULL_OHM = 60e3  # RP2040 pull-down, 50 to 80 k
R_XFORCE_OHM = 2.2e3  # clamp node to contact of an expander line: no ohms are read through it
R_XPULL_OHM = 100e3  # an expander line's clamp node to its pin of port B
R_ADC_FILTER_OHM = 100.0
C_ADC_FILTER_F = 100e-12
C_REF_F = 1e-9
C_REF_TOLERANCE = 0.01
C_REF_BIG_F = 10e-9
X11_R_IN_OHM = 20e3  # 20 k and 20 k make 3V3/2's Thevenin 10 k into the 100 k feedback
X11_R_FEEDBACK_OHM = 100e3
X11_GAIN = 11.0
R_HALF_OHM = 10e3  # each of the two that make 3V3/2 for MUX_HALF
V_SHUNT_REFERENCE_V = 2.495  # TL431
R_SHUNT_TOP_OHM = 4.12e3  # 3V3 to the TL431's reference
R_SHUNT_BOTTOM_OHM = 10e3  # its reference to GND
R_SHUNT_GAIN_OHM = 39e3  # its cathode to its reference: a gain of ten, so that it settles at once
R_SHUNT_BASE_OHM = 470.0  # 3V3 to its cathode and the base of the transistor that takes the current
R_SHUNT_EMITTER_OHM = 1.0  # 3V3 to that transistor's emitter
R_LED_OHM = 470.0
R_I2C_OHM = 4.7e3  # SDA and SCL to 3V3, beside those of the display's module
R_BUZZER_OHM = 220.0
R_VBUS_OHM = 10e3  # VBUS to GND: the battery's transistor conducts when USB is gone
C_DECOUPLE_F = 100e-9
C_BULK_F = 10e-6
ADC_VREF_DROP_V = 0.030  # ADC_VREF lies this far under 3V3 (200 ohm in the Pico's filter)
ADC_FULL_SCALE = const(4096)
ADC_PERIOD_US = const(2)  # 500 kS/s

# -- Derived -------------------------------------------------------------------------------
# Charging through HI: CHG_HI high. Through LO: CHG_LO high and CHG_HI low as well, so that
# the asymptote stays below ADC_VREF.
R_TH_HI_OHM = 1.0 / (1.0 / R_CHG_HI_OHM + 1.0 / R_BLEED_OHM)
R_TH_LO_OHM = 1.0 / (1.0 / R_CHG_HI_OHM + 1.0 / R_BLEED_OHM + 1.0 / R_CHG_LO_OHM)
R_KELVIN_OHM = 2.0 * (R_GPIO_OHM + R_PIN_OHM + R_FORCE_OHM)  # loop seen by the force current


def jack(line):
    """0, 1, 2 for a contact at A, B, C."""
    return line >> 2


def same_jack(first, last):
    """Whether two contacts belong to one plug."""
    return first >> 2 == last >> 2


def opposite(line):
    """The like contact of B for one of A, and of A for one of B; C has none."""
    return line ^ 4


def line_gpio(line):
    """GPIO number of `line`."""
    return FIRST_LINE_GPIO + line


def line_of(contact):
    """Line number of a contact name such as "B.R", the expander's too; ValueError for an
    unknown one."""
    return EVERY_CONTACT.index(contact)
