"""The registers of an RP2040 in front of the simulated bench, as far as the firmware reaches them.

SIO, pads, the ADC with its FIFO and one DMA channel; panel, keys, supply and console of the tester
around it. Physics is the bench's. A register that is not modelled is refused, so a slip in an
address shows.
"""

from ringout.board import pinmap as pin
from ringout_host.sim import lookout, swinger, wires
from ringout_host.sim.bench import Bench
from ringout_host.sim.fingers import Fingers
from ringout_host.sim.oled import Panel
from ringout_host.sim.refusals import IllegalElectricity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from ringout_host.sim.dma import Dma

ACCESS_US = 2  # MicroPython takes about this long for one register access
STARTED_S = 1609459200  # 2021-01-01: what MicroPython sets an unset clock to

SIO, PADS, ADC = 0xD0000000, 0x4001C000, 0x4004C000
IO_CTRL = 0x40014014  # of the first line's GPIO; 8 bytes each
IO_EDGES = 0x400140F8  # of GPIO 16..23: kept until they are written back
USB_EDGES = 0x400140FC  # of GPIO 24..29
WAKE_EDGES = 0x40014168, 0x4001416C  # which of them end DORMANT
KEYS = ((1, pin.GP_TEST), (2, pin.GP_MODE))
KEY_EDGES = tuple((key, 4 << 4 * (gpio - 16)) for key, gpio in KEYS)  # to low
USB_EDGE = 8 << 4 * (pin.GP_USB - 24)  # to high
PAD_RESET = 0x56  # input enabled, 4 mA, Schmitt trigger, pull-down
PULL_UP, PULL_DOWN = 8, 4
CS_ENABLE, CS_START_ONCE, CS_START_MANY, CS_READY = 1, 4, 8, 0x100


class Chip(Fingers):
    """Registers and surroundings of the RP2040 on one simulated tester."""

    def __init__(self, bench: Bench, uid: str = "e6614103e7452d2f") -> None:
        self.bench = bench
        self.wires = wires.Wires(bench)
        self.uid = bytes.fromhex(uid)
        self.panel = Panel()
        self.usb = True
        self.supply_mv = 4950
        self.hz = 0
        self.received = bytearray()  # from the host, not yet read
        self.console_out: "Callable[[bytes], int] | None" = (
            None  # takes bytes, returns how many it took; None: port closed
        )
        self.sending = bytearray()  # written by the firmware, not yet taken by the host
        self.clock_s = STARTED_S
        self.trace: list[
            tuple[int, int]
        ] = []  # (output enables, output levels) after every write to SIO
        self.watch: "Callable[[int], None] | None" = (
            None  # called before every register access, may raise
        )
        self.out = self.enable = 0
        self._wakes = dict.fromkeys(WAKE_EDGES, 0)
        self._pads = [PAD_RESET] * 30
        self._cs = 0
        self._fcs = 0
        self._fifo = 0
        self._result = 0
        self.dma: "Dma | None" = None
        self.lookout = lookout.Lookout(self)
        self._wire()

    # -- time ------------------------------------------------------------------------------
    def advance(self, us: float) -> None:
        """Time passes; a running ADC samples."""
        if not self._cs & CS_START_MANY:
            self.bench.advance(us)
            return
        count = int(-(-us // pin.ADC_PERIOD_US))
        if not count:
            return
        channel = self._cs >> 12 & 7
        if channel == pin.ADC_VSYS:
            self.bench.advance(count * pin.ADC_PERIOD_US)
            volts = self.supply_mv / 3000.0
            code = int(volts / (pin.VDD_V - pin.ADC_VREF_DROP_V) * pin.ADC_FULL_SCALE)
            codes: "Sequence[int]" = [code] * count
        else:
            codes = self.bench.samples(count, pin.ADC_PERIOD_US, channel)
        taken = self.dma.take(codes) if self.dma is not None else 0
        self._fifo = min(4, self._fifo + count - taken)

    # -- registers -------------------------------------------------------------------------
    def read(self, address: int) -> int:
        """mem32[address]."""
        self._access(address)
        if address == SIO + 0x04:
            return self.inputs()
        if address == IO_EDGES:
            return sum(bit for key, bit in KEY_EDGES if self._fell & key)
        if address == SIO + 0x10:
            return self.out
        if address == SIO + 0x20:
            return self.enable
        if address == ADC:
            return self._cs | CS_READY
        if address == ADC + 4:
            return self._result
        if address == ADC + 8:
            return self._fcs | self._fifo << 16
        if address == ADC + 12:
            self._fifo = max(0, self._fifo - 1)
            return 0
        if address == lookout.PIO_FDEBUG:
            return 0  # the model's DMA is never late
        raise IllegalElectricity(f"read of register 0x{address:08x}")

    def write(self, address: int, value: int) -> None:
        """mem32[address] = value."""
        self._access(address)
        if SIO + 0x10 <= address <= SIO + 0x2C:
            if address < SIO + 0x20:
                self.out = _atomic(self.out, address & 15, value)
            else:
                self.enable = _atomic(self.enable, address & 15, value)
            self.trace.append((self.enable, self.out))
            self._wire()
        elif PADS + 4 <= address < PADS + 4 + 4 * 30:
            self._pads[(address - PADS - 4) >> 2] = value
            self._wire()
        elif IO_CTRL <= address < IO_CTRL + 8 * pin.LINES and not address & 3:
            self.lookout.swinger.route((address - IO_CTRL) >> 3, value)
        elif address == IO_EDGES:
            self._fell &= ~sum(key for key, bit in KEY_EDGES if value & bit)
        elif address in self._wakes:
            self._wakes[address] = value
        elif address == ADC:
            self._cs = value & 0x700B
            if value & CS_START_ONCE:
                self._result = self.bench.samples(1, pin.ADC_PERIOD_US, value >> 12 & 7)[0]
        elif address == ADC + 8:
            self._fcs = value & 0x0F00000F
        elif address == ADC + 16:
            if value:
                raise IllegalElectricity("only back-to-back sampling is modelled")
        elif address == swinger.SM1_INSTR:
            self.lookout.swinger.instruct(value)
        elif address not in (lookout.PIO_FDEBUG, USB_EDGES):
            raise IllegalElectricity(f"write to register 0x{address:08x}")

    def sleep(self) -> "NoReturn":
        """machine.deepsleep(): DORMANT until a pin wakes the chip, which then begins anew. Refused
        is what draws current meanwhile, and a chip that somebody cannot wake."""
        if self.bench.is_driven() or self._cs & CS_ENABLE:
            raise IllegalElectricity("lines driven or the converter on in DORMANT")
        keys, usb = self._wakes.values()
        if not (usb & USB_EDGE and all(keys & edge for _, edge in KEY_EDGES)):
            raise IllegalElectricity("neither key nor USB would end this DORMANT")
        raise SystemExit("asleep")

    def _access(self, address: int) -> None:
        if self.watch is not None:
            self.watch(address)
        self.advance(ACCESS_US)

    def _wire(self) -> None:
        pulls = [
            sum(1 << gpio for gpio, pad in enumerate(self._pads) if pad & pull)
            for pull in (PULL_DOWN, PULL_UP)
        ]
        self.wires.apply(self.out, self.enable, *pulls)

    def set_pad(self, gpio: int, pull: int) -> None:
        """The pulls of a pin, as Pin() sets them."""
        self._pads[gpio] = self._pads[gpio] & ~(PULL_UP | PULL_DOWN) | pull
        self._wire()

    def inputs(self) -> int:
        """GPIO_IN."""
        levels = self.wires.levels()
        levels |= self.enable & self.out & ~wires.LINE_PINS
        for key, gpio in KEYS:
            if self._pads[gpio] & PULL_UP and not self._held & key:
                levels |= 1 << gpio
        return levels | self.usb << pin.GP_USB

    # -- console ---------------------------------------------------------------------------
    def flush(self) -> None:
        """The host takes what waits for it."""
        if self.console_out is None:
            self.sending.clear()  # nobody has the port open: the FIFO is overwritten
        elif self.sending:
            del self.sending[: self.console_out(bytes(self.sending)) or 0]

    def console_in(self, data: bytes) -> None:
        """The host's side: send bytes to the tester."""
        self.received.extend(data)


def _atomic(old: int, action: int, value: int) -> int:
    """SIO's four ways of writing: plain, set, clear, toggle."""
    value &= 0x3FFFFFFF
    return (value, old | value, old & ~value, old ^ value)[action >> 2]
