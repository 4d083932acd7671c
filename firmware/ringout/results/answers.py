"""What a person answers to a LOOKS-LIKE question: for one press, or for all cables like it.

Two cables of the same copper read alike to the last digit, so no reading tells the intended one
from the broken one: an answer counts for the press that asked. "All like this" is a choice of its
own. It covers cables whose nets, ends and readings agree with the answered one's within their
uncertainty, it ends by itself, and every record that it settles says so.

Pure state: the app keeps one Answers and feeds it every record.
"""

from collections import OrderedDict

from ringout.base.compat import ticks_diff

ONCE = "once"
ALL = "all"
YES, NO = 0, 1
IDLE_MS = 600000  # without use, then it is asked again
IDLE_TESTS = 10
_KEPT = 8
_INSERTION_OHM = 0.03  # two contacts, from insertion to insertion


class Standing:
    """An answer that stands for all cables like the one in `record`."""

    def __init__(self, record, now_ms):
        self.record = record
        self.used_ms = now_ms
        self.idle = 0  # tests since it was last used

    @property
    def name(self):
        """Wiring id that was answered yes to."""
        return self.record["question"]["answers"][YES]["wiring"][0]

    def covers(self, record):
        """Whether the same question was asked of a cable that reads like this one."""
        mine = self.record
        if record["question"]["key"] != mine["question"]["key"]:
            return False
        if record["nets"] != mine["nets"] or record["ends"] != mine["ends"]:
            return False
        return _agree(mine["leg_ohm"], record["leg_ohm"], _INSERTION_OHM) and _agree(
            mine["pf"], record["pf"], 0.0
        )

    def is_over(self, now_ms):
        """Unused for too long."""
        return self.idle >= IDLE_TESTS or ticks_diff(now_ms, self.used_ms) >= IDLE_MS


class Answers:
    """standing: the Standing ones, latest last."""

    def __init__(self):
        self.standing = []
        self._offered = None  # the record whose "yes" may be made to stand

    def clear(self):
        """Ask again, always: another batch, or a person's wish."""
        self.standing = []
        self._offered = None

    def settle(self, record, now_ms):
        """The record of a press, answered if an answer that stands covers it."""
        self._offered = None
        self.standing = [one for one in self.standing if not one.is_over(now_ms)]
        out = record
        for one in self.standing:
            one.idle += 1
            if out is record and record.get("question") and one.covers(record):
                one.idle = 0
                one.used_ms = now_ms
                out = settled(record, YES, ALL)
        return out

    def answer(self, record, index):
        """The record of a question that was answered (YES or NO), for this press only. One
        without a question comes back as it is."""
        if not record.get("question"):
            return record
        self._offered = None if index else record
        return settled(record, NO if index else YES, ONCE)

    def offered(self):
        """Whether the latest answer may be made to stand."""
        return self._offered is not None

    def keep(self, now_ms):
        """ "All like this": the latest answer stands from now on."""
        if self._offered is None:
            return
        key = self._offered["question"]["key"]
        others = [one for one in self.standing if one.record["question"]["key"] != key]
        self.standing = others[-_KEPT + 1 :] + [Standing(self._offered, now_ms)]
        self._offered = None

    def names(self, now_ms):
        """Wiring ids of what stands, latest last."""
        return [one.name for one in self.standing if not one.is_over(now_ms)]


def _agree(one, other, more):
    """Whether two tables of readings [value, uncertainty] have the same pairs, and each the same
    value within both uncertainties and `more`."""
    if len(one) != len(other):
        return False
    for pair in one:
        mine, theirs = one[pair], other.get(pair)
        if mine is None or theirs is None:
            if mine is not theirs or pair not in other:
                return False
        elif abs(mine[0] - theirs[0]) > mine[1] + theirs[1] + more:
            return False
    return True


def settled(record, index, scope):
    """A copy of a LOOKS-LIKE record with the verdict of an answer. `answered` says for how much
    it counts (ONCE or ALL), `asked` what was asked and said, so that a reader sees why."""
    question = record["question"]
    answer = question["answers"][index]
    out = OrderedDict()
    for name in record:
        if name != "question":
            out[name] = record[name]
    out["verdict"] = answer["verdict"]
    out["wiring"] = answer["wiring"] + [i for i in record["wiring"] if i not in answer["wiring"]]
    out["cable"] = answer["wiring"][0]
    out["faults"] = answer["faults"]
    if "unseen" in answer:
        out["unseen"] = answer["unseen"]
    if answer["faults"]:
        out["text"] = answer["faults"][0]["text"]
    elif "text" in out:
        out["text"] = answer.get("text") or out["text"].split(", or ")[0]
    out["answered"] = scope
    out["asked"] = {"text": question["text"], "answer": answer["label"]}
    return out
