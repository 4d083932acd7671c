"""How well the tester measures, over twelve random simulated boards: `make bench`.

Errors of capacitance are relative to the board's own 1 nF reference, whose 1 % comes on top
(front-end note: "beyond the electronics"); the rows marked so. Resistances after calibration
with the reference plugs. `front_end` is the accuracy column of the front-end note.
"""

import math
import tempfile
import time

from ringout.board.pinmap import C_REF_F, line_of
from ringout.diagnosis import locate
from ringout.measure import live
from ringout_host.sim.handheld import Handheld
from tests.measuring_rig import Rig, pair

BOARDS = range(101, 113)
LIVE_CABLES = (
    "48V:6.81k@A.T,A.R", "48V:6.81k@B.T,B.R", "24V:6.81k@A.T,A.R", "12V:680ohm@A.T,A.R",
    "0.45V:600ohm@A.T", "-0.45V:600ohm@B.T", "9V:10k@A.T", "-9V:10k@A.T", "5V:100ohm@A.R",
    "0.45V/50Hz:600ohm@A.T", "0.45V/60Hz:600ohm@B.T", "0.45V/1kHz:600ohm@A.T",
    "1V/20Hz:600ohm@A.T", "1V/20kHz:600ohm@A.T", "30V/60Hz:100ohm@A.T", "2V/440Hz:10k@B.R",
)  # fmt: skip

# pF, allowed error in pF, front-end note's figure in pF
CAPACITANCES = [
    (10.0, 1.0, 0.4), (100.0, 1.0, 0.4), (300.0, 1.0, 0.9), (470.0, 1.0, 0.9),
    (1000.0, 5.0, 2.0), (2200.0, 11.0, 2.9), (5000.0, 25.0, 14.0), (9500.0, 47.5, 26.6),
    (12e3, 120.0, 78.0), (22e3, 220.0, 143.0), (47e3, 470.0, 320.0), (95e3, 950.0, 741.0),
]  # fmt: skip
RESISTANCES = [
    (0.05, 0.03, 0.015), (0.3, 0.03, 0.015), (1.0, 0.03, 0.015), (3.0, 0.03, 0.017),
    (5.0, 0.03, 0.019), (10.0, None, 0.010), (45.0, None, 0.32), (470.0, None, 11.75),
    (2200.0, None, 55.0), (10e3, None, 440.0), (33e3, None, 1450.0), (200e3, None, 8800.0),
    (1e6, None, 25e3), (10e6, None, 250e3), (30e6, None, 750e3),
]  # fmt: skip
BREAKS = [(1.0, 0.3), (3.0, 0.5), (10.0, 7.0), (30.0, 0.4), (100.0, 62.0), (100.0, 3.0)]


def run(good_cables: int = 1000) -> dict:
    """Every row of the accuracy table, and how many cables were wrongly or not called live."""
    rows: dict[str, dict] = {}
    for seed in BOARDS:
        with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
            rig = Rig(folder, seed).calibrate("ABC")
            _capacitances(rig, rows)
            _pairs(rig, rows)
            _resistances(rig, rows)
            _breaks(rig, rows)
    for row in rows.values():
        row["max_error"] = float(f"{row['max_error']:.3g}")
        row["front_end_ratio"] = round(row["max_error"] / row["front_end"], 2)
        row["holds"] = row["allowed"] is None or row["max_error"] <= row["allowed"]
    return {"boards": len(BOARDS), "rows": rows, "live": false_and_missed_lives(good_cables),
            "press_cpu_ms": press_cpu_ms()}  # fmt: skip


def _note(rows, name, error, allowed, front_end, unit):
    row = rows.setdefault(
        name, {"max_error": 0.0, "allowed": allowed, "front_end": front_end, "unit": unit}
    )
    row["max_error"] = max(row["max_error"], abs(error))


def _capacitances(rig, rows):
    scale = rig.bench.front_end.cref_f / C_REF_F
    for pf, allowed, front_end in CAPACITANCES:
        length = 10.0 if pf > 9000 else 1.0 if pf > 50 else 0.1
        taken = rig.take(f"ts_ts,length={length}m,cs={pf / length:.6f}pF/m")
        ((value, _),) = taken.pair_pf.values()
        error = value * scale - pf - rig.bench.cable.plugs_pf("T", "S")
        _note(rows, f"C {pf:g} pF", error, allowed, front_end, "pF")


def _pairs(rig, rows):
    scale = rig.bench.front_end.cref_f / C_REF_F
    for length, front_end in ((3.0, 1.0), (30.0, 3.0)):
        taken = rig.take(f"trs_trs,length={length}m,imbalance=4%")
        truth = rig.bench.cable.truth_pf()
        core = taken.pair_pf[pair("A.T-A.R")][0] * scale
        expected = truth["T-R"] + rig.bench.cable.plugs_pf("T", "R")
        allowed = max(3.0, 0.015 * expected)
        _note(rows, f"C_TR {length:g} m", core - expected, allowed, front_end, "pF")
        apart = truth["T-S"] - truth["R-S"]
        error = taken.imbalance_pf[pair("A.T-A.R")][0] * scale - apart
        whole = truth["T-S"] + truth["T-R"]
        allowed = 1.0 + 0.001 * whole
        _note(rows, f"imbalance {length:g} m", error, allowed, 0.3 + 0.0005 * whole, "pF")


def _resistances(rig, rows):
    for ohm, allowed, front_end in RESISTANCES:
        if ohm <= 45.0:
            taken = rig.take(f"trs_trs,length=1m,core_ohm={ohm:.6f}ohm/m")
            value = {**taken.ohm, **taken.links}[pair("A.T-B.T")][0]
        elif ohm < 5000.0:
            taken = rig.take(f"trs_trs,length=1m,core_ohm=0.001ohm/m,joint=T:{ohm:.0f}ohm@B")
            value = taken.links[pair("A.T-B.T")][0]
        else:
            taken = rig.take(f"trs_trs,length=1m,leak=T-S:{ohm:.0f}ohm")
            value = {**taken.links, **taken.leak}[pair("A.T-A.S")][0]
        _note(rows, f"R {ohm:g} ohm", value - ohm, allowed, front_end, "ohm")


def _breaks(rig, rows):
    for length, at in BREAKS:
        taken = rig.take(f"trs_trs,length={length}m,open=R@{at}m:A")
        c_a, c_b = (taken.node_pf[line_of(contact)][0] for contact in ("A.R", "B.R"))
        error = locate.break_fraction(c_a, c_b) * length - at
        allowed = 0.03 + 0.005 * length
        _note(rows, f"break at {at:g} of {length:g} m", error, allowed, allowed, "m")


def false_and_missed_lives(good_cables: int) -> dict[str, int]:
    """Good cables called live, of so many; live ones not called so."""
    wirings = ("trs_trs", "ts_ts", "xlr_xlr", "insert", "trrs_str", "rca_rca", "xlr_y_split")
    false = missed = 0
    with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
        for number in range(good_cables):
            if number % 20 == 0:
                rig = Rig(folder, 500 + number)
            length = math.exp(math.log(0.3) + (number * 0.618034 % 1.0) * math.log(1000.0))
            hum = ",hum=0.4uA" if number % 3 == 0 else ""
            rig.plug(f"{wirings[number % len(wirings)]},length={length:.2f}m{hum}")
            false += bool(live.live_lines(rig.board))
        for number, source in enumerate(LIVE_CABLES * 3):
            rig = Rig(folder, 900 + number)
            contact = source.rsplit("@", 1)[1].split(",")[0]
            rig.plug(f"{('trs_trs', 'none', 'xlr_xlr,length=100m')[number % 3]},live={source}")
            missed += not live.live_lines(rig.board) >> line_of(contact) & 1
    return {
        "good_cables": good_cables, "false_live": false,
        "live_cables": 3 * len(LIVE_CABLES), "missed_live": missed,
    }  # fmt: skip


def press_cpu_ms(presses: int = 5) -> float:
    """Processor time of a simulated TRS press, the best of some; the aim is 50 ms, twenty a
    second."""
    best = math.inf
    with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
        for seed in range(1, presses + 1):
            handheld = Handheld("trs_trs,length=6m", folder, seed)
            began = time.process_time()
            handheld.press()
            best = min(best, time.process_time() - began)
    return round(1000.0 * best, 1)
