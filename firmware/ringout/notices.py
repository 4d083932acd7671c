"""Screens that say one thing: battery, log, live voltage, firmware error, calibration steps,
a golden cable being learned, device facts."""

from ringout import icons
from ringout.canvas import (
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
from ringout.screens import big_word, centred, keys_line, short_lines, title


def layout_low_battery(volts_text, percent, refused):
    """Cells run down. `refused`: too low to measure with; tests are not made."""
    items = [(WORD, 58, 0, "LOW", HUGE)]
    items += [(BOX, 4, 3, 42, 20), (BOX, 5, 4, 40, 18), (FILL, 46, 8, 3, 10, 1)]
    items.append((FILL, 8, 7, max(2, 34 * percent // 100), 12, 1))
    if refused:
        return items + short_lines([volts_text, "too low to measure:", "change the cells"])
    return items + short_lines(["%s, %d %% left" % (volts_text, percent), "change the cells soon"])


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


def layout_live(contacts, bright=False):
    """A voltage that the tester did not make. `bright` alternates to make the bar blink."""
    where = fit("on " + " ".join(contacts), 21)
    items = [(ICON, 4, 3, icons.BOLT), big_word("LIVE", HUGE, 0), (ICON, 108, 3, icons.BOLT)]
    items += [centred(30, "voltage from outside"), centred(40, where)]
    color = 0 if bright else 1
    text = "UNPLUG THE CABLE"
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


def layout_calibrate(
    step, steps, picture, lines, percent=None, mode="stop", heading="CALIBRATE"
):
    """One step of the walk-through. `picture`: "open" (nothing plugged), "short" (reference
    plug) or "done"; up to two lines; a bar while it measures, else what the keys do."""
    items = title(heading, "%d/%d" % (step, steps))
    if picture == "done":
        items.append(big_word("DONE", TALL, 11))
    else:
        items += _jack_pair(14, picture == "short")
    items += [centred(37 + 9 * at, line) for at, line in enumerate(lines[:2])]
    if percent is None:
        return items + keys_line(mode if picture != "done" else "", "OK")
    return items + [(BOX, 4, 56, 120, 8), (FILL, 6, 58, 116 * percent // 100, 4, 1)]


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


def _jack_pair(y, shorted):
    """Two sockets; with the reference plug, a loop joins them."""
    items = []
    for x in (24, 88):
        items += [(BOX, x, y, 18, 18), (BOX, x + 1, y + 1, 16, 16), (FILL, x + 6, y + 6, 6, 6, 1)]
    if shorted:
        items += [(FILL, 30, y + 7, 68, 4, 1)]
    else:
        items += [(TEXT, 56, y + 5, "✗ ✗")]
    return items
