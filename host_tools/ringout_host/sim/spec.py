"""The cable grammar: `trs_trs,length=6m,open=R@0.3m:B` and what it means.

A spec is a wiring id (or `none`) and comma-separated modifiers, in any order. Parsing is
strict: every mistake is a `SpecError` that names it and shows a correct example.
"""

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup
from ringout_host.sim import units
from ringout_host.sim.stocks import PLAIN, STOCKS
from ringout_host.sim.units import SpecError

DEFAULT_LENGTH_M = 3.0
DEFAULT_SHORT_OHM = 0.02  # a whisker of braid
LETTERS = ("T", "R", "R2", "S")


class Place:
    """Where a fault sits: inside a plug (`end`), or at `fraction` of a leg's length from A."""

    def __init__(self, end=None, metres=None, fraction=None):
        self.end = end  # "A", "B", "C": the plug, or the plug that metres counts from
        self.metres = metres
        self.fraction = fraction

    def in_plug(self):
        """True inside a plug, False along the cable."""
        return self.metres is None and self.fraction is None

    def along(self, length_m):
        """Fraction of the length from A."""
        if self.fraction is not None:
            return self.fraction
        if self.metres is not None:
            x = self.metres / length_m
            return x if self.end == "A" else 1.0 - x
        return 0.0 if self.end == "A" else 1.0


class Fault:
    """One modifier: kind, contact letters, place, and a value in ohm where it has one."""

    def __init__(self, kind, letters, place, ohm=None, on_us=None, every_us=None):
        self.kind = kind  # open, short, swap, joint, leak, intermittent, touch, core
        self.letters = letters
        self.place = place
        self.ohm = ohm
        self.on_us = on_us  # intermittent, touch: length of each dropout or short
        self.every_us = every_us


class Live:
    """A source connected to contacts: volts peak at hertz (0 = DC) behind `ohm` each."""

    def __init__(self, volts, hertz, ohm, contacts):
        self.volts = volts
        self.hertz = hertz
        self.ohm = ohm
        self.contacts = contacts


class CableSpec:
    """A parsed spec. `text` is what was written."""

    def __init__(self, text):
        self.text = text
        self.wiring = None  # wirings.Wiring, None for `none`
        self.length_m = DEFAULT_LENGTH_M
        self.stock = None
        self.overrides = {}  # cs, cc in pF/m; core, shield in ohm/m
        self.imbalance = 0.0  # of T-S against R-S
        self.faults = []
        self.live = []
        self.unplugged = set()
        self.plugs = []  # (end, ohm): reference plugs, tip over `ohm` to all other contacts
        self.hum = (0.0, 50.0)  # ampere peak picked up by an unshielded core, hertz


def parse(text):
    """The CableSpec of a text; SpecError (one teaching line) for any mistake."""
    items = _split(text)
    spec = CableSpec(text)
    name = items[0]
    if name != "none":
        if name not in lookup.ids():
            if "=" in name:
                mistake = "it begins with a wiring or none, not with '%s'" % name
                raise SpecError(mistake, "trs_trs," + name)
            known = ", ".join(lookup.ids()[:7])
            raise SpecError("unknown wiring '%s'" % name, "one of %s ..." % known)
        spec.wiring = lookup.get(name)
    for item in items[1:]:
        key, _, value = item.partition("=")
        handler = _MODIFIERS.get(key)
        if handler is None:
            raise SpecError("unknown modifier '%s'" % item, "open=R@0.3m:B")
        if not value:
            raise SpecError("'%s' has no value" % key, EXAMPLES[key])
        if spec.wiring is None and key not in ("live", "plug"):
            raise SpecError("'none' takes no '%s'" % key, "none")
        handler(spec, value)
    _check(spec)
    return spec


def _split(text):
    """Items at commas; a bare contact after a `live=` item belongs to it."""
    items = []
    for item in text.replace(" ", "").split(","):
        if items and item in CONTACTS and items[-1].startswith("live="):
            items[-1] += "," + item
        else:
            items.append(item)
    if not items[0]:
        raise SpecError("no cable given", "trs_trs,length=6m")
    return items


def _check(spec):
    """What can only be judged with the whole spec at hand: length, ends, contacts."""
    if spec.wiring is None:
        return
    ends = "ABC"[: len(spec.wiring.plugs)]
    for fault in spec.faults:
        place = fault.place
        if place.end is not None and place.end not in ends:
            raise SpecError("%s has no end %s" % (spec.wiring.id, place.end), "open=R@B")
        if place.metres is not None and place.metres > spec.length_m:
            raise SpecError(
                "a place %g m along a cable of %g m" % (place.metres, spec.length_m),
                "open=R@0.3m:B",
            )
        reach = set()
        for wire in spec.wiring.wires:
            reach |= set(CONTACTS[i].split(".")[1] for i in wire.ends if i is not None)
        for letter in fault.letters:
            if letter not in reach:
                raise SpecError(
                    "%s has no conductor at %s" % (spec.wiring.id, letter),
                    "one of " + " ".join(sorted(reach)),
                )
    for end in spec.unplugged:
        if end not in ends:
            raise SpecError("%s has no end %s to unplug" % (spec.wiring.id, end), "unplug=B")


def _letters(text, count, example):
    letters = text.split("-")
    if len(letters) != count or any(x not in LETTERS for x in letters):
        raise SpecError("'%s' is not %d contact(s) of T R R2 S" % (text, count), example)
    if len(set(letters)) != count:
        raise SpecError("'%s' names one contact twice" % text, example)
    return tuple(letters)


def _place(text, example):
    if text in ("A", "B", "C"):
        return Place(end=text)
    where, _, end = text.partition(":")
    if where.endswith("%"):
        percent = units.number(where[:-1], example)
        if not 0.0 <= percent <= 100.0:
            raise SpecError("'%s' is not from 0%% to 100%%" % where, example)
        return Place(end=end or None, fraction=percent / 100.0)
    if end not in ("A", "B", "C"):
        raise SpecError("'%s' does not say from which plug" % text, example)
    return Place(end=end, metres=units.length_m(where, example))


def _at(text, default, example):
    """Split `what@place`; the default place where none is given."""
    what, _, where = text.partition("@")
    return what, _place(where, example) if where else default


def _length(spec, value):
    spec.length_m = units.length_m(value, EXAMPLES["length"])
    if not 0.05 <= spec.length_m <= 300.0:
        raise SpecError("length %s is not from 5 cm to 300 m" % value, EXAMPLES["length"])


def _stock(spec, value):
    if value not in STOCKS:
        raise SpecError("unknown stock '%s'" % value, "one of " + " ".join(sorted(STOCKS)))
    spec.stock = value


def _override(key, unit_values, modifier=None):
    def handler(spec, value):
        spec.overrides[key] = unit_values(value, EXAMPLES[modifier or key])

    return handler


def _imbalance(spec, value):
    if not value.endswith("%"):
        raise SpecError("imbalance '%s' is not in percent" % value, EXAMPLES["imbalance"])
    spec.imbalance = units.number(value[:-1], EXAMPLES["imbalance"]) / 100.0


def _open(spec, value):
    what, place = _at(value, Place(fraction=0.5), EXAMPLES["open"])
    spec.faults.append(Fault("open", _letters(what, 1, EXAMPLES["open"]), place))


def _short(spec, value):
    what, place = _at(value, Place(fraction=0.5), EXAMPLES["short"])
    pair, _, ohm = what.partition(":")
    letters = _letters(pair, 2, EXAMPLES["short"])
    ohms = units.ohm(ohm, EXAMPLES["short"]) if ohm else DEFAULT_SHORT_OHM
    spec.faults.append(Fault("short", letters, place, max(ohms, 1e-3)))


def _swap(spec, value):
    what, place = _at(value, Place(end="B"), EXAMPLES["swap"])
    spec.faults.append(Fault("swap", _letters(what, 2, EXAMPLES["swap"]), place))


def _joint(spec, value):
    what, place = _at(value, Place(end="B"), EXAMPLES["joint"])
    letter, _, ohm = what.partition(":")
    ohms = units.ohm(ohm, EXAMPLES["joint"])
    spec.faults.append(Fault("joint", _letters(letter, 1, EXAMPLES["joint"]), place, ohms))


def _leak(spec, value):
    what, place = _at(value, Place(end="B"), EXAMPLES["leak"])
    pair, _, ohm = what.partition(":")
    ohms = units.ohm(ohm, EXAMPLES["leak"])
    spec.faults.append(Fault("leak", _letters(pair, 2, EXAMPLES["leak"]), place, ohms))


def _core(spec, value):
    what, place = _at(value, Place(fraction=0.5), EXAMPLES["core"])
    spec.faults.append(Fault("core", _letters(what, 1, EXAMPLES["core"]), place))


def _intermittent(spec, value):
    spec.faults.append(_now_and_then("intermittent", value, 1))


def _touch(spec, value):
    spec.faults.append(_now_and_then("touch", value, 2))


def _now_and_then(kind, value, count):
    """A fault of `count` contacts for so long every so often."""
    example = EXAMPLES[kind]
    what, _, timing = value.rpartition(":")  # the place may have one too: T@0.3m:B:40us/500ms
    letter, place = _at(what, Place(end="B"), example)
    on, _, every = timing.partition("/")
    if not every:
        raise SpecError("'%s' does not say how long and how often" % value, example)
    on_us, every_us = units.time_us(on, example), units.time_us(every, example)
    if not 0 < on_us < every_us:
        raise SpecError("a dropout of %s every %s" % (on, every), example)
    letters = _letters(letter, count, example)
    return Fault(kind, letters, place, DEFAULT_SHORT_OHM, on_us, every_us)


def _unplug(spec, value):
    if value not in ("A", "B", "C"):
        raise SpecError("'%s' is not an end" % value, EXAMPLES["unplug"])
    spec.unplugged.add(value)


def _plug(spec, value):
    """A reference plug in a jack: all contacts bridged, or the tip over so many ohms."""
    what, _, end = value.partition("@")
    if end not in ("A", "B", "C") or spec.wiring is not None:
        raise SpecError("plug '%s' is not a plug alone in a jack" % value, EXAMPLES["plug"])
    spec.plugs.append((end, 0.0 if what == "short" else units.ohm(what, EXAMPLES["plug"])))


def _live(spec, value):
    example = EXAMPLES["live"]
    source, _, contacts = value.partition("@")
    volts, _, ohm = source.partition(":")
    volts, _, hertz = volts.partition("/")
    names = contacts.split(",")
    for name in names:
        if name not in CONTACTS:
            raise SpecError("'%s' is not a contact" % name, example)
    spec.live.append(
        Live(
            units.volt(volts, example),
            units.hertz(hertz, example) if hertz else 0.0,
            units.ohm(ohm, example) if ohm else 600.0,
            names,
        )
    )


def _hum(spec, value):
    amperes, _, hertz = value.partition("/")
    example = EXAMPLES["hum"]
    spec.hum = (units.ampere(amperes, example), units.hertz(hertz, example) if hertz else 50.0)


EXAMPLES = {
    "length": "length=6m",
    "stock": "stock=mogami-w2549",
    "cs": "cs=%gpF/m" % PLAIN[0],
    "cc": "cc=%gpF/m" % PLAIN[1],
    "core_ohm": "core_ohm=0.08ohm/m",
    "shield_ohm": "shield_ohm=0.03ohm/m",
    "imbalance": "imbalance=5%",
    "open": "open=R@0.3m:B",
    "short": "short=T-S:2ohm@B",
    "swap": "swap=T-R@B",
    "joint": "joint=T:3ohm@A",
    "leak": "leak=T-S:200k",
    "core": "core=R@50%",
    "intermittent": "intermittent=T@B:40us/500ms",
    "touch": "touch=T-S@B:40ms/500ms",
    "unplug": "unplug=B",
    "live": "live=48V:6.81k@A.T,A.R",
    "hum": "hum=0.2uA/50Hz",
    "plug": "none,plug=short@A",
}
_MODIFIERS = {
    "length": _length,
    "stock": _stock,
    "cs": _override("cs", units.pf_per_m),
    "cc": _override("cc", units.pf_per_m),
    "core_ohm": _override("core", units.ohm_per_m, "core_ohm"),
    "shield_ohm": _override("shield", units.ohm_per_m, "shield_ohm"),
    "imbalance": _imbalance,
    "open": _open,
    "short": _short,
    "swap": _swap,
    "joint": _joint,
    "leak": _leak,
    "core": _core,
    "intermittent": _intermittent,
    "touch": _touch,
    "unplug": _unplug,
    "live": _live,
    "hum": _hum,
    "plug": _plug,
}
