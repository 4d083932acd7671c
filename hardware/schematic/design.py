"""The whole circuit: built with SKiDL, checked, and given as plain data and KiCad netlist."""

import builtins
import contextlib
import io
import logging
import re
from dataclasses import dataclass

from hardware.schematic import analog, expander, line, mux, panel, power
from hardware.schematic.place import net, skidl
from ringout.board import pinmap


@dataclass(frozen=True)
class PlacedPart:
    """One part of the design."""

    ref: str
    kind: str
    value: str
    footprint: str  # "" for a part on the panel
    sheet: str
    pins: dict  # pin number -> net name, "" if unconnected
    pin_names: dict  # pin number -> pin name


@dataclass(frozen=True)
class Design:
    """Parts by reference, and SKiDL's circuit for its own outputs."""

    circuit: skidl.Circuit
    parts: dict

    def nets(self):
        """Net name -> sorted list of (ref, pin number)."""
        found = {}
        for part in self.parts.values():
            for number, name in part.pins.items():
                if name:
                    found.setdefault(name, []).append((part.ref, number))
        return {name: sorted(pins) for name, pins in sorted(found.items())}


def build(with_panel=True):
    """Assemble every page; without the panel only what is on the board."""
    circuit = builtins.default_circuit  # where SKiDL keeps it
    circuit.mini_reset()
    net("GND").drive = net("AGND").drive = skidl.POWER
    net("VSYS").drive = skidl.POWER
    power.power()
    for index in range(pinmap.LINES):
        line.line(index)
    mux.mux()
    analog.analog()
    expander.expander()
    panel.display()
    panel.end_headers()
    if with_panel:
        panel.jacks()
    circuit.merge_net_names()
    parts = {part.ref: _plain(part) for part in circuit.parts}
    return Design(circuit, dict(sorted(parts.items(), key=lambda item: natural(item[0]))))


def natural(ref):
    """Sort key: letters, then the number."""
    letters = ref.rstrip("0123456789")
    return letters, int(ref[len(letters) :] or 0)


def _plain(part):
    footprint = "" if part.footprint.startswith("panel:") else part.footprint
    pins = {pin.num: _net_name(pin) for pin in part.pins}
    names = {pin.num: pin.name for pin in part.pins}
    return PlacedPart(part.ref, part.name, part.value, footprint, part.hiertuple[-1], pins, names)


def _net_name(pin):
    if not pin.nets or pin.nets[0] is builtins.NC:
        return ""
    return pin.nets[0].name


class _Collector(logging.Handler):
    """Keeps the rule check's warnings and errors."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(f"{record.levelname}: {record.getMessage()}")


def rule_check(design):
    """Messages of SKiDL's electrical rule check, empty if there are none."""
    collector = _Collector()
    skidl.erc_logger.addHandler(collector)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            design.circuit.ERC()
    finally:
        skidl.erc_logger.removeHandler(collector)
    return [m for m in collector.messages if " found " not in m]


def kicad_netlist(design):
    """KiCad netlist text without dates and machine paths: same design, same bytes."""
    circuit = design.circuit
    sheets = sorted(circuit.get_node_names())  # SKiDL keeps them in a set
    circuit.get_node_names = lambda: sheets
    with contextlib.redirect_stderr(io.StringIO()):
        text = circuit.generate_netlist(
            tool=skidl.KICAD6, file=io.StringIO(), do_backup=False, track_src=False
        )
    del circuit.get_node_names
    text = re.sub(r'\(date "[^"]*"\)', '(date "")', text)
    text = re.sub(r'\(source "[^"]*"\)', '(source "hardware/schematic")', text)
    text = re.sub(r'\(tool "[^"]*"\)', '(tool "SKiDL")', text)
    return text + ("" if text.endswith("\n") else "\n")
