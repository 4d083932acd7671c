"""The tone page: which leg sounds, what the ear hears, and what the keys do."""

from ringout.screen.canvas import TALL, fit
from ringout.screen.frame import big_word, centred, keys_line, title

_HEARD = {"T": "T: beep-beep", "R": "R: beep", "R2": "R2: beep-beep-beep",
          "T+R": "beep-beep T, beep R", "T-R": "T against R, steady"}  # fmt: skip


def layout_tone(jack, leg, hz, other_hz):
    """`leg`: of measure.tone.LEGS; the frequency, and the one that MODE held gives."""
    items = title("TONE jack " + jack, "%d Hz" % hz) + [big_word(leg.replace("+", " "), TALL, 11)]
    items.append(centred(37, _HEARD[leg]))
    items.append(centred(46, fit("hold MODE: %d Hz" % other_hz)))
    return items + keys_line("leg", "end")
