"""The 3V3 rail as the ADC sees it: ripple of the regulator, and a reference that lags.

While GP23 is low the Pico's regulator saves power in bursts: 8.7 to 11 mV rms and 30 to 115 mV
peak to peak on 3V3 (pico-adc.markomo.me, and the Pico's data sheet for the switch). ADC_VREF
hangs on 3V3 through 200 ohm and 2.2 uF, so what rides on 3V3 does not divide out, and for some
milliseconds after the mode was switched the two are apart. In PWM mode what is left is part of
the converter's noise.
"""

from math import exp

from ringout_host.sim import linalg
from ringout_host.sim.noise import TABLE, Random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Volts

numpy = linalg.numpy
VREF_US = 440.0  # 200 ohm x 2.2 uF
BURST_SAMPLES = 19  # a burst every 38 us


class Supply:
    """random: noise.Random of this board. rms_v: ripple while the regulator saves power."""

    def __init__(self, random: Random, rms_v: float) -> None:
        self.rms_v = rms_v
        self.quiet = False
        self._switched_us = -1e9
        self._shape = _bursts(random) if rms_v else ()
        self._shape_array = None if numpy is None else numpy.array(self._shape)
        self._at = 0

    def switch(self, quiet: bool, now_us: float) -> None:
        """GP23: high is quiet."""
        if quiet != self.quiet:
            self.quiet = quiet
            self._switched_us = now_us

    def seen(self, volts: "Volts", now_us: float, vdd: float) -> "Volts":
        """Voltages of a signal made from 3V3, as a converter sees them whose reference is steady.
        volts: a list or numpy array of samples from now_us on."""
        if not self.rms_v:
            return volts
        step = self.rms_v * exp(-min((now_us - self._switched_us) / VREF_US, 700.0)) / vdd
        factor = 1.0 + (step if self.quiet else -step)
        count = len(volts)
        if self.quiet:
            if abs(step) < 1e-7:
                return volts
            return [v * factor for v in volts] if isinstance(volts, list) else volts * factor
        scale = self.rms_v / vdd
        at, self._at = self._at, (self._at + count) % TABLE
        if not isinstance(volts, list):
            shape = self._shape_array.take(numpy.arange(at, at + count), mode="wrap")
            return volts * (factor + scale * shape)
        return [volts[k] * (factor + scale * self._shape[(at + k) % TABLE]) for k in range(count)]


def _bursts(random: Random) -> list[float]:
    """TABLE samples of ripple of 1 rms, mean 0: it rises with each burst and falls until the
    next; no two are alike."""
    wave: list[float] = []
    while len(wave) < TABLE:
        length = int(BURST_SAMPLES * (0.6 + 0.8 * random.uniform()))
        height = 0.4 + 1.2 * random.uniform()
        wave.extend([height * (1.0 - 2.0 * k / (length - 1)) for k in range(length)])
    wave = wave[:TABLE]
    mean = sum(wave) / TABLE
    rms = (sum((x - mean) ** 2 for x in wave) / TABLE) ** 0.5
    return [(x - mean) / rms for x in wave]
