"""Time of the diagnosis in a press on the emulated chip: `python -m tests.bench diagnosis`.

The firmware measures a cable that is plugged into the emulated front end, and diagnoses it with
empty caches, as after a start. Every sound wiring, both ways round, in AUTO and in EXPECT, and of
many single and double faults those for which CPython runs the most bytecodes outside of loops that
are machine code on the chip, in AUTO and in EXPECT.
"""

import statistics
import sys

from ringout.base import masks
from ringout.diagnosis import diagnose
from ringout.loops import matching_plain, search_plain
from ringout.wirings import lookup
from ringout_host.catalogue import cases
from ringout_host.catalogue.survey import Surveyor
from ringout_host.errors import UsageError
from ringout_host.flash import bundle, micropython
from ringout_host.sim.spec import parse

LIMIT_MS = 50.0  # of the 250 ms of a press: own cables, stocks and parts are judged in it as well
EVERY = 4  # single fault
DOUBLES = 300
HARDEST = 25  # in each mode
EXTRA = ("trs_trs,length=6m", "trs_trs,open=R@B", "trs_ts_2core,short=R-S:2ohm@A", "none")
BEGIN = """
import gc, time
from ringout.base import masks
from ringout.wirings import lookup
tester = app.tester
whole = tester._diagnose
spent = []
def timed(*given):
    free = gc.mem_free()
    began = time.ticks_us()
    result = whole(*given)
    us = time.ticks_diff(time.ticks_us(), began)
    spent.append((us, free - gc.mem_free(), result.verdict, result.text))
    return result
tester._diagnose = timed
def judge(mode):
    lookup._cache.clear()
    masks._known.clear()
    gc.collect()
    tester.test(1, mode)
    print(*spent.pop())
"""


class Chip:
    """The emulated chip at its prompt, with the app as after a start."""

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

    def judge(self, spec, turned, mode):
        """(ms, allocated bytes, verdict and text) of the diagnosis in one press."""
        cable = parse(spec)
        if turned:
            cable.turned()
        self._twin.harness.plug(cable)
        printed = self.run(f"judge({mode!r})").strip().splitlines()[-1]
        us, allocated, words = printed.split(" ", 2)
        return int(us) / 1000, int(allocated), words


def run():
    """Median and worst of sound and of hard cables, each with the cable that gave it."""
    try:
        uf2 = micropython.require()
    except UsageError as error:
        return {"skipped": str(error)}
    chip = Chip(uf2)
    result = {}
    ways = [(i, False) for i in lookup.ids()] + [(i, True) for i in lookup.ids() if lookup.turns(i)]
    sound = [(i, turned, mode) for i, turned in ways for mode in ("auto", "expect:" + i)]
    groups = {"sound and usual": sound + [(spec, False, "auto") for spec in EXTRA]}
    groups |= {"hardest faults, " + name: rows for name, rows in hardest(Surveyor(seed=1)).items()}
    for group, rows in groups.items():
        taken = []
        for spec, turned, mode in rows:
            ms, allocated, words = chip.judge(spec, turned, mode)
            name = spec + (" turned round" if turned else "")
            taken.append((ms, allocated, f"{name} ({mode}): {words.split(' ')[0]}"))
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
    """{mode: [(spec, turned, mode), ...]} that take the most bytecodes."""
    specs = [(case.spec, case.wiring_id) for case in cases.every()[::EVERY]]
    specs += [
        (f"{one.spec},{other.modifier}", one.wiring_id)
        for one, other in cases.doubles(DOUBLES, seed=2)
    ]
    found = {"auto": [], "expect": []}
    for spec, wiring_id in specs:
        readings = surveyor.read(spec)
        for name, mode in (("auto", "auto"), ("expect", "expect:" + wiring_id)):
            found[name].append((bytecodes(readings, mode), len(found[name]), spec, mode))
    out = {}
    for name, rows in found.items():
        rows.sort(key=lambda row: (-row[0], row[1]))
        out[name] = [(spec, False, mode) for _, _, spec, mode in rows[:HARDEST]]
    return out


def bytecodes(readings, mode):
    """How many CPython runs for one diagnosis: ranks cables nearly as the chip's time does."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        if frame.f_code.co_filename in (search_plain.__file__, matching_plain.__file__):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    lookup._cache.clear()
    masks._known.clear()
    sys.settrace(trace)
    try:
        diagnose.diagnose(readings, mode)
    finally:
        sys.settrace(None)
    return count
