"""DATA: thresholds, each with its unit and where it comes from."""

# -- Live check and watch. Codes are counted from grounded Z, which reads 20 to 27 -----------
LIVE_LEVEL_CODES = 24  # of a line at rest, mean of eight: 19 mV; leaks of 256 nA make 15 mV
LIVE_SHARE = 0.3  # of the strongest line: less is what couples over to its neighbours
LIVE_LOUD_CODES = 560  # 0.45 V: more is a voltage, less a signal
LIVE_FLOOR_CODES = 20  # what the buffer hides of a voltage near ground: 16 mV
LIVE_HUM_CODES = 150  # of all lines together, 2 uA into their pull-downs: no more hum, a touch
LIVE_FULL_CODES = 4000
LIVE_LIFT_CODES = 95  # 15 uA make 70 in the sense path alone, 100 more in all pull-downs together
LIVE_TIED_CODES = 45  # a line at ground reads 70 then, a negative one less than this
LIVE_LIFT_US = 1500  # three time constants of 100 nF on the pull-downs of all lines
LIVE_LISTEN = 130  # looks at what was found, LIVE_LISTEN_US apart: three periods of mains
LIVE_LISTEN_US = 500
LOOK_US = 5000  # while lines are driven, all are let go and looked at as often as this
LOOK_LEVEL_CODES = 28  # of a single code; its noise is 5 at most
LOOK_SETTLE_US = 30  # 1 V behind 22 k lifts 100 m of cable by 28 codes in 11 us
LOOK_LIFT_EVERY = 3  # looks: what pulls down is looked for less often
LOOK_AGAIN = 4  # looks, LOOK_AGAIN_US apart: charge that PVC gives back has gone by then
LOOK_AGAIN_US = 800
LOOK_ABSORBED = 0.8  # codes a microsecond of discharge: what PVC still gives back after that
WIGGLE_LOOK_US = 10000  # while legs are held high, how often they are read without letting go
WIGGLE_LOAD_CODES = 35  # 70 k at a driven contact; one pull-down more or less makes 40
WIGGLE_RISE_CODES = 20  # phantom power: no more is left to the converter's full scale
WIGGLE_OPEN_CODES = 200  # more at a driven contact whose leg lost five pull-downs
PICKED_IDLE_CODES = 60
PICKED_LOOK_US = 12000  # the picked leg is not heard meanwhile
OUTWARD_RATIO = 0.6  # asymptote over the open one: 300 k to somewhere that is no contact
LIFTED_RATIO = 1.08  # ... or lifted from outside: hum of 0.5 uA makes 1.03

# -- Supply --------------------------------------------------------------------------------
QUIET_SETTLE_US = 5000  # after the regulator's mode has changed: 11 time constants of ADC_VREF
BUFFER_LOW_CODES = 20.0  # 16 mV, the lowest that the unity buffer gives
ADC_OFFSET_CODES = (-2.0, 25.0)  # at no input; published sweeps of five chips: 11 to 17

# -- Scan ----------------------------------------------------------------------------------
SCAN_SETTLE_US = 300  # with three witnesses after it 730 us; front-end note: 512 us on 100 m
SCAN_STEP_US = 100  # and this much longer until a witness line stands still
SCAN_STILL_CODES = 8.0  # change over one step that still counts as standing still
SCAN_SLOW_US = 5000  # a step this long: more than 34 nF, the Kelvin path settles slowly too
SCAN_LONGEST_US = 12000  # 300 m of quad, plugged at one end, on the weakest pull-downs
SHELL_LONG_US = 600  # a step this long: a fifth pin's charge lifts the others when they are let go
SCAN_WITNESS_US = 430  # that three witnesses take at least
SHELL_SETTLE = 1.5  # times what the scan waits: its nets are on 30 k, a fifth pin on 50 to 100 k;
SHELL_SETTLE_LONG = 6.5  # ... of what it waits beyond SHELL_LONG_US
SCAN_DISCHARGE_US = 120  # all lines low between steps: 580 ohm x 34 nF x 6

GLANCE_US = 40  # nets that one driver each lifts: 580 ohm x 34 nF x 2
TOUCHED_CODES = (300, 3600)  # of a driven net's far end, where a grounded one pulls
GLANCE_DISCHARGE_US = 120  # before asking where a lost conductor hangs: as between scan steps

# -- Capacitance ---------------------------------------------------------------------------
HI_LIMIT_PF = 10000.0  # up to here HI is the better range (0.28 % against 0.65 %)
HI_LIMIT_SAMPLES = 1100.0  # time constant of HI_LIMIT_PF, with a margin
Z_PF = 77.0  # mux common, buffer and one mux pin
LEAKY_RATIO_HI = 0.33  # of the open asymptote: under about 100 k, no capacitance is given
LEAKY_RATIO_LO = 0.91  # the same 100 k through LO
FLOATS_RATIO = 0.9  # and under about 2 M a neighbour does not float well enough for a pair
FLAT_CODES = 3.0  # less rise than this between two halves of a capture: settled
OPEN_SETTLE_US = 200  # 12 time constants of Z through 220 k
DISCHARGE_US = 30  # Z and the jacks through the sense path
WORST_PF = 50e3  # that a discharge is made for
DISCHARGE_US_PER_PF = 0.0065  # a line through its driver: 11 x 580 ohm
REFERENCE_DISCHARGE_US = {11: 180, 12: 1700, 13: 40}  # by mux channel: 11 x 15 k x C
REFERENCE_AGE_MS = 60000  # references are measured again after a minute
REFERENCE_DRIFT_CODES = 2.0  # or when the open asymptote has moved by this
HUM_SUSPECT_CODES = 3.0  # an asymptote off by this: look for hum
HUM_LEAK_CODES = 12.0  # ... off downward by this, where nobody knows what the tester itself leaks
HUM_WARM = 4.0  # what is known of that may have grown by 20 K
HUM_CODES = 2.0  # amplitude from which captures are averaged; 0.2 uA into 200 k is 50
HUM_TOO_STRONG_CODES = 125.0  # 0.5 uA: averaging leaves too much (front-end note)
HUM_CAPTURES = 10
HUM_SPACING_MS = 10  # ten captures in 100 ms: five periods of 50 Hz, six of 60 Hz
HUM_WAIT_US = 50  # how finely the spacing is kept
RIPPLE_LOOKS = 8
RIPPLE_SPACING_US = 2400  # eight looks in a mains period
FAR_MUX_PIN_PF = 5.0  # the far line's mux pin on a joined line
LINE_ZERO_PF = 40.0  # open jack, before calibration
LINE_ZERO_SD = 0.06  # of it: how the lines of one board differ, before calibration
LINE_ALONE_PF = 20.0  # of it: GPIO, clamp and a short wire, which do not couple
MUTUAL_SD = 0.5  # of the mutual capacitance supposed before calibration
MUTUAL_SD_PF = 0.2  # of a measured one: noise
MUTUAL_SCALE_SD = 0.03  # and of it: Z's capacitance, and when exactly the step was
ALIKE_PF = 14.0  # empty contacts of one board differ by less
ZERO_SD_PF = 0.15  # of a calibrated zero: noise of its average, warm-up
CREF_TOLERANCE = 0.01  # C0G 1 %, three standard deviations
PF_SD = 0.2  # one reading: noise, converter linearity near the bottom
PF_DRIFT = {False: 0.0005, True: 0.002}  # of one reading, by "in LO": linearity, return path
LO_SCALE_SD = 0.003  # 10 nF against 1 nF, and the second pole's resistors
FED_RATIO = 0.985  # less of the open asymptote: the tester's own leakage shows in capacitances
FED_MOST_PF = 2.0  # an empty contact has moved by less since calibration
FED_LEAST_PF = 4.0  # of the empty contacts together, that grown leakage is seen in
FED_SHARE = (-0.5, 0.4)  # of leakage: half of it a current, to ... two fifths of it from 3V3
JOIN_OHM = 2000.0  # contacts linked by less share one capacitance
ATTACHED_PF = 12.0  # more than this on an open contact: a conductor hangs there
PLUG_PF = 8.0  # a bare plug (front-end note)

# -- Resistance ----------------------------------------------------------------------------
JACK_OHM = 0.008  # one jack contact, until the shorting plug is calibrated
JACK_SD_OHM = 0.003  # and how much it may differ before
CONTACT_SD_OHM = 0.01  # from insertion to insertion and from jack to jack: 10 to 20 mohm
KELVIN_SD = 0.006  # of K before calibration: GPIO 20 to 50 ohm of 580 a side
KELVIN_SD_CALIBRATED = 0.0015  # after the 10 ohm plug: GPIO 6 % warmer, plug 0.05 %
X11_SD_CODES = 0.4  # of one difference: noise, and steps of the converter between contacts
KELVIN_SAMPLES = 128
CLIP_CODES = (48, 4060)  # raw, of any channel: buffers end at 16 to 20 mV from both rails
SENSE_SPREAD_CODES = 60  # of one reading, lowest to highest: more is no noise
SENSE_DRIFT_CODES = 3  # from its first half to its second: still settling
SENSE_LOOKS = 6  # 256 us each: 300 m settle within three
POLARITY_CODES = 8.0  # how far both polarities of a reading may disagree: noise (0.2 ohm at x11)
POLARITY_SHARE = 0.15  # and drivers that are stronger to ground than to 3V3
BELOW_ZERO = 3.0  # a resistance this many uncertainties below zero was two different contacts
MIDDLE_CODES = 120.0  # unity codes of two contacts off half the supply: unequal drivers
GALVANIC_OHM = 9.0  # less is one net; what is on sale as 10 ohm is a part, so is a leak: a link
GALVANIC_LONG_OHM = 150.0  # of a cable so long that copper itself reads more, at most ...
GALVANIC_LONG_US = 1100  # ... which a scan's step tells: over this, 40 to 60 m, of ...
GALVANIC_OHM_PER_US = 0.03  # ... 0.4 ohm/m, the thinnest wire
RANGE_LO_OHM = 3300.0  # above it the CHG_LO divider is better than the Kelvin path
RANGE_HI_OHM = 200e3  # above it the CHG_HI divider
LEAK_LIMIT_OHM = 33e6  # the highest resistance that is told from none
TOUCH_OHM = 20e3  # the scan joins up to 35 k: a leak of less was not there then
LEAK_RATIO = 0.0025  # of the open asymptote: what an insulator of 80 M takes away
OWN_LOSS_HIDES = 0.02  # own leakage that would hide 11 M where no contact is empty
OWN_LOSS = 0.08  # of the tester itself at one contact, 1.3 uA: more is a wet jack
EMPTY_ALIKE = 1.12  # time constants of empty contacts, longest over shortest, less than this
OWN_LOSS_SD = 0.1  # of what was known of it and followed as it warmed
OWN_LOSS_BESIDE = 0.12  # of it, to a contact beside: half of that does not flow where it floats
OWN_LOSS_SPREAD = 1.2  # from contact to contact, of what is only seen at the empty ones
OWN_LOSS_NOISE = 0.0004  # of one contact: less is noise and the last of the charge
OWN_LOSS_LEAST = 0.003  # of all empty ones together: less says nothing of warming
DETOUR_SHARE = 0.1  # a leak that is less of its reading than this is a detour over another
SETTLED_CODES = 0.5
SETTLE_LONGEST_US = 100000  # five time constants of 100 nF through 200 k
SETTLE_STEP_US = 12800  # then it is looked whether a voltage from outside has come
DIVIDER_SD_CODES = 0.7  # drift and noise of a settled charge code against the open one
UNITY_SD_CODES = 1.5  # converter linearity after step correction, of a difference
UNITY_GAIN_SD = 0.004  # of the x11 stage's gain, that calibration took for 11
DIVIDER_SD = 0.006  # charge resistors 1 %, sense path
COPPER_OHM = 1.0  # what reads more is read again at the end of a press
LEG_LIMIT_OHM = 1.0  # pass limit of real shops; real good legs read under 0.3
X11_LIMIT_OHM = 50.0  # above it the x11 stage saturates

# -- Calibration: what is believed --------------------------------------------------------
ZERO_RANGE_PF = (12.0, 120.0)  # GPIO, clamp, jacks and their wires; more is a cable or water
CONTACT_RANGE_OHM = (-0.02, 0.1)  # a clean jack contact has about 10 mohm
DRIVE_RANGE_OHM = (510.0, 640.0)  # 550 of resistors, 1 %, and 20 to 50 of GPIO, with reserve

# -- Self-test (front-end note's simulated ranges, about three times as wide) ----------------
SELF_BASELINE = (10.0, 60.0)  # codes; 16 mV of the buffer and up to 20 of the converter
SELF_NOISE = (0.2, 4.0)  # codes; 0.7 to 2.0; none at all is a dead converter
SELF_HALF = (1950.0, 2170.0)  # codes of 3V3/2; dividers 1 %, VREF drop
SELF_X11_GAIN = (10.4, 11.6)  # 1 % resistors, read over 180 codes
SELF_V_INF_HI = (3400.0, 4060.0)  # corrected codes; 3768 to 3790, and what leaks into Z
SELF_Z_LEAK_NA = (-1200.0, 1000.0)  # beyond, the asymptotes leave the converter's range
SELF_V_INF_LO = (3915.0, 4000.0)  # 3945 to 3970
SELF_TAU_OPEN = (4.4, 10.7)  # samples; 6.5 to 8.6
SELF_TAU_REF = (104.0, 116.0)  # 108 to 111.5
SELF_TAU_BIG = (66.0, 79.0)  # 71.4 to 73, and the part is 5 %
SELF_DRIVE_OHM = (440.0, 735.0)  # 550 of resistors, 20 to 50 of GPIO; +-90 of two sense paths
SELF_RATIO = (0.60, 0.72)  # 0.644 to 0.671
SELF_ZERO_PF = (-5.0, 5.0)  # from the stored zero
SELF_ZERO_NOMINAL_PF = (-28.0, 80.0)  # from the nominal one: ZERO_RANGE_PF
SELF_MEMORY_KB = (60.0, 1e6)  # 80 and more; 30 to 45 with all code in memory
SELF_SUPPLY_V = (1.9, 5.6)  # 2 cells nearly empty to USB

# -- Diagnosis -----------------------------------------------------------------------------
PART_OHM = GALVANIC_OHM  # an unwanted connection below this is a short, above it a part ...
PART_MOST_OHM = 10.5e3  # ... up to 10 k and their tolerance, and above it a leak
DIODE_OHM = 25e3  # what the scan sees one way reads less if it is a diode, more if it just does
DARK_OHM = 15e3  # ... or between this, 1.6 V, and
LED_OHM = 120e3  # of a diode that it does not see: 2.8 V, a white LED
PART_ALIKE = 0.1  # two legs with the same resistor differ by less than this share
JOINT_OHM = 35e3  # a leg above this is open (the reach of the digital scan)
ISOLATION_FAIL_OHM = 1e6  # isolation below fails (low-voltage check: no insulation test)
ISOLATION_GOOD_OHM = 10e6  # isolation above is good; between the two is the shops' warning band
BRIDGE_OHM = 0.05  # a bridge inside a plug reads less, and its contacts' own resistance
ONE_SHORT = 0.6  # of two conductors' loop: one short reads that or more from both plugs together
BRIDGE_SHARE = 0.4  # ... or less than this part of a conductor
CORES_OHM = 0.1  # two cores of one cable differ by less than this ...
CORES_RATIO = 1.2  # ... or by less than this factor, else a workmanship warning
CORE_OHM_PER_M = 0.1  # the thinnest usual core, 24 AWG: what a long leg may read
SHIELD_RATIO = 1.5  # shield or drain to a lone core: GS-6 1.4, a drain two sizes thinner 1.6
SHIELD_OHM_PER_M = 0.04  # the thinnest usual shield: braid 8 to 31, a drain wire 33 mohm/m
LONE_RATIO = 3.0  # core to shield of one lead, or shield to core: 0.7 to 2.7 in cables.csv
THICK_OHM_PER_M = 0.035  # an instrument lead's core: 18 to 33 mohm/m
THIN_RATIO = 12.0  # ... and its core to its shield, at most: 0.4 to 0.04 ohm/m, and plugs
THINNEST_OHM_PER_M = 0.4  # the thinnest wire on sale as audio cable
LEAST_OHM_PER_M = 0.0085  # the best shield in cables.csv, Belden 8241F
GUESS_PF_PER_M = 75.0  # core to shield, to guess a length; thinner-walled stocks have thicker cores
LIFTED_SHARE = 0.7  # core to shield over core to core; 1.1 to 1.9 in cables.csv, all of them
PAIRS_DIFFER_LITTLE = 0.05  # ... or so much, where the ohms say the same
PAIRS_DIFFER = 0.15  # pair capacitances that tell the shield from the cores differ so much
UNBALANCED_SUSPECT = 0.10  # T-S against R-S, of their mean
UNBALANCED_LIMIT = 0.25  # a wrongly assembled shield
UNBALANCED_M = 4.5  # 15 ft: longer unbalanced leads hum
STOCK_SPREAD = 0.10  # of a stock's pF/ft unless it was taught
ODD_PAIR = 1.6  # of the next pair's picofarads: a capacitor. A shield pulled aside makes 1.3
ODD_TO_SHIELD = 2.5  # ... or of the least pair's that has the shield in it
ODD_PF = 100.0  # and more than a plug or a clamp adds
COAX_PF_PER_M = 250.0  # of any single core in its shield: 40 to 164 in cables.csv ...
MOST_PF_PER_M = 450.0  # ... and of any core beside others: to 318, of foil
LONG_ENOUGH_M = 0.5  # of a cable whose stock is to be known
STOCK_AWAY = 0.25  # further from the told stock than spread, plugs and tape explain: another one
TAPE_SPREAD = 0.005  # of a length that a person gave
PF_PER_FT_LIMIT = 30.0  # conductor to shield
FOOT_M = 0.3048
SHORT_LEAD_PF = (
    160.0  # half a metre of two legs and their plugs: such a lead has no ohms to compare
)
AT_PLUG = 0.05  # of the length: a break nearer than this is called "at plug"
BREAK_SD_M = 0.015  # front-end note: specify 3 cm + 0.5 % of the length (2 sigma)
BREAK_SD_FRACTION = 0.0025
PLUG_RESOLUTION_M = 0.05  # the plug's own 8 pF is 5 cm of cable

SIGMAS = 2.0  # a stated uncertainty is this many standard deviations
