"""Records as a tester writes them, for the store's and the report's tests and bench.

Believable, repeatable, and no measurement of anything: the numbers come from a seed.
"""

import json
import random

from ringout_host.store.record import stored_line

DEV = "e6614c311b7f2a29"
T0 = 1_780_000_000  # 2026-05-28, the first test's time in Unix seconds
STEP_S = 60  # between tests


def record(seq: int = 1, **changes) -> dict:
    """A passing balanced cable of 6 m; `changes` replace keys."""
    made = {
        "v": 1,
        "dev": DEV,
        "seq": seq,
        "boot": 3,
        "up_ms": 1000 + seq * STEP_S * 1000,
        "t": T0 + seq * STEP_S,
        "fw": "0.1.0",
        "mode": "auto",
        "verdict": "PASS",
        "wiring": ["trs_trs"],
        "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]],
        "faults": [],
        "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.R-B.R": [0.53, 0.02], "A.S-B.S": [0.21, 0.02]},
        "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]},
        "length_m": [6.0, 0.1],
        "pf_per_ft": [23.2, 0.4],
        "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]},
        "cal": "c-2026-05-01",
        "tag": {},
        "ms": 212,
    }
    made.update(changes)
    return made


def open_ring(seq: int, end: str = "B", **changes) -> dict:
    """A cable with its ring broken at one plug."""
    fault = {
        "code": "open",
        "net": ["A.R", "B.R"],
        "contact": f"{end}.R",
        "end": end,
        "at": "plug",
        "text": f"Ring open at plug {end}: open that plug and resolder the ring",
    }
    made = {
        "verdict": "FAIL",
        "nets": [["A.S", "B.S"], ["A.T", "B.T"]],
        "faults": [fault],
        "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.S-B.S": [0.21, 0.02]},
    }
    return record(seq, **{**made, **changes})


def line(made: dict | bytes) -> bytes:
    """`made` as the tester stores it: JSON, tab, checksum."""
    raw = made if isinstance(made, bytes) else json.dumps(made, ensure_ascii=False).encode()
    return stored_line(raw)


_FAULTS = (
    ("open", "A"), ("open", "B"), ("open", "B"), ("open", "B"), ("short", "B"), ("short", "A"),
    ("reversed", "B"), ("high-resistance", "A"), ("leakage", "B"), ("shield-swapped", None),
)  # fmt: skip


def shop(count: int, seed: int = 1, dev: str = DEV, lots: int = 12, first: int = 1):
    """`count` records of a shop's life: lots of new cables, and a pool that comes back."""
    draw = random.Random(seed)
    lot_bias = [draw.gauss(0, 0.02) for _lot in range(lots)]
    whose = "" if dev == DEV else f"-{dev[-4:]}"  # of a cable that one tester made
    pool = [(f"CAB-{n:04}", draw.gauss(0, 0.02)) for n in range(400)]
    for n in range(count):
        seq = first + n
        lot = n * lots // count
        changes = {"tag": {"operator": draw.choice(("Ana", "Bo", "Chi"))}}
        bias = lot_bias[lot]
        if draw.random() < 0.3:
            serial, own = draw.choice(pool)
            bias = own + 0.15 * n / count * (int(serial[-1]) == 7)
            changes["tag"]["serial"] = serial
        else:
            changes["tag"] |= {"lot": f"L{lot + 1:02}", "serial": f"N{seq:07}{whose}"}
        leg, pf = 0.5 + bias + draw.gauss(0, 0.03), 456 * (1 + bias + draw.gauss(0, 0.01))
        changes["leg_ohm"] = {
            "A.T-B.T": [round(leg, 4), 0.02],
            "A.R-B.R": [round(leg + draw.gauss(0, 0.01), 4), 0.02],
            "A.S-B.S": [round(leg * 0.4, 4), 0.02],
        }
        changes["pf"] = {
            "T-S": [round(pf, 2), 2.3],
            "R-S": [round(pf * (1 + draw.gauss(0, 0.01)), 2), 2.3],
            "T-R": [round(pf * 0.6, 2), 3.0],
        }
        changes["limits"] = {"leg_ohm": 1.0, "length_m": 6.0, "pf_per_ft": 30.0}
        changes["pf_per_ft"] = [round(pf / 19.685, 3), 0.4]
        luck = draw.random()
        if luck < 0.07:
            code, end = draw.choice(_FAULTS)
            changes["verdict"] = "FAIL"
            changes["faults"] = [{"code": code, "end": end, "text": f"{code} at {end}"}]
        elif luck < 0.09:
            changes["verdict"] = draw.choice(("PASS*", "FAIL*", "LOOKS-LIKE", "NO-CABLE"))
        yield record(seq, dev=dev, **changes)


def shop_lines(count: int, **options) -> list[bytes]:
    """`shop` as stored lines."""
    return [line(made) for made in shop(count, **options)]
