"""What a diagnosis made of a fault, held against what was built into the cable."""

from ringout.board.pinmap import CONTACTS
from ringout.diagnosis import diagnose
from ringout.measure.readings import Readings
from ringout.wirings import lookup
from ringout_host.catalogue.cases import Case
from ringout_host.catalogue.survey import Surveyor, alike

TIGHT_OHM = 0.05


class Outcome:
    """readings; expect, auto: Diagnosis in both modes; same_as_sound: no reading differs from
    the sound cable's by more than its uncertainty, so that no tester could tell."""

    def __init__(self, case: Case, readings: Readings, sound: Readings):
        self.case = case
        self.readings = readings
        self.same_as_sound = alike(readings, sound)
        self.expect = diagnose.diagnose(readings, "expect:" + case.wiring_id)
        self.auto = diagnose.diagnose(readings)

    @property
    def named(self) -> bool:
        """The first fault in EXPECT has the right code, contacts and end. A fault in the middle
        has no end; where no measurement tells the plug, None is right."""
        if not self.expect.faults:
            return False
        first = self.expect.faults[0]
        meant = contacts(self.case)
        found = [names for names in meant if names & set(first.get("net", ()))]
        return (
            (first["code"] == self.case.code or first["code"] in also(self.case))
            and (bool(found) if self.single else len(found) == len(meant))
            and (self.case.end is None or first["end"] in ends(self.case))
        )

    @property
    def single(self) -> bool:
        """A fault of one conductor."""
        return len(self.case.letters) == 1


def contacts(case: Case) -> list[set[str]]:
    """For each letter of a fault, the contacts its conductor is soldered to: at the plug it sits
    in and at the other."""
    wiring = lookup.get(case.wiring_id)
    out = []
    for letter in case.letters:
        names = {f"{case.end}.{letter}"} if case.end else set()
        for wire in wiring.wires:
            both = [CONTACTS[line] for line in wire.ends if line is not None]
            middle = case.end is None and wire.kind != "link" and both[0][2:] == letter
            if middle or names & set(both):
                names |= set(both)
        out.append(names)
    return out


def also(case: Case) -> tuple[str, ...]:
    """What else names an exchange: of two cores that are tip and ring in the other plug it is a
    reversal, whatever their contacts here are called (RCA to XLR with its shield lifted)."""
    if case.kind != "swap":
        return ()
    letters = [set[str](), set[str]()]
    for wire in lookup.get(case.wiring_id).wires:
        both = [CONTACTS[line] for line in wire.ends if line is not None]
        for letter, found in zip(case.letters, letters, strict=True):
            here = f"{case.end or both[0][0]}.{letter}"
            if wire.kind == "core" and here in both:
                found.update(both)
    reversals = [{f"{plug}.T", f"{plug}.R"} for plug in "ABC"]
    pairs = [{one, other} for one in letters[0] for other in letters[1]]
    return ("reversed",) if any(pair in reversals for pair in pairs) else ()


def ends(case: Case) -> tuple[str | None, ...]:
    """What may stand for the end of a fault in a plug: opens and shorts are located; the plug of
    a bad joint, a leak or an exchange only where more than two plugs or the shield tell."""
    if case.kind in ("open", "short"):
        return (case.end,)
    return (case.end, None)


def picture(readings: Readings, turned: bool) -> tuple[str, list[str]]:
    """Nets and same-end bridges as text, for a table that is not the firmware's: "AR BR | AS BS",
    ["=ARAS", "~BRBS"]. turned: with the names of A and B exchanged."""
    swap = {"A": "B", "B": "A", "C": "C"} if turned else {"A": "A", "B": "B", "C": "C"}

    def name(line: int) -> str:
        return swap[CONTACTS[line][0]] + CONTACTS[line][2:]

    nets, bridges = [], []
    for mask in readings.nets:
        lines = [k for k in range(len(CONTACTS)) if mask >> k & 1]
        nets.append(" ".join(sorted(name(k) for k in lines)))
        for (first, last), (ohm, u) in readings.ohm.items():
            if mask >> first & 1 and CONTACTS[first][0] == CONTACTS[last][0]:
                mark = "=" if ohm < TIGHT_OHM + u else "~"
                bridges.append(mark + "".join(sorted((name(first), name(last)))))
    return " | ".join(sorted(nets)), bridges


def outcome(surveyor: Surveyor, case: Case) -> Outcome:
    """Plug a fault in, measure, diagnose in both modes."""
    return Outcome(case, surveyor.read(case.spec), surveyor.sound(case.wiring_id))
