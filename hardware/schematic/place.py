"""Placing parts in SKiDL: a part of the catalogue, its value, its nets by pin name."""

import builtins
import contextlib
import io
import os
import sys
import tempfile

# SKiDL opens its log files and looks for KiCad libraries where it is imported. Neither is
# wanted: the parts are the catalogue's, the messages are collected by `design`.
_here = os.getcwd()
with tempfile.TemporaryDirectory() as _scratch, contextlib.redirect_stderr(io.StringIO()):
    os.chdir(_scratch)
    try:
        import skidl

        builtins.default_circuit.no_files = True  # removes the log files it just opened
    finally:
        os.chdir(_here)

from hardware.schematic.catalogue import KINDS  # noqa: E402

# SKiDL walks the Python stack for every net it makes, to say where: references are enough here,
# and a build takes a tenth of the time.
for _module in [m for name, m in sys.modules.items() if name.startswith("skidl")]:
    if hasattr(_module, "get_skidl_trace"):
        _module.get_skidl_trace = lambda: []

UNITS = ((1e6, "M"), (1e3, "k"), (1.0, ""))


def ohm_text(ohm):
    """4020.0 -> "4.02k"."""
    for factor, unit in UNITS:
        if ohm >= factor:
            return f"{ohm / factor:g}{unit}"
    return f"{ohm:g}"


def farad_text(farad):
    """1e-9 -> "1n"."""
    for factor, unit in ((1e-6, "u"), (1e-9, "n"), (1e-12, "p")):
        if farad >= factor * 0.9999:
            return f"{farad / factor:g}{unit}"
    raise ValueError(f"{farad} F is below a picofarad")


def net(name):
    """The net of that name in the circuit under construction, made on first use."""
    return skidl.Net.fetch(name)


def place(kind, ref, value, nets):
    """One part. `nets` maps pin names to net names; None marks a pin as unconnected."""
    entry = KINDS[kind]
    part = skidl.Part(
        name=kind,
        tool=skidl.SKIDL,
        dest=skidl.TEMPLATE,
        ref_prefix=ref.rstrip("0123456789"),
        pins=[
            skidl.Pin(num=str(number), name=name, func=getattr(skidl.Pin.types, function))
            for number, name, function in entry.pins
        ],
    )(ref=ref, value=str(value), footprint=entry.footprint or "panel:none", tag=ref)
    for name, net_name in nets.items():
        for pin in part.pins:
            if pin.name == name:
                pin += builtins.NC if net_name is None else net(net_name)
    return part


def page(name):
    """Context of one sheet of the hierarchy."""
    return skidl.SubCircuit(name, tag=name)
