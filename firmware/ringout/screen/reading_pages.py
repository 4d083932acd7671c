"""Result pages with numbers: resistance, capacitance and length, balance. All faults, and advice,
in words.

Up to three readings stand in big digits, more of them in small ones.
"""

from ringout.base.units import (
    length_text,
    ohm_reading,
    per_length_text,
    pf_reading,
    tolerance,
)
from ringout.board.pinmap import CONTACTS, ENDS, LETTERS
from ringout.screen.canvas import (
    CHARS,
    TEXT,
    VALUE,
    WIDTH,
    WORD,
    fit,
    text_width,
    word_width,
    wrap_said,
)
from ringout.screen.frame import title

ADVICE_LINES = 5
HERTZ = (("60", "60 Hz"), ("1000", "1 kHz"), ("20000", "20 kHz"))


def layout_resistance(record, place="", wiring=None):
    """Every leg with its uncertainty, tip first. wiring: what the cable was judged as, which tells
    legs from contacts that are joined in a plug; without one all that was measured."""
    ohm = record.get("leg_ohm") or {}
    names = _legs_of(wiring, ohm) if wiring else []
    names = sorted(names or [name for name in ohm if ohm[name]], key=_leg_order)
    rows = [(_leg(name),) + ohm_reading(ohm[name][0], ohm[name][1]) for name in names]
    return title("RESISTANCE", place) + _rows(rows, "no leg was measured")


def layout_capacitance(record, settings=None, place=""):
    """Pairs of conductors, then length and capacitance per length."""
    pf = record.get("pf") or {}
    pairs = sorted([pair for pair in pf if pf[pair]], key=_pair_order)
    rows = [(pair,) + pf_reading(pf[pair][0], pf[pair][1]) for pair in pairs]
    items = title("CAPACITANCE", place)
    extra = []
    if record.get("length_m"):
        extra.append(length_text(record["length_m"][0], settings))
    if record.get("pf_per_ft"):
        extra.append(per_length_text(record["pf_per_ft"][0], settings))
    if not extra:
        if len(rows) > 3:
            return items + _columns(pairs, pf)
        return items + _rows(rows, "nothing was measured")
    items += _columns(pairs, pf) if len(rows) > 3 else _small_rows(rows, 3)
    number, unit = extra[0].split(" ")
    items += _big_number(2, 46, number, unit)
    if len(extra) > 1:
        items.append((TEXT, WIDTH - 2 - text_width(extra[1]), 55, extra[1]))
    return items


def layout_balance(record, place="", notes=()):
    """What the cable does to a balanced line: CMRR at three frequencies. A value in
    `cmrr_at_least` is the tester's own limit. Without CMRR (an unbalanced lead) the
    notes are shown: shield resistance and hum advice."""
    cmrr = record.get("cmrr_db") or {}
    limits = record.get("cmrr_at_least") or ()
    rows = []
    for key, label in HERTZ:
        reading = cmrr.get(key)
        if reading:
            number = "%d" % (reading[0] + 0.5)
            remark = "limit" if key in limits else tolerance(reading[1], number)
            rows.append((label, number, "dB", remark))
    items = title("BALANCE", place)
    if rows:
        return items + _rows(rows, "")
    lines = []
    for note in notes or ("unbalanced lead",):
        broken = wrap_said(note, 99)
        if len(lines) + len(broken) <= ADVICE_LINES:  # the rest is on the advice page
            lines += broken
    return items + _text_lines(lines)


def fault_pages(faults):
    """The faults of a record as pages of lines, in order; none is cut by the end of a page."""
    pages = [[]]
    for at in range(len(faults)):
        broken = wrap_said(faults[at].get("text") or faults[at]["code"], 99, CHARS - 2)
        if len(pages[-1]) + len(broken) > ADVICE_LINES:
            pages.append([])
        mark = "%d " % (at + 1)
        for line in broken:
            pages[-1].append(mark + line)
            mark = "  "
    return pages


def layout_faults(lines, place=""):
    """A page of fault_pages."""
    return title("FAULTS", place) + _text_lines(lines)


def advice_lines(sentences):
    """Sentences as lines of the advice pages; each starts on a new line with a dot."""
    lines = []
    for sentence in sentences:
        broken = wrap_said(sentence, 99, CHARS - 3)
        lines += [("• " if at == 0 else "  ") + line for at, line in enumerate(broken)]
    return lines


def advice_pages(sentences):
    """How many pages the advice fills, at least one."""
    return max(1, (len(advice_lines(sentences)) + ADVICE_LINES - 1) // ADVICE_LINES)


def layout_advice(sentences, page=0, place=""):
    """What to do, in whole sentences. A dots line says that another page follows."""
    lines = advice_lines(sentences) or ["nothing to do"]
    start = page * ADVICE_LINES
    items = title("ADVICE", place) + _text_lines(lines[start : start + ADVICE_LINES])
    if start + ADVICE_LINES < len(lines):
        items.append((TEXT, WIDTH - 6, 53, "↓"))
    return items


def _legs_of(wiring, ohm):
    """Names in the table `ohm` of a wiring's legs, in that orientation of it that has more."""
    best = []
    for here in ("ABC", "BAC"):
        found = []
        for leg in wiring.legs():
            contacts = [here["ABC".index(ENDS[line])] + "." + LETTERS[line] for line in leg[:2]]
            contacts.sort(key=CONTACTS.index)
            name = "-".join(contacts)
            if ohm.get(name):
                found.append(name)
        if len(found) > len(best):
            best = found
    return best


def _leg(name):
    """A.T-B.T is leg T; a second one to C says so; legs with two names keep both."""
    first, last = name.split("-")
    if first[2:] != last[2:] or first[0] != "A":
        return first + "-" + last
    return first[2:] if last[0] == "B" else first[2:] + " to C"


def _pair_order(pair):
    known = ("T-S", "R-S", "T-R")
    return (known.index(pair) if pair in known else 3, pair)


def _leg_order(name):
    """Legs from end to end first, from tip to sleeve; then what is joined in one plug."""
    first, last = name.split("-")
    return (first[0] == last[0], CONTACTS.index(first) & 3, CONTACTS.index(last))


def _big_number(x, y, number, unit):
    right = x + word_width(number, VALUE) + 4
    return [(WORD, x, y, number, VALUE), (TEXT, right, y + 9, unit)]


def _rows(rows, nothing):
    """(label, number, unit, remark): big up to three rows, small beyond."""
    if not rows:
        return _text_lines([nothing])
    if len(rows) > 3 or any(_too_wide(row) for row in rows):
        return _small_rows(rows, 6)
    items = []
    for at, (label, number, unit, remark) in enumerate(rows):
        y = 12 + at * 18
        items.append((TEXT, 2, y + 4, label))
        left = 84 - word_width(number, VALUE)
        items.append((WORD, left, y, number, VALUE))
        if remark == "limit":  # the tester's own: the cable may be better
            items.append((TEXT, left - 8, y + 4, "≥"))
        items.append((TEXT, 88, y, unit))
        items.append((TEXT, 88, y + 8, fit(remark, 6)))
    return items


def _too_wide(row):
    """True if label and big number would not leave 10 dots between them."""
    return 2 + text_width(row[0]) + 10 > 84 - word_width(row[1], VALUE)


def _small_rows(rows, most):
    items = []
    shown = rows if len(rows) <= most else rows[: most - 1]
    top, pitch = (12, 10) if len(rows) < 6 else (11, 9)
    for at, (label, number, unit, remark) in enumerate(shown):
        value = number + " " + remark + " " + unit
        y = top + at * pitch
        items.append((TEXT, 2, y, fit(label, 20 - len(value))))
        items.append((TEXT, WIDTH - 2 - text_width(value), y, value))
    if len(rows) > most:
        items.append((TEXT, 2, top + (most - 1) * pitch, "and %d more" % (len(rows) - most + 1)))
    return items


def _columns(pairs, pf):
    """Up to six pairs in two columns, in picofarads; what may be nothing is less than that."""
    items = []
    for at, label in enumerate(pairs[:6]):
        value, u = pf[label]
        if value < u:
            number = "<" + _whole_pf(min(max(value, 0.0) + u + 0.5, 99000.0), 999.0)
        else:
            number = _whole_pf(value, 9999.0)
        x = 2 if at % 2 == 0 else 68
        y = 12 + at // 2 * 10
        items += [(TEXT, x, y, label), (TEXT, x + 58 - text_width(number), y, number)]
    return items


def _whole_pf(pf, most):
    return "%d" % (pf + 0.5) if pf < most else "%dn" % min(pf / 1000.0 + 0.5, 999.0)


def _text_lines(lines):
    return [(TEXT, 0, 12 + at * 10, line) for at, line in enumerate(lines[:ADVICE_LINES])]
