"""From readings to a verdict: which cable this is, what is wrong with it, and where.

Pure: no board, no clock, no display. `diagnose` returns a Diagnosis whose faults are plain
dicts, as they go into the record.
"""

from ringout import advice, limits, locate, scan, wirings
from ringout.explain import explain
from ringout.pinmap import CONTACTS

AUTO = "auto"
_ORDER = ("live", "short", "reversed", "crossed", "shield-swapped", "open", "high-resistance",
          "leakage", "intermittent", "unbalanced", "stock")  # most important first


class Diagnosis:
    """verdict, wiring (ids the nets fit, best first), faults (dicts), question or None."""

    def __init__(self, verdict, wiring=(), faults=(), question=None):
        self.verdict = verdict
        self.wiring = list(wiring)
        self.faults = list(faults)
        self.question = question


def diagnose(readings, mode=AUTO, length_m=None):
    """The Diagnosis of one press. mode: "auto" or "expect:<wiring id>"; length_m if known."""
    if readings.live:
        return _live(readings)
    if not readings.nets and not _plugged_both_ends(readings):
        return _no_cable(readings)
    expected = wirings.get(mode.split(":", 1)[1]) if mode.startswith("expect:") else None
    if expected is not None:
        best = explain(expected, readings)
        fits = _fitting(readings)
        return _conclude(best, fits, readings, length_m, ())
    explanations = [explain(wirings.get(i), readings) for i in wirings.ids()]
    best = _cheapest(explanations)
    rivals = [
        e for e in explanations
        if best.cost == 0 and 0 < e.cost <= 1 and e.wiring.standing == wirings.SOUND
    ]
    fits = [e.wiring.id for e in explanations if e.cost == 0]
    return _conclude(best, fits, readings, length_m, rivals)


def _cheapest(explanations):
    """Least cost first; of equals the sound ones, then the commoner."""
    def rank(e):
        return (e.cost, e.wiring.standing != wirings.SOUND)

    best = explanations[0]
    for other in explanations[1:]:
        if rank(other) < rank(best):
            best = other
    # A wiring that is a fault unless wanted counts as that fault of the cable it is made from.
    if best.cost == 0 and best.wiring.standing == wirings.INTENT:
        for other in explanations:
            if other.wiring.standing == wirings.SOUND and other.cost == 1 and len(other.faults) == 1:
                return other
    return best


def _fitting(readings):
    """Ids of every wiring that the nets fit with nothing to explain."""
    return [i for i in wirings.ids() if explain(wirings.get(i), readings).cost == 0]


def _live(readings):
    faults = []
    for line in scan.lines_of(readings.live):
        faults.append({"code": "live", "contact": CONTACTS[line], "end": CONTACTS[line][0]})
    return _with_texts(Diagnosis("LIVE", (), faults))


def _plugged_both_ends(readings):
    ends = set(CONTACTS[line][0] for line in scan.lines_of(readings.hanging()))
    return len(ends) > 1


def _no_cable(readings):
    ends = sorted(set(CONTACTS[line][0] for line in scan.lines_of(readings.hanging())))
    question = "plug in both ends" if not ends else "plugged at %s only" % ends[0]
    return Diagnosis("NO-CABLE", (), (), question)


def _conclude(best, fits, readings, length_m, rivals):
    faults = [_fault(fault, best, readings, length_m) for fault in best.faults]
    faults += _resistances(best, readings)
    if best.wiring.standing == wirings.BAD and not best.faults and not rivals:
        faults.append({"code": "short", "net": _names(best.wiring.nets[0])})
    faults.sort(key=lambda fault: _ORDER.index(fault["code"]))
    if best.cost and not best.faults and not faults:
        faults.append(_unexplained(readings))
    question = None
    verdict = "PASS"
    if any(not fault.get("near_limit") for fault in faults):
        verdict = "FAIL"
    elif faults:
        verdict = "FAIL*" if faults[0]["ohm"] > limits.LEG_LIMIT_OHM else "PASS*"
    elif rivals:
        verdict = "LOOKS-LIKE"
        question = "%s, or %s with a fault?" % (best.wiring.screen_name, rivals[0].wiring.screen_name)
        fits = fits + [e.wiring.id for e in rivals if e.wiring.id not in fits][:1]
    for fault in faults:
        fault.pop("near_limit", None)
    return _with_texts(Diagnosis(verdict, fits, faults, question))


def _fault(fault, best, readings, length_m):
    """A fault tuple of an Explanation as the record's dict."""
    code, first, last = fault
    out = {"code": code, "net": [CONTACTS[first], CONTACTS[last]]}
    ends = sorted(set((CONTACTS[first][0], CONTACTS[last][0])))
    if code == "open":
        _locate(out, first, last, readings, length_m)
        out["expected"] = "%s joined to %s" % (CONTACTS[first], CONTACTS[last])
    elif code == "short":
        ohm, end = _tightest(first, last, readings)
        out["ohm"] = ohm
        out["end"] = end or (ends[0] if len(ends) == 1 else None)
        out["expected"] = "apart"
    else:
        out["end"] = None  # either plug may be the one that is wired wrongly
        out["expected"] = best.wiring.name
    return out


def _locate(out, first, last, readings, length_m):
    """Which end of an open leg to open, and how far in."""
    c_a, u_a = _end_pf(first, readings)
    c_b, u_b = _end_pf(last, readings)
    fraction = locate.break_fraction(c_a, c_b)
    if fraction is None:
        out["end"] = None
        return
    u = min((u_a * c_b + u_b * c_a) / ((c_a + c_b) ** 2), 0.5)
    at = locate.describe(fraction, u, length_m)
    near, far = CONTACTS[first], CONTACTS[last]
    out["end"] = near[0] if at["end"] == "A" else far[0]
    at["end"] = out["end"]
    out["contact"] = near if fraction <= 0.5 else far
    out["at"] = at


def _end_pf(line, readings):
    mask = readings.net_of(line)
    return readings.node_pf.get(scan.lines_of(mask)[0], (0.0, 1.0))


def _tightest(first, last, readings):
    """Lowest resistance between the two nets and the plug it was measured in."""
    letters = {CONTACTS[first][2:], CONTACTS[last][2:]}
    best = (None, None)
    for (a, b), (ohm, u) in readings.ohm.items():
        if {CONTACTS[a][2:], CONTACTS[b][2:]} == letters and CONTACTS[a][0] == CONTACTS[b][0]:
            if best[0] is None or ohm < best[0] - u:
                best = (ohm, CONTACTS[a][0])
            elif abs(ohm - best[0]) <= u:
                best = (min(ohm, best[0]), None if CONTACTS[a][0] != best[1] else best[1])
    if best[0] is None:
        return readings.ohm.get((first, last), (None, 0))[0], None
    return round(best[0], 3), best[1]


def _resistances(best, readings):
    """Legs that connect, but badly."""
    faults = []
    for first, last, _ in best.wiring.legs():
        reading = readings.ohm.get((min(first, last), max(first, last)))
        if reading is None:
            continue
        ohm, u = reading
        if ohm > limits.LEG_LIMIT_OHM - u:
            fault = {"code": "high-resistance", "net": [CONTACTS[first], CONTACTS[last]],
                     "ohm": round(ohm, 3), "end": None,
                     "expected": "under %g ohm" % limits.LEG_LIMIT_OHM}
            if abs(ohm - limits.LEG_LIMIT_OHM) <= u:
                fault["near_limit"] = True
            faults.append(fault)
    return faults


def _unexplained(readings):
    hanging = scan.lines_of(readings.hanging())
    line = hanging[0] if hanging else scan.lines_of(readings.nets[0])[0]
    return {"code": "open", "contact": CONTACTS[line], "end": CONTACTS[line][0],
            "expected": "a connection at the other end"}


def _names(mask):
    return [CONTACTS[line] for line in scan.lines_of(mask)]


def _with_texts(diagnosis):
    for fault in diagnosis.faults:
        fault["text"] = advice.sentence(fault)
    return diagnosis
