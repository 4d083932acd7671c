"""The RP2040's ADC: 12 bits, four wide codes, offset, gain and noise.

The wide codes are silicon (erratum E11): code 511, 1535, 2559 and 3583 are about ten codes
wide, so the converter falls behind an ideal one by 9, 8, 8 and 9 codes past each of them.
"""

from array import array

from ringout.board.pinmap import ADC_FULL_SCALE, ADC_VREF_DROP_V
from ringout_host.sim import linalg
from ringout_host.sim.noise import TABLE, gauss_table

numpy = linalg.numpy

# (the wide code, how many codes are lost there)
WIDE_CODES = ((511, 9), (1535, 8), (2559, 8), (3583, 9))


def _flat_spots():
    """(ideal code where the wide code begins, where the next code begins) for each."""
    lost = 0
    spots = []
    for code, width in WIDE_CODES:
        spots.append((code + lost, code + lost + width + 1, lost, width))
        lost += width
    return spots, lost


SPOTS, LOST = _flat_spots()


class Adc:
    """One chip's converter.  random: noise.Random that draws its offset and gain."""

    def __init__(self, random, noise_lsb=1.0):
        self.gain = random.spread((ADC_FULL_SCALE + LOST - 10) / ADC_FULL_SCALE, 0.002)
        self.offset_lsb = 0.5 + 1.5 * random.gauss() / 3.0
        self.noise_lsb = noise_lsb
        self.noise = gauss_table(int(random.uniform() * 1e6))
        self.at = 0
        if numpy is not None:
            self.noise_array = numpy.array(self.noise * 2)
            codes = [_code(ideal) for ideal in range(ADC_FULL_SCALE + LOST)]
            self.table = numpy.array(codes, dtype="uint16")

    def _scale(self, vdd):
        return self.gain * ADC_FULL_SCALE / (vdd - ADC_VREF_DROP_V)

    def convert(self, volts, vdd):
        """Codes of an array or list of voltages, as array('H')."""
        if numpy is not None:
            return self._convert_numpy(numpy.asarray(volts), vdd)
        codes = array("H", bytes(2 * len(volts)))
        scale = self._scale(vdd)
        for k in range(len(volts)):
            noise = self.noise_lsb * self.noise[self.at]
            self.at = (self.at + 1) % TABLE
            codes[k] = _code(volts[k] * scale + self.offset_lsb + noise)
        return codes

    def _convert_numpy(self, volts, vdd):
        count = len(volts)
        ideal = volts * self._scale(vdd) + self.offset_lsb
        done = 0
        while done < count:
            part = min(TABLE, count - done)
            ideal[done : done + part] += self.noise_lsb * self.noise_array[self.at : self.at + part]
            self.at = (self.at + part) % TABLE
            done += part
        raw = ideal.astype(numpy.int32).clip(0, len(self.table) - 1)
        return array("H", self.table[raw].tobytes())


def _code(ideal):
    raw = int(ideal) if ideal > 0 else 0
    out = raw
    for start, stop, lost, width in SPOTS:
        if raw >= stop:
            out = raw - lost - width
        elif raw >= start:
            out = start - lost
    return min(out, 4095)
