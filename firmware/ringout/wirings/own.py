"""A person's own cable: its JSON form (ringout_host/cables/README.md) as a Wiring and parts.

Of what the form says nothing is believed: a mistake is a ValueError in words for the screen.
Loaded only for who has such cables.

One file: a form is read in one go, and each key checks the ones before.
"""

from ringout.board.pinmap import (
    CONTACTS,
    ENDS,
    JACK_MASKS,
    LETTERS,
    LINES,
    line_of,
    opposite,
    same_jack,
)
from ringout.wirings import layout
from ringout.wirings.catalogue import PLUG_CONTACTS, SOUND
from ringout.wirings.wiring import FREE, LINK, PLUG, SHIELD, Wiring

VERSION = 1
_MOST_WIRES = 16  # the loops number conductors with four bits
_MOST_PARTS = 12
_NAME_CHARS = 20
_PART_CODE = 16  # of a token: a conductor with a part in it
_VALUES = {"R": "ohm", "C": "pf", "D": "volt"}
_COMMON = 9
_FOUR = ("T", "R", "R2", "S")  # contacts of the eleven lines on a plug of five pins
_FIVE_PINS = ("XLR5", "DIN")
_LIMITS = ("leg_ohm", "pf_per_ft", "length_m", "stock_pf_per_ft", "adapter_ohm", "adapter_pf")
_RULES = ("must", "must not", "either")
_OTHER = {"A": "B", "B": "A"}


class Part:
    """Between two lines; of a diode the first is the anode. kind: "R", "C" or "D". value: ohm,
    picofarad or volt. share: its tolerance. in_leg: in a conductor, not inside a plug."""

    def __init__(self, first, last, kind, value, share, in_leg):
        self.first = first
        self.last = last
        self.kind = kind
        self.value = value
        self.share = share
        self.in_leg = in_leg


class OwnWiring(Wiring):
    """A Wiring whose legs have parts in them."""

    part_legs = ()
    fifth_legs = ()

    def legs(self):
        """Those of copper, then those with a part."""
        return Wiring.legs(self) + [(first, last, "resistor") for first, last in self.part_legs]

    def drawn_legs(self):
        """And those of fifth pins, which only the wiring picture knows."""
        return self.legs() + [(first, last, "core") for first, last in self.fifth_legs]


class Own:
    """id, name; wiring: an OwnWiring; parts: Part list; joints, shells: of what only an expander
    reaches; limits: dictionary of leg_ohm, pf_per_ft,
    length_m, stock_pf_per_ft, adapter_ohm, adapter_pf, those that are told."""

    def __init__(self, form, turned=False, exchanged=None, bare=()):
        """turned: plug A in jack B. exchanged: (line, line) of one plug whose conductors are
        soldered the wrong way round. bare: numbers of the parts in whose place is wire."""
        if not isinstance(form, dict):
            raise ValueError("no cable")
        if form.get("v") != VERSION:
            raise ValueError("a newer cable: update the tester")
        self.form = form
        self.turned = turned
        self.id = _text(form.get("id"), 32)
        self.name = _text(form.get("name") or self.id, _NAME_CHARS)
        self._move = _moves(turned, exchanged)
        self._turn = _moves(turned, None)
        self.joints = []  # (line, line) with a shell or a fifth pin in it
        self.shells = {}  # by end, whether the shell is on pin 1: "must", "must not", "either"
        tokens = [token for token in _tokens(form, "wires") if not self._is_digital(token)]
        self._bonds(form)
        wires = [self._joint(token) for token in tokens]
        shape = [self._joint(token) for token in _tokens(form, "shape")]
        self.parts = []
        rows = form.get("parts") or ()
        if not isinstance(rows, (list, tuple)) or len(rows) > _MOST_PARTS:
            raise ValueError("parts")
        for row in rows:
            self.parts.append(self._part(row))
        if (
            not wires
            and not self.parts
            and not self.joints
            or len(wires) + len(shape) > _MOST_WIRES
        ):
            raise ValueError("wires: 1 to %d" % _MOST_WIRES)
        self.limits = {}
        self._limits(_table(form, "limits"))
        for k in bare:
            part = self.parts[k]
            wires.append((min(part.first, part.last), max(part.first, part.last), "-"))
        self.wiring = self._made(wires, shape, bare)
        self.spoken()  # or it is none

    @property
    def asks(self):
        """Whether a shell or a fifth pin is to be tested."""
        return bool(self.joints or self.shells)

    def _is_digital(self, token):
        """Takes a token with a shell or a fifth pin; True for one. A shell on pin 1 is a rule."""
        names = token.replace("~", "-").replace("=", "-").split("-")
        if not [name for name in names if name[2:] in ("SH", "5")]:
            return False
        if len(names) != 2 or names[0] == names[1]:
            raise ValueError("wire " + token[:16])
        if self.turned:
            names = [_OTHER.get(name[0], name[0]) + name[1:] for name in names]
        first, last = sorted([line_of(name) for name in names])
        if LETTERS[first] == "S" and LETTERS[last] == "SH" and ENDS[first] == ENDS[last]:
            self.shells[ENDS[last]] = _RULES[0]
        else:
            self.joints.append((first, last))
        return True

    def _bonds(self, form):
        rules = _table(form, "shells")
        for end in rules:
            if end not in ("A", "B", "C") or rules[end] not in _RULES:
                raise ValueError("shells")
            self.shells[_OTHER.get(end, end) if self.turned else end] = rules[end]

    def _joint(self, token):
        """(line, line, mark) of a token, the nearer plug's first."""
        for mark in "-=~":
            first, found, last = token.partition(mark)
            if found:
                break
        move = self._turn if mark == "~" else self._move
        first, last = move[_line(first)], move[_line(last)]
        if FREE not in (first, last) and (first == last or same_jack(first, last) != (mark == "~")):
            raise ValueError("wire " + token[:16])
        if not found or first == last or mark == "~" and FREE in (first, last):
            raise ValueError("wire " + token[:16])
        return (first, last, mark) if first < last else (last, first, mark)

    def _part(self, row):
        if not isinstance(row, dict):
            raise ValueError("a part")
        kind, mark = row.get("kind"), row.get("mark")
        value, share = row.get(_VALUES.get(kind)), row.get("tol", 10)
        names = _text(row.get("at"), 9).split("-")
        for number in (value, share):
            if not isinstance(number, (int, float)) or not 0 < number < 1e9:
                raise ValueError("a part's value")
        if len(names) != 2 or mark not in ("-", "=", "~"):
            raise ValueError("a part's place")
        move = self._turn if mark == "~" else self._move
        first, last = move[_line(names[0])], move[_line(names[1])]
        if FREE in (first, last) or first == last:
            raise ValueError("a part's place")
        return Part(first, last, kind, value, share / 100.0, mark != "~")

    def _limits(self, told):
        for key in _LIMITS:
            number = told.get(key)
            if isinstance(number, (int, float)) and 0 < number < 1e6:
                self.limits[key] = float(number)
        self._is_alike = told.get("alike") is True

    def _made(self, wires, shape, bare):
        """The wiring, packed as those of the catalogue are."""
        ties, runs, tokens = bytearray(), bytearray(), bytearray()
        hanging = used = 0
        for first, last, _ in shape:
            ties += bytes((first, last))
        for first, last, mark in wires:
            used |= 1 << first | 1 << last
            code = LINK if mark == "~" else SHIELD if mark == "=" else 0
            tokens += bytes((first << 4 | last, code))
            if code == LINK:
                ties += bytes((first, last))
            elif last == FREE:
                hanging |= 1 << first
            else:
                runs += bytes((first | layout.SHIELD * (code == SHIELD), last))
        legs = []
        for k in range(len(self.parts)):
            part = self.parts[k]
            used |= 1 << part.first | 1 << part.last
            if part.in_leg and k not in bare:
                legs.append((min(part.first, part.last), max(part.first, part.last)))
                tokens += bytes((legs[-1][0] << 4 | legs[-1][1], _PART_CODE))
        for first, last, _ in shape:
            tokens += bytes((first << 4 | last, PLUG))
            used |= 1 << first | 1 << last
        kinds = self._kinds(used)
        reach = used & (1 << LINES) - 1
        for line in range(LINES):
            at = "ABC".index(ENDS[line])
            if (
                at < len(kinds)
                and used & JACK_MASKS[at]
                and LETTERS[line] in PLUG_CONTACTS.get(kinds[at], _FOUR)
            ):
                reach |= 1 << line
        packed = bytes((reach & 255, reach >> 8, hanging & 255, hanging >> 8, len(shape), 0,
                        len(ties), len(runs))) + ties + runs + tokens  # fmt: skip
        row = (self.id, " ".join(kinds), "", SOUND, _COMMON, self.name, self.name)
        wiring = OwnWiring(row, packed + bytes((layout.NO_MORE,)))
        wiring.part_legs = legs
        wiring.fifth_legs = [
            joint
            for joint in self.joints
            if LETTERS[joint[1]] == "5" and ENDS[joint[0]] != ENDS[joint[1]]
        ]
        wiring.is_own = True
        wiring.has_parts = bool(self.parts)
        wiring.alike = self._is_alike
        wiring.lumped = [(part.first, part.last) for part in self.parts if part.kind == "C"]
        return wiring

    def _kinds(self, used):
        """Kinds of the plugs that the screen can draw: the told ones, else by what is used."""
        told = _table(self.form, "plugs")
        kinds = []
        fifths = [ENDS[line] for joint in self.joints for line in joint if LETTERS[line] == "5"]
        for end in ("BAC" if self.turned else "ABC")[: 3 if used & JACK_MASKS[2] else 2]:
            kind = told.get(end)
            if kind not in _FIVE_PINS and "ABC"[len(kinds)] in fifths:
                kind = "FIVE"
            elif kind not in PLUG_CONTACTS and kind not in _FIVE_PINS:
                rings = used & (0x40 if len(kinds) else 0x04) and len(kinds) < 2
                kind = "TRRS" if rings else "TRS"
            kinds.append(kind)
        return kinds

    def spoken(self):
        """Kinds of the plugs, or {letter: name} of one whose pins have names of their own."""
        told = _table(self.form, "pins")
        plugs = list(self.wiring.plugs)
        for at in range(len(plugs)):
            named = _table(told, ("BAC" if self.turned else "ABC")[at])
            for letter in named:
                _text(named[letter], 8)
            if named:
                plugs[at] = dict(named)
        return plugs

    def both_ways(self):
        """Whether it may be plugged with plug A in jack B: not with a male and a female XLR."""
        told = _table(self.form, "plugs")
        return not told.get("A") == told.get("B") == "XLR"

    def key(self):
        """Its nets as a text, three hexadecimal digits each."""
        return key_of(self.wiring.nets)


def key_of(nets):
    """The same of nets, as `Facts` has them."""
    return "".join(["%03x" % mask for mask in nets])


def _moves(turned, exchanged):
    """Which line each becomes."""
    moves = list(range(FREE + 1))
    if exchanged:
        moves[exchanged[0]], moves[exchanged[1]] = exchanged[1], exchanged[0]
    if turned:
        turn = [opposite(line) if line < 8 else line for line in range(FREE + 1)]
        moves = turn if not exchanged else [moves[turn[k]] for k in range(FREE + 1)]
    return moves


def _line(name):
    return CONTACTS.index(name) if name else FREE


def _tokens(form, key):
    text = form.get(key) or ""
    if not isinstance(text, str) or len(text) > 400:
        raise ValueError(key)
    return text.split()


def _table(form, key):
    table = form.get(key) or {}
    if not isinstance(table, dict):
        raise ValueError(key)
    return table


def _text(value, longest):
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError("a text of %d characters" % longest)
    for char in value:
        if not " " <= char <= "~":
            raise ValueError("a text of plain letters")
    return value
