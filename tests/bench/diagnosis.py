"""Time of the diagnosis alone on the emulated chip: `python -m tests.bench diagnosis`.

The CPython simulator measures the cables; the chip judges their readings, each with empty caches,
as after a start. Every sound wiring in AUTO, and of many single and double faults those for which
CPython runs the most bytecodes outside of loops that are machine code on the chip, in AUTO and in
EXPECT.
"""

import statistics
import sys

from ringout import diagnosis, masks, search_plain, wirings
from ringout_host.catalogue import cases
from ringout_host.catalogue.survey import Surveyor
from ringout_host.errors import UsageError
from ringout_host.flash import bundle, micropython

LIMIT_MS = 40.0  # issue: of one press
EVERY = 4  # single fault
DOUBLES = 300
HARDEST = 25  # in each mode
EXTRA = ("trs_trs,length=6m", "trs_trs,open=R@B", "trs_ts_2core,short=R-S:2ohm@B", "none")
FIELDS = ("nets", "one_way", "ohm", "links", "leak", "node_pf", "pair_pf", "imbalance_pf", "leaky")

BEGIN = """
import gc, time
from ringout import diagnosis, masks, wirings
from ringout.readings import Readings
def judge(mode, nets, one_way, ohm, links, leak, node_pf, pair_pf, imbalance_pf, leaky):
    r = Readings()
    r.nets, r.one_way, r.ohm, r.links, r.leak = nets, one_way, ohm, links, leak
    r.node_pf, r.pair_pf, r.imbalance_pf, r.leaky = node_pf, pair_pf, imbalance_pf, leaky
    wirings._cache.clear()
    masks._known.clear()
    gc.collect()
    free = gc.mem_free()
    began = time.ticks_us()
    result = diagnosis.diagnose(r, mode)
    us = time.ticks_diff(time.ticks_us(), began)
    print(us, free - gc.mem_free(), result.verdict, result.text)
"""


class Chip:
    """The emulated chip at its prompt, with the firmware loaded as after a start."""

    def __init__(self, uf2):
        from dataclasses import replace

        from ringout_host.twin.twin import Twin, flash_with_firmware
        from tests.bench.twin import START

        self._program, firmware = bundle.program(), bundle.build()
        quiet = firmware.main.replace(b"    from ringout import start\n\n    start.run()\n", b"")
        self._twin = Twin("none", flash_with_firmware(uf2, replace(firmware, main=quiet)))
        self._twin.chip.run_until(lambda: self._twin.chip.usb.connected)
        self.run(START)
        self.run(BEGIN)

    def run(self, code):
        """What a script prints."""
        return self._twin.repl.run(self._program.translate(code))

    def judge(self, readings, mode):
        """(ms, allocated bytes, verdict and text) of one diagnosis."""
        given = ", ".join(repr(getattr(readings, name)) for name in FIELDS)
        printed = self.run(f"judge({mode!r}, {given})").strip().splitlines()[-1]
        us, allocated, words = printed.split(" ", 2)
        return int(us) / 1000, int(allocated), words


def run():
    """Median and worst of sound and of hard cables, each with the cable that gave it."""
    try:
        uf2 = micropython.require()
    except UsageError as error:
        return {"skipped": str(error)}
    surveyor = Surveyor(seed=1)
    chip = Chip(uf2)
    result = {}
    sound = [(i, way, "auto") for i in wirings.ids() for way in (False, True)]
    sound += [(spec, False, "auto") for spec in EXTRA]
    groups = {"sound and usual": [(s, w, m, surveyor.read(s, w)) for s, w, m in sound]}
    groups |= {"hardest faults, " + mode: rows for mode, rows in hardest(surveyor).items()}
    for group, rows in groups.items():
        taken = []
        for spec, turned, mode, readings in rows:
            ms, allocated, words = chip.judge(readings, mode)
            name = spec + (" turned round" if turned else "")
            taken.append((ms, allocated, f"{name} ({mode}): {words.split(' ')[0]}"))
            result["6 m trs_trs in AUTO, ms"] = result.get("6 m trs_trs in AUTO, ms")
            if spec == EXTRA[0]:
                result["6 m trs_trs in AUTO, ms"] = ms
        worst = max(taken)
        result[group] = {
            "cables": len(taken),
            "median_ms": round(statistics.median(ms for ms, _, _ in taken), 1),
            "worst_ms": round(worst[0], 1),
            "worst": worst[2],
            "most_allocated_kb": round(max(kb for _, kb, _ in taken) / 1024, 1),
            "holds": worst[0] <= LIMIT_MS,
        }
    result["holds"] = all(result[group]["holds"] for group in groups)
    return result


def hardest(surveyor):
    """{mode: [(spec, turned, mode, readings), ...]} that take the most bytecodes."""
    specs = [(case.spec, case.wiring_id) for case in cases.every()[::EVERY]]
    specs += [
        (f"{one.spec},{other.modifier}", one.wiring_id)
        for one, other in cases.doubles(DOUBLES, seed=2)
    ]
    found = {"auto": [], "expect": []}
    for spec, wiring_id in specs:
        readings = surveyor.read(spec)
        for name, mode in (("auto", "auto"), ("expect", "expect:" + wiring_id)):
            found[name].append((bytecodes(readings, mode), len(found[name]), spec, mode, readings))
    out = {}
    for name, rows in found.items():
        rows.sort(key=lambda row: (-row[0], row[1]))
        out[name] = [(spec, False, mode, taken) for _, _, spec, mode, taken in rows[:HARDEST]]
    return out


def bytecodes(readings, mode):
    """How many CPython runs for one diagnosis: ranks cables nearly as the chip's time does."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        if frame.f_code.co_filename == search_plain.__file__:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    wirings._cache.clear()
    masks._known.clear()
    sys.settrace(trace)
    try:
        diagnosis.diagnose(readings, mode)
    finally:
        sys.settrace(None)
    return count
