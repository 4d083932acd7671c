"""ADC and its DMA channel started and stopped, register by register in Python.

For the simulated chip; on the real one `sampling_rp2040` does the same as machine code.
"""

from machine import mem32

from ringout.compat import const

_ADC_CS = const(0x4004C000)
_ADC_FCS = const(0x4004C008)
_ADC_FIFO = const(0x4004C00C)
_ADC_DIV = const(0x4004C010)
_CS_ENABLE = const(0x0001)
_CS_START_MANY = const(0x0008)
_CS_READY = const(0x0100)
_CS_CHANNEL = const(12)  # shift
_FCS_RUN = const(0x01000C09)  # FIFO on, DREQ at one sample, sticky flags cleared
_FCS_LEVEL = const(0x000F0000)


def registers(dma):
    """Address of the channel's registers, where they are needed."""
    return 0


def prepare(dma, channel):
    """At rest, the FIFO empty, ready to convert back to back."""
    stop(dma)
    mem32[_ADC_FCS] = _FCS_RUN
    while mem32[_ADC_FCS] & _FCS_LEVEL:  # left over from the last run
        mem32[_ADC_FIFO]
    mem32[_ADC_DIV] = 0  # back to back: 96 cycles of 48 MHz


def begin(dma, channel, ctrl, buffer, count, adc):
    """Convert `adc` again and again, and let the channel put `count` codes into the buffer."""
    prepare(dma, channel)
    dma.config(read=_ADC_FIFO, write=buffer, count=count, ctrl=ctrl, trigger=True)
    mem32[_ADC_CS] = _CS_ENABLE | _CS_START_MANY | adc << _CS_CHANNEL


def end(dma, channel, whole):
    """Nothing converts and nothing writes to memory after this. whole: wait for the rest."""
    while whole and dma.active():
        pass
    stop(dma)


def stop(dma):
    """The converter at rest, the channel as well."""
    mem32[_ADC_CS] = _CS_ENABLE
    while not mem32[_ADC_CS] & _CS_READY:
        pass
    dma.active(0)
