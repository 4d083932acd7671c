"""Device times and memory on the emulated chip: `python -m tests.bench twin`.

The real firmware on a real MicroPython. Flash wait states are not modelled, so silicon is
somewhat slower; erasing and writing take the flash chip's typical times.
"""

import ast

from ringout_host.errors import ProtocolError, UsageError
from ringout_host.flash import micropython
from ringout_host.sim.spec import parse

CABLES = (
    "trs_trs,length=6m",
    "ts_ts,length=6m",
    "trs_trs,length=30m",
    "insert,length=3m",
    "xlr_y_split,length=3m",
    "trrs_split,length=1m",
    "trs_lift_b,length=3m",
    "trs_ts_2core,length=3m",
    "trs_trs,length=6m,open=R@B",
    "trs_trs,length=6m,leak=T-S:200k@50%",
    "trs_trs,length=6m,open=T@50%,short=R-S@A",
    "trs_trs,length=100m",
    "trs_trs,length=6m,part=T-S:10k@B",
    "trs_trs,length=6m,part=T-S:10nF@B",
)
EXPANDER = "expander=yes"
FIVE_PINS = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5,length=6m"
NOTE = "emulated device times; flash wait states are not modelled"

# What start.py does, with a clock at each step, at the prompt of a chip without main.py's call.
START = """
import gc, time
US, D = time.ticks_us, time.ticks_diff
t0 = US()
from ringout.board.rp2040 import Board
from ringout.base.compat import collect_every
from ringout.board.code import leave_in_flash, no_more
from ringout.start import COLLECT_BYTES
board = Board()
t1 = US()
collect_every(COLLECT_BYTES)
from ringout.tester import Tester
leave_in_flash(board, ("start", "tester"))
from ringout.app import App
leave_in_flash(board, ("app",))
no_more()
collect_every(-1)
t2 = US()
app = App(board)
app.start()
t3 = US()
app.load()
t4 = US()
gc.collect()
free = gc.mem_free()
app.step()
app.step()
size = 1024
try:
    while True:
        bytearray(size)
        size += 1024
except MemoryError:
    pass
print({'board_ms': D(t1, t0) // 1000, 'import_ms': D(t2, t1) // 1000,
       'app_ms': D(t3, t2) // 1000, 'total_ms': D(t3, t0) // 1000,
       'loaded_after_ms': D(t4, t3) // 1000,
       'heap_free_kb': free // 1024, 'largest_block_kb': size // 1024 - 1})
"""

PRESS = """
import gc, time
US, D = time.ticks_us, time.ticks_diff
marks = []
def mark(name):
    marks.append((name, US()))
tester, log = app.tester, app.log
measure, append = tester.test, log.append
def test(seq, mode):
    record = measure(seq, mode, mark)
    mark('show')
    return record
def store(record):
    mark('log')
    append(record)
    mark('after')
tester.test, log.append = test, store
gc.collect()
before = gc.mem_free()
mark('begin')
record = app.press()
mark('end')
app.step()
tester.test, log.append = measure, append
out = {'verdict': record['verdict'], 'allocated_kb': (before - gc.mem_free()) // 1024}
for k in range(len(marks) - 1):
    out[marks[k][0] + '_ms'] = D(marks[k + 1][1], marks[k][1]) / 1000
out['press_ms'] = D(marks[-3][1], marks[0][1]) / 1000
print(out)
"""


def run():
    """Two starts (the first after flashing makes the data folder), memory, and a press of each
    cable; the same of a tester with an expander and five pins, twice: the first one loads what the
    next finds. `press_ms` is from the key to the verdict on the screen."""
    try:
        uf2 = micropython.require()
    except UsageError as error:
        return {"skipped": str(error)}
    from dataclasses import replace

    from ringout_host.flash import bundle
    from ringout_host.twin.twin import Twin, flash_with_firmware

    program, firmware = bundle.program(), bundle.build()
    quiet = firmware.main.replace(b"    from ringout import start\n\n    start.run()\n", b"")
    flash = flash_with_firmware(uf2, replace(firmware, main=quiet))
    result = {"note": NOTE}

    def measure(name, code):
        printed = twin.repl.run(program.translate(code))
        result[name] = ast.literal_eval(printed.strip().splitlines()[-1])

    try:
        twin = Twin("none", flash, timed_flash=True)
        twin.chip.run_until(lambda: twin.chip.usb.connected)
        measure("start after flashing", START)
        twin = twin.power_cycle(timed_flash=True)
        twin.chip.run_until(lambda: twin.chip.usb.connected)
        result["MicroPython_ms"] = round(twin.chip.now_us / 1000, 1)
        measure("start", START)
        for cable in CABLES:
            twin.harness.plug(parse(cable))
            measure(cable, PRESS)
        twin = Twin("none", twin.chip.flash, timed_flash=True, tester=EXPANDER)
        twin.chip.run_until(lambda: twin.chip.usb.connected)
        measure("start with an expander", START)
        twin.harness.plug(parse(FIVE_PINS))
        measure("five pins", PRESS)
        measure("five pins again", PRESS)
    except ProtocolError as error:  # the firmware failed: say so, and stop here
        result["failed"] = str(error).strip().splitlines()[-1]
    return result
