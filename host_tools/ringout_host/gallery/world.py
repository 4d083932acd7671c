"""The world around a tester, as the script changes it: cables, cells, files, displays, parts."""

from pathlib import Path
from typing import Any

from ringout.storage import checked_file, stored_line
from ringout.storage.log import Log
from ringout_host.gallery.camera import Camera
from ringout_host.sim import tester_spec
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.oled import Panel
from ringout_host.sim.spec import parse


class World:
    """folder: plays the tester's flash. seed: which board. A method is a verb of the script."""

    def __init__(self, folder: str | Path, seed: int):
        self._folder = Path(folder)
        self._seed = seed
        self.tester()

    def tester(self, spec: str | None = None) -> None:
        """tester expander=yes: another tester, a new one."""
        self.bench = Bench(parse("none"), self._seed, tester_spec.parse(spec))
        self.board = SimBoard(self.bench, str(self._folder / (spec or "usual")))
        self.camera = self.board.panel = Camera(self.board.panel, self.bench)

    def plug(self, *cable: str) -> None:
        """plug trs_trs,length=6m; plug none."""
        self.bench.plug(parse(" ".join(cable)))

    def opens(self, ms: str, unit: str) -> None:
        """opens 700 ms: the hand pulls at the intermittent contact for so long."""
        self.bench.shake([(self.bench.now_us, self.bench.now_us + float(ms) * 1000)])

    def cells(self, volts: str, unit: str) -> None:
        """cells 2.21 V: no USB."""
        self.board.usb = False
        self.board.supply_mv = int(float(volts) * 1000)

    def usb(self) -> None:
        """Power from USB."""
        self.board.usb = True
        self.board.supply_mv = 4950

    def damage(self, name: str, *which: str) -> None:
        """damage settings: both copies. damage settings once: only the newest."""
        files: Any = self.board.files
        for copy in ("",) if which else ("", checked_file.FALLBACK):
            files.replace(name + copy, b"\xff" * 40)

    def fill_log(self, percent: str, unit: str) -> None:
        """log 83 %: so many tests were made and not pulled."""
        log = Log(self.board.files)
        record = stored_line.decode(next(iter(log.read(log.next_seq - 1, 1))))
        while log.percent() < int(percent) and log.dropped < 12:
            log.append(record | {"seq": log.next_seq})

    def pulled(self) -> None:
        """The host has all records; the tester is off."""
        log = Log(self.board.files)
        log.ack(log.next_seq - 1)

    def display(self, controller: str) -> None:
        """display sh1106: another module. display mute: an SH1106 that does not say what it is.
        display none: it came off."""
        if controller != "none":
            self.camera.panel = Panel("sh1106" if controller == "mute" else controller)
        if controller == "mute":
            self.camera.panel.says = None
        self.camera.panel.connected = controller != "none"

    def part(self, name: str, value: str) -> None:
        """part cref_f 5e-11: a part of the board has this value."""
        setattr(self.bench.front_end, name, float(value))
        self.plug("none")
