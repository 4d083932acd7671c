"""DATA: what the pin map does not hold: parasitics, diode models and ratings.

Component values come from `ringout.board.pinmap`. Units are in the names. Each rating says
where it comes from; "assumed" means that no data sheet gives it.
"""

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
SHUNT_V = pinmap.V_SHUNT_REFERENCE_V * (
    1.0 + pinmap.R_SHUNT_TOP_OHM / pinmap.R_SHUNT_BOTTOM_OHM
)  # TL431 threshold
R_SHUNT_DYNAMIC_OHM = 0.5
C_RAIL_F = 2 * pinmap.C_BULK_F
POWERED_LOAD_OHM = pinmap.VDD_V / 0.030  # Pico and OLED draw about 30 mA, assumed

# -- Diodes as (saturation A, emission, series ohm, junction F) ----------------------------
# BAV199 at the data sheet's maximum forward voltage (0.9 V at 1 mA, 1.0 V at 10 mA, 1.1 V at
# 50 mA, 1.25 V at 150 mA): the highest clamp voltage is the worst for the GPIO.
BAV199_MODEL = ".model dclamp D(IS=1e-12 N=1.68 RS=0.88 CJO=2p BV=85)"
# BAS40-04 at the data sheet's maximum (380 mV at 1 mA, 500 mV at 10 mA)
BAS40_MODEL = ".model dpin D(IS=1.06e-9 N=1.05 RS=6.4 CJO=4p BV=40)"
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
MUX_LIMIT_MA = 20.0  # 74HC4067 switch diode current, absolute maximum
GPIO_DRIVE_LIMIT_MA = 12.0  # RP2040 highest specified drive; more is outside the data sheet
GPIO_BANK_LIMIT_MA = 50.0  # RP2040 sum over all pins, IOVDD or IOVSS
GPIO_DIODE_LIMIT_MA = 5.0  # own design limit: RP2040's data sheet gives no injection current
FORCE_LIMIT_MW = 600.0  # 330 ohm, 0.6 W metal film at 70 C
PIN_LIMIT_MW = 250.0  # 220 ohm, 0.25 W
SENSE_LIMIT_MW = 250.0  # 4.7 k, 0.25 W
SHUNT_LIMIT_MA = 100.0  # TL431 cathode current
SHUNT_LIMIT_MW = 700.0  # TL431 in TO-92
CLAMP_SURGE_A, CLAMP_SURGE_S = 4.0, 1e-6  # BAV199, not repeated; 1 A for 1 ms
CLAMP_SURGE_POWER = -0.2  # between the two: 4 A (t / 1 us) ** -0.2
# ESD2CANFD24: breaks down from 25.5 V (lowest) and clamps at 36 V at 3.5 A (highest), 0.45 ohm
# between; 133 W for 8/20 us and, as silicon does, with the root of time beside it
ESD_LOW_V, ESD_HIGH_V, ESD_DYNAMIC_OHM = 25.5, 34.4, 0.45
ESD_SURGE_W, ESD_SURGE_S = 133.0, 20e-6
ESD_SURGE_POWER = -0.5
HBM_V, HBM_F = 2000.0, 100e-12  # human body model that both chips' families are tested with
SHUNT_SURGE_MA = 150.0  # TL431 cathode current, absolute maximum
RAIL_LIMIT_V = 3.63  # RP2040 IOVDD maximum

# -- Leakage of a line's clamps at 25 C and 3.3 V, in nA as (typical, highest) -----------------
# BAS40-04: 20 typical and 200 at most at 30 V (Diodes Inc.); a Schottky diode at a tenth of that
# voltage leaks about a quarter (assumed). BAV199: 0.003 typical, 5 at most, at 75 V.
BAS40_LEAK_NA = (5.0, 50.0)
BAV199_LEAK_NA = (0.003, 5.0)
ESD_LEAK_NA = (0.1, 5.0)  # ESD2CANFD24: 50 at most at 24 V, a tenth of it assumed at 3.3 V
LEAK_DOUBLES_K = 10.0
