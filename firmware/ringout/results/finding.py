"""What is wrong with a cable: one Finding for each accident, and its Place. None is written to
after it was made."""


class Place:
    """Where along a cable, from the nearer plug. end: that plug. in_plug: inside it. Else percent,
    u_percent: of the length; m, u_m: in metres, None where the length is not known."""

    def __init__(self, end, in_plug=False, percent=0.0, u_percent=0.0, m=None, u_m=None):
        self.end = end
        self.in_plug = in_plug
        self.percent = percent
        self.u_percent = u_percent
        self.m = m
        self.u_m = u_m

    def record(self):
        """As `at` in the record."""
        if self.in_plug:
            return {"end": self.end, "plug": True}
        at = {"end": self.end}
        if self.percent is not None:
            at["percent"] = self.percent
            at["u_percent"] = self.u_percent
        if self.m is not None:
            at["m"] = self.m
            at["u_m"] = self.u_m
        return at


class Finding:
    """code: of the vocabulary. contacts: lines that it is about, in the order in which they are
    spoken. end: the plug that is meant, None where nothing tells. contact: the one line that is
    meant, None if it is all. expected: what should be, in words. form: which of its kind's
    sentences. place: a Place or None. value, u: the reading behind it, None without one; unit: its
    key in the record: "ohm", "pf", "pf_per_ft", "percent". doubt: 0 for none, else the reading is
    within its uncertainty of the limit: 1 beyond it, -1 still inside. confidence: percent, None if
    it was measured. is_difference: says that two legs differ, which a swapped shield explains.
    more: further keys of the record. asks: only a person can know whether it is a fault."""

    def __init__(
        self,
        code,
        contacts=(),
        end=None,
        expected="",
        form="",
        contact=None,
        place=None,
        value=None,
        u=0.0,
        unit="ohm",
        doubt=0,
        confidence=None,
        is_difference=False,
        more=None,
        asks=False,
    ):
        self.code = code
        self.contacts = tuple(contacts)
        self.end = end
        self.expected = expected
        self.form = form
        self.contact = contact
        self.place = place
        self.value = value
        self.u = u
        self.unit = unit
        self.doubt = doubt
        self.confidence = confidence
        self.is_difference = is_difference
        self.more = more or {}
        self.asks = asks
