"""Screens that say one thing: battery, log, live voltage, firmware error, calibration steps,
a golden cable being learned, device facts."""

from ringout.screen import icons
from ringout.screen.canvas import (
    BOX,
    FILL,
    HUGE,
    ICON,
    TALL,
    TEXT,
    WIDTH,
    WORD,
    fit,
    text_width,
    word_width,
    wrap,
)
from ringout.screen.frame import big_word, centred, keys_line, short_lines, title


def layout_low_battery(volts_text, percent, refused, do):
    """Cells run down; `do` what to do. `refused`: too low to measure with; tests are not made."""
    items = [(WORD, 58, 0, "LOW", HUGE)]
    items += [(BOX, 4, 3, 42, 20), (BOX, 5, 4, 40, 18), (FILL, 46, 8, 3, 10, 1)]
    items.append((FILL, 8, 7, max(2, 34 * percent // 100), 12, 1))
    if refused:
        return items + short_lines([volts_text, "too low to measure:", do])
    return items + short_lines(["%s, %d %% left" % (volts_text, percent), do + " soon"])


def layout_log_full(percent, records, lost):
    """The log fills with records nobody has pulled."""
    number = str(percent)
    left = 120 - word_width(number, TALL)
    items = [(WORD, 2, 0, "LOG", HUGE), (WORD, left, 2, number, TALL), (TEXT, 123, 18, "%")]
    items += [(BOX, 0, 56, WIDTH, 8), (FILL, 2, 58, 124 * min(percent, 100) // 100, 4, 1)]
    lines = ["%d records, pull:" % records, "ringout logs pull"]
    if lost:
        lines.append("%d were dropped" % lost)
    return items + short_lines(lines, 4)


_LIVE = {  # what it is, what to do
    "": ("voltage from outside", "UNPLUG THE CABLE"),
    "signal": ("signal on the cable", "UNPLUG THE FAR END"),
    "touch": ("touching metal?", "ON USB: USE BATTERY"),
}


def layout_live(contacts, bright=False, source=""):
    """A voltage that the tester did not make; source: of the record. `bright` alternates to make
    the bar blink."""
    where = fit("on " + " ".join(contacts), 21)
    what, text = _LIVE.get(source) or _LIVE[""]
    items = [(ICON, 4, 3, icons.BOLT), big_word("LIVE", HUGE, 0), (ICON, 108, 3, icons.BOLT)]
    items += [centred(30, what), centred(40, where)]
    color = 0 if bright else 1
    if not color:
        items.append((FILL, 0, 51, WIDTH, 13, 1))
    items.append((TEXT, (WIDTH - text_width(text)) // 2, 54, text, color))
    return items


def layout_crash(text, crashes, most):
    """The firmware failed; it restarts, or stays in safe mode after `most` times."""
    items = title("FIRMWARE ERROR", "%d/%d" % (crashes, most))
    items += [(TEXT, 0, 13 + at * 9, line) for at, line in enumerate(wrap(text, 3))]
    if crashes < most:
        return items + [centred(45, "report is kept"), centred(55, "restarting")]
    return items + [centred(45, "safe mode: USB only"), centred(55, "run: ringout doctor")]


def layout_rescue():
    """Both keys were held at start: the prompt, no app."""
    return [big_word("RESCUE", TALL)] + short_lines(
        ["USB has the prompt.", "To go on switch off", "and on again"]
    )


def layout_calibrate(place, done, lines, mode):
    """One step of the walk-through. `done`: letters of the jacks that need no more plugs; two
    lines, or up to four without the picture of the jacks; what MODE does."""
    items = title("CALIBRATE", place) + keys_line(mode, "measure")
    if len(lines) > 2:
        return items + [centred(14 + 10 * at, line) for at, line in enumerate(lines)]
    for at, jack in enumerate("ABC"):
        x = 24 + 31 * at
        items.append((BOX, x, 14, 18, 18))
        if jack in done:
            items.append((FILL, x + 2, 16, 14, 14, 1))
        items.append((TEXT, x + 7, 19, jack, 0 if jack in done else 1))
    return items + _two_lines(lines)


def layout_done(heading, lines):
    """Something is finished: up to two lines about it."""
    return title(heading) + [big_word("DONE", TALL, 11)] + _two_lines(lines) + keys_line("", "OK")


def _two_lines(lines):
    return [centred(37 + 9 * at, line) for at, line in enumerate(lines[:2])]


def layout_learn(name, taken, wanted, lines):
    """Learning a golden cable: a box for every sample, filled when taken."""
    items = title("LEARN " + name, "%d/%d" % (taken, wanted))
    size = 20
    gap = 6
    left = (WIDTH - wanted * (size + gap) + gap) // 2
    for at in range(wanted):
        x = left + at * (size + gap)
        items.append((BOX, x, 13, size, size))
        if at < taken:
            items.append((FILL, x + 3, 16, size - 6, size - 6, 1))
    return items + [centred(37 + 9 * at, line) for at, line in enumerate(lines[:3])]


def layout_info(rows, place=""):
    """Device facts: (label, value) rows."""
    items = title("DEVICE", place)
    for at, (label, value) in enumerate(rows[:5]):
        y = 12 + at * 10
        value = fit(value, 20 - len(label))
        items.append((TEXT, 2, y, label))
        items.append((TEXT, WIDTH - 2 - text_width(value), y, value))
    return items
