"""Findings against limits: a Case as a Verdict, with the question that is left and the numbers."""

from ringout.diagnosis import balance, findings, workmanship
from ringout.diagnosis.pairs import length_from_stock, per_foot
from ringout.diagnosis.questions import Question
from ringout.results.verdict import Verdict


def judge(case, fits, ends, found=None):
    """The Verdict. fits: ids of wirings with these nets. ends: plugs on which something was found.
    found: AUTO's Candidates."""
    wiring = case.wiring
    rival = found.rival if found else None
    # ids of the sound wirings that are the same copper, or read alike
    names = found.alike(wiring.standing) or [wiring.id] if found else [wiring.id]
    name = verdict_of(case.findings, rival)
    question = None
    if name == "LOOKS-LIKE":
        question = _question(case, names, rival)
        fits = unique(names + [rival.wiring.id] + fits)
    length_m = pf_per_ft = cmrr_db = None
    if case.is_plain:
        told = case.told
        if told.length_m:
            length_m = (told.length_m, 0.0)
            pf_per_ft = per_foot(case.pairs, told.length_m)
        elif told.stock_pf_per_ft:
            length_m = length_from_stock(case.pairs, told.stock_pf_per_ft)
        cmrr_db = balance.of_cable(case)
    return Verdict(
        name,
        case.findings,
        wiring=fits,
        cable=wiring.id,
        names=names,
        question=question,
        unseen="" if case.findings or question else wiring.unseen(),
        ends=ends,
        length_m=length_m,
        pf_per_ft=pf_per_ft,
        cmrr_db=cmrr_db,
        limits=_limits(case, pf_per_ft),
    )


def verdict_of(listed, rival=None):
    """The verdict's name: FAIL for a finding beyond doubt, a star for one in doubt, a question
    where a rival gives the same picture."""
    if [finding for finding in listed if not finding.doubt]:
        return "FAIL"
    if listed and (rival is None or max([finding.doubt for finding in listed]) > 0):
        return "FAIL*" if [finding for finding in listed if finding.doubt > 0] else "PASS*"
    return "LOOKS-LIKE" if rival else "PASS"


def unique(names):
    """Names without those that came before, in a new list."""
    out = []
    for name in names:
        if name not in out:
            out.append(name)
    return out


def _question(case, names, rival):
    other = findings.of_rival(case, rival)
    return Question(case.wiring, names, rival.wiring, other)


def _limits(case, pf_per_ft):
    out = {"leg_ohm": case.leg_limit_ohm}
    if pf_per_ft and not workmanship.shield_swapped(case):
        out["pf_per_ft"] = case.told.pf_per_ft
    return out


def judged_again(verdict, listed):
    """A Verdict with other findings, as after a check of its own."""
    return Verdict(
        verdict_of(listed),
        listed,
        wiring=verdict.wiring,
        cable=verdict.cable,
        names=verdict.names,
        ends=verdict.ends,
        length_m=verdict.length_m,
        pf_per_ft=verdict.pf_per_ft,
        cmrr_db=verdict.cmrr_db,
        limits=verdict.limits,
    )
