"""The emulator's PIO block 0, reading the lines of the harness at the emulated instant.

The original runs one instruction of a state machine per instruction of the processor: while
the processor waits it stands still, and it costs time for as long as it runs. Here every
instruction comes at its own time, by an alarm of the emulated clock; and a program that went
round a loop without doing anything sleeps until a pin changes. Waiting for a line (WAIT) is
not modelled, only looking at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rp2040py.irq import IRQ
from rp2040py.peripherals.pio import RPPIO

if TYPE_CHECKING:
    from ringout_host.twin.harness import Harness

_BASE = 0x50200
_MOST_STATES = 100  # a program that counts comes to no state twice
_PER_NS = 32  # the original counts 1/256 of a cycle of 8 ns


class _Pins:
    """What the state machines see of the chip."""

    def __init__(self, chip: Any, harness: Harness) -> None:
        self.gpio = chip.gpio
        self.dma = chip.dma
        self._chip = chip
        self._harness = harness
        self.seen = 0
        self.still = False  # what was seen before is seen again

    @property
    def gpio_values(self) -> int:
        """All inputs as a mask."""
        if not self.still:
            self.seen = self.now()
        return self.seen

    def now(self) -> int:
        """All inputs, as they really are."""
        return self._harness.inputs(self._chip.gpio_values)


def pio_of(chip: Any, harness: Harness) -> Pio:
    """The block in place of the chip's own."""
    pio = Pio(chip, "PIO0", IRQ.PIO0_IRQ0, 0)
    pio.attach(chip, harness)
    return pio


class Pio(RPPIO):
    """pio_of(chip, harness) makes it: the original's constructor may be Cython's."""

    def attach(self, chip: Any, harness: Harness) -> None:
        """Take the place of the chip's own block."""
        self._clock = chip.clock
        self._harness = harness
        self._alarm = chip.clock.create_alarm(self._act)
        self._states: dict[tuple[Any, ...], int] = {}  # of this program since a change: when
        self._seen: int | None = None
        self._round_fp = 0  # length of the loop it sleeps in, 0: awake
        self._pins = _Pins(chip, harness)
        self._told = (0, 0)  # levels and directions that the harness knows
        for machine in self.machines:
            machine.rp2040 = self._pins  # type: ignore[assignment]  # all that they use of it
        chip.pio[0] = chip.peripherals[_BASE] = self

    def look(self) -> None:
        """A pin may be different from now on."""
        self._states.clear()
        if self._round_fp:
            self._alarm.schedule(0)

    def read_uint32(self, offset: int) -> int:
        """A register."""
        self._catch_up()
        value = super().read_uint32(offset)
        self._plan()
        self._tell()
        return value

    def write_uint32(self, offset: int, value: int) -> None:
        """A register."""
        self._catch_up()
        super().write_uint32(offset, value)
        self._plan()
        self._tell()

    def reset(self) -> None:
        """As at power-on."""
        super().reset()
        self._round_fp = 0
        self._states.clear()
        self._alarm.cancel()

    # -- time ------------------------------------------------------------------------------
    def _act(self) -> None:
        """An alarm: an instruction is due, or a pin has changed."""
        self._catch_up()
        self.advance(0)
        self._plan()
        self._tell()

    def _tell(self) -> None:
        """Of outputs that have changed."""
        now = (self.pin_values, self.pin_directions)
        if now != self._told:
            self._told = now
            self._harness.pins_changed()

    def _catch_up(self) -> None:
        """From sleep to the present instant: the same loop many times, with the same pins."""
        now_fp = round(self._clock.nanos * _PER_NS)
        if self._round_fp:
            skipped_fp = (now_fp - self.next_due_fp) // self._round_fp * self._round_fp
            for machine in self._running():
                machine.next_due_fp += max(skipped_fp, 0)
            self._round_fp = 0
            self.recompute_due()
            self._pins.still = True
            while self.next_due_fp < now_fp:
                self.cycle_fp = self.next_due_fp
                self.advance(0)
            self._pins.still = False
        self.cycle_fp = now_fp

    def _plan(self) -> None:
        """When to act next."""
        self.stopped = True  # the emulator's loop need not care
        running = self._running()
        if not running:
            self._alarm.cancel()
            return
        if self._pins.seen != self._seen or len(self._states) > _MOST_STATES:
            self._states.clear()
        self._seen = self._pins.seen
        state = tuple(self._state(machine) for machine in running)
        before_fp = self._states.get(state)
        self._states[state] = self.next_due_fp
        at_ns = self.next_due_fp / _PER_NS
        if before_fp not in (None, self.next_due_fp) and self._pins.now() == self._pins.seen:
            self._round_fp = self.next_due_fp - before_fp
            at_ns = self._harness.quiet_until()
        self._alarm.schedule(max(at_ns - self._clock.nanos, 0))

    def _running(self) -> list[Any]:
        return [machine for machine in self.machines if machine.enabled and not machine.waiting]

    def _state(self, machine: Any) -> tuple[int, ...]:
        return (
            machine.index, machine.pc, machine.x, machine.y, machine.input_shift_reg,
            machine.input_shift_count, machine.output_shift_reg, machine.output_shift_count,
            machine.rx_fifo.item_count, machine.tx_fifo.item_count,
            machine.next_due_fp - self.next_due_fp,
        )  # fmt: skip
