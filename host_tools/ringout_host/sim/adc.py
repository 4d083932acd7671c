"""The RP2040's ADC: 12 bits, wide and missing codes, offset, gain and noise.

The wide codes are silicon (erratum E11): code 511, 1535, 2559 and 3583 are about ten codes
wide, so the converter falls behind an ideal one by 8 to 10 codes past each of them. What else a
chip does differs from chip to chip: `converters.py`.
"""

from array import array

from ringout.board.pinmap import ADC_FULL_SCALE, ADC_VREF_DROP_V
from ringout_host.sim import linalg
from ringout_host.sim.converters import PROFILES, SEGMENT, WIDE, Profile
from ringout_host.sim.noise import TABLE, Random, gauss_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.kinds import Array, Volts

numpy = linalg.numpy

FINE = 8  # steps of the table in one code
FEW = 12  # samples that numpy is no quicker with
_TOP = ADC_FULL_SCALE + 64  # where the table ends, in codes and lost codes


class Adc:
    """One chip's converter. random: noise.Random that draws its offset and gain; shape: a
    converters.Profile."""

    def __init__(self, random: Random, shape: Profile, noise_lsb: float = 1.0) -> None:
        drawn = shape is PROFILES["ideal"]  # of no chip in particular: offset and gain are drawn
        self.gain = random.spread(shape.gain, 0.002 if drawn else 0.0005)
        self.offset_lsb = shape.offset + (1.5 if drawn else 0.5) * random.gauss() / 3.0
        self.noise_lsb = noise_lsb
        noise = gauss_table(int(random.uniform() * 1e6))
        self.at = 0
        if shape.codes is None:
            shape.codes = _codes(shape)
        self.codes = shape.codes
        self.few = list(noise) if numpy is None else numpy.asarray(noise).tolist()
        if numpy is not None:
            self.noise = numpy.concatenate((noise, noise))
            self.table = numpy.frombuffer(self.codes, dtype="uint16")

    def _scale(self, vdd: float) -> float:
        return self.gain * ADC_FULL_SCALE / (vdd - ADC_VREF_DROP_V)

    def convert(self, volts: "Volts", vdd: float) -> "array[int]":
        """Codes of an array or list of voltages, as array('H')."""
        if numpy is not None and (len(volts) > FEW or not isinstance(volts, list)):
            return self._convert_numpy(numpy.asarray(volts), vdd)
        codes = array("H", bytes(2 * len(volts)))
        scale, offset = self._scale(vdd), self.offset_lsb
        noise_lsb, noise, at = self.noise_lsb, self.few, self.at
        table, top = self.codes, len(self.codes) - 1
        for k in range(len(volts)):
            ideal = volts[k] * scale + offset + noise_lsb * noise[at]
            at = (at + 1) % TABLE
            codes[k] = table[min(int(ideal * FINE), top)] if ideal > 0 else 0
        self.at = at
        return codes

    def _convert_numpy(self, volts: "Array", vdd: float) -> "array[int]":
        count = len(volts)
        ideal = volts * self._scale(vdd) + self.offset_lsb
        done = 0
        while done < count:
            part = min(TABLE, count - done)
            ideal[done : done + part] += self.noise_lsb * self.noise[self.at : self.at + part]
            self.at = (self.at + part) % TABLE
            done += part
        ideal *= FINE
        raw = numpy.minimum(numpy.maximum(ideal.astype(numpy.int32), 0), len(self.table) - 1)
        return array("H", self.table[raw].tobytes())


def begins(shape: Profile) -> list[float]:
    """Where each code begins, in codes and lost codes: ascending; equal where one is missing."""
    edges = [0.0] * ADC_FULL_SCALE
    for code in range(1, ADC_FULL_SCALE):
        lost = sum(wide for at, wide in zip(WIDE, shape.lost) if code > at)
        edges[code] = code + lost + shape.residual[code // SEGMENT] / 100.0
    for code in range(ADC_FULL_SCALE - 2, -1, -1):
        edges[code] = min(edges[code], edges[code + 1])
    return edges


def _codes(shape: Profile) -> "array[int]":
    """The code for every 1/FINE of a code of input."""
    edges = begins(shape)
    table = array("H")
    for code in range(ADC_FULL_SCALE):
        end = edges[code + 1] if code + 1 < ADC_FULL_SCALE else _TOP
        table.extend(array("H", [code] * (int(end * FINE + 0.5) - len(table))))
    return table
