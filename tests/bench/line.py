"""How well LINE tells plugs, faults, places and joints: `make bench ARGS=line`.

Lines of 3, 30, 100 and 300 m of three stocks on eight typical boards; combinations are drawn, the
same ones every time. `quick` (as tests do) draws a few of them.
"""

import tempfile
from collections import Counter
from random import Random

from ringout.line import plugs, press
from ringout_host.sim.handheld import Handheld

LENGTHS_M = (3, 30, 100, 300)
STOCKS = ("mogami-w2549", "canare-l-4e6s", "belden-8412")
SEEDS = range(1, 9)
IDENTITIES = [(t, r) for t in plugs.VALUES for r in plugs.VALUES if t < r]
PLACES = ("A", "B", "50%", "17%", "83%")
FAULTS = (  # fault, code, legs
    *((f"open={leg}", "open", leg) for leg in "TRS"),
    *((f"short={a}-{b}", "short", a + b) for a, b in ("TS", "RS", "TR")),
    ("swap=T-R", "reversed", "TR"), ("swap=T-S", "crossed", "TS"), ("swap=R-S", "crossed", "RS"),
)  # fmt: skip
SHORTING = ",short=T-S@B,short=R-S@B"
JOINTS_OHM = (5.0, 8.0, 20.0)


class Rig:
    """One board."""

    def __init__(self, folder: str, seed: int):
        self.handheld = Handheld("none", f"{folder}/{seed}", seed)

    def look(self, cable: str, stock: str = "", length_m: float = 0.0, wanted=None) -> dict:
        app = self.handheld.app
        self.handheld.configure("auto", length_m, stock)
        self.handheld.plug(cable)
        return press.test(app.tester, 1, None, wanted)


def line(length_m: int, stock: str, more: str) -> str:
    return f"xlr_xlr,length={length_m}m,stock={stock},unplug=B{more}"


def coded(tip: int, ring: int) -> str:
    return f",part=T-S:{_text(tip)}@B,part=R-S:{_text(ring)}@B"


def _passed(plug: dict) -> str:
    """Of a plug that nobody told: a large resistor may be another one with a leak beside it."""
    return "PASS*" if max(plug.values()) >= plugs.HIGH_OHM else "PASS"


def _text(ohm: int) -> str:
    return plugs.short_text(ohm)


def named(record: dict) -> list[tuple[str, str]]:
    return [
        (fault["code"], "".join(name[2:] for name in fault.get("net", ())))
        for fault in record["faults"]
    ]


def run(identities: int = 3, faults: int = 2, places: int = 2, joints: int = 1) -> dict:
    """Each number: how many are drawn for a length, stock and group; identities: times 105."""
    random = Random(18)
    wrong: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    worst: dict[str, float] = {}
    misses: list[str] = []
    with tempfile.TemporaryDirectory(prefix="ringout-line-") as folder:
        rigs = {seed: Rig(folder, seed) for seed in SEEDS}

        def look(kind: str, cable: str, good, *told) -> dict:
            seed = random.choice(list(SEEDS))
            record = rigs[seed].look(cable, *told)
            counts[kind] += 1
            if not good(record):
                wrong[kind] += 1
                misses.append(f"{cable} on {seed}: {record['verdict']} {record['text']}")
            return record

        def drawn() -> tuple[int, str]:
            return random.choice(LENGTHS_M), random.choice(STOCKS)

        for tip, ring in IDENTITIES * identities:
            plug = {"T-S": tip, "R-S": ring}
            wanted = plug, _passed(plug)
            look("plugs", line(*drawn(), coded(tip, ring)),
                 lambda r, wanted=wanted: (r["plug"], r["verdict"]) == wanted)  # fmt: skip
        for length_m in LENGTHS_M:
            for stock in STOCKS:
                _faults(look, random, length_m, stock, faults)
                _places(look, random, length_m, stock, places, worst)
                _joints(look, random, length_m, stock, joints)
    rows = {kind: f"{counts[kind] - wrong[kind]} of {counts[kind]}" for kind in counts}
    return {
        "right": rows,
        "worst place, of what is allowed": {k: round(v, 2) for k, v in worst.items()},
        "missed": misses[:20],
        "holds": not wrong,
    }


def _faults(look, random, length_m, stock, count):
    for fault, code, legs in FAULTS:
        for _ in range(count):
            place = random.choice(PLACES)
            if fault == "short=R-S" and (place == "A" or place == "17%" and length_m < 10):
                place = "B" if length_m > 3 else "83%"  # at A it may be a TS plug: it is asked
            if fault == "open=R" and place == "A":
                place = "B"  # at A it may be an RCA plug: it is asked
            plug = random.choice(IDENTITIES)
            cable = line(length_m, stock, f"{coded(*plug)},{fault}@{place}")
            wanted = ("FAIL", [(code, legs)])
            look(code, cable, lambda r, wanted=wanted: (r["verdict"], named(r)) == wanted)


def _places(look, random, length_m, stock, count, worst):
    for leg in "TRS":
        for plug in [coded(*random.choice(IDENTITIES)) for _ in range(count)] + [""]:
            most = 1.0 if plug else 0.92 if leg != "S" else 0.85  # of a bare line legs are compared
            metres = round(random.uniform(0.1, most) * length_m, 1)
            if stock == "belden-8412" and leg == "S":
                continue  # no source gives its pF to the shield
            allowed = 0.5 + 0.03 * metres

            def good(r, metres=metres, allowed=allowed, leg=leg):
                if named(r) != [("open", leg)] or "m" not in r["faults"][0].get("at", {}):
                    return False
                off = abs(r["faults"][0]["at"]["m"] - metres) / allowed
                worst[leg] = max(worst.get(leg, 0.0), off)
                return off <= 1.0

            cable = line(length_m, stock, f"{plug},open={leg}@{metres}m:A")
            look("places of open legs", cable, good, stock)


def _joints(look, random, length_m, stock, count):
    sound = line(length_m, stock, SHORTING)
    look("shorting plugs", sound, lambda r: r["verdict"] == "PASS*", stock, float(length_m))
    look("shorting plugs", sound, lambda r: r["verdict"] == "PASS*")
    for leg in "TRS":
        for ohm in JOINTS_OHM[:count] if count < 3 else JOINTS_OHM:
            told = (stock, float(length_m)) if leg == "S" else ()
            cable = f"{sound},joint={leg}:{ohm}ohm@{random.choice('AB')}"
            look("joints", cable,
                 lambda r, leg=leg: named(r) == [("high-resistance", leg)]
                 and r["verdict"] == "FAIL", *told)  # fmt: skip
    bare = line(length_m, stock, "")
    look("bare lines", bare, lambda r: r["verdict"] == "UNKNOWN" and r["far"] == "open", stock)
