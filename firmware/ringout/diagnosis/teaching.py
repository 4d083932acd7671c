"""GOLDEN: learn a cable from good samples.

What AUTO would not pass is learned if a person vouches for it, and then keeps its own copper and
parts instead of a wiring. Samples that disagree are refused.
"""

from ringout.wirings import lookup

SAMPLES = 3
_OHM_FLOOR = 0.05  # limits are never tighter than the contacts repeat, ohm
_PF_SHARE = 0.05  # nor than cables off one reel agree
_PF_FLOOR = 10.0
_SPREADS = 3.0
_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_abcdefghijklmnopqrstuvwxyz ."


class Teaching:
    """Collects samples. `add` returns "" or why the sample is refused; `finish` the golden
    cable as a dict once `wanted` samples are in."""

    def __init__(self, name, wanted=SAMPLES):
        if not name or len(name) > 12 or [c for c in name if c not in _NAME]:
            raise ValueError("a name has up to 12 letters, digits, - or _")
        self.name = name
        self.wanted = max(2, wanted)
        self.samples = []
        self.asked = None  # the sample that AUTO would not pass, if it may be learned as it is
        self.vouched = False  # a person said so, by pressing again

    def add(self, sample, again=None):
        """Take the record of one sample; "" or one line that says why not. Where `asked` is set
        then, adding the same cable again vouches for it. again: a second record of it, taken right
        after the first: what is learned has to read the same twice."""
        asked, self.asked = self.asked, None
        why = again and _differs(sample, again)
        if why:
            return why
        why = refusal(sample)
        if why and not self.samples and not is_out_of_question(sample):
            self.vouched = asked is not None and not _disagreement(asked, sample)
            if not self.vouched:
                self.asked = sample
        if why and self.vouched and not is_out_of_question(sample):
            why = ""
        if not why and self.samples:
            why = _disagreement(self.samples[0], sample)
        if not why:
            self.samples.append(sample)
        return why

    def full(self):
        """True when enough samples are in."""
        return len(self.samples) >= self.wanted

    def finish(self):
        """The golden cable: a dict that `save` stores. ValueError while samples are missing."""
        if not self.full():
            raise ValueError("%d of %d samples" % (len(self.samples), self.wanted))
        first = self.samples[0]
        own = {}
        if self.vouched:
            from ringout.diagnosis.learned import form_of

            own["cable"] = form_of(first, self.name)
        golden = {
            "v": 1,
            "name": self.name,
            "samples": len(self.samples),
            "nets": first["nets"],
            "wiring": first["wiring"],
            "ohm": _limits([s["leg_ohm"] for s in self.samples], _OHM_FLOOR, 0.1),
            "pf": _limits([s["pf"] for s in self.samples], _PF_FLOOR, _PF_SHARE),
        }
        golden.update(own)
        return golden


def is_out_of_question(sample):
    """Whether nobody can vouch for a record: there was no cable to be seen, or it moved."""
    if sample["verdict"] in ("LIVE", "NO-CABLE", "ERROR"):
        return True
    return bool([f for f in sample["faults"] if f["code"] in ("intermittent", "unsteady")])


def refusal(sample):
    """Why a record must not be learned, "" if it may."""
    verdict = sample["verdict"]
    if verdict == "LIVE":
        return "voltage on it: unplug it"
    if verdict == "NO-CABLE":
        return "no cable: plug both ends"
    if verdict == "ERROR":
        return "not measured: try again"
    if verdict in ("FAIL", "FAIL*"):
        return "not good: " + (sample["text"] or "faulty")
    if verdict == "LOOKS-LIKE":
        return "not sure what it is: answer the question first"
    if sample["verdict"] == "UNKNOWN" or not sample["wiring"]:
        return "not in my list"
    if lookup.get(sample["wiring"][0]).standing != lookup.SOUND:
        return "a mis-wiring: expect it by name"
    return ""


def _differs(first, again):
    """Why two records of one cable at rest cannot both be right, "" if they can."""
    if is_out_of_question(again):
        return refusal(again) or "it moved: try again"
    if again["nets"] != first["nets"]:
        return "other connections a moment later: try again"
    for key in ("leg_ohm", "pf"):
        for pair in first[key]:
            reading, other = first[key][pair], again[key].get(pair)
            if reading and other and abs(reading[0] - other[0]) > max(reading[1], other[1]):
                return "%s does not read the same twice: try again" % pair
    return ""


def _disagreement(first, sample):
    if sample["nets"] != first["nets"]:
        return "other connections than sample 1"
    if _kinds(first) != _kinds(sample):
        return "other parts than sample 1"
    for key, floor, share in (("leg_ohm", 0.2, 0.3), ("pf", 20.0, 0.2)):
        for pair in first[key]:
            reading, other = first[key][pair], sample[key].get(pair)
            if reading and other and abs(reading[0] - other[0]) > floor + share * reading[0]:
                return "%s differs from sample 1" % pair
    return ""


def _kinds(sample):
    return [(part["kind"], part["net"]) for part in sample.get("parts") or ()]


def _limits(tables, floor, share):
    """{pair: [low, high]} around the mean: three spreads of the samples, never less than the
    readings' own uncertainty plus the floor."""
    out = {}
    for pair in tables[0]:
        values = [table[pair][0] for table in tables if table.get(pair)]
        if len(values) < len(tables):
            continue
        mean = sum(values) / len(values)
        spread = sum([(v - mean) ** 2 for v in values]) / (len(values) - 1)
        margin = _SPREADS * spread**0.5 + max(floor, share * mean) + tables[0][pair][1]
        out[pair] = [round(max(mean - margin, 0.0), 4), round(mean + margin, 4)]
    return out
