"""DATA: converters of real RP2040s, by the name that `--tester adc=` takes.

Figures worked out from published sweeps of five Picos (15-bit source, 12 readings a step):
github.com/kitanokitsune/rp2040adc_correction, folder actual_adc_data/data_rp2040, boards 1 to 5;
the codes that are wide, missing or narrow agree with pico-adc.markomo.me. `ideal` has the four
wide codes of erratum E11, which every chip has, and nothing else.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array

WIDE = (511, 1535, 2559, 3583)  # codes that last too long
SEGMENT = 128  # codes of one segment of the residual


class Profile:
    """lost: codes that the converter falls behind at each of WIDE. offset: code at no input.
    gain: codes and lost codes a step of 1/4096 of the reference. residual: mean deviation of
    each segment of SEGMENT codes, in hundredths of a code, positive where it reads too low."""

    def __init__(
        self, lost: tuple[float, ...], offset: float, gain: float, residual: tuple[int, ...]
    ) -> None:
        self.lost, self.offset, self.gain, self.residual = lost, offset, gain, residual
        self.codes: "array[int] | None" = None  # adc.Adc's table, once one was made


PROFILES = {
    "ideal": Profile((10.0, 9.0, 9.0, 10.0), 0.5, 1.0059, (0,) * 32),
    "a": Profile((9.2, 8.5, 8.5, 8.3), 11.1, 1.0016,
        (-68, -76, -52, -57, 38, 21, 30, 18, 71, 51, 39, 6, 107, 79, 71, 48,
         -66, -95, -88, -115, -7, -17, 2, -21, 6, -22, -23, -48, 68, 39, 32, -1)),
    "b": Profile((8.9, 8.8, 8.5, 9.1), 13.1, 1.0019,
        (-102, -103, -49, -61, 29, 8, 43, 14, 74, 39, 64, 27, 92, 51, 75, 46,
         -45, -77, -50, -79, 7, -20, 18, -10, -2, -33, -1, -36, 32, -4, 16, -14)),
    "c": Profile((10.0, 8.2, 7.8, 10.2), 13.8, 1.0028,
        (-113, -126, -36, -50, 36, 9, 79, 43, 59, 22, 78, 33, 97, 51, 108, 68,
         -93, -128, -68, -104, -11, -43, 27, -4, -14, -56, 7, -28, 42, 0, 55, 11)),
    "d": Profile((9.2, 8.4, 8.1, 9.2), 14.8, 1.0015,
        (-77, -71, -65, -68, 43, 33, 23, 13, 83, 60, 40, 13, 103, 82, 56, 36,
         -61, -80, -98, -113, 1, -9, -22, -36, 24, 0, -14, -29, 63, 41, 12, -22)),
    "e": Profile((9.7, 8.1, 8.2, 9.5), 17.0, 1.0022,
        (-120, -134, -38, -52, 34, 9, 87, 60, 44, 4, 71, 31, 99, 60, 127, 87,
         -98, -136, -65, -93, -13, -36, 43, 11, -24, -75, -2, -35, 36, -3, 57, 12)),
}  # fmt: skip
REAL = ("a", "b", "c", "d", "e")
