"""What a press ends in, as data (Verdict) and in words (Diagnosis). Neither is written to after
it was made."""

from ringout.base.masks import every_line_of
from ringout.board.pinmap import ENDS
from ringout.results.finding import Finding


class Verdict:
    """name: of the vocabulary. findings: most important first. wiring: ids that the nets fit, best
    first. cable: id of the wiring it was judged as (broken nets may fit another one), or None.
    names: ids of the sound wirings that read alike, the judged one among them. others: how many
    more there are, that are not common. question: a questions.Question or None. unseen: what no
    reading of such a cable can show. text: one line, where nothing else says it. ends: plugs on
    which something was found. length_m, pf_per_ft: (value, uncertainty) or None. cmrr_db:
    dictionary or None. limits: what the readings were
    judged by, leg_ohm and pf_per_ft, those in force. stocks: ids of
    the stocks that a cable of told length could be, best first, None where nothing tells. plugs:
    kinds of the plugs at A, B, C where a person named the cable, else empty. spoken: the same for
    sentences, with the pin names of a person's own plugs ({letter: name}) in place of a kind;
    None: as plugs.
    more: further keys of the record."""

    def __init__(
        self,
        name,
        findings=(),
        wiring=(),
        cable=None,
        names=(),
        others=0,
        question=None,
        unseen="",
        text="",
        ends=(),
        length_m=None,
        pf_per_ft=None,
        cmrr_db=None,
        limits=None,
        stocks=None,
        more=None,
        plugs=(),
        spoken=None,
    ):
        self.name = name
        self.findings = list(findings)
        self.wiring = list(wiring)
        self.cable = cable
        self.names = list(names)
        self.others = others
        self.question = question
        self.unseen = unseen
        self.text = text
        self.ends = list(ends)
        self.length_m = length_m
        self.pf_per_ft = pf_per_ft
        self.cmrr_db = cmrr_db
        self.limits = limits or {}
        self.stocks = stocks
        self.more = more or {}
        self.plugs = tuple(plugs)
        self.spoken = self.plugs if spoken is None else tuple(spoken)


class Diagnosis:
    """A Verdict in words, as the record has it: verdict, its name; faults, question: dictionaries;
    text: one line that says it all; of: the Verdict itself; the rest as there."""

    def __init__(self, verdict, faults, question, text):
        self.of = verdict
        self.verdict = verdict.name
        self.faults = faults
        self.question = question
        self.text = text
        self.findings = verdict.findings
        self.wiring = verdict.wiring
        self.cable = verdict.cable
        self.ends = verdict.ends
        self.length_m = verdict.length_m
        self.pf_per_ft = verdict.pf_per_ft
        self.cmrr_db = verdict.cmrr_db
        self.limits = verdict.limits
        self.stocks = verdict.stocks
        self.more = verdict.more
        self.unseen = verdict.unseen
        self.plugs = verdict.plugs


def live(mask, kind):
    """The Verdict of a voltage from outside on the lines of a mask. kind: of measure.live."""
    lines = every_line_of(mask)
    ends = [end for end in "ABC" if end in [ENDS[line] for line in lines]]
    end = ends[0] if len(ends) == 1 else None
    form = kind if kind in ("signal", "touch") else ""
    more = {"source": kind or "voltage"}
    found = Finding("live", lines, end, "no voltage", form, lines[0], more=more)
    return Verdict("LIVE", [found], ends=ends)
