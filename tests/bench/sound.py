"""Random sound cables and random single faults on usual boards, for `make bench ARGS=verdicts`.

Sound: any wiring that the simulator's own source sells, any stock, 5 cm to 100 m, with length and
stock told or not, on twelve boards, calibrated or not, in AUTO and in EXPECT. A sound cable never
fails, but in AUTO those of which firmware/WIRINGS.md says so. LOOKS-LIKE is right in AUTO where a
plain cable of the same wiring is asked about as well (another wiring has the same copper, or, under
half a metre, a fault in a short one reads the same), and where the question is "long wire or
joint?".
"""

import random
import tempfile
from collections import Counter

from ringout.wirings import lookup
from ringout.wirings import stocks as told
from ringout_host.cables.sold import SOLD
from ringout_host.catalogue import cases, gaps, judge, survey, twins
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.stocks import STOCKS

BOARDS = range(1, 13)
PRESSES = 20  # of one tester
CHOSEN = "expect:"
PLAIN_M = (0.5, 3)
SHORT_M = (0.08, 0.2)


def sound(cables: int, seed: int) -> dict:
    """Counts over so many sound cables, one press in AUTO and one in EXPECT each."""
    rng = random.Random(seed)
    wanted = [i for i in lookup.ids() if i in SOLD and lookup.get(i).standing == lookup.SOUND]
    counts: Counter = Counter()
    wrong: list[str] = []
    usual: dict[str, bool] = {}
    for number in range(0, cables, PRESSES):
        kind = "typical" + rng.choice(("", ",calibrated=yes"))
        with tempfile.TemporaryDirectory(prefix="ringout-") as folder:
            handheld = Handheld(
                "none", folder, BOARDS[number // PRESSES % len(BOARDS)], tester=kind
            )
            for _ in range(min(PRESSES, cables - number)):
                wiring, cable, length_m, stock = drawn(rng, wanted)
                for mode in ("auto", CHOSEN + wiring):
                    said = pressed(handheld, cable, mode, length_m, stock)
                    counts[said["verdict"]] += 1
                    if not _right(said, mode, cable, handheld, usual):
                        wrong.append(f"{said['verdict']} {said['text']}: {mode} {cable}")
    for line in wrong:
        print(f"  {line}")
    stars = counts["PASS*"] + counts["FAIL*"]
    return {
        "presses": 2 * cables,
        **{verdict: counts[verdict] for verdict in sorted(counts)},
        "stars %": round(100.0 * stars / (2 * cables), 2),
        "wrong": len(wrong),
        "holds": not wrong and stars <= 0.02 * cables,
    }


def drawn(rng: random.Random, wirings: list[str]) -> tuple[str, str, float, str]:
    """(wiring, cable, length told in m or 0, stock told or "")."""
    wiring = rng.choice(wirings)
    length_m = 0.05 * 2000 ** rng.random()
    stock = rng.choice(["", *STOCKS]) if wiring != "ts_spk" else ""
    cable = f"{wiring},length={length_m:.2f}m" + (f",stock={stock}" if stock else "")
    if wiring == "ts_spk":  # 1.5 mm2
        cable += ",core_ohm=0.012ohm/m,shield_ohm=0.012ohm/m"
    tell = rng.random() < 0.5
    cores = [leg[1] >> 2 for leg in lookup.get(wiring).legs() if leg[2] == "core"]
    has_them = stock in told.ids() and told.find(stock).cores >= max(
        map(cores.count, cores), default=1
    )
    known = stock if has_them and rng.random() < 0.5 else ""
    return wiring, cable, round(length_m, 2) if tell else 0, known


def pressed(
    handheld: Handheld, cable: str, mode: str, length_m: float = 0, stock: str = ""
) -> dict:
    """The record of one press as it was told."""
    handheld.configure(mode, length_m)
    handheld.app.settings.set("stock", stock)
    handheld.app.apply_settings()
    handheld.plug(cable)
    return handheld.press()


def _right(said, mode: str, cable: str, handheld: Handheld, usual: dict[str, bool]) -> bool:
    wiring, _, items = cable.partition(",length=")
    if said["verdict"] in ("PASS", "PASS*"):
        return True
    if said["verdict"] == "FAIL" and mode == "auto":
        return gaps.AUTO_SAYS.get(wiring, ("",))[0] == "FAIL"
    if said["verdict"] != "LOOKS-LIKE":
        return False
    if "long wire or joint" in said["text"]:
        return True
    lengths_m = SHORT_M if float(items.partition("m")[0]) < PLAIN_M[0] else PLAIN_M
    key = f"{wiring} {lengths_m}"
    if key not in usual:
        plain = [pressed(handheld, f"{wiring},length={m}m", "auto")["verdict"] for m in lengths_m]
        usual[key] = "LOOKS-LIKE" in plain
    return mode == "auto" and usual[key]


def faults(count: int, seed: int) -> dict:
    """Counts over so many random single faults, judged in EXPECT: how many pass although no sound
    cable reads like them, and how many are named right."""
    rng = random.Random(seed)
    everything = cases.every()
    boards = [survey.Surveyor(board) for board in (1, 5, 9)]
    counts: Counter = Counter()
    while counts["faults"] < count:
        case = rng.choice(everything)
        surveyor = rng.choice(boards)
        outcome = judge.outcome(surveyor, case)
        if outcome.same_as_sound and lookup.get(case.wiring_id).standing == lookup.BAD:
            counts["as a sound cable"] += 1  # which has a fault of its own: that is named
            continue
        if outcome.expect.verdict in ("PASS", "PASS*"):
            if twins.is_told_of_a_y(case, outcome.expect.text) or twins.twin(
                surveyor, case.wiring_id, outcome.readings
            ):
                counts["as a sound cable"] += 1
                continue
            print(f"  {outcome.expect.verdict} {case.spec}")
            counts["passed"] += 1
        elif outcome.expect.faults and outcome.expect.faults[0]["code"] == "wrong-cable":
            counts["another cable"] += 1
            continue
        elif outcome.named:
            counts["named right"] += 1
        else:
            print(f"  {outcome.expect.text}: {case.spec}")
        counts["faults"] += 1
    named = 100.0 * counts["named right"] / count
    return {
        **counts,
        "named right %": round(named, 1),
        "holds": not counts["passed"] and named >= 99,
    }
