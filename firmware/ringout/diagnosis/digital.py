"""Shells and fifth pins: what is joined against what should be, as findings. Pure.

Only joined or not joined is known of them: no place along the cable, no ohm. A shell may be on pin
1 or not, as its maker likes, unless the cable's definition says; on any other contact it is a fault
of every cable. A shell that is on nothing may be painted: then nothing is known of it.
Loaded where an expander is fitted, or where a cable asks for one.

One file: opens, shorts and shells are told from the same groups.
"""

from ringout.base.masks import every_line_of
from ringout.board.pinmap import (
    ENDS,
    EVERY_CONTACT,
    FIFTHS,
    SHELLS,
    SLEEVES,
    XFIRST_LINE,
    line_of,
)
from ringout.diagnosis import findings
from ringout.diagnosis.judge import judged_again
from ringout.results.finding import Finding
from ringout.wirings import lookup

MUST, MUST_NOT, EITHER = "must", "must not", "either"  # a shell on pin 1 of its plug
_BY_PF = ("unbalanced", "stock", "shield-swapped")
_ALL = len(EVERY_CONTACT)
_NOT_JUDGED = ("LIVE", "ERROR", "NO-CABLE")
_FIVE = "a 5-pin cable"
_FOUR, _MAY_BE_FIVE = "trrs_str", "pin 5 of a 5-pin cable"  # it may be open
_EXPANDER = "expander not fitted"


def nets_of(readings):
    """Masks of all sixteen lines, two or more each, that are joined."""
    return readings.digital.nets(readings.nets)


def with_ends(ends, readings):
    """Plugs on which something was found, those that only a shell or a fifth pin tells of among
    them."""
    found = list(ends)
    for mask in nets_of(readings):
        found += [ENDS[line] for line in every_line_of(mask)]
    return [end for end in "ABC" if end in found]


# -- a cable of the catalogue ----------------------------------------------------------------
def of_listed(verdict, readings, expected):
    """The Verdict of a cable of the catalogue with what its shells do, and whether it has a fifth
    pin, which none of them has. expected: its id in EXPECT, None in AUTO."""
    if verdict.name in _NOT_JUDGED:
        return verdict
    groups = _groups(nets_of(readings))
    more = _shells(groups, groups, {})
    listed = verdict.findings
    if expected and readings.digital.has_fifth(readings.nets):
        name = lookup.screen_name(expected)
        more.append(Finding("wrong-cable", (), None, name, more={"found": _FIVE}))
        listed = []  # of a cable that it is not
    if more:
        cable = spoken = None
        if not expected:
            cable, spoken = _as_xlr(verdict, groups)
        listed = findings.in_order(listed + more)
        verdict = judged_again(verdict, listed, cable=cable, spoken=spoken)
    elif not expected and verdict.name == "PASS" and verdict.cable == _FOUR:
        verdict = judged_again(verdict, listed, unseen=_MAY_BE_FIVE)
    return verdict


def _as_xlr(verdict, groups):
    """(cable, spoken) of a Verdict: whose shell was found is an XLR plug, no other that fits has
    one."""
    seen = [ENDS[line] for line in every_line_of(SHELLS) if groups[line] & ~(1 << line)]
    spoken = ["XLR" if end in seen else "" for end in "ABC"]
    for wiring_id in verdict.wiring:
        plugs = lookup.get(wiring_id).plugs
        if not [end for end in seen if "XLR" not in plugs["ABC".index(end) :][:1]]:
            return wiring_id, spoken
    return None, spoken


# -- a cable of the user's own ---------------------------------------------------------------
def of_own(case_findings, own, wiring, readings):
    """Its findings and those of its shells and fifth pins. own: an own.Own; wiring: as it is
    plugged."""
    if readings.digital is None:
        return case_findings + _not_tested(own)
    want = _groups(wiring.nets, own.joints)
    have = _groups(nets_of(readings))
    left = list(case_findings)
    if not _asks(own.joints, FIFTHS) and FIFTHS in have:
        wrong = Finding("wrong-cable", (), None, own.name, more={"found": _FIVE})
        return findings.in_order([wrong] + _shells(have, want, own.shells))
    more = _unsteady(readings)
    if not more:
        crossed = _exchange(want, have)
        if crossed:
            first, last = crossed.contacts
            leg = want[last] | want[first]
            left = [each for each in left if not _is_about(each, leg)]
            have = _exchanged(have, first, last)
            more.append(crossed)
        more += _opens(own, have) + _shorts(want, have)
    more += _shells(have, want, own.shells)
    for found in more:
        if found.code == "short":  # what is stray on a contact is no conductor that hangs
            group = have[found.contacts[0]]
            left = [each for each in left if each.code != "open" or not _is_about(each, group)]
        if found.code != "open":  # ... and loads a core
            left = [each for each in left if each.code not in _BY_PF and each.unit != "pf"]
    return findings.in_order(left + more)


def _unsteady(readings):
    return [
        Finding("unsteady", pair, None, "the same both ways")
        for pair in readings.digital.one_way(readings.nets)
        if FIFTHS >> pair[0] & 1 or FIFTHS >> pair[1] & 1
    ]


def _asks(joints, mask):
    for first, last in joints:
        if mask >> first & 1 or mask >> last & 1:
            return True
    return False


def _not_tested(own):
    """What the cable asks for and this tester cannot see: no fault, and no pass."""
    fifth, shells = [], []
    for joint in own.joints:
        for line in joint:
            if FIFTHS >> line & 1 and line not in fifth:
                fifth.append(line)
            elif SHELLS >> line & 1 and line not in shells:
                shells.append(line)
    for end in own.shells:
        line = line_of(end + ".SH")
        if own.shells[end] != EITHER and line not in shells:
            shells.append(line)
    return [
        Finding("not-tested", lines, None, _EXPANDER, doubt=-1)
        for lines in (fifth, shells)
        if lines
    ]


def _groups(nets, joints=()):
    """By line, the mask of what it is joined to, itself among it."""
    groups = [1 << line for line in range(_ALL)]
    for mask in nets:
        for line in every_line_of(mask):
            groups[line] = mask
    for first, last in joints:
        both = groups[first] | groups[last]
        for line in every_line_of(both):
            groups[line] = both
    return groups


def _mismatches(want, have):
    """How many pairs of contacts are joined and should not be, or the other way round; shells
    do not count."""
    count = 0
    for line in range(_ALL):
        if not SHELLS >> line & 1:
            count += len(every_line_of((want[line] ^ have[line]) & ~SHELLS))
    return count // 2


def _exchanged(groups, first, last):
    """What was joined if two contacts had been exchanged."""
    out = []
    for line in range(_ALL):
        mask = groups[last if line == first else first if line == last else line]
        if (mask >> first ^ mask >> last) & 1:
            mask ^= 1 << first | 1 << last
        out.append(mask)
    return out


def _exchange(want, have):
    """The Finding of a fifth pin exchanged with another contact of its plug, if that explains what
    is wrong with both; None."""
    before = _mismatches(want, have)
    best, found = before - 1, []
    for line in every_line_of(FIFTHS):
        for other in range(XFIRST_LINE):
            if ENDS[other] == ENDS[line]:
                after = _mismatches(want, _exchanged(have, line, other))
                if after < best:
                    best, found = after, []
                if after == best and after < before - 1:
                    found.append((line, other))
    if not found:
        return None
    line, other = found[0]
    end = ENDS[line] if len(found) == 1 else None
    expected = "%s joined to %s" % (EVERY_CONTACT[line], _others(want[line], line))
    return Finding("crossed", (other, line), end, expected)


def _others(mask, line):
    names = [EVERY_CONTACT[each] for each in every_line_of(mask & ~(1 << line))]
    return " ".join(names) or "nothing"


def _is_about(finding, leg):
    """Whether an accident of the eleven lines is the other half of an exchange."""
    if finding.code not in ("open", "crossed", "reversed", "short", "high-resistance"):
        return False
    for line in finding.contacts:
        if not leg >> line & 1:
            return False
    return bool(finding.contacts)


def _opens(own, have):
    """Joints of fifth pins that are not there."""
    out = []
    for first, last in own.joints:
        fifth = FIFTHS >> first & 1 or FIFTHS >> last & 1
        if fifth and not have[first] >> last & 1:
            expected = "%s joined to %s" % (EVERY_CONTACT[first], EVERY_CONTACT[last])
            end = ENDS[first] if ENDS[first] == ENDS[last] else None
            form = "in plug" if end else ""
            out.append(Finding("open", (first, last), end, expected, form))
    return out


def _shorts(want, have):
    """Fifth pins joined to what they should not be: one Finding for each other conductor. The plug
    is not known."""
    out = []
    done = []
    for line in every_line_of(FIFTHS):
        foreign = have[line] & ~want[line] & ~SHELLS
        for other in every_line_of(foreign):
            pair = (want[line], want[other])
            if pair in done or (pair[1], pair[0]) in done:
                continue
            done.append(pair)
            near = [
                each for each in every_line_of(foreign & want[other]) if ENDS[each] == ENDS[line]
            ]
            out.append(
                Finding("short", (near[0] if near else other, line), None, "apart", "somewhere")
            )
    return out


# -- shells ------------------------------------------------------------------------------------
def _shells(have, want, rules):
    """Findings of shells. rules: by end, MUST, MUST_NOT or EITHER."""
    out = []
    hot = 0
    for line in every_line_of(SHELLS):
        end = ENDS[line]
        rule = rules.get(end, EITHER)
        others = have[line] & ~SHELLS
        if others & SLEEVES:
            if rule == MUST_NOT:
                sleeve = line_of(end + ".S")
                out.append(Finding("short", (sleeve, line), end, "apart", "bonded", line))
        elif others:
            wanted = want[line] if want is not have else 0
            if others & ~wanted and not hot & have[line]:
                hot |= have[line]
                near = [each for each in every_line_of(others) if ENDS[each] == end]
                contact = near[0] if near else every_line_of(others)[0]
                out.append(Finding("short", (contact, line), end, "apart", "hot", line))
        elif rule == MUST:
            sleeve = line_of(end + ".S")
            if have[line] & ~(1 << line):  # it is on another shell: it has contact
                expected = "%s joined to %s" % (EVERY_CONTACT[line], EVERY_CONTACT[sleeve])
                out.append(Finding("open", (line, sleeve), end, expected, "in plug", line))
            else:
                expected = "on pin 1, or painted"
                out.append(Finding("not-tested", (line,), end, expected, "shell", line, doubt=-1))
    return out
