"""Everything that must hold in LINE, nothing drawn: `python -m tests.bench.line_whole [KIND ...]`,
part of `make exhaustive`. 30,000 looks on two processes.

Lines of 3, 30, 100 and 300 m, three stocks, eight typical boards: 96 situations. In each all 105
far-end plugs, stock told and not; every open, short and exchange before a far-end plug, nothing and
a shorting plug; every joint. Each plug takes its turn before the faults.
"""

import json
import os
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

from tests.bench import line as bench

OUT = Path(__file__).parents[2] / "build" / "line.json"
PERCENTS = range(10, 101, 10)
OHMS = (5.0, 8.0, 20.0)
SHORTS = (("T-S", "TS"), ("R-S", "RS"), ("T-R", "TR"))
SWAPS = (("T-R", "reversed", "TR"), ("T-S", "crossed", "TS"), ("R-S", "crossed", "RS"))
JOINT = "high-resistance"


def cases(seed: int, length_m: int, stock: str):
    """(kind, cable, what is told, what is wrong): told as in Rig.look; the last a function of the
    record, "" where nothing is. A kind that begins with "also" is counted, and must not hold."""
    told, whole = (stock, 0.0), (stock, float(length_m))
    turn = seed * 31 + length_m * 7 + bench.STOCKS.index(stock)

    def plug() -> tuple[str, dict]:
        nonlocal turn
        turn += 1
        tip, ring = bench.IDENTITIES[turn % 105]
        return bench.coded(tip, ring), {"T-S": tip, "R-S": ring}

    def of(more: str) -> str:
        return bench.line(length_m, stock, more)

    for n, (tip, ring) in enumerate(bench.IDENTITIES):
        wanted = {"T-S": tip, "R-S": ring}
        yield "plugs", of(bench.coded(tip, ring)), (), _plug(wanted)
        if n % 3 == bench.STOCKS.index(stock):
            yield "plugs, stock told", of(bench.coded(tip, ring)), told, _plug(wanted)
    for leg in "TRS":
        for percent in PERCENTS:
            metres = length_m * percent / 100.0
            if leg == "S" and stock == "belden-8412":
                metres = 0.0  # no source gives its pF to the shield
            at, place, named = f",open={leg}@{percent}%", _open(leg, metres), _open(leg, 0.0)
            yield "opens, stock told", of(plug()[0] + at), told, place
            if percent in (10, 50, 100):
                yield "opens", of(plug()[0] + at), (), named
                yield "opens, shorted", of(bench.SHORTING + at), told, named
            if percent < 100:  # what ends later may be the end itself: see the manual
                also = "" if percent < (90 if leg != "S" else 70) else "also: late "
                yield f"{also}opens, bare, stock told", of(at), told, place
                if percent in (20, 50, 70, 80):
                    yield f"{also}opens, bare", of(at), (), named
    for legs, letters in SHORTS:
        for percent in PERCENTS:
            coded, wanted = plug()
            short = of(f"{coded},short={legs}@{percent}%")
            if legs == "R-S" and length_m * percent < 50:  # it may be a TS plug: it is asked
                yield "shorts, plug told", short, (*told, wanted), _fault("short", letters)
                yield "shorts, asked", short, told, _fault("short", letters, "LOOKS-LIKE")
            else:
                yield "shorts", short, told, _fault("short", letters)
    for legs, code, letters in SWAPS:
        for place in ("A", "50%", "B"):
            yield "exchanges", of(f"{plug()[0]},swap={legs}@{place}"), (), _fault(code, letters)
    for leg in "TRS":
        for ohm in OHMS:
            for place in ("A", "50%", "B"):
                joint, wrong = f"{bench.SHORTING},joint={leg}:{ohm}ohm@{place}", _fault(JOINT, leg)
                yield f"joints in {leg}, length told", of(joint), whole, wrong
                yield ("also: " if leg == "S" else "") + f"joints in {leg}", of(joint), (), wrong
    for each in ((), told, whole):
        yield "sound, shorted", of(bench.SHORTING), each, _verdict("PASS*", "short")
        yield "sound, bare", of(""), each, _verdict("UNKNOWN", "open")


def _plug(wanted):
    verdict = bench._passed(wanted)
    return lambda r: "" if (r["plug"], r["verdict"]) == (wanted, verdict) else r["verdict"]


def _verdict(name, far):
    return lambda r: "" if (r["verdict"], r["far"]) == (name, far) else r["verdict"]


def _fault(code, legs, verdict="FAIL"):
    return lambda r: "" if (r["verdict"], bench.named(r)) == (verdict, [(code, legs)]) else _told(r)


def _told(record) -> str:
    """A kind of miss: verdict, faults and their legs."""
    named = [code + " " + legs for code, legs in bench.named(record)]
    return record["verdict"] + (": " + ", ".join(named) if named else "")


def _open(leg, metres):
    def wrong(record):
        if (record["verdict"], bench.named(record)) != ("FAIL", [("open", leg)]):
            return _told(record)
        if not metres:
            return ""
        at = record["faults"][0].get("at", {})
        if "m" not in at:
            return "no place"
        off = abs(at["m"] - metres) / (0.5 + 0.03 * metres)
        record["off"] = off
        return "place" if off > 1.0 else ""

    return wrong


def lines(work) -> dict:
    """All looks of one board at lines of one length. Counts, the kinds of misses, every miss, the
    worst place."""
    seed, length_m, kinds = work
    began = time.perf_counter()
    found: dict = {"right": Counter(), "wrong": Counter(), "misses": [], "worst": Counter()}
    with tempfile.TemporaryDirectory(prefix="ringout-line-") as folder:
        rig = bench.Rig(folder, seed)
        for stock in bench.STOCKS:
            for kind, cable, told, judge in cases(seed, length_m, stock):
                if kinds and kind not in kinds:
                    continue
                record = rig.look(cable, *told)
                miss = judge(record)
                found["right"][kind] += not miss
                if miss:
                    found["wrong"][f"{kind} -> {miss}"] += 1
                    found["misses"].append([kind, miss, seed, cable, told, record["text"]])
                found["worst"][kind] = max(found["worst"][kind], record.get("off", 0.0))
    seconds, must = time.perf_counter() - began, _must(found["wrong"])
    looks = sum(found["right"].values()) + len(found["misses"])
    print(f"board {seed}, {length_m} m: {looks} looks, {must} missed, {seconds:.0f} s", flush=True)
    return found


def _must(wrong) -> int:
    """How many of what must hold did not."""
    return sum(count for kind, count in wrong.items() if not kind.startswith("also"))


def main(kinds: list[str]) -> int:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    misses: list = []
    worst: Counter[str] = Counter()
    work = [(seed, length_m, kinds) for length_m in bench.LENGTHS_M[::-1] for seed in bench.SEEDS]
    with get_context("spawn").Pool(min(2, os.cpu_count() or 1)) as pool:
        for found in pool.imap_unordered(lines, work, 1):
            right += found["right"]
            wrong += found["wrong"]
            misses += found["misses"]
            worst |= found["worst"]
            OUT.parent.mkdir(exist_ok=True)
            OUT.write_text(json.dumps({"right": right, "misses": misses}, indent=1) + "\n")
    missed: Counter[str] = Counter()
    for kind, count in wrong.items():
        missed[kind.partition(" -> ")[0]] += count
    for kind in sorted(right | missed):
        place = f", worst place {worst[kind]:.2f} of what is allowed" if worst[kind] else ""
        print(f"{kind}: {right[kind]} of {right[kind] + missed[kind]}{place}")
    for kind, count in wrong.most_common():
        print(f"  {count} x {kind}")
    print(f"every miss: {OUT}")
    return 1 if _must(wrong) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
