"""The stated uncertainties, against what random boards with random cables really have. `make test`
takes half of the boards of `make exhaustive`: a reading that lies outside on one board in thirty
may show only there."""

import math
import os
import random
from collections import defaultdict

import pytest
from tests.measuring_rig import Rig

from ringout.board.pinmap import CONTACTS

BOARDS = 80 if os.environ.get("RINGOUT_EXHAUSTIVE") else 25
WIRINGS = ("trs_trs", "xlr_xlr", "ts_ts", "trs_trs", "trrs_str")


def random_cable(draw):
    """(spec, length, core and shield ohm/m): lengths from 0.5 to 100 m evenly by ratio."""
    length = math.exp(draw.uniform(math.log(0.5), math.log(100.0)))
    cs = draw.uniform(55.0, 190.0)
    cc = cs * draw.uniform(0.5, 0.9)
    core, shield = draw.uniform(0.02, 0.1), draw.uniform(0.01, 0.04)
    imbalance = draw.choice((0.0, draw.uniform(-8.0, 8.0)))
    spec = (
        f"{draw.choice(WIRINGS)},length={length:.3f}m,cs={cs:.1f}pF/m,cc={cc:.1f}pF/m,"
        f"core_ohm={core:.5f}ohm/m,shield_ohm={shield:.5f}ohm/m,imbalance={imbalance:.2f}%"
    )
    return spec, round(length, 3), round(core, 5), round(shield, 5)


def letter(readings, line):
    """Name of a net by its contact at A, the sleeve's before any other."""
    mask = readings.net_of(line)
    letters = [CONTACTS[k][2:] for k in range(11) if mask >> k & 1]
    return "S" if "S" in letters else letters[0]


def deviations(rig, spec, length, core, shield):
    """(kind, error over stated uncertainty) of every reading with a known truth."""
    taken = rig.take(spec)
    cable = rig.bench.cable
    truth = cable.truth_pf()
    for (first, last), (value, u) in taken.pair_pf.items():
        names = sorted((letter(taken, first), letter(taken, last)), key=("T", "R", "R2", "S").index)
        whole = truth["-".join(names)] + cable.plugs_pf(*names)
        yield ("core to core" if "S" not in names else "core to shield"), (value - whole) / u
    for (first, last), (value, u) in taken.ohm.items():
        a, b = CONTACTS[first], CONTACTS[last]
        if a[0] == "A" and b == "B" + a[1:] and not (spec.startswith("ts_ts") and a != "A.T"):
            yield "leg ohm", (value - length * (shield if a == "A.S" else core)) / u
    pair = (CONTACTS.index("A.T"), CONTACTS.index("A.R"))
    if "T-R" in truth and pair in taken.imbalance_pf:
        value, u = taken.imbalance_pf[pair]
        apart = truth["T-S"] - truth["R-S"]
        others = cable.plugs_pf("T", "S") - cable.plugs_pf("R", "S")
        yield "imbalance", (value - apart - others) / u


@pytest.mark.slow
def test_95_percent_lie_inside(tmp_path):
    draw = random.Random(20261122)
    found = defaultdict(list)
    for number in range(BOARDS):
        rig = Rig(tmp_path, draw.randrange(1, 10**6))
        if number % 4 == 0:
            (tmp_path / "calibration").unlink(missing_ok=True)
            rig.calibrate()
        else:
            rig.tester.use(type(rig.tester.calibration)())
        for kind, z in deviations(rig, *random_cable(draw)):
            found[kind].append(z)
    assert set(found) == {"core to core", "core to shield", "leg ohm", "imbalance"}
    for kind, zs in found.items():
        inside = sum(abs(z) <= 1.0 for z in zs) / len(zs)
        rms = (sum(z * z for z in zs) / len(zs)) ** 0.5
        assert len(zs) > BOARDS * 3 // 4, kind
        assert inside >= 0.95, (kind, inside, sorted(zs, key=abs)[-5:])
        assert rms > 0.1, (kind, rms)  # nor so wide that it says nothing


@pytest.mark.parametrize("ohm", [470, 2200, 20_000, 100_000, 1_000_000, 10_000_000, 30_000_000])
def test_links_and_leaks_lie_inside(tmp_path, ohm):
    """12 boards each: if one in twenty lies outside, more than two of them hardly do."""
    outside = 0
    for seed in range(300, 312):
        rig = Rig(tmp_path, seed)
        rig.tester.start()
        taken = rig.take(f"trs_trs,length=3m,leak=T-S:{ohm}ohm")
        readings = {**taken.links, **taken.leak}
        value, u = readings[(CONTACTS.index("A.T"), CONTACTS.index("A.S"))]
        outside += abs(value - ohm) > u
        assert abs(value - ohm) < 2.0 * u
        assert u < 0.2 * ohm
    assert outside <= 2
