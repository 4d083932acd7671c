"""What comes from outside while the tester works: sources that are there, arrive and leave, and
the record of who drove what against them."""

from ringout.board.pinmap import LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ringout_host.sim.bench import Bench
    from ringout_host.sim.kinds import Resistive, Sine
    from ringout_host.sim.modifiers.sources import Live

MAY_CLAMP_V = 0.5  # a source of less never reaches the clamp diodes
FAR_US = 1e15


class Outside:
    """lives: modifiers.sources.Live of the cable that was plugged at `now_us`. node_of: the node of
    a contact, in the network that is stamped (Cable.node_of)."""

    def __init__(
        self, lives: "list[Live]", now_us: float, node_of: "Callable[[int], int | None]"
    ) -> None:
        self.lives = lives
        self.node_of = node_of
        self.zero_us = now_us
        self.swings = any(live.tones or live.from_us or live.to_us < FAR_US for live in lives)
        self.may_clamp = any(abs(live.volts) > MAY_CLAMP_V for live in lives)

    def begin(self, now_us: float) -> None:
        """From now on the sources' times count: TEST was pressed."""
        self.zero_us = now_us

    def arrival_us(self, live: "Live") -> float:
        """When a source comes, on the bench's clock."""
        return self.zero_us + live.from_us

    def at(self, now_us: float) -> tuple[tuple[int, ...], float]:
        """(indices of the sources that are there, until when that stays so)."""
        on, until = [], now_us + FAR_US
        for k, live in enumerate(self.lives):
            come, go = self.zero_us + live.from_us, self.zero_us + live.to_us
            if come <= now_us < go:
                on.append(k)
            for edge in (come, go):
                if edge > now_us:
                    until = min(until, edge)
        return tuple(on), until

    def stamp(
        self, shunts: "Resistive", dc: list[float], sines: "list[Sine]", on: tuple[int, ...]
    ) -> None:
        """The sources of these indices as currents beside their resistors."""
        for k in on:
            live = self.lives[k]
            for first, last in live.places:
                line = self.node_of(first)
                assert line is not None  # Cable made one where the tester has none
                back = None if last is None else self.node_of(last)
                shunts.resistor(line, back, live.ohm)
                for node, ampere in ((line, live.volts / live.ohm), (back, -live.volts / live.ohm)):
                    if node is None:
                        continue
                    if not live.tones:
                        dc[node] += ampere
                    for hertz, share, phase in live.tones:
                        sines.append((node, ampere * share, hertz, phase))


class Recorder:
    """Who drove what, when, against which sources: give it to a bench as `recorder`.

    Spans are (from_us, to_us, driven lines as a mask, charge pins driven, sources there)."""

    def __init__(self, bench: "Bench") -> None:
        self.bench = bench
        self.spans: list[tuple[float, float, int, bool, tuple[int, ...]]] = []
        self._since_us = bench.now_us
        bench.recorder = self

    def note(self) -> None:
        """The bench is about to change, or an edge of a source has come."""
        bench = self.bench
        if bench.now_us > self._since_us:
            c = bench.config
            charged = c["hi"] is not None or c["lo"] is not None
            lines = c["high"] | c["low"] | (c["x_high"] | c["x_low"]) << LINES
            span = (self._since_us, bench.now_us, lines, charged, bench.live_now)
            last = self.spans[-1] if self.spans else None
            if last is not None and last[2:] == span[2:] and last[1] == span[0]:
                self.spans[-1] = (last[0],) + span[1:]
            else:
                self.spans.append(span)
        self._since_us = bench.now_us

    def driven_ms(self, charge: bool = False) -> float:
        """All time that any line (or, if asked, charge pin) was driven while a source was there."""
        self.note()
        return sum(to - since for since, to, lines, pins, on in self.spans
                   if on and (lines or charge and pins)) / 1000.0  # fmt: skip

    def last_driven_ms(self) -> float:
        """How long after the arrival of a source, the worst one, a line was still or again driven
        while it was there; 0.0 if none ever was."""
        self.note()
        worst = 0.0
        for k, live in enumerate(self.bench.outside.lives):
            come_us = self.bench.outside.arrival_us(live)
            for _, to_us, lines, _, on in self.spans:
                if lines and k in on:
                    worst = max(worst, to_us - come_us)
        return worst / 1000.0
