"""The bench: a cable plugged into a front end, in virtual time.

Keeps the state of every capacitor. A change of drive, mux or charge pins starts a new linear
circuit from the voltages of the old one, so whatever the firmware does is answered by physics.

One file: every method reads or begins the present stretch of linear time.
"""

from array import array

from ringout.board import pinmap as pin
from ringout.board.pinmap import LINES
from ringout_host.sim.circuits import CLAMP_V, Circuits
from ringout_host.sim.components import CAPACITOR
from ringout_host.sim.expander import Mcp23017
from ringout_host.sim.front_end import Z_NODE, FrontEnd
from ringout_host.sim.junctions import Junctions
from ringout_host.sim.leap import Plan, leap
from ringout_host.sim.linalg import numpy
from ringout_host.sim.moving import EVER_US, Moving, leg_mask
from ringout_host.sim.outside import Outside
from ringout_host.sim.swing import Swing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ringout_host.sim.kinds import Array, Codes, Config, Listener, Matrix, Sine, Volts
    from ringout_host.sim.leap import Leap
    from ringout_host.sim.modes import Modes
    from ringout_host.sim.modifiers.faults import Fault
    from ringout_host.sim.outside import Recorder
    from ringout_host.sim.spec import CableSpec
    from ringout_host.sim.tester_spec import TesterSpec

CLAMP_STEP_US = 25.0
CLAMP_STEPS = 32  # looked ahead at once
HOLDS_FARAD = 150e-9  # a capacitor of more is a source: a press ends in LIVE or says so
CAN_LEAP = numpy is not None
OFTEN = 5  # times that a glance is taken step by step before its matrix is made
PIERCE_V = 0.1  # breaks the oxide film on a contact; microphones give a hundredth of it
PIERCING_S = (3e-8, 1e-7, 3e-7, 1e-6, 1e-5, 1e-4, 1e-3)  # after a pin changed: edges do it


def uid_of(seed: int) -> str:
    """Device id of the tester with this seed, 16 hex digits."""
    return "e6614103e745%04x" % (0x2D2E + seed & 0xFFFF)


class Bench:
    """spec: sim.spec.CableSpec. seed: which board. tester: tester_spec.TesterSpec; None: the
    default."""

    def __init__(
        self, spec: "CableSpec", seed: int = 1, tester: "TesterSpec | None" = None
    ) -> None:
        self.front_end = FrontEnd(seed, tester)
        self.now_us = 0.0
        self._since_us = self._until_us = self._edge_us = 0.0
        self._state: tuple[int, ...] = ()
        self._driven: "Config" = {}
        self.listener: "Listener | None" = None  # such as sim.watch
        self.swing: Swing | None = None  # swing.Swing while hardware swings lines
        self.recorder: "Recorder | None" = None  # outside.Recorder: told before anything changes
        self.live_now: tuple[int, ...] = ()  # indices of the sources that are there
        self.seed = seed
        self.strict = True  # False where a test changes things behind the firmware's back
        self._config: "Config" = dict(
            high=0, low=0, pull_down=False, hi=None, lo=None, channel=pin.MUX_OPEN,
            x_high=0, x_low=0, x_pull=0,
        )  # fmt: skip
        fitted = self.front_end.expander is not None
        self.expander = Mcp23017(self) if fitted else None
        self.plug(spec)
        if not self.front_end.spec.calibrated:
            self.warm_up()

    def plug(self, spec: "CableSpec") -> None:
        """Put another cable in. Board capacitors keep their charge, the cable's start empty."""
        self.spec = spec
        self.moving = Moving(spec.faults, self.seed)
        self._pierced: "tuple[Fault, ...]" = ()
        self._circuits = Circuits(self.front_end, spec)
        self._cache: "dict[tuple, Modes]" = {}
        self._leaps: "dict[tuple, tuple[Leap, list[Modes]]]" = {}
        self._asked: dict[tuple, int] = {}
        self._contact_nodes = self.front_end.contact_nodes
        self._clamps = [0] * len(self._contact_nodes)
        self.cable = self._circuits.network(self.moving.at_rest, ())[1]
        conductors = [conductor for _, bundle in self.cable.bundles for conductor in bundle]
        for contact in self.moving.contacts:
            contact.mask = leg_mask(conductors, contact.fault)
        self._junctions = Junctions(self.cable.junctions)
        self._conducting: tuple[bool, ...] = ()
        self.outside = Outside(spec.live, self.now_us, self.cable.node_of)
        self._circuits.outside = self.outside
        held = [part for *_, part in spec.parts if part.kind == CAPACITOR]
        self._holds_charge = any(part.value > HOLDS_FARAD for part in held)
        touched = [] if spec.wiring is None else self._touch()
        self._circuits.touched = touched
        self.has_sines = bool(self.cable.sines or touched) or self.outside.swings
        # Nothing but the firmware changes the circuit: most cables are like that.
        changing = self.moving.contacts, spec.live, self.cable.junctions, self.cable.films
        self._is_fixed = not any(changing)
        self._v: "Any" = None  # of all nodes as the present stretch began; none before the first
        self._start()

    def _touch(self) -> "list[Sine]":
        """Sines of a hand on the sleeve, while the tester's supply lets it float at half mains."""
        ampere = 1e-6 * self.front_end.spec.touch_ua * 2.0**0.5
        return [(pin.line_of("A.S"), ampere, 50.0, 0.0)] if ampere else []

    def shake(self, dropouts: "Iterable[tuple[float, float]]") -> None:
        """A hand instead of a rhythm, as Moving.shake."""
        self.moving.shake(dropouts)
        self._again()

    def move(self, is_moved: bool) -> None:
        """Somebody takes the cable in hand and moves it, or puts it down."""
        if is_moved != self.moving.is_moved:
            self.moving.is_moved = is_moved
            self._again()

    def _again(self) -> None:
        self._v = self.voltages()
        self._start()

    def sources_begin(self) -> None:
        """TEST is pressed: the times of the sources count from now on."""
        self._v = self.voltages()
        self.outside.begin(self.now_us)
        self._start()

    def _modes(self, states: tuple[int, ...], conducting: tuple[bool, ...]) -> "Modes":
        """Modes of the present configuration."""
        config, clamps = self._config, self._clamps
        driven = tuple(config.values())
        key = (states, self._pierced, conducting, driven, tuple(clamps), self.live_now)
        if key not in self._cache:
            self._cache[key] = self._circuits.modes(
                states, self._pierced, conducting, config, clamps, self.live_now
            )
        return self._cache[key]

    def _clamp(self) -> float:
        """Clamp diodes conduct where a contact lies outside the rails right now. Returns when
        to look again: the circuit is piecewise linear, in steps of CLAMP_STEP_US."""
        high, low = self.front_end.vdd + CLAMP_V, -CLAMP_V
        for k in range(len(self._clamps)):
            v = self._v[self._contact_nodes[k]]
            self._clamps[k] = 1 if v > high else -1 if v < low else 0
        return self.now_us + CLAMP_STEP_US

    def _look_ahead(self, end_us: float) -> None:
        """While the clamps stay as they are, the present stretch goes on: until `end_us`, or its
        edge, or where one changes. Who watches every change looks after each step."""
        if self.listener is not None:
            return
        high, low = self.front_end.vdd + CLAMP_V, -CLAMP_V
        end_us = min(end_us, self._edge_us)
        while self._until_us < end_us:
            steps = min(int((end_us - self._until_us) / CLAMP_STEP_US) + 1, CLAMP_STEPS)
            times = [self._until_us + k * CLAMP_STEP_US for k in range(steps)]
            for at_us, volts in zip(times, self.traces(self._contact_nodes, times)):
                if [1 if v > high else -1 if v < low else 0 for v in volts] != self._clamps:
                    self._until_us = at_us
                    return
            self._until_us = min(times[-1] + CLAMP_STEP_US, self._edge_us)

    # -- time ------------------------------------------------------------------------------
    def _start(self) -> None:
        """Begin a new stretch of linear time from the present voltages."""
        if self.listener is not None:
            self.listener.ends()
        if self.expander is not None and self._v is not None:
            self.expander.note()
        if self.recorder is not None:
            self.recorder.note()
        if self._is_fixed and self._v is not None and self.swing is None:
            self._start_fixed()
        else:
            self._start_changing()
        if self.listener is not None:
            self.listener.begins()

    def _start_fixed(self) -> None:
        key = tuple(self._config.values())
        if key not in self._cache:
            self._cache[key] = self._modes(self._state, self._conducting)
        self._now = self._cache[key]
        self._since_us = self.now_us
        self._until_us = self._edge_us = self.now_us + EVER_US
        self._y = self._now.begin(self._v, self.now_us * 1e-6)

    def _start_changing(self) -> None:
        if self._v is not None:
            self.moving.count(self._driven, self.now_us - self._since_us)
        edge_us = self._swung() if self.swing is not None else None
        self._driven = dict(self._config)
        states, self._until_us = self.moving.at(self.now_us)
        if edge_us is not None:
            self._until_us = min(self._until_us, edge_us)
        self.live_now, edge_us = self.outside.at(self.now_us)
        self._edge_us = self._until_us = min(self._until_us, edge_us)
        if self._v is not None and (self.live_now and self.outside.may_clamp or any(self._clamps)):
            self._until_us = min(self._until_us, self._clamp())
        self._state = states
        network, cable = self._circuits.network(states, self._pierced)
        size = network.n
        if self._v is None or len(self._v) != size:
            old: list[float] = [] if self._v is None else list(self._v[: self.front_end.nodes])
            self._v = (old + [0.0] * size)[:size]
        self._junctions = Junctions(cable.junctions)
        self._conducting = self._junctions.states(self._v)
        self._now = self._modes(states, self._conducting)
        self._since_us = self.now_us
        self._y = self._now.begin(self._v, self.now_us * 1e-6)
        if self.cable.films:
            self._pierce()
            self._now = self._modes(states, self._conducting)
            self._y = self._now.begin(self._v, self.now_us * 1e-6)
        if self._junctions.all:
            self._edge_us = min(self._edge_us, self.now_us + self._conducting_us())
            self._until_us = min(self._until_us, self._edge_us)

    def swings(self, lines: int, high: int, hz: float, periods: int) -> None:
        """Hardware swings lines from this instant on (swing.Swing); 0 lines: no more."""
        self._v = self.voltages()
        if self.recorder is not None:
            self.recorder.note()
        self._config.update(high=0, low=0)
        self.swing = Swing(self.now_us, lines, high, hz, periods) if lines else None
        self._start()

    def _swung(self) -> float | None:
        """Drive as the swing has it now. Returns until when, None once it is over."""
        assert self.swing is not None
        high, low, until_us = self.swing.at(self.now_us)
        self._config.update(high=high, low=low)
        if until_us is None:
            self.swing = None
        return until_us

    def _conducting_us(self) -> float:
        """How long the diodes conduct as they do now; with a source that swings, how long that
        may be believed."""
        start_s = self.now_us * 1e-6
        change_us = self._junctions.change_us(self._now, self._y, start_s, self._conducting)
        return min(change_us, CLAMP_STEP_US) if self.has_sines else change_us

    def _pierce(self) -> None:
        """Break the oxide films that this stretch puts too much voltage on. They heal only in
        another cable."""
        for after_s in PIERCING_S:
            v = self._now.voltages(self._y, self.now_us * 1e-6, after_s)
            for film, (a, b) in self.cable.films.items():
                if abs(v[a] - v[b]) > PIERCE_V and film not in self._pierced:
                    self._pierced += (film,)

    def configure(self, **changes: "Any") -> None:
        """Change drive, mux or charge pins at this instant. Lines that hardware swings stay its."""
        if self.swing is not None:
            changes.pop("high", None)
            changes.pop("low", None)
        config = self._config
        for name in changes:
            if config[name] != changes[name]:
                break
        else:
            return
        self._v = self.voltages()
        if self.recorder is not None:
            self.recorder.note()
        self._config.update(changes)
        self._start()

    def leap(self, plan: Plan, adc: int = 0) -> "Codes | None":
        """The steps of a leap.Plan at once; returns the ADC codes it asks for. None, and nothing
        has happened, where more may happen on the way than it knows: then step by step."""
        end_us = self.now_us + plan.us
        if not CAN_LEAP or self.swing is not None or self._junctions.all or self.cable.films:
            return None
        if end_us >= self._edge_us:
            return None
        key = plan, self._state, self.live_now, tuple(self._clamps), tuple(self._config.values())
        if key not in self._leaps:
            times = self._asked[key] = self._asked.get(key, 0) + 1
            if times <= OFTEN:  # not worth a matrix yet
                return None
            self._leaps[key] = self._prepared(plan)
        through, stages = self._leaps[key]
        if self.listener is not None:
            self.listener.ends()
        if self.expander is not None:
            self.expander.note()
        may_clamp = self.live_now and self.outside.may_clamp or any(self._clamps)
        listens = self.expander is not None and self.expander.listens
        is_seen = bool(may_clamp or listens or self.listener is not None)
        v, y, z, seen = through(self.voltages(), self.now_us * 1e-6, is_seen)
        if seen is not None and not self._is_steady(seen, may_clamp, listens):
            return None
        sampled_us = self.now_us + plan.sampled_us
        if self.moving.contacts or self.recorder is not None:
            self._note_steps(plan)
        for changes, _ in plan.steps:
            self._config.update(changes)
        self._driven = dict(self._config)
        self.now_us = sampled_us
        codes = self._converted(adc, z.tolist())
        self._v, self._y, self._now = v, y, stages[-1]
        self.now_us = self._since_us = end_us
        self._until_us = self._edge_us
        if may_clamp:
            self._until_us = min(self._until_us, end_us + CLAMP_STEP_US)
        if self.listener is not None:
            self.listener.leapt()
        return codes

    def _prepared(self, plan: Plan) -> "tuple[Leap, list[Modes]]":
        """(Leap of a plan from the present configuration, Modes of each step)."""
        before, stages = dict(self._config), []
        for changes, _ in plan.steps:
            self._config.update(changes)
            stages.append(self._modes(self._state, self._conducting))
        self._config.update(before)
        return leap(plan, stages, self._contact_nodes, Z_NODE), stages

    def _is_steady(self, seen: "Array", may_clamp: bool, listens: int) -> bool:
        """Whether nothing in a leap would have been noticed. seen: contacts' voltages, a row
        each."""
        if self.listener is not None and not self.listener.is_steady(seen):
            return False
        if listens and self.expander is not None and not self.expander.is_steady(seen[LINES:]):
            return False
        if may_clamp:
            high, low = self.front_end.vdd + CLAMP_V, -CLAMP_V
            clamped = (seen > high) * 1 - (seen < low)
            return not (clamped.T != self._clamps).any()
        return True

    def _note_steps(self, plan: Plan) -> None:
        """For those who count how long what was driven: a leap's steps, one by one."""
        now_us = self.now_us
        self.moving.count(self._driven, now_us - self._since_us)
        config = dict(self._config)
        for (changes, _), us in zip(plan.steps, plan.times_us):
            if self.recorder is not None:
                self.recorder.note()
            self._config.update(changes)
            self.moving.count(self._config, us)
            self.now_us += us
        self._config.update(config)
        self.now_us = now_us

    def advance(self, us: float) -> None:
        """Let time pass."""
        end = self.now_us + us
        while True:
            self._look_ahead(end)
            if self._until_us >= end:
                break
            self.now_us = self._until_us
            self._v = self.voltages()
            self._start()
        self.now_us = end

    def _passed_s(self) -> float:
        return (self.now_us - self._since_us) * 1e-6

    def voltages(self) -> "Volts":
        """All node voltages right now."""
        if self.now_us == self._since_us:
            return self._v
        return self._now.voltages(self._y, self._since_us * 1e-6, self._passed_s())

    def traces(self, nodes: list[int], times_us: list[float]) -> "Matrix":
        """Voltages of some nodes at absolute times within the present stretch: a row a time."""
        since_us = self._since_us
        times_s = [(t - since_us) * 1e-6 for t in times_us]
        return self._now.traces(nodes, self._y, since_us * 1e-6, times_s)

    def levels(self, lines: int, volts: float, times_us: list[float]) -> list[int] | None:
        """Which of the first lines' contacts are above `volts` at absolute times within the present
        stretch, a mask a time; None where `traces` is as quick."""
        return self._now.levels(lines, volts, self._y, self._since_us, times_us)

    @property
    def stretch_us(self) -> tuple[float, float]:
        """(begin, end) of the present stretch of linear time."""
        return self._since_us, self._until_us

    def settled(self) -> "Volts":
        """Where the voltages are heading, with every diode as it will be then."""
        modes, states = self._now, self._conducting
        for _ in range(2 * len(states)):
            will = self._junctions.states(modes.settled())
            if will == states:
                break
            modes, states = self._modes(self._state, will), will
        return modes.settled()

    def unsettled_v(self) -> float:
        """How far Z is from where it is heading."""
        now_v = self._now.voltage(Z_NODE, self._y, self._since_us * 1e-6, self._passed_s())
        return float(abs(now_v - self.settled()[Z_NODE]))

    def samples(self, count: int, period_us: float, adc: int) -> "Codes":
        """ADC codes every period_us from now; time passes."""
        codes = array("H")
        while count:
            self._look_ahead(self.now_us + count * period_us)
            left = int((self._until_us - self.now_us) // period_us)
            part = min(count, max(left, 1))
            z = self._wave(part, period_us)
            piece = self._converted(adc, z)
            codes = codes + piece
            self.advance(part * period_us)
            count -= part
        return codes

    def _wave(self, count: int, period_us: float) -> "Volts":
        """Voltages of Z every period_us from now on: a list of one, or as Modes.wave."""
        since_s, passed_s, period_s = self._since_us * 1e-6, self._passed_s(), period_us * 1e-6
        if count == 1:
            return [self._now.voltage(Z_NODE, self._y, since_s, passed_s + period_s)]
        return self._now.wave(Z_NODE, self._y, since_s, passed_s, period_s, count)

    @property
    def config(self) -> "Config":
        """What is driven right now: high, low, pull_down, hi, lo, channel; x_high, x_low, x_pull of
        the expander's port."""
        return self._config

    def ahead(self, count: int, period_us: float, adc: int) -> "Codes":
        """ADC codes from this instant on, every period_us, as long as nothing is configured;
        time stands still. At least one, fewer than `count` where a contact opens or closes."""
        self._look_ahead(self.now_us + count * period_us)
        count = min(count, max(1, int((self._until_us - self.now_us) // period_us)))
        start_s, passed_s = self._since_us * 1e-6, self._passed_s()
        z = [self._now.voltage(Z_NODE, self._y, start_s, passed_s)]
        if count > 1:
            period_s = period_us * 1e-6
            z.extend(self._now.wave(Z_NODE, self._y, start_s, passed_s, period_s, count - 1))
        return self._converted(adc, z)

    def _converted(self, adc: int, z: "Volts") -> "Codes":
        """Codes of a converter input for samples of Z from now on."""
        front_end = self.front_end
        volts = front_end.adc_input_v(adc, z)
        volts = front_end.supply.seen(volts, self.now_us, front_end.vdd)
        return front_end.adc.convert(volts, front_end.vdd)

    def quiet(self, on: bool) -> None:
        """GP23, the switch of the regulator's mode."""
        self.front_end.supply.switch(on, self.now_us)

    def warm_up(self) -> None:
        """The tester is at its temperature of use from now on."""
        if self.front_end.spec.warm_k:
            self.front_end.warm_up()
            self.plug(self.spec)

    # -- asked by who refuses (refusals.py) --------------------------------------------------
    def is_driven(self) -> bool:
        """True while any line or charge pin is driven."""
        c = self._config
        if c["x_high"] or c["x_low"]:
            return True
        return bool(c["high"] or c["low"] or c["hi"] is not None or c["lo"] is not None)

    def is_still(self) -> bool:
        """True where nothing but the firmware changes voltages: no source swings, no contact
        moves, no large capacitor holds a charge. Only then an unsettled level or two drivers on one
        net are the firmware's doing."""
        others = self.has_sines or self.moving.contacts or self._holds_charge
        return self.strict and not others

    @property
    def has_junctions(self) -> bool:
        """Whether the cable has diodes."""
        return bool(self._junctions.all)
