"""What a look at a line is judged as, and how a judgement is put together."""

from ringout.board.pinmap import LETTERS
from ringout.line import plugs
from ringout.line.places import place
from ringout.results.finding import Finding
from ringout.results.sentences import ohm_words
from ringout.results.verdict import Verdict

OUTPUT_OHM = 700.0  # from LOW_OHM on a microphone or an output; a plug has 1 k and more
INPUT_OHM = 25e3  # up to here an input or a pickup
PLUG, SHORT, OPEN, OUTPUT, INPUT, PARTS = "plug", "short", "open", "output", "input", "parts"


class Judged:
    """verdict: a Verdict. plug: as in the record, or None. far: what is at the far end, None where
    nothing tells. leg_ohm: {leg: (ohm, uncertainty)} with a shorting plug."""

    def __init__(self, verdict, far=None, plug=None, leg_ohm=None):
        self.verdict = verdict
        self.far = far
        self.plug = plug
        self.leg_ohm = leg_ohm or {}


class Job:
    """What a person told. told: diagnosis.told.Told. one_core: True or False where the kind of
    plug was named, else None. wanted: the plug that should be there, or None. plugs: kinds of
    plug as in Verdict. cable: id of the wiring that was named, or None."""

    def __init__(self, told, one_core=None, wanted=None, plugs=(), cable=None):
        self.told = told
        self.one_core = one_core
        self.wanted = wanted
        self.plugs = plugs
        self.cable = cable


def rounded(ohm):
    """A reading as a fault in the record has it: three figures behind the point."""
    return int(1000.0 * max(ohm, 0.0) + 0.5) / 1000.0 if ohm < 1e5 else ohm


def said(looked, job, name, text, far=None, plug=None, leg_ohm=None):
    """The Judged of a line without faults."""
    verdict = Verdict(name, text=text, ends=looked.ends, cable=job.cable, plugs=job.plugs)
    return Judged(verdict, far, plug, leg_ohm)


def failed(looked, job, findings, far, plug=None, leg_ohm=None, text="", name="FAIL"):
    """The Judged of a line with faults."""
    verdict = Verdict(name, findings, text=text, ends=looked.ends, cable=job.cable, plugs=job.plugs)
    return Judged(verdict, far, plug, leg_ohm)


def opened(looked, job, leg, confidence=None):
    """The Finding of a leg that does not come through."""
    line = looked.legs[leg]
    where = place(looked, job.told, leg)
    end = where.end if where and where.in_plug else None
    return Finding("open", (line,), end, "through to the far end", contact=line, place=where,
                   confidence=confidence)  # fmt: skip


def touching(looked, pair, confidence=None):
    """The Finding of two legs that copper joins."""
    lines = [looked.legs[leg] for leg in pair]
    ohm, u = looked.ohm[pair]
    return Finding("short", lines, None, "apart", value=rounded(ohm), u=u, confidence=confidence)


def whole(looked, job, plug, also="", leak=None):
    """Every leg comes through: PASS, unless another plug was to be here; PASS* where a resistor is
    so large that another one with a leak beside it, or a leak alone, reads the same. also: what
    else it may be. leak: the Finding that makes the plug that was to be here read so, or None."""
    name = "plug " + plugs.name(plug)
    if job.wanted and job.wanted != plug:
        wanted = "plug " + plugs.name(job.wanted)
        found = Finding("wrong-cable", (), None, wanted, more={"found": name})
        text = ""
        if leak:
            legs = "-".join([LETTERS[line] for line in leak.contacts])
            text = "%s - %s was asked for - or a %s LEAK" % (name, wanted, legs)
        return failed(looked, job, [found], PLUG, plug, text=text)
    if max(plug.values()) >= plugs.HIGH_OHM and not job.wanted:
        text = "%s, or another and a LEAK? Tell which plug" % name
        return said(looked, job, "PASS*", text, PLUG, plug)
    return said(looked, job, "PASS", "%s%s: every leg through" % (name, also), PLUG, plug)


def equipment(ohm, each=""):
    """(what it is, how it is said) of so many ohm at the far end. each: " a leg", where it is."""
    words = ohm_words(ohm) + each
    if ohm < OUTPUT_OHM:
        return OUTPUT, "a microphone or an output of " + words
    if ohm < INPUT_OHM:
        return INPUT, "an input or a pickup of " + words
    return PARTS, words + ": no far-end plug. A LEAK?"
