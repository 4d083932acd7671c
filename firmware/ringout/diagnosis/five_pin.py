"""AUTO, and a fifth pin is joined, which no cable of the catalogue has: straight through on all
five, that with one accident, or a cable that nobody knows. Loaded where an expander sees one."""

from ringout.diagnosis import own_cable
from ringout.results.sentences import worded
from ringout.results.verdict import Verdict
from ringout.wirings import lookup
from ringout.wirings.own import Own

_STRAIGHT = Own({
    "v": 1,
    "id": "five_pin",
    "name": "5-pin straight",
    "wires": "A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5",
})  # fmt: skip
_UNKNOWN = "a 5-pin cable, not straight: choose EXPECT"


def diagnosis(readings, length_m=None, settings=None):
    """The Diagnosis of such a press."""
    lookup.take_own(_STRAIGHT)
    told = own_cable.told_of(_STRAIGHT, length_m, settings)
    verdict = own_cable.verdict(_STRAIGHT, readings, told, is_named=False)
    if len(verdict.findings) > 1:
        verdict = Verdict("UNKNOWN", text=_UNKNOWN, ends=verdict.ends, more=verdict.more)
    return worded(verdict, settings)
