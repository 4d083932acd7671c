"""The verdict page: a record in, items to draw out (canvas.py). The pages after it are in
wiring_picture.py and reading_pages.py."""

from ringout.base.units import length_text, pf_text
from ringout.results.vocabulary import fault_kind, verdict_kind
from ringout.screen.canvas import (
    CHECK,
    CROSS,
    HUGE,
    MARK,
    SLIM,
    TALL,
    WIDTH,
    WORD,
    fit,
    middle,
    word_width,
    wrap,
    wrap_said,
)
from ringout.screen.frame import big_word, keys_line, short_lines

MARK_SIZE = 22
_PLUG_BOTH = ["plug in both ends,", "then press TEST"]
SENTENCE_LINES = 3  # of 21 characters, for the repair sentence


def verdict_items(verdict):
    """The big word, with a check or a cross before it where there is a clear answer."""
    kind = verdict_kind(verdict)
    word = kind.word
    face = [face for face in (SLIM, TALL, HUGE) if word_width(word, face) <= WIDTH][-1]
    if not kind.mark:
        return [big_word(word, face)]
    gap = 5 if len(word) == 4 else 2
    width = word_width(word, face)
    left = middle(width + gap + MARK_SIZE)
    return [
        (MARK, left, 2, CHECK if kind.mark == "check" else CROSS, MARK_SIZE),
        (WORD, left + MARK_SIZE + gap, 0, word, face),
    ]


def layout_verdict(record, name, settings=None, question=None):
    """The first page. `name`: the cable's short name; with LOOKS-LIKE a list of two.
    `settings`: the settings dictionary, for its units. `question`: (text, answer on MODE
    pressed, answer on MODE held) when one is asked."""
    verdict = record["verdict"]
    items = verdict_items(verdict)
    names = [name] if isinstance(name, str) else list(name)
    names = [each for each in names if each]
    if question:
        asked, pressed, held = question
        lines = (names + wrap(asked, 1))[:3] if len(names) > 1 else names + wrap(asked, 2)
        return items + short_lines(lines, 4) + keys_line("MODE " + pressed, "held: " + held)
    lines = names[:2]
    faults = record["faults"]
    if faults:  # what to repair matters most, then that there is more, then the name
        text = faults[0].get("text") or faults[0]["code"]
        if verdict[-1] == "*":  # the reading, then what it should be
            text = wrap_said(text.split(" - ")[0], 2)
            text += wrap_said(faults[0].get("expected") or "", SENTENCE_LINES - len(text))
        else:
            text = wrap_said(text, SENTENCE_LINES)
        if len(faults) > 1:
            text.append("+%d more: MODE" % (len(faults) - 1))
        said = fault_kind(faults[0]["code"]).names_cable
        lines = text if said or len(text) > 3 else names[:1] + text
    if verdict == "NO-CABLE":
        lines = wrap(record["text"], 4) if record["ends"] else _PLUG_BOTH
        if len(lines) == 1:
            lines = lines + ["plug in the other end"]
    elif verdict == "STEADY":
        lines = names[:1] + wrap(record["text"], 2)
    elif verdict in ("ERROR", "UNKNOWN"):
        lines = wrap(record["text"], 4)
    elif verdict != "FAIL" and len(lines) < 4:
        if record.get("answered"):
            lines = [names[0], "as answered"]
        if record.get("advice"):
            lines = lines[:1] + wrap_said(record["advice"], 2)
        lines += values_lines(record, settings)
        if record.get("answered") == "once":
            lines.append("all alike? hold MODE")
    if not lines:
        lines = wrap(record.get("text") or "", 2)
    return items + short_lines(lines)


def values_lines(record, settings):
    """Capacitance and length in one line, if they were measured."""
    parts = []
    pf = record.get("pf") or {}
    if pf.get("T-S") and pf["T-S"][0] > max(pf["T-S"][1], 1.0):  # else it says nothing
        parts.append(pf_text(pf["T-S"][0]))
    if record.get("length_m"):
        parts.append(length_text(record["length_m"][0], settings))
    line = "   ".join(parts)
    return [fit(line)] if line else []
