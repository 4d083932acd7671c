"""The wiggle page: per leg how often it dropped out, shortest and longest, and a level bar
that follows the hand."""

from ringout.screen.canvas import BOX, FILL, TALL, TEXT, WIDTH, WORD, fit, text_width
from ringout.screen.frame import big_word, centred, title

ROWS = 4
BAR_Y = 57


def layout_wiggle(legs, level, peak, proven_us, picked=None):
    """`legs`: (name, count, shortest_us, longest_us, open_now) each; `level` and its latched
    `peak` 0 to 100; `proven_us`: the shortest dropout this unit proved to catch; `picked`:
    name of the one leg that is watched alone."""
    right = "≥" + time_text(proven_us) if proven_us else ""
    items = title("WIGGLE " + picked if picked else "WIGGLE", right)
    total = sum(leg[1] for leg in legs)
    if total:
        items += _table(legs)
    elif proven_us:
        items += [big_word("STEADY", TALL, 14), centred(42, "move the cable")]
    else:
        items += [big_word("BLIND", TALL, 14), centred(42, "sees no dropouts")]
    return items + level_bar(level, peak)


def level_bar(level, peak):
    """How much happens now, and a tick at the most there was."""
    items = [(BOX, 0, BAR_Y, WIDTH, 7)]
    if level:
        items.append((FILL, 2, BAR_Y + 2, 124 * min(level, 100) // 100, 3, 1))
    if peak:
        items.append((FILL, 1 + 124 * min(peak, 100) // 100, BAR_Y + 1, 2, 5, 1))
    return items


def time_text(us):
    """A duration in at most five characters."""
    if us < 1000:
        return "%dµs" % us
    if us < 9950:
        return "%.1fms" % (us / 1000)
    if us < 999500:
        return "%dms" % (us // 1000)
    return "%ds" % (us // 1000000)


def _table(legs):
    """The legs that dropped out most, worst first; one that is open now is inverse."""
    order = sorted(range(len(legs)), key=lambda at: (-legs[at][1], at))
    worst = [legs[at] for at in order if legs[at][1]]
    if len(worst) == 1:
        return _one(worst[0])
    items = []
    for at, (name, count, shortest, longest, open_now) in enumerate(worst[:ROWS]):
        y = 13 + at * 11
        times = time_text(shortest) + " " + time_text(longest)
        if open_now:
            items.append((FILL, 0, y - 1, WIDTH, 10, 1))
        color = 0 if open_now else 1
        items.append((TEXT, 2, y, fit(name, 5), color))
        items.append((TEXT, 38, y, str(min(count, 999)), color))
        items.append((TEXT, WIDTH - 2 - text_width(times), y, times, color))
    return items


def _one(leg):
    """A single bad leg gets the whole page: its count in big digits."""
    name, count, shortest, longest, now = leg
    what = "OPEN NOW" if now else "drops"
    if name[0] == "!":
        name, what = name[1:], "TOUCH NOW" if now else "touches"
    elif "." in name:
        name = name[2:] + ", plug " + name[0]
    return [
        (TEXT, 2, 13, fit(name, 10)),
        (TEXT, 2, 26, what),
        (WORD, 66, 14, str(min(count, 9999)), TALL),
        (TEXT, 2, 46, "from " + time_text(shortest) + " to " + time_text(longest)),
    ]
