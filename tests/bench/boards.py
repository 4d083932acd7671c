"""Whether a real board's effects break verdicts or accuracy: `make bench ARGS=boards`.

Every row is one effect of `--tester` on twelve boards, calibrated where it says so. Sampled by
default: each board presses some of the cables, so that all boards together press each of them;
RINGOUT_BENCH_WHOLE=1 presses all on each. Accuracy on calibrated boards without absorption,
relative to the board's own 1 nF, whose 1 % comes on top.
"""

import os
import tempfile
from pathlib import Path

from ringout.board.pinmap import C_REF_F, line_of
from ringout.diagnosis import locate
from ringout.measure.calibrator import Refusal
from ringout_host.sim.handheld import Handheld
from tests.measuring_rig import Rig, pair

BOARDS = range(101, 113)
CALIBRATED = ",calibrated=yes"
EFFECTS = (
    "ideal", "typical", "typical" + CALIBRATED, "ripple_mv=11", "jack_pf=46,mutual_pf=10",
    "line_leak_na=16", "line_leak_na=64" + CALIBRATED, "mux_leak_na=300", "adc=a", "adc=b",
    "adc=c", "adc=d", "adc=e", "offset_mv=35", "warm_k=20" + CALIBRATED,
    "line_leak_na=64,warm_k=20" + CALIBRATED, "typical pvc=0.1",
    "ripple_mv=11,jack_pf=46,mutual_pf=10,line_leak_na=16,mux_leak_na=75,offset_mv=35,warm_k=20"
    + CALIBRATED,
)  # fmt: skip
WIRINGS = (
    "trs_trs", "xlr_xlr", "trs_xlr", "xlr_y_split", "ts_ts", "ts_spk", "rca_rca", "ts_rca",
    "rca_xlr_2w", "rca_xlr_3w", "ts_xlr_tied", "ts_xlr_open", "xlr_rca_open", "trs_ts_tied",
    "insert", "stereo_rca_y", "stereo_ts_y35", "mono_y", "sum_y_direct", "sum_res", "trrs_str",
    "trrs_trs", "trrs_trs_tied", "trs35", "trrs_split", "sc7",
)  # fmt: skip
GOOD = [f"{wiring},length=3m" for wiring in WIRINGS] + [
    "trs_trs,length=1m", "ts_ts,length=6m", "xlr_xlr,length=10m", "xlr_xlr,length=50m",
    "trs_trs,length=15m,stock=mogami-w2549", "insert,length=2m", "rca_rca,length=1m",
    "trrs_str,length=1.2m", "ts_ts,length=9m,stock=canare-gs-6", "xlr_xlr,length=30m",
]  # fmt: skip
BAD = (
    "trs_trs,length=6m,open=R@0.3m:B", "xlr_xlr,length=10m,short=T-S@B", "ts_ts,leak=T-S:200k",
    "trs_trs,swap=T-R@A", "trs_trs,joint=T:3ohm@B", "trs_trs,leak=T-S:800k",
    "xlr_xlr,open=T@A", "ts_ts,length=10m,open=T@B", "insert,short=T-S:2ohm@B",
    "trrs_str,open=R2@B", "rca_rca,open=S@B", "xlr_xlr,length=30m,swap=T-R@B",
)  # fmt: skip
RESISTANCES = (0.05, 0.3, 1.0, 2.0, 3.5, 5.0)
CAPACITANCES = (30.0, 100.0, 300.0, 1000.0, 3000.0)
BREAKS = ((3.0, 0.5), (10.0, 7.0), (30.0, 0.4))


def run(boards=BOARDS, effects=EFFECTS) -> dict:
    """{effect: counts and largest errors}; `holds` where all are inside what is asked."""
    whole = bool(os.environ.get("RINGOUT_BENCH_WHOLE"))
    found: dict = {"boards": len(boards)}
    for effect in effects:
        tester, _, cable = effect.partition(" ")
        row = Row(bool(cable))
        for number, seed in enumerate(boards):
            with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
                step, first = (1, 0) if whole else (len(boards), number)
                row.board(tester, cable, seed, folder, first, step)
        found[effect] = row.told()
    found["holds"] = all(row.get("holds", True) for row in found.values() if isinstance(row, dict))
    return found


class Row:
    """What one effect did on all boards so far."""

    def __init__(self, absorbs: bool) -> None:
        self.absorbs = absorbs
        self.pressed = self.refused = 0
        self.wrong: list[str] = []
        self.errors: dict[str, float] = {}
        self.largest: dict[str, tuple[float, int]] = {}  # quantity -> error, board

    def board(self, tester: str, cable: str, seed: int, folder: str, first: int, step: int) -> None:
        """One board: its self-test, its verdicts, its accuracy."""
        try:
            handheld = Handheld("none", folder, seed, tester=tester)
        except Refusal as error:
            self.refused += 1
            self.wrong.append(f"board {seed} cannot be calibrated: {error}")
            return
        failed = [check.name for check in handheld.app.tester.selftest() if not check.ok]
        if failed:
            self.refused += 1
            self.wrong.append(f"board {seed}: self-test {failed[0]}")
        suffix = f",{cable}" if cable else ""
        for spec in GOOD[first::step]:
            self._verdict(handheld, spec + suffix, "PASS")
        for spec in BAD[first::step]:
            self._verdict(handheld, spec + suffix, "FAIL")
        if not self.absorbs:
            plain = tester.replace(CALIBRATED, "")
            rig = Rig(Path(folder), seed, electronics=plain + CALIBRATED).calibrate("ABC")
            try:
                self.accuracy(rig, seed)
            except (KeyError, ValueError):
                self.wrong.append(f"board {seed}: {rig.bench.spec.text} was not read")

    def _verdict(self, handheld, cable: str, wanted: str) -> None:
        handheld.plug(cable)
        record = handheld.press()
        self.pressed += 1
        said = record["verdict"] if record else "no record"
        if said != wanted:
            self.wrong.append(f"{cable}: {said} {record['text'] if record else ''}")

    def accuracy(self, rig, seed: int) -> None:
        """Of a calibrated board: ohm, farad and metre."""
        scale = rig.bench.front_end.cref_f / C_REF_F
        for ohm in RESISTANCES:
            taken = rig.take(f"trs_trs,length=1m,core_ohm={ohm:.6f}ohm/m")
            error = taken.ohm[pair("A.T-B.T")][0] - ohm
            self._note("R mohm over 30", f"R {ohm:g} ohm", error, 0.03, seed)
        for pf in CAPACITANCES:
            length = 10.0 if pf > 2000 else 1.0
            taken = rig.take(f"ts_ts,length={length}m,cs={pf / length:.6f}pF/m")
            ((value, _),) = taken.pair_pf.values()
            error = value * scale - pf - rig.bench.cable.plugs_pf("T", "S")
            self._note("C over 1 pF + 0.5 %", f"C {pf:g} pF", error, 1.0 + 0.005 * pf, seed)
        for length, at in BREAKS:
            taken = rig.take(f"trs_trs,length={length}m,open=R@{at}m:A")
            c_a, c_b = (taken.node_pf[line_of(contact)][0] for contact in ("A.R", "B.R"))
            error = locate.break_fraction(c_a, c_b) * length - at
            name = f"break at {at:g} of {length:g} m"
            self._note("break over 5 cm + 1 %", name, error, 0.05 + 0.01 * length, seed)

    def _note(self, name: str, quantity: str, error: float, allowed: float, seed: int) -> None:
        error = abs(error)
        self.errors[name] = max(self.errors.get(name, 0.0), error / allowed)
        self.largest[quantity] = max(self.largest.get(quantity, (0.0, seed)), (error, seed))

    def told(self) -> dict:
        """For the table: errors as a part of what is allowed."""
        errors = {name: round(share, 2) for name, share in self.errors.items()}
        holds = not self.wrong and all(share <= 1.0 for share in errors.values())
        return {
            "presses": self.pressed, "wrong": len(self.wrong), **errors,
            "largest": {name: [float(f"{error:.3g}"), seed]
                        for name, (error, seed) in self.largest.items()},
            **({"first wrong": self.wrong[:4]} if self.wrong else {}), "holds": holds,
        }  # fmt: skip
