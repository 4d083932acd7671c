"""A value changed in the pin map changes schematic, parts list, decks, firmware and simulator.

Every component value is changed at once in a copy of `pinmap.py`, and a fresh interpreter is
asked what each of them then holds: derived constants are computed as after a real edit.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from hardware.paths import ROOT

from ringout.board import pinmap

# Which parts carry a value, said a second time: the schematic's modules say it themselves.
PARTS = {
    "R_PIN_OHM": ["R101", "R111", "R112", "R116"],
    "R_FORCE_OHM": ["R201", "R211"],
    "R_XFORCE_OHM": ["R212", "R216"],
    "R_XPULL_OHM": ["R412", "R416"],
    "R_SENSE_OHM": ["R301", "R311", "R11", "R12"],
    "R_CHG_HI_OHM": ["R1"],
    "R_CHG_LO_OHM": ["R2"],
    "R_BLEED_OHM": ["R3"],
    "R_ADC_FILTER_OHM": ["R7", "R8"],
    "C_ADC_FILTER_F": ["C3", "C4"],
    "C_REF_F": ["C1"],
    "C_REF_BIG_F": ["C2"],
    "X11_R_IN_OHM": ["R4", "R5"],
    "X11_R_FEEDBACK_OHM": ["R6"],
    "R_HALF_OHM": ["R9", "R10"],
    "R_SHUNT_TOP_OHM": ["R13"],
    "R_SHUNT_BOTTOM_OHM": ["R14"],
    "R_SHUNT_BASE_OHM": ["R21"],
    "R_SHUNT_EMITTER_OHM": ["R22"],
    "R_SHUNT_GAIN_OHM": ["R23"],
    "R_LED_OHM": ["R15", "R16"],
    "R_I2C_OHM": ["R19", "R20"],
    "R_BUZZER_OHM": ["R17"],
    "R_VBUS_OHM": ["R18"],
    "C_DECOUPLE_F": ["C5", "C6", "C9", "C10"],
    "C_BULK_F": ["C7", "C8"],
}
NOT_IN_DECKS = {
    "R_HALF_OHM",
    "R_LED_OHM",
    "R_BUZZER_OHM",
    "R_VBUS_OHM",
    "R_I2C_OHM",
    "C_DECOUPLE_F",
    "C_BULK_F",
}
# the decks have them at an end of their tolerance
NOT_AS_THEY_ARE = {"R_SHUNT_TOP_OHM", "R_SHUNT_BOTTOM_OHM"}
# neither parts nor copper: what is inside chips
INSIDE_CHIPS = {"R_GPIO_OHM", "R_MUX_OHM", "R_PULL_OHM"}
FACTOR = {name: 1.1 + 0.01 * k for k, name in enumerate(PARTS)}  # each its own

NUMBER = re.compile(r"(?<![\w.])\d+\.?\d*(?:e[+-]?\d+)?(?!\w)")

ASK = """
import json
from hardware import bom
from hardware.schematic import design
from hardware.spice import abuse, charge, estimator, kelvin, models, ngspice
from hardware.spice.abuse_cases import CASES
from hardware.spice.estimator import HI, LO
from ringout.measure import capacitances, references, resistance
from ringout.board import pinmap
from ringout_host.sim.front_end import FrontEnd

decks = []
class Stop(Exception): pass
def keep(name, deck):
    decks.append(deck)
    raise Stop
ngspice.run = keep
for ask in (lambda: charge.capture("x", HI, "ref", 0.0, 170.0),
            lambda: charge.capture("x", LO, "big", 0.0, 170.0),
            lambda: charge.capture("x", HI, "line", 1e-9, 170.0),
            lambda: kelvin.operating_point("x", 1.0, "A_T"),
            lambda: abuse.solve(CASES[0]),
            lambda: abuse.solve(next(c for c in CASES if "A_5" in c.plus))):
    try:
        ask()
    except Stop:
        pass
whole = design.build()
front = FrontEnd(seed=1)
print(json.dumps({
    "parts": {ref: part.value for ref, part in whole.parts.items()},
    "bom": {ref: row["value"] for row in bom.rows(whole) for ref in row["references"].split()},
    "decks": "\\n".join(decks),
    "values": {k: v for k, v in vars(pinmap).items() if isinstance(v, float)},
    "r_th": [pinmap.R_TH_HI_OHM, estimator.HI.r_th_ohm],
    "drive": resistance.Correction().drive_ohm[0],
    "shunt_v": models.SHUNT_V,
    "sim": [front.chg_hi_ohm, front.chg_lo_ohm, front.bleed_ohm, front.cref_f, front.cref_big_f],
}))
"""


def changed(folder):
    """What a checkout with every value changed holds; (new values, answers)."""
    shutil.copytree(ROOT / "firmware" / "ringout", folder / "ringout")
    source = (folder / "ringout" / "board" / "pinmap.py").read_text()
    new = {}
    for name, factor in FACTOR.items():
        new[name] = float(f"{getattr(pinmap, name) * factor:.3g}")
        source, count = re.subn(rf"(?m)^{name} = [\d.e+-]+", f"{name} = {new[name]!r}", source)
        assert count == 1, name
    (folder / "ringout" / "board" / "pinmap.py").write_text(source)
    path = os.pathsep.join(map(str, (folder, ROOT, ROOT / "host_tools")))
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONPATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return new, json.loads(done.stdout)


def number(text):
    """ "4.7k" -> 4700.0"""
    unit = {"M": 1e6, "k": 1e3, "u": 1e-6, "n": 1e-9, "p": 1e-12}.get(text[-1], 1.0)
    return float(text.rstrip("Mkunp")) * unit


def test_every_component_value_of_the_pin_map_is_looked_at():
    named = {n for n in vars(pinmap) if n.endswith(("_OHM", "_F")) and n.isupper()}
    derived = {"R_TH_HI_OHM", "R_TH_LO_OHM", "R_KELVIN_OHM"}
    assert named == set(PARTS) | INSIDE_CHIPS | derived


def test_the_values_reach_everything_that_is_made_from_them(tmp_path):
    """One test: parallel workers shall not make the changed checkout once each."""
    new, found = changed(tmp_path)
    for name in PARTS:
        reaches_schematic_parts_list_and_decks(name, new, found)
    reach_derived_figures_of_firmware_decks_and_simulator(new, found)


def reaches_schematic_parts_list_and_decks(name, new, found):
    for ref in PARTS[name]:
        assert number(found["parts"][ref]) == pytest.approx(new[name]), ref
        assert found["bom"][ref] == found["parts"][ref]
    if name not in NOT_IN_DECKS | NOT_AS_THEY_ARE:
        values = {float(text) for text in NUMBER.findall(found["decks"])}
        pin = pinmap.R_GPIO_OHM if name.startswith("R_CHG") else 0.0  # one resistor of the deck
        assert any(value == pytest.approx(new[name] + pin, rel=1e-6) for value in values), name


def reach_derived_figures_of_firmware_decks_and_simulator(new, found):
    hi = 1 / (1 / new["R_CHG_HI_OHM"] + 1 / new["R_BLEED_OHM"])
    assert found["r_th"] == pytest.approx([hi, hi])
    assert found["drive"] == pytest.approx(
        pinmap.R_GPIO_OHM + new["R_PIN_OHM"] + new["R_FORCE_OHM"]
    )
    reference = pinmap.V_SHUNT_REFERENCE_V  # what flows into it flows out of it
    over = found["shunt_v"] - reference
    into = over / new["R_SHUNT_TOP_OHM"] + (over - 0.65) / new["R_SHUNT_GAIN_OHM"]
    assert into == pytest.approx(reference / new["R_SHUNT_BOTTOM_OHM"])
    names = ("R_CHG_HI_OHM", "R_CHG_LO_OHM", "R_BLEED_OHM", "C_REF_F", "C_REF_BIG_F")
    for name, value in zip(names, found["sim"], strict=True):
        # drawn within its tolerance around the new value
        assert value == pytest.approx(new[name], rel=0.05), name


def test_the_amplifiers_gain_belongs_to_its_resistors():
    """X11_GAIN is a constant of the firmware: 20 k and 20 k are 10 k to half of 3V3."""
    gain = 1 + pinmap.X11_R_FEEDBACK_OHM / (pinmap.X11_R_IN_OHM / 2)
    assert pytest.approx(gain) == pinmap.X11_GAIN
