"""DATA: what the pin map does not hold: parasitics, diode models and ratings.

Component values come from `ringout.board.pinmap`. Units are in the names. Each rating says
where it comes from; "assumed" means that no data sheet gives it.
"""

import math

from ringout.board import pinmap

# -- Parasitics ----------------------------------------------------------------------------
C_MUX_COMMON_F = 50e-12  # 74HC4067 common pin, data sheet typical
C_MUX_CHANNEL_F = 5e-12  # 74HC4067 channel pin, data sheet typical
C_Z_STRAY_F = 20e-12  # two MCP6002 inputs (6 pF each), two GPIO pads at 220 k and 10 k, track
C_GPIO_F = 5e-12  # RP2040 pad
C_CLAMP_F = 4e-12  # BAV199, two junctions of 2 pF
C_PIN_CLAMP_F = 6e-12  # BAS40-04, two junctions of 4 pF at 0 V, 2 to 3 pF in use
C_ESD_F = 2.5e-12  # ESD2CANFD24, data sheet typical
C_JACK_F = 12e-12  # contact, wire and track of one line, assumed
C_Z_F = C_MUX_COMMON_F + C_Z_STRAY_F
R_OFF_OHM = 1e12
R_PULL_MAX_OHM = 80e3  # RP2040 internal pull-down, data sheet maximum
VIL_V = 0.8  # RP2040 input surely low
VIH_V = 2.0  # RP2040 input surely high

# 74HC4067 on resistance: data sheets give 4.5 V (70 typical, 160 to 180 maximum) and nothing
# at 3.3 V. The charge decks run at the pin map's value and again at this one.
R_MUX_LOW_OHM = 70.0

# -- Amplifier: MCP6002, 1 MHz gain bandwidth, 0.6 V/us, rail to rail within 25 mV ----------
OPAMP_GBW_HZ = 1e6
OPAMP_OPEN_LOOP_GAIN = 3e5
OPAMP_RAIL_V = 0.025

# -- Supply --------------------------------------------------------------------------------
R_REGULATOR_OHM = 0.05  # the Pico's regulator sources only
# The shunt: TL431 with a transistor. 3V3 where the transistor begins, at BASE_V, by the nodes of
# the schematic; and the same with every tolerance to the upper side, as the decks of abuse have it.
BASE_V = 0.65


def shunt_v(reference_v, top_ohm, bottom_ohm):
    """3V3 at which the shunt begins to take current."""
    feed, gain = 1.0 / top_ohm, 1.0 / pinmap.R_SHUNT_GAIN_OHM
    held = reference_v * (feed + gain + 1.0 / bottom_ohm)
    return (held + BASE_V * gain) / (feed + gain)


SHUNT_V = shunt_v(pinmap.V_SHUNT_REFERENCE_V, pinmap.R_SHUNT_TOP_OHM, pinmap.R_SHUNT_BOTTOM_OHM)
TL431_TOLERANCE, SHUNT_R_TOLERANCE = 0.01, 0.01
SHUNT_HIGHEST = (  # reference V, top ohm, bottom ohm
    pinmap.V_SHUNT_REFERENCE_V * (1.0 + TL431_TOLERANCE),
    pinmap.R_SHUNT_TOP_OHM * (1.0 + SHUNT_R_TOLERANCE),
    pinmap.R_SHUNT_BOTTOM_OHM * (1.0 - SHUNT_R_TOLERANCE),
)
# TL431: 0.2 ohm typical is 5 A/V, 0.25 taken; its gain falls from 8 kHz on; it pulls no lower
# than 1.9 V. BC327-25 at its lowest gain and a high base voltage (0.85 V at 100 mA).
TL431_A_PER_V, TL431_POLE_HZ, TL431_LOWEST_V = 4.0, 8e3, 1.9
BOOST_MODEL = ".model dboost PNP(IS=1e-15 BF=160 RB=20 RE=0.1 TF=1.6n CJE=50p CJC=20p)"
C_RAIL_F = 2 * pinmap.C_BULK_F
POWERED_LOAD_OHM = pinmap.VDD_V / 0.030  # Pico and OLED draw about 30 mA, assumed

# -- Diodes as (saturation A, emission, series ohm, junction F) ----------------------------
# BAV199 at the data sheet's maximum forward voltage (0.9 V at 1 mA, 1.0 V at 10 mA, 1.1 V at
# 50 mA, 1.25 V at 150 mA): the highest clamp voltage is the worst for the GPIO.
BAV199_MODEL = ".model dclamp D(IS=1e-12 N=1.68 RS=0.88 CJO=2p BV=85)"
# BAS40-04 at the data sheet's maximum (380 mV at 1 mA, 1 V at 40 mA)
BAS40_MODEL = ".model dpin D(IS=1.36e-9 N=1.05 RS=13.3 CJO=4p BV=40)"
# BAT42, which perfboard has in its place (400 mV at 10 mA, 650 mV at 50 mA)
BAT42_MODEL = ".model dpin D(IS=2.65e-8 N=1.05 RS=5.2 CJO=7p BV=30)"
# Protection diodes inside RP2040 and 74HC4067: a low forward voltage (0.65 V at 1 mA) takes
# the most current, the worst for the chip. Assumed.
CHIP_SATURATION_A = 1.5e-14
CHIP_MODEL = f".model dchip D(IS={CHIP_SATURATION_A} N=1.0 RS=5 CJO=1p)"

# -- Ratings -------------------------------------------------------------------------------
CLAMP_LIMIT_MA = 110.0  # BAV199 continuous, both diodes loaded (Nexperia/NXP; others 140)
CLAMP_LIMIT_MW = 240.0  # BAV199, both diodes loaded
PIN_LIMIT_V = 0.5  # RP2040: above IOVDD or below GND, absolute maximum
CONTACT_LIMIT_V = 24.0  # ESD2CANFD24, working voltage: above it the array conducts
PIN_CLAMP_LIMIT_MA = 120.0  # BAS40-04 continuous (onsemi; others 200)
EXPANDER_PIN_LIMIT_V = 0.6  # MCP23017: above VDD or below VSS, absolute maximum
EXPANDER_DIODE_LIMIT_MA = 20.0  # MCP23017 input clamp current, absolute maximum
EXPANDER_DRIVE_LIMIT_MA = 25.0  # MCP23017 output, absolute maximum
MUX_LIMIT_MA = 20.0  # 74HC4067 switch diode current, absolute maximum
GPIO_DRIVE_LIMIT_MA = 12.0  # RP2040 highest specified drive; more is outside the data sheet
GPIO_BANK_LIMIT_MA = 50.0  # RP2040 sum over all pins, IOVDD or IOVSS
GPIO_DIODE_LIMIT_MA = 5.0  # own design limit: RP2040's data sheet gives no injection current
FORCE_LIMIT_MW = 600.0  # 330 ohm, 0.6 W metal film at 70 C
PIN_LIMIT_MW = 250.0  # 220 ohm, 0.25 W
SENSE_LIMIT_MW = 250.0  # 4.7 k, 0.25 W
SHUNT_LIMIT_MA = 100.0  # TL431 cathode current
BOOST_LIMIT_MA = 800.0  # BC327 collector current
BOOST_LIMIT_MW = 500.0  # BC327 in TO-92 at 50 C: 625 less 5 for each kelvin above 25
XFORCE_LIMIT_MW = 250.0  # 2.2 k of an expander line, 0.25 W
SCHOTTKY_SURGE_MA = 600.0  # BAS40-04, up to a second
CLAMP_SURGE_A, CLAMP_SURGE_S = 4.0, 1e-6  # BAV199, not repeated; 1 A for 1 ms
CLAMP_SURGE_POWER = -0.2  # between the two: 4 A (t / 1 us) ** -0.2
# ESD2CANFD24: breaks down from 25.5 V (lowest) and clamps at 36 V at 3.5 A (highest), 0.45 ohm
# between; 133 W for 8/20 us and, as silicon does, with the root of time beside it
ESD_LOW_V, ESD_HIGH_V, ESD_DYNAMIC_OHM = 25.5, 34.4, 0.45
ESD_SURGE_W, ESD_SURGE_S = 133.0, 20e-6
ESD_SURGE_POWER = -0.5
HBM_V, HBM_F = 2000.0, 100e-12  # human body model that both chips' families are tested with
RAIL_LIMIT_V = 3.63  # RP2040 IOVDD maximum

# -- Leakage of a line's clamps at 25 C and 3.3 V, in nA as (typical, highest) -----------------
# BAS40-04: 20 typical and 100 at most at 30 V (Vishay 85701; Diodes Inc. 200). What the field at
# the junction does to the barrier gives 1/2.6 of that at 3.3 V (`barrier_share`). BAV199: 0.003
# typical, 5 at most, at 75 V.
BAS40_AT_30_V_NA = (20.0, 100.0)


def barrier_share(volt, rated_volt, doping_per_cm3=1e16, built_in_v=0.5):
    """Leakage of a Schottky diode at `volt` as a share of that at `rated_volt`, silicon at 300 K.

    Thermionic emission over a barrier that the image force lowers by sqrt(q E / 4 pi eps), with
    E = sqrt(2 q N (V + Vbi) / eps): Sze, Physics of Semiconductor Devices. A higher doping makes
    the share smaller; 1e16 is low for a diode of 40 V, so the share is high.
    """
    charge, permittivity = 1.602e-19, 1.04e-12  # coulomb, farad per cm

    def lowering_v(reverse_v):
        held = 2.0 * charge * doping_per_cm3 * (reverse_v + built_in_v) / permittivity
        return math.sqrt(charge * math.sqrt(held) / (4.0 * math.pi * permittivity))

    return math.exp((lowering_v(volt) - lowering_v(rated_volt)) / 0.02585)


BAS40_LEAK_NA = tuple(na * barrier_share(pinmap.VDD_V, 30.0) for na in BAS40_AT_30_V_NA)
BAV199_LEAK_NA = (0.003, 5.0)
ESD_LEAK_NA = (0.1, 5.0)  # ESD2CANFD24: 50 at most at 24 V, a tenth of it assumed at 3.3 V
LEAK_DOUBLES_K = 10.0
