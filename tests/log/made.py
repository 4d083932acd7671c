"""Records of many kinds, as the tester makes them, without measuring: same keys, same sizes."""

from random import Random

FULL_TAG = {"operator": "ANA", "lot": "L17-B", "serial": "C-004711"}


def record(seq: int, boot: int = 3, kind: int | None = None) -> dict:
    """A record with this number. kind 0 to 9: six passes in ten, then faults, then no cable."""
    dice = Random(seq)
    kind = dice.randrange(10) if kind is None else kind
    out = {
        "v": 1, "dev": "e6614103e7452d2f", "seq": seq, "boot": boot,
        "up_ms": dice.randrange(1_000, 9_000_000), "t": 1_795_000_000 + seq * 41, "fw": "0.1.0",
        "mode": "auto", "verdict": "PASS", "wiring": ["trs_trs", "xlr_xlr", "trs_xlr"],
        "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [],
        "leg_ohm": {f"A.{x}-B.{x}": _reading(dice, 0.6, 4) for x in "TRS"},
        "pf": {pair: _reading(dice, 700, 2) for pair in ("T-R", "T-S", "R-S")},
        "length_m": _reading(dice, 9, 3), "pf_per_ft": _reading(dice, 40, 2),
        "cmrr_db": {hz: _reading(dice, 80, 1) for hz in ("60", "1000", "20000")},
        "ends": ["A", "B"], "text": "", "cal": "c3-1a2b", "tag": FULL_TAG if seq % 3 else {},
        "ms": dice.randrange(90, 240),
    }  # fmt: skip
    if kind == 9:
        out.update(verdict="NO-CABLE", wiring=[], nets=[], leg_ohm={}, cmrr_db=None,
                   length_m=None, pf_per_ft=None, question="plugged at A only")  # fmt: skip
    elif kind >= 6:
        text = "RING OPEN 0.32 m from plug B"
        out.update(verdict="FAIL", wiring=[], text=text, nets=[["A.S", "B.S"], ["A.T", "B.T"]])
        place = {"end": "B", "percent": 5.3, "u_percent": 0.4, "m": 0.32, "u_m": 0.06}
        fault = {"code": "open", "net": ["A.R", "B.R"], "end": "B", "contact": "B.R",
                 "at": place, "expected": "A.R joined to B.R", "text": text}  # fmt: skip
        out["faults"] = [fault] * (kind - 5)
    return out


def small(seq: int) -> dict:
    """The shortest record that makes sense: for tests that cut at every byte."""
    return {"v": 1, "dev": "e6", "seq": seq, "boot": 1, "verdict": "PASS", "ms": 100 + seq}


def _reading(dice: Random, most: float, digits: int) -> list[float]:
    value = round(dice.uniform(0.1, most), digits)
    return [value, round(value / 50, digits)]
