"""DATA: thresholds, each with its unit and where it comes from."""

# -- Live check (front-end note: quietest source found in simulation 0.45 V peak, 600 ohm) ---
LIVE_WATCH_MS = 20  # one mains period at 50 Hz
LIVE_LEVEL_CODES = 400  # of a line at rest with its pull-down
LIVE_SWING_CODES = 250  # peak to peak

# -- Scan ----------------------------------------------------------------------------------
SCAN_SETTLE_US = 2000  # a coupled neighbour of 100 m of quad (34 nF) falls in 1 ms
SCAN_DISCHARGE_US = 120  # all lines low between steps: 580 ohm x 34 nF x 6

# -- Capacitance ---------------------------------------------------------------------------
RHO_REF_HI = 0.0244  # (4.7 k + mux) / 200 k, behind the references
RHO_LINE_HI = 0.0259  # with the return of both ends low: half a driver more
RHO_REF_LO = 0.510
RHO_LINE_LO = 0.541
HI_LIMIT_PF = 8000.0  # above it the LO range is quicker and better
FAR_MUX_PIN_PF = 5.0  # the far line's mux pin on a joined line
LINE_ZERO_PF = 22.0  # open jack, before calibration
LINE_ZERO_SD_PF = 2.0  # its spread from board to board, before calibration
CREF_TOLERANCE = 0.01
ATTACHED_PF = 12.0  # more than this on an open contact: a conductor hangs there
PLUG_PF = 8.0  # a bare plug (front-end note)

# -- Resistance ----------------------------------------------------------------------------
JACK_OHM = 0.016  # two jack contacts, until the shorting plug is calibrated
LEG_SD_OHM = 0.008  # noise, ADC and gain of one Kelvin reading (front-end note: sd 6 mohm)
CONTACT_SD_OHM = 0.004  # contact repeatability
LEG_LIMIT_OHM = 1.0  # pass limit of real shops; real good legs read under 0.3
X11_LIMIT_OHM = 50.0  # above it the x11 stage saturates

# -- Diagnosis -----------------------------------------------------------------------------
GALVANIC_OHM = 100.0  # below: one net; above: two nets with a resistance between them
SHORT_OHM = 1000.0  # an unwanted connection below this is a short, above it a leak
JOINT_OHM = 35e3  # a leg above this is open (the reach of the digital scan)
ISOLATION_FAIL_OHM = 1e6  # isolation below fails (low-voltage check: no insulation test)
ISOLATION_GOOD_OHM = 10e6  # isolation above is good; between the two is the shops' warning band
BRIDGE_OHM = 0.05  # a bridge inside a plug reads less, and its contacts' own resistance
CORES_OHM = 0.1  # two cores of one cable differ by less than this ...
CORES_RATIO = 1.2  # ... or by less than this factor, else a workmanship warning
CORE_OHM_PER_M = 0.1  # the thinnest usual core, 24 AWG: what a long leg may read
PAIRS_DIFFER = 0.15  # pair capacitances that tell the shield from the cores differ so much
UNBALANCED_SUSPECT = 0.10  # T-S against R-S, of their mean
UNBALANCED_LIMIT = 0.25  # a wrongly assembled shield
UNBALANCED_M = 4.5  # 15 ft: longer unbalanced leads hum
STOCK_SPREAD = 0.10  # of a stock's pF/ft unless it was taught
TAPE_SPREAD = 0.005  # of a length that a person gave
PF_PER_FT_LIMIT = 30.0  # conductor to shield
FOOT_M = 0.3048
AT_PLUG = 0.05  # of the length: a break nearer than this is called "at plug"
BREAK_SD_M = 0.015  # front-end note: specify 3 cm + 0.5 % of the length (2 sigma)
BREAK_SD_FRACTION = 0.0025
PLUG_RESOLUTION_M = 0.05  # the plug's own 8 pF is 5 cm of cable

SIGMAS = 2.0  # a stated uncertainty is this many standard deviations
