"""Contacts that move: open and close, touch, or crackle, in a rhythm or at random.

Each has a state at any time: 0 at rest, 1 moved (open, or touching), and for a crackling one the
number of its present resistance. Time only goes forward. How long each one's leg was driven, and
how much of that it was moved, is counted as time passes.
"""

import math

from ringout.board.pinmap import EVERY_CONTACT, LINES
from ringout_host.sim.noise import Random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringout_host.sim.cable import Conductor
    from ringout_host.sim.kinds import Config
    from ringout_host.sim.modifiers.faults import Fault

KINDS = ("intermittent", "touch", "crackle")
EVER_US = 1e12
CRACKLE_LEVELS = 8  # resistances that a crackling contact wanders between, evenly by ratio
CRACKLE_US = 2000.0  # how long one lasts in the mean


def crackle_ohm(fault: "Fault", level: int) -> float:
    """Resistance of a crackling contact in a state."""
    low, high = fault.span
    return low * (high / low) ** (level / (CRACKLE_LEVELS - 1.0))


class Contact:
    """One moving contact. fault: modifiers.faults.Fault of a kind of KINDS. random: its own."""

    def __init__(self, fault: "Fault", random: Random) -> None:
        self.fault = fault
        self.random = random
        self.mask = 0  # contacts of its leg, set by the bench
        self.driven_us = self.moved_us = 0.0
        self.state = 0
        self.until_us = EVER_US
        if fault.kind == "crackle":
            self._crackle(0.0)
        elif fault.is_random:
            share = fault.on_us / fault.every_us
            self.state = 1 if random.uniform() < share else 0  # it has been going on for long
            self._flip_after(0.0)

    def _flip_after(self, at_us: float) -> None:
        """Exponential: the next change does not depend on the past."""
        mean_us = self.fault.on_us if self.state else self.fault.every_us - self.fault.on_us
        self.until_us = at_us - mean_us * math.log(self.random.uniform())

    def _crackle(self, at_us: float) -> None:
        self.state = int(self.random.uniform() * CRACKLE_LEVELS)
        self.until_us = at_us - CRACKLE_US * math.log(self.random.uniform())

    def at(self, at_us: float) -> tuple[int, float]:
        """(state, time until which it lasts) at a time not before the latest one asked for."""
        fault = self.fault
        if fault.kind == "crackle":
            while at_us >= self.until_us:
                self._crackle(self.until_us)
        elif fault.is_random:
            while at_us >= self.until_us:
                self.state = 1 - self.state
                self._flip_after(self.until_us)
        else:
            phase = at_us % fault.every_us
            opens_at = fault.every_us - fault.on_us  # at rest at start, moved at a cycle's end
            self.state = 1 if phase >= opens_at else 0
            self.until_us = at_us + (fault.every_us if self.state else opens_at) - phase
        return self.state, self.until_us

    def name(self) -> str:
        """`T@B`, as in the spec; `T` where it is not in a plug."""
        place = self.fault.place
        where = "@" + place.plug if place.in_plug() else ""
        return "-".join(self.fault.letters) + where


class Moving:
    """All moving contacts of a cable. seed: of the board, so that a press can be repeated."""

    def __init__(self, faults: "list[Fault]", seed: int) -> None:
        self.contacts: list[Contact] = []
        for fault in faults:
            if fault.kind in KINDS:
                self.contacts.append(Contact(fault, Random(seed * 101 + len(self.contacts) * 17)))
        self.at_rest = (0,) * len(self.contacts)
        self.is_moved = False  # somebody moves the cable
        self._shaken: tuple[tuple[float, float], ...] | None = None
        self._now = self.at_rest  # state of each until the next change

    def shake(self, dropouts: "Iterable[tuple[float, float]]") -> None:
        """A hand instead of a rhythm: contacts are moved in each (from_us, to_us), which are in
        order and apart."""
        self._shaken = tuple(dropouts)

    def at(self, at_us: float) -> tuple[tuple[int, ...], float]:
        """(state of each, time until which all of that lasts)."""
        until_us = at_us + EVER_US
        if self._shaken is not None:
            states, until_us = self._by_hand(at_us, until_us)
        else:
            states = []
            for contact in self.contacts:
                if contact.fault.when_moved and not self.is_moved:
                    states.append(0)
                    continue
                state, until = contact.at(at_us)
                states.append(state)
                until_us = min(until_us, until)
        self._now = tuple(states)
        return self._now, until_us

    def _by_hand(self, at_us: float, until_us: float) -> tuple[list[int], float]:
        state = 0
        for opens_us, closes_us in self._shaken or ():
            if at_us < closes_us:
                state = 1 if at_us >= opens_us else 0
                until_us = closes_us if state else opens_us
                break
        return [state] * len(self.contacts), until_us

    # -- how much of it the tester could have met ------------------------------------------
    def count(self, config: "Config", us: float) -> None:
        """So long the lines were driven like that, in the present state. config: the bench's."""
        driven = config["high"] | config["low"]
        driven |= (config["x_high"] | config["x_low"]) << LINES
        if config["hi"] is not None or config["lo"] is not None:
            driven |= 1 << config["channel"]
        for k in range(len(self.contacts)):
            contact = self.contacts[k]
            if driven & contact.mask:
                contact.driven_us += us
                contact.moved_us += us if self._now[k] else 0.0

    def begin_count(self) -> None:
        """From zero: a press begins."""
        for contact in self.contacts:
            contact.driven_us = contact.moved_us = 0.0

    def shares(self) -> list[dict[str, str | float]]:
        """What was counted, a dict a contact that opens or touches: name, driven_ms, moved (its
        share of that). What crackles is never at rest."""
        found: list[dict[str, str | float]] = []
        for contact in self.contacts:
            if contact.fault.kind == "crackle":
                continue
            share = contact.moved_us / contact.driven_us if contact.driven_us else 0.0
            found.append({"contact": contact.name(), "kind": contact.fault.kind,
                          "driven_ms": round(contact.driven_us / 1000.0, 2),
                          "moved": round(share, 4)})  # fmt: skip
        return found


def leg_mask(conductors: "list[Conductor]", fault: "Fault") -> int:
    """Contacts of the conductors that a fault's letters name."""
    mask = 0
    for conductor in conductors:
        if conductor.letter(fault.place) in fault.letters:
            for contact in (conductor.near, conductor.far):
                if contact is not None:
                    mask |= 1 << contact
    for letter in fault.letters:
        name = "%s.%s" % (fault.place.end, letter)
        if fault.place.in_plug() and name in EVERY_CONTACT:
            mask |= 1 << EVERY_CONTACT.index(name)
    return mask
