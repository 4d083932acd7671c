"""The parts of an RP2040 that watch, for `sim.chip`: a PIO state machine that finds changes,
DMA channels that fill rings; beside it the one that swings lines (swinger). CPython only."""

from array import array
from types import SimpleNamespace

from ringout_host.sim.refusals import IllegalElectricity
from ringout_host.sim.swinger import Swinger
from ringout_host.sim.watch import Watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ringout_host.sim.chip import Chip
    from ringout_host.sim.dma import Dma
    from ringout_host.sim.kinds import Pin

PIO_FDEBUG = 0x50200008
PIO_RX0 = 0x50200020
TIMER_RAW_LOW = 0x40054028
ADC_FIFO = 0x4004C00C
DREQ_PIO_RX0, DREQ_ADC, UNPACED = 4, 36, 0x3F
MEMORY = 0x20010000
BATCH = 256
# what paces the reading of each register, how wide it is, and how often it is read
RINGS = {
    PIO_RX0: (DREQ_PIO_RX0, 2, 1),
    TIMER_RAW_LOW: (UNPACED, 2, 1),
    ADC_FIFO: (DREQ_ADC, 1, 0xFFFFFFFF),
}


class Ring:
    """A DMA channel's ring in memory."""

    def __init__(
        self, lookout: "Lookout", read: int, address: int, fields: "dict[str, Any]"
    ) -> None:
        self.read = read
        self.address = address
        self.bytes = 1 << fields["ring_size"]
        self.wide = 1 << fields["size"]
        self.chain_to: "Any" = fields.get("chain_to")  # a channel's number
        if address % self.bytes:
            raise IllegalElectricity("a DMA ring that does not lie at a multiple of its size")
        self._memory, start = lookout.find(address, self.bytes)
        self._first = (address - start) // 2
        self.at = 0  # bytes

    def take(self, values: "Iterable[int]") -> None:
        """Write values on."""
        for value in values:
            k = self._first + self.at // 2
            self._memory[k] = value & 0xFFFF
            if self.wide == 4:
                self._memory[k + 1] = value >> 16
            self.at = (self.at + self.wide) % self.bytes


class Lookout:
    """PIO 0 and the ring channels of a chip."""

    def __init__(self, chip: "Chip") -> None:
        self.chip = chip
        self._memory: list[tuple[int, memoryview]] = []  # (address, an array's halfwords)
        self._controls: "dict[int, dict[str, Any]]" = {}
        self._channels: "list[Dma]" = []
        self._rings: dict[int, Ring] = {}  # register -> Ring
        self._watch: Watch | None = None
        self.swinger = Swinger(chip.bench)

    @property
    def busy(self) -> bool:
        """True while something is watched or swings: lines may be driven meanwhile."""
        dma = self.chip.dma
        if self.chip.bench.swing is not None:
            return True
        return self._watch is not None or dma is not None and dma._ring is not None

    def channel(self, dma: "Dma") -> int:
        """Number of a new channel."""
        self._channels.append(dma)
        return len(self._channels) - 1

    def addressof(self, items: "Any") -> int:
        """Where an array or a bytearray lies: at no round address."""
        for address, known in self._memory:
            if known.obj is items:
                return address
        items = memoryview(items).cast("B").cast("H")
        address = MEMORY
        if self._memory:
            last, other = self._memory[-1]
            address = last + 2 * len(other) + 24
        self._memory.append((address, items))
        return address

    def bytearray_at(self, address: int, size: int) -> memoryview:
        """The bytes there, to be read and written."""
        items, start = self.find(address, size)
        return items.cast("B")[address - start : address - start + size]

    def find(self, address: int, size: int) -> "tuple[memoryview, int]":
        """(its halfwords, its address) of the array that holds these bytes."""
        for start, items in self._memory:
            if start <= address and address + size <= start + 2 * len(items):
                return items, start
        raise IllegalElectricity("this DMA would corrupt memory")

    def control(self, fields: "dict[str, Any]") -> int:
        """pack_ctrl of a ring channel."""
        if fields["inc_read"] or not fields["inc_write"] or not fields["ring_sel"]:
            raise IllegalElectricity("not a ring of written values")
        number = 100 + len(self._controls)
        self._controls[number] = fields
        return number

    def ring(self, read: int, write: "Any", count: int, ctrl: int) -> Ring | None:
        """The Ring that a configuration makes, None for a channel without one."""
        fields = self._controls.get(ctrl)
        if fields is None:
            return None
        if RINGS.get(read) != (fields["treq_sel"], fields["size"], count):
            raise IllegalElectricity(f"a ring from 0x{read:08x}: wrong pace, width or count")
        self._rings[read] = Ring(self, read, write, fields)
        return self._rings[read]

    def write_address(self, ring: Ring) -> int:
        """Where a ring stands now."""
        self._collect()
        return ring.address + ring.at

    def _collect(self) -> None:
        if self._watch is None:
            return
        times, masks = array("I", bytes(4 * BATCH)), array("I", bytes(4 * BATCH))
        count = self._watch.read(times, masks)
        while count:
            self._rings[PIO_RX0].take(masks[:count])
            self._rings[TIMER_RAW_LOW].take(times[:count])
            count = self._watch.read(times, masks)

    def _chained(self) -> bool:
        masks, times = self._rings.get(PIO_RX0), self._rings.get(TIMER_RAW_LOW)
        if masks is None or times is None:
            return False
        return [self._channels[r.chain_to]._ring for r in (masks, times)] == [times, masks]

    def _run(self, on: int) -> None:
        if on and not self._chained():
            raise IllegalElectricity("changes without their times")
        self.chip.bench.listener = None
        self._watch = Watch(self.chip.bench, 1 << 20) if on else None

    def rp2(self, dma: "Callable[[], Dma]") -> SimpleNamespace:
        """The `rp2` module of this chip."""
        lookout = self

        def state_machine(number: int, *program: "Any", **more: "Any") -> "Swinger | Watcher":
            return (
                lookout.swinger
                if number == 1 and not program
                else Watcher(number, *program, **more)
            )

        class Watcher:
            def __init__(self, number: int, program: object, freq: float, in_base: "Pin") -> None:
                if number != 0 or in_base.gpio != 2 or not 2e6 < freq <= 125e6:
                    raise IllegalElectricity("this state machine does not see the lines")

            def active(self, on: int) -> None:
                lookout._run(on)

            def exec(self, text: str) -> None:
                if text != "mov(y, invert(null))":
                    raise IllegalElectricity("the first state would be lost")

            def restart(self) -> None:
                """Nothing is left of the last run."""

            def rx_fifo(self) -> int:
                return 0

        return SimpleNamespace(
            DMA=dma,
            StateMachine=state_machine,
            PIO=SimpleNamespace(SHIFT_LEFT=0, SHIFT_RIGHT=1, IN_LOW=0),
            asm_pio=lambda **_: lambda program: program,
        )
