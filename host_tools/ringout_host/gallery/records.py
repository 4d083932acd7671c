"""Records as the tester makes them, fixed so that pictures of them do not change."""


def record(verdict, wiring, nets, faults=(), **values):
    """A record of the contract with the keys that screens read."""
    return {
        "v": 1, "mode": "auto", "verdict": verdict, "wiring": wiring.split(),
        "nets": [net.split() for net in nets], "faults": list(faults),
        "leg_ohm": {}, "pf": {}, "length_m": None, "pf_per_ft": None, "cmrr_db": None,
        "cal": "9f31", "tag": {}, "ms": 231,
    } | values  # fmt: skip


THROUGH = ("A.R B.R", "A.S B.S", "A.T B.T")

TRS = record(
    "PASS", "trs_trs xlr_xlr trs_xlr", THROUGH,
    leg_ohm={"A.R-B.R": [0.49, 0.01], "A.S-B.S": [0.182, 0.009], "A.T-B.T": [0.482, 0.01]},
    pf={"T-S": [598.2, 3.1], "R-S": [603.4, 3.1], "T-R": [361.0, 4.0]},
    length_m=[5.98, 0.06], pf_per_ft=[30.5, 0.3],
    cmrr_at_least=["60"], cmrr_db={"60": [118.2, 0.0], "1000": [98.4, 3.0], "20000": [72.4, 1.2]},
)  # fmt: skip

TS = record(
    "PASS", "ts_ts", ("A.R A.S B.R B.S", "A.T B.T"),
    leg_ohm={"A.T-B.T": [0.241, 0.009], "A.S-B.S": [0.066, 0.008]},
    pf={"T-S": [412.7, 2.4]}, length_m=[3.0, 0.02], pf_per_ft=[41.9, 0.4],
)  # fmt: skip

NEAR = record(
    "PASS*", "trs_trs", THROUGH,
    [{"code": "high-resistance", "net": ["A.T", "B.T"], "ohm": 0.996, "end": None,
      "text": "TIP 1.00 ohm, limit 1.00"}],
    pf={"T-S": [598.2, 3.1]}, length_m=[5.98, 0.06],
)  # fmt: skip

OVER = NEAR | {
    "verdict": "FAIL*",
    "faults": [NEAR["faults"][0] | {"ohm": 1.004, "text": "TIP 1.00 ohm, limit 1.00"}],
}

OPEN_AT_B = record(
    "FAIL", "", ("A.S B.S", "A.T B.T"),
    [{"code": "open", "net": ["A.R", "B.R"], "contact": "B.R", "end": "B",
      "at": {"end": "B", "plug": True}, "text": "RING OPEN at plug B"}],
    leg_ohm={"A.S-B.S": [0.182, 0.009], "A.T-B.T": [0.482, 0.01]},
    pf={"T-S": [598.2, 3.1]}, length_m=[5.98, 0.06],
)  # fmt: skip

OPEN_INSIDE = record(
    "FAIL", "", ("A.R A.S B.R B.S",),
    [{"code": "open", "net": ["A.T", "B.T"], "contact": "A.T", "end": "A",
      "at": {"end": "A", "percent": 38.0, "m": 1.14, "u_m": 0.03},
      "text": "TIP OPEN 1.14 m from plug A"}],
)  # fmt: skip

REVERSED = record(
    "FAIL", "xlr_pol", ("A.R B.T", "A.S B.S", "A.T B.R"),
    [{"code": "reversed", "net": ["A.T", "B.R"], "end": None,
      "text": "TIP-RING REVERSED - rewire one plug"}],
)  # fmt: skip

SHORT = record(
    "FAIL", "", ("A.R A.S A.T B.R B.S B.T",),
    [{"code": "short", "net": ["B.T", "B.S"], "ohm": 0.31, "end": "B",
      "text": "TIP-SLEEVE SHORT at plug B"},
     {"code": "high-resistance", "net": ["A.T", "B.T"], "ohm": 3.2, "end": None,
      "text": "TIP 3.20 ohm, resolder"}],
)  # fmt: skip

INSERT = record("PASS", "insert", ("A.R C.T", "A.S B.R B.S C.R C.S", "A.T B.T"))
HEADSET = record("PASS", "trrs_str", ("A.R B.R", "A.R2 B.R2", "A.S B.S", "A.T B.T"))
RCA_XLR = record("PASS", "rca_xlr_2w", ("A.S B.R B.S", "A.T B.T"))
SPLIT = record(
    "FAIL", "", ("A.R B.R C.R", "A.S B.S C.S", "A.T B.T"),
    [{"code": "open", "net": ["A.T", "C.T"], "end": "C", "at": {"end": "C", "plug": True},
      "text": "TIP OPEN at plug C"}],
)  # fmt: skip

MANY = record(
    "PASS", "trrs_split", ("A.R B.R", "A.R2 B.S C.S", "A.S C.R C.T", "A.T B.T"),
    leg_ohm={"A.T-B.T": [0.482, 0.01], "A.R-B.R": [0.47, 0.01], "A.R2-B.S": [0.21, 0.01],
             "A.R2-C.S": [0.22, 0.01], "A.S-C.T": [1.84, 0.02]},
    pf={"T-S": [212.0, 2.0], "R-S": [215.4, 2.0], "R2-S": [340.1, 3.0], "T-R": [128.3, 2.0],
        "T-R2": [119.0, 2.0], "R-R2": [121.7, 2.0]},
    length_m=[2.1, 0.05], pf_per_ft=[30.8, 0.7],
)  # fmt: skip

LOOKS_LIKE = record("LOOKS-LIKE", "ts_ts trs_trs", ("A.R A.S B.R B.S", "A.T B.T"))
NO_CABLE = record("NO-CABLE", "", (), question="plugged at A only")
