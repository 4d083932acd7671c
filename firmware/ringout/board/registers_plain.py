"""The chip's registers that a press goes through: pins of the lines, mux and charge, converter.

In Python, for the simulated chip; on the real one `registers_viper` does the same as machine
code. All pins of a call change in the same clock cycle and always break before make. Register
names and bits: RP2040 datasheet 2.3.1.7 (SIO), 2.19.6.3 (pads), 2.5.7 (DMA), 4.9.6 (ADC).
"""

import time

from ringout.base.compat import const

_GPIO_IN = const(0xD0000004)
_GPIO_OUT = const(0xD0000010)
_GPIO_OUT_SET = const(0xD0000014)
_GPIO_OUT_CLR = const(0xD0000018)
_GPIO_OUT_XOR = const(0xD000001C)
_GPIO_OE = const(0xD0000020)
_GPIO_OE_SET = const(0xD0000024)
_GPIO_OE_CLR = const(0xD0000028)
_LINE_BITS = const(0x1FFC)  # GPIO 2..12
_MUX_SHIFT = const(13)
_MUX_BITS = const(0x1E000)

_PADS = const(0x4001C004)  # pad of GPIO 0; the others follow, 4 bytes each
_FIRST_LINE = const(2)
_LAST_LINE = const(12)

_ADC_CS = const(0x4004C000)
_ADC_RESULT = const(0x4004C004)
_ADC_FCS = const(0x4004C008)
_ADC_FIFO = const(0x4004C00C)
_ADC_DIV = const(0x4004C010)
_CS_ENABLE = const(0x0001)
_CS_START_ONCE = const(0x0004)
_CS_START_MANY = const(0x0008)
_CS_READY = const(0x0100)
_CS_CHANNEL = const(12)  # shift
_FCS_OFF = const(0x0C00)
_FCS_RUN = const(0x01000C09)  # FIFO on, DREQ at one sample, sticky flags cleared
_FCS_LEVEL = const(0x000F0000)
_PERIOD_US = const(2)
_CHARGE_BITS = const(0x60000)
_HI_BIT = const(0x20000)
_LO_BIT = const(0x40000)
_CHANNEL = const(0x7)  # of `how` a capture is made
_PINS = const(0x8)
_LINES = const(11)
_GROUND = const(15)  # mux channels
_PARKED = const(13)
_GROUND_US = const(3)  # Z through 4.9 k
_GLANCE_US = const(9)  # five time constants of an empty jack and Z behind 22 k

mem32 = None  # the board gives it


def reach(memory):
    """Registers are memory[address]."""
    global mem32
    mem32 = memory


def mux(channel):
    """The four address pins, together."""
    mem32[_GPIO_OUT_XOR] = (mem32[_GPIO_OUT] ^ channel << _MUX_SHIFT) & _MUX_BITS


def set_lines(high, low, pad):
    """Drive the GPIOs of two masks, release all other lines, give each the pad setting. Lines
    that keep level and direction are not touched; every other line is released before any line
    is driven."""
    level = mem32[_GPIO_OUT]
    keep = mem32[_GPIO_OE] & (level & high | ~level & low)
    mem32[_GPIO_OE_CLR] = _LINE_BITS & ~keep
    mem32[_GPIO_OUT_CLR] = _LINE_BITS & ~high
    mem32[_GPIO_OUT_SET] = high
    for gpio in range(_FIRST_LINE, _LAST_LINE + 1):
        mem32[_PADS + 4 * gpio] = pad
    mem32[_GPIO_OE_SET] = high | low


def charge(touched, driven, high):
    """Of the pins `touched`, release those that are not `driven`, then drive those that are."""
    mem32[_GPIO_OE_CLR] = touched & ~driven
    mem32[_GPIO_OUT_XOR] = (mem32[_GPIO_OUT] ^ high) & touched
    mem32[_GPIO_OE_SET] = driven


def blink(pins_off, us, stamps):
    """Let go of driven pins for at least `us`. Returns the levels of all pins just before they
    are driven again; stamps, array 'I', gets (begin, end) in microseconds."""
    stamps[0] = time.ticks_us()
    mem32[_GPIO_OE_CLR] = pins_off
    time.sleep_us(us)
    levels = mem32[_GPIO_IN]
    mem32[_GPIO_OE_SET] = pins_off
    stamps[1] = time.ticks_us()
    return levels


def touch(lines, low_us, us, stamps):
    """Drive driven pins low, let go of them, take one conversion and drive them high again. Returns
    the levels of all pins before that; stamps, array 'I', gets (begin, end, code)."""
    stamps[0] = time.ticks_us()
    mem32[_GPIO_OUT_CLR] = lines
    time.sleep_us(low_us)
    mem32[_GPIO_OE_CLR] = lines
    mem32[_GPIO_OUT_SET] = lines
    time.sleep_us(us)
    stamps[2] = convert(0)
    levels = mem32[_GPIO_IN]
    mem32[_GPIO_OE_SET] = lines
    stamps[1] = time.ticks_us()
    return levels


def glance(codes, lifts, level, most_us):
    """As Board.glance. The converter ends at rest."""
    mem32[_ADC_CS] = _CS_ENABLE
    mem32[_ADC_FCS] = _FCS_OFF
    mem32[_GPIO_OE_CLR] = _CHARGE_BITS
    mem32[_GPIO_OUT_SET] = _HI_BIT
    for line in range(_LINES):
        mux(_GROUND)
        time.sleep_us(_GROUND_US)
        mux(line)
        time.sleep_us(_GLANCE_US)
        codes[line] = convert(0)
        lifts[line] = 1
        if level:
            mem32[_GPIO_OE_SET] = _HI_BIT
            start_us = time.ticks_us()
            while convert(0) < level:
                if time.ticks_us() - start_us & 0x3FFFFFFF >= most_us:
                    lifts[line] = 0
                    break
            mem32[_GPIO_OE_CLR] = _HI_BIT
            mem32[_GPIO_OUT_CLR] = _LO_BIT
            mem32[_GPIO_OE_SET] = _LO_BIT
            time.sleep_us(_GLANCE_US)
            mem32[_GPIO_OE_CLR] = _LO_BIT
    mux(_PARKED)


def convert(adc):
    """One conversion."""
    mem32[_ADC_CS] = _CS_ENABLE | _CS_START_ONCE | adc << _CS_CHANNEL
    while not mem32[_ADC_CS] & _CS_READY:
        pass
    return mem32[_ADC_RESULT]


def sampler(dma, ctrl):
    """What `sample`, `prepare` and `stop` take: a DMA channel, and how it is set up."""
    return dma, ctrl


def prepare(sampler):
    """At rest, the FIFO empty, ready to convert back to back."""
    stop(sampler)
    mem32[_ADC_FCS] = _FCS_RUN
    while mem32[_ADC_FCS] & _FCS_LEVEL:  # left over from the last run
        mem32[_ADC_FIFO]
    mem32[_ADC_DIV] = 0  # back to back: 96 cycles of 48 MHz


def sample(sampler, buffer, count, how):
    """`count` conversions into the buffer through the DMA channel. The charge pins change as in
    `charge`: released before, driven with the first conversion. In the board's own code it would
    be thirty samples later, more than a quick charge takes.

    how: the converter's channel; _PINS if the charge pins are touched; the bits of those that are
    driven; and the same two places lower if they are driven high. In one number: a function with
    more than eleven words of arguments, names and what it works on takes its frame from the heap.
    """
    dma, ctrl = sampler
    adc = how & _CHANNEL
    touched = _CHARGE_BITS if how & _PINS else 0
    driven = how & _CHARGE_BITS
    high = how << 2 & _CHARGE_BITS
    mem32[_GPIO_OE_CLR] = touched & ~driven
    prepare(sampler)
    whole = False
    try:
        dma.config(read=_ADC_FIFO, write=buffer, count=count, ctrl=ctrl, trigger=True)
        mem32[_ADC_CS] = _CS_ENABLE | _CS_START_MANY | adc << _CS_CHANNEL
        mem32[_GPIO_OUT_XOR] = (mem32[_GPIO_OUT] ^ high) & touched
        mem32[_GPIO_OE_SET] = driven
        time.sleep_us(count * _PERIOD_US)
        whole = True
    finally:
        while whole and dma.active():
            pass
        stop(sampler)


def stop(sampler):
    """The converter at rest, the channel as well: nothing writes to memory after this."""
    mem32[_ADC_CS] = _CS_ENABLE
    while not mem32[_ADC_CS] & _CS_READY:
        pass
    sampler[0].active(0)
