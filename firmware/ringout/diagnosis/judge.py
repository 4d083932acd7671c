"""Findings against limits: a Case as a Verdict, with the question that is left and the numbers."""

from ringout.base import limits
from ringout.diagnosis import balance, findings, workmanship
from ringout.diagnosis.leg_readings import read_legs
from ringout.diagnosis.pairs import length_from_stock, per_foot, to_shield_pf
from ringout.results.sentences import class_name
from ringout.results.verdict import Verdict


def judge(case, fits, ends, found=None, plugs=None, spoken=None, unseen="", more=None):
    """The Verdict. fits: ids of wirings with these nets. ends: plugs on which something was found.
    found: AUTO's Candidates. plugs, spoken, unseen, more: as a Verdict has them, where its wiring
    and the parts found do not say it."""
    wiring = case.wiring
    rival = found.rival if found else None
    # ids of the sound wirings that are the same copper, or read alike
    names = found.alike(wiring.standing) or [wiring.id] if found else [wiring.id]
    name = verdict_of(case.findings, rival)
    question = None
    listed = case.findings
    if name == "LOOKS-LIKE":
        from ringout.diagnosis.questions import of_leg, of_rival  # hardly any press asks

        asked = [finding for finding in listed if finding.asks]
        listed = [finding for finding in listed if not finding.asks]
        if asked:
            question = of_leg(wiring, names, asked)
        else:
            question = of_rival(wiring, names, rival.wiring, findings.of_rival(case, rival))
            fits = unique(names + [rival.wiring.id] + fits)
    length_m = pf_per_ft = cmrr_db = found_stocks = None
    if case.is_plain:
        told = case.told
        if told.length_m:
            length_m = (told.length_m, 0.0)
            pf_per_ft = per_foot(case.pairs, told.length_m)
        elif told.stock_pf_per_ft:
            length_m = length_from_stock(case.pairs, told.stock_pf_per_ft)
        cmrr_db = balance.of_cable(case)
        if told.length_m and not case.findings:
            found_stocks = stocks_of(case)
    more = more or (_parts(case) if case.facts.links or case.capacitors else None)
    unseen = "" if case.findings or question else wiring.unseen() or unseen
    if name == "PASS" and case.unread:
        unseen = unseen or "whether over 100 nF are its own"
    elif name == "PASS" and case.unsure:
        unseen = unseen or "whether its shield has a joint"
    elif name == "PASS" and case.pairs.is_untold and case.facts.most_pf > limits.TOLD_PF:
        unseen = unseen or "which is the shield"
        more = dict(more or {}, advice="not certain: " + unseen)
    elif not unseen and found and found.untold and not case.findings and not question:
        unseen = "%s with a fault reads the same" % found.untold.wiring.screen_name
    return Verdict(
        name,
        listed,
        wiring=fits,
        cable=wiring.id,
        names=names,
        others=found.others if found else 0,
        question=question,
        unseen=unseen,
        ends=ends,
        length_m=length_m,
        pf_per_ft=pf_per_ft,
        cmrr_db=cmrr_db,
        limits=_limits(case, pf_per_ft),
        stocks=found_stocks,
        more=more,
        plugs=plugs if plugs is not None else wiring.plugs if found is None else (),
        spoken=spoken,
    )


def verdict_of(listed, rival=None):
    """The verdict's name: FAIL for a finding beyond doubt, a star for one in doubt, a question
    where only a person can know or a rival gives the same picture."""
    if [finding for finding in listed if not finding.doubt and not finding.asks]:
        return "FAIL"
    if [finding for finding in listed if finding.asks]:
        return "LOOKS-LIKE"
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


def stocks_of(case):
    """Ids of the stocks that a sound cable of told length could be, best first; None where its
    capacitance was not read."""
    from ringout.wirings import stocks  # only where somebody told the length

    pairs, length_m = case.pairs, case.told.length_m
    to_shield = to_shield_pf(pairs)
    if to_shield is None or length_m < limits.LONG_ENOUGH_M:
        return None
    core_pf = pairs.pf(pairs.cores[0], pairs.cores[1]) if len(pairs.cores) > 1 else None
    core = shield = None
    for leg in read_legs(case):
        reading = (leg.ohm - limits.CORES_OHM / 2, leg.u + limits.CORES_OHM / 2)
        if leg.kind == "shield":
            shield = shield or reading
        elif core is None or reading[0] < core[0]:
            core = reading
    plugs_pf = 0.5 * limits.PLUG_PF
    return stocks.matching(
        len(pairs.cores),
        _per_metre(to_shield, plugs_pf, length_m),
        _per_metre(core_pf, plugs_pf, length_m),
        _per_metre(core, 0.0, length_m),
        _per_metre(shield, 0.0, length_m),
    )


def _per_metre(reading, more_u, length_m):
    return reading and (reading[0] / length_m, (reading[1] + more_u) / length_m)


def _limits(case, pf_per_ft):
    told = case.told
    out = {}
    if told.leg_ohm:
        out["leg_ohm"] = told.leg_ohm
    if pf_per_ft and told.pf_per_ft and not workmanship.shield_swapped(case):
        out["pf_per_ft"] = told.pf_per_ft
    return out


def _parts(case):
    from ringout.diagnosis import parts

    found = parts.of(case)
    return {"parts": found} if found else None


def with_question(verdict, question):
    """A Verdict of one wiring whose findings are asked about first."""
    text = "%s: %s" % (class_name(question.names), question.text)
    return judged_again(verdict, [], "LOOKS-LIKE", question, text)


def judged_again(
    verdict,
    listed,
    name="",
    question=None,
    text="",
    unseen="",
    cable=None,
    spoken=None,
    more=None,
):
    """A Verdict with other findings, as after a check of its own. cable, spoken,
    more: None as before."""
    return Verdict(
        name or verdict_of(listed),
        listed,
        question=question,
        unseen=unseen,
        text=text,
        stocks=verdict.stocks,
        wiring=verdict.wiring,
        cable=cable or verdict.cable,
        names=verdict.names,
        others=verdict.others,
        ends=verdict.ends,
        length_m=verdict.length_m,
        pf_per_ft=verdict.pf_per_ft,
        cmrr_db=verdict.cmrr_db,
        limits=verdict.limits,
        more=verdict.more if more is None else more,
        plugs=verdict.plugs,
        spoken=verdict.spoken if spoken is None else spoken,
    )
