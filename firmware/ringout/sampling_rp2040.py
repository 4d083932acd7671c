"""ADC and its DMA channel started and stopped, as machine code: a press does it 150 times.

`sampling_plain` says what each function does. Registers: RP2040 datasheet 4.9.6 (ADC), 2.5.7
(DMA). Addresses are shifted at run time: constants beyond 30 bits would be objects.
"""

import micropython

_LOOKS = 100000  # at a flag before it is given up: some 10 ms, a capture has been waited for


def registers(dma):
    """Address of the channel's registers."""
    return 0x50000000 + 0x40 * dma.channel


@micropython.viper
def prepare(dma, channel: ptr32):  # noqa: F821
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    stop(channel)
    converter[2] = 0x01000C09  # FIFO on, DREQ at one sample, sticky flags cleared
    left = 0
    while converter[2] & 0x000F0000:  # left over from the last run
        left += converter[3]
    converter[4] = 0  # back to back: 96 cycles of 48 MHz


@micropython.viper
def begin(dma, channel: ptr32, ctrl: int, buffer: ptr16, count: int, adc: int):  # noqa: F821
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    prepare(dma, channel)
    channel[0] = (unit << 2) + 12
    channel[1] = int(buffer)
    channel[2] = count
    channel[3] = ctrl
    converter[0] = 9 | adc << 12  # enabled, converting again and again


@micropython.viper
def end(dma, channel: ptr32, whole: int):  # noqa: F821
    looks = 0
    while whole and channel[3] & 0x01000000 and looks < int(_LOOKS):
        looks += 1
    stop(channel)


@micropython.viper
def stop(channel: ptr32):  # noqa: F821
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    converter[0] = 1
    looks = 0
    while not converter[0] & 0x100 and looks < int(_LOOKS):
        looks += 1
    if channel[3] & 0x01000000:
        place = int(channel)
        abort = ptr32(((place >> 12) << 12) + 0x444)  # noqa: F821
        abort[0] = 1 << ((place >> 6) & 15)
        while abort[0]:
            pass
