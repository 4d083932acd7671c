"""Dry joints: contacts whose film the test current broke, added to whatever else was found. Loaded
where there is one.
"""

from ringout.base import limits
from ringout.base.masks import lines_of
from ringout.board.pinmap import ENDS, LETTERS
from ringout.diagnosis.findings import in_order
from ringout.diagnosis.judge import judged_again
from ringout.results.finding import Finding
from ringout.results.sentences import worded

_NOT_JUDGED = ("LIVE", "ERROR", "NO-CABLE")
_MORE = 1.5  # so much more is seen at the contact itself than at the others of its net


def added(found, films, settings):
    """The Diagnosis of a press with its films. found: without. films: as in Readings."""
    if found.verdict in _NOT_JUDGED:
        return found
    listed = in_order(found.findings + [_finding(*film) for film in films])
    return worded(judged_again(found.of, listed, "FAIL"), settings)


def _finding(net, seen, ohm):
    """Of one net: with its plug where three of them show it and one does most."""
    by_end = {}
    for line in seen:
        by_end[ENDS[line]] = max(by_end.get(ENDS[line], 0.0), seen[line])
    ends = sorted(by_end, key=lambda name: -by_end[name])
    end = None
    if len(ends) > 2 and by_end[ends[0]] > _MORE * by_end[ends[1]]:
        end = ends[0]
    lines = list(lines_of(net))
    letters = [LETTERS[line] for line in lines]
    letter = "S" if "S" in letters else letters[0]
    contacts = [line for line in lines if LETTERS[line] == letter]
    if end:
        contacts.sort(key=lambda line: ENDS[line] != end)
    others = [line for line in contacts + lines if ENDS[line] != ENDS[contacts[0]]]
    contacts = [contacts[0]] + others[:1]
    return Finding(
        "high-resistance",
        contacts,
        end,
        "as at 3 mA: less than 1 ohm",
        "dry",
        contacts[0] if end else None,
        value=None if ohm is None else int(ohm + 0.5),
        u=limits.FILM_U_OHM,
        more={"dry": True},
    )
