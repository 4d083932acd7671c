"""The registers that a press goes through a thousand times, as machine code.

`registers_plain` says what each function does. Registers: RP2040 datasheet 2.3.1.7 (SIO),
2.19.6.3 (pads), 2.5.7 (DMA), 4.6.5 (timer), 4.9.6 (ADC). Addresses are shifted at run time:
constants beyond 30 bits would be objects. Indices are those of 32-bit words. No exception can
come between the lines of a function, so nothing stays driven or converting half way; a flag that
does not come is given up after some 100 ms.
"""

from array import array

import micropython


@micropython.viper
def mux(channel: int):
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    pins[7] = (pins[4] ^ channel << 13) & 0x1E000


@micropython.viper
def set_lines(high: int, low: int, pad: int):
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    bank = 0x10007001
    pads = ptr32(bank << 2)  # noqa: F821
    level = pins[4]
    keep = pins[8] & (level & high | ~level & low)
    pins[10] = 0x1FFC & ~keep
    pins[6] = 0x1FFC & ~high
    pins[5] = high
    gpio = 2
    while gpio <= 12:
        pads[gpio] = pad
        gpio += 1
    pins[9] = high | low


@micropython.viper
def charge(touched: int, driven: int, high: int):
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    pins[10] = touched & ~driven
    pins[7] = (pins[4] ^ high) & touched
    pins[9] = driven


@micropython.viper
def blink(pins_off: int, us: int, stamps: ptr32) -> int:  # noqa: F821
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    unit = 0x10015000
    timer = ptr32(unit << 2)  # noqa: F821
    start_us = timer[10]
    pins[10] = pins_off
    while timer[10] - start_us < us:
        pass
    levels = pins[1]
    pins[9] = pins_off
    stamps[0] = start_us & 0x3FFFFFFF
    stamps[1] = timer[10] & 0x3FFFFFFF
    return levels & 0x3FFFFFFF


@micropython.viper
def touch(lines: int, low_us: int, us: int, stamps: ptr32) -> int:  # noqa: F821
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    bank = 0x10015000
    timer = ptr32(bank << 2)  # noqa: F821
    bank = timer[10]
    stamps[0] = bank & 0x3FFFFFFF
    pins[6] = lines
    while timer[10] - bank < low_us:
        pass
    pins[10] = lines
    pins[5] = lines
    us += low_us
    while timer[10] - bank < us:
        pass
    stamps[2] = int(convert(0))
    bank = pins[1]
    pins[9] = lines
    stamps[1] = timer[10] & 0x3FFFFFFF
    return bank & 0x3FFFFFFF


@micropython.viper
def glance(codes: ptr16, lifts: ptr16, level: int, most_us: int):  # noqa: F821
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    unit = 0x10015000
    timer = ptr32(unit << 2)  # noqa: F821
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    converter[0] = 1
    converter[2] = 0xC00  # the FIFO takes nothing of this
    pins[10] = 0x60000  # both charge pins released
    pins[5] = 0x20000  # CHG_HI will be high
    line = 0
    while line < 11:
        pins[7] = (pins[4] ^ 0x1E000) & 0x1E000
        start = timer[10]
        while timer[10] - start < 3:
            pass
        pins[7] = (pins[4] ^ line << 13) & 0x1E000
        start = timer[10]
        while timer[10] - start < 9:
            pass
        codes[line] = int(convert(0))
        lifts[line] = 1
        if level:
            pins[9] = 0x20000
            start = timer[10]
            while int(convert(0)) < level:
                if timer[10] - start >= most_us:
                    lifts[line] = 0
                    break
            pins[10] = 0x20000
            pins[6] = 0x40000  # CHG_LO low: a line whose force path is broken would stay lifted
            pins[9] = 0x40000
            start = timer[10]
            while timer[10] - start < 9:
                pass
            pins[10] = 0x40000
        line += 1
    pins[7] = (pins[4] ^ 0x1A000) & 0x1E000


@micropython.viper
def convert(adc: int) -> int:
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    converter[0] = 5 | adc << 12
    looks = 0
    while not converter[0] & 0x100 and looks < 100000:
        looks += 1
    return converter[1]


def sampler(dma, ctrl):
    """Address of the channel's registers, and its setting."""
    return array("I", (0x50000000 + 0x40 * dma.channel, ctrl))


@micropython.viper
def prepare(sampler: ptr32):  # noqa: F821
    stop(sampler)
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    converter[2] = 0x01000C09  # FIFO on, DREQ at one sample, sticky flags cleared
    left = 0
    while converter[2] & 0x000F0000:  # left over from the last run
        left += converter[3]
    converter[4] = 0  # back to back: 96 cycles of 48 MHz


@micropython.viper
def sample(sampler: ptr32, buffer: ptr16, count: int, how: int):  # noqa: F821
    channel = ptr32(sampler[0])  # noqa: F821
    touched = 0x60000 if how & 8 else 0
    driven = how & 0x60000
    high = how << 2 & 0x60000
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    bank = 0x34000000
    pins = ptr32(bank << 2)  # noqa: F821
    pins[10] = touched & ~driven
    prepare(sampler)
    channel[0] = (unit << 2) + 12
    channel[1] = int(buffer)
    channel[2] = count
    flips = (pins[4] ^ high) & touched
    channel[3] = sampler[1]
    converter[0] = 9 | (how & 7) << 12  # enabled, converting again and again
    pins[7] = flips
    pins[9] = driven
    looks = 0
    while looks < 100000:
        looks += 1
        if not channel[3] & 0x01000000:  # no longer busy
            break
        idle = 16
        while idle:  # off the bus: quieter than looking all the time
            idle -= 1
    stop(sampler)


@micropython.viper
def stop(sampler: ptr32):  # noqa: F821
    channel = ptr32(sampler[0])  # noqa: F821
    unit = 0x10013000
    converter = ptr32(unit << 2)  # noqa: F821
    converter[0] = 1
    looks = 0
    while not converter[0] & 0x100 and looks < 100000:
        looks += 1
    if channel[3] & 0x01000000:
        place = int(channel)
        abort = ptr32(((place >> 12) << 12) + 0x444)  # noqa: F821
        abort[0] = 1 << ((place >> 6) & 15)
        while abort[0]:
            pass
