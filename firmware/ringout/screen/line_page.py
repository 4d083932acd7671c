"""The page of LINE: channel, verdict, and what was found, in three lines."""

from ringout.results.vocabulary import verdict_kind
from ringout.screen.canvas import CHECK, CROSS, MARK, VALUE, WORD, middle, word_width, wrap_said
from ringout.screen.frame import big_word, centred, keys_line, title

_MARK_SIZE = 16
_TOP = 13  # of the verdict
_LINES_Y = (34, 44, 54)


def layout_line(record, channel=None, walks=False):
    """record: of the latest look, or None before it. channel: (name, list, number, of how many),
    None where it has no name. walks: MODE goes to the next one."""
    name, place = "LINE", ""
    if channel:
        name, place = channel[0], "%d/%d" % channel[2:4] if len(channel) > 3 else ""
    items = title(name, place)
    if record is None:
        lines = ("plug this end in,", "a plug at the far end")
        items += [centred(18 + 11 * at, line) for at, line in enumerate(lines)]
        return items + keys_line("next" if walks else "leave", "look")
    kind = verdict_kind(record["verdict"])
    if kind.mark:
        width = word_width(kind.word, VALUE)
        left = middle(_MARK_SIZE + 4 + width)
        face = CHECK if kind.mark == "check" else CROSS
        items.append((MARK, left, _TOP, face, _MARK_SIZE))
        items.append((WORD, left + _MARK_SIZE + 4, _TOP, kind.word, VALUE))
    else:
        items.append(big_word(kind.word, VALUE, _TOP))
    lines = wrap_said(record["text"], len(_LINES_Y))
    for at in range(len(lines)):
        items.append(centred(_LINES_Y[at], lines[at]))
    return items
