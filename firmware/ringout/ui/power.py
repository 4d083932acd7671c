"""Battery and display rest: two small state machines fed with the time and a reading."""

from ringout.base.compat import ticks_diff

# (millivolt at VSYS, percent of what the tester can use). Both reach VSYS through a transistor
# that loses next to nothing; on perfboard a Schottky diode takes 0.25 V, and the charge shown is
# too low. Estimates, not measured: 2xAA, alkaline, at some 50 mA 1.55 V a cell when fresh, half
# used near 1.3 V, refused at 1.0 V; NiMH 1.4 V fresh, then 1.25 V until it is nearly empty; LiPo
# 4.2 V to 3.4 V.
CURVES = {
    "2xAA": ((2000, 0), (2200, 10), (2350, 25), (2500, 45), (2650, 65), (2800, 82), (3100, 100)),
    "2xNiMH": ((2000, 0), (2250, 8), (2380, 20), (2460, 40), (2520, 60), (2600, 80), (2750, 100)),
    "LiPo": ((3350, 0), (3550, 8), (3700, 20), (3800, 40), (3950, 65), (4100, 85), (4200, 100)),
}
# Below `refuse` the 3V3 rail starts to follow the cells' sag and readings suffer; a LiPo suffers.
LEVELS = {"2xAA": (2120, 2000), "2xNiMH": (2250, 2000), "LiPo": (3550, 3400)}  # warn, refuse: mV

OK = "ok"
WARN = "warn"
REFUSE = "refuse"

AWAKE = "awake"
DIM = "dim"
ASLEEP = "asleep"
OFF = "off"


class Battery:
    """Smoothed supply voltage and what it means. `kind`: a key of CURVES."""

    PERIOD_MS = 500
    RECOVER_MV = 60  # a level is left only this far above it, so that it does not flicker

    def __init__(self, kind):
        self.kind = kind
        self.mv = 0
        self.level = OK
        self.on_usb = False
        self._sum = 0  # sixteenths of a millivolt
        self._last_ms = None

    def is_due(self, now_ms):
        """True when a reading is wanted."""
        return self._last_ms is None or ticks_diff(now_ms, self._last_ms) >= self.PERIOD_MS

    def update(self, now_ms, mv, on_usb=False):
        """Take a reading; returns the level. With USB power there is nothing to warn of."""
        if self._last_ms is None or on_usb != self.on_usb:
            self._sum = mv * 16  # another source: the past says nothing about it
        else:
            self._sum += ((mv - self.mv) * 16) // 8
        self._last_ms = now_ms
        self.on_usb = on_usb
        self.mv = self._sum // 16
        self.level = OK if on_usb else self._level()
        return self.level

    def percent(self):
        """Charge left, 0 to 100."""
        curve = CURVES[self.kind]
        if self.mv <= curve[0][0]:
            return 0
        for at in range(1, len(curve)):
            low, high = curve[at - 1], curve[at]
            if self.mv < high[0]:
                return low[1] + (high[1] - low[1]) * (self.mv - low[0]) // (high[0] - low[0])
        return 100

    def text(self):
        """The voltage in words."""
        return "%d.%02d V" % (self.mv // 1000, self.mv % 1000 // 10)

    def _level(self):
        warn, refuse = LEVELS[self.kind]
        spare = self.RECOVER_MV
        if self.mv < refuse + (spare if self.level == REFUSE else 0):
            return REFUSE
        if self.mv < warn + (spare if self.level != OK else 0):
            return WARN
        return OK


class Rest:
    """Dims the display, sends it to sleep, then the tester, when nobody uses it. `off_min`: how
    many minutes after its last use on cells; 0: never."""

    DIM_MS = 60000
    SLEEP_MS = 300000
    MINUTE_MS = 60000

    def __init__(self, now_ms):
        self.state = AWAKE
        self.sleeps = True  # False: it only dims
        self.off_min = 0
        self._since_ms = now_ms
        self._cells_ms = now_ms  # used, or on USB, until then

    def touch(self, now_ms):
        """A key or a test: awake again. True if the display was asleep, so that the key which
        woke it does nothing else."""
        slept = self.state == ASLEEP
        self.state = AWAKE
        self._since_ms = self._cells_ms = now_ms
        return slept

    def update(self, now_ms, on_usb=True):
        """The state now. Once asleep it stays so until `touch`: the clock may wrap."""
        if on_usb or not self.sleeps:
            self._cells_ms = now_ms
        elif self.off_min and ticks_diff(now_ms, self._cells_ms) >= self.off_min * self.MINUTE_MS:
            self.state = ASLEEP  # the display is dark, whatever comes of it
            return OFF
        if self.state != ASLEEP:
            idle_ms = ticks_diff(now_ms, self._since_ms)
            if idle_ms >= self.SLEEP_MS and self.sleeps:
                self.state = ASLEEP
            elif idle_ms >= self.DIM_MS:
                self.state = DIM
        return self.state
