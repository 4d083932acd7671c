"""The log on the emulated chip: start-up and appending with a full log, pulling it, and
mpremote's way.

All times are the device's own (emulated), so they do not depend on this computer. Needs a
MicroPython UF2: RINGOUT_UF2.
"""

import json
import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ringout.storage import segments
from ringout.storage.files import Files
from ringout.storage.log import SEGMENT_BYTES, Log
from ringout.storage.stored_line import is_whole
from ringout_host.flash import bundle, filesystem, uf2
from ringout_host.link.device import unpacked
from ringout_host.store.pull import BATCH_LINES
from ringout_host.twin.twin import Twin, flash_with_firmware
from tests.log.made import record

COPIED = 8192  # bytes that mpremote copies
PULL_KB_S = 150  # at least
TIMES_MPREMOTE = 5  # at least
RECORDS = 2000  # at least, beside the firmware
APPENDED = 24
SHORT_OF_FULL = APPENDED * 225 // 2  # bytes that a segment lacks when appending is measured


def fill(log: Log) -> int:
    """Records until one finds no room, then pulled ones are overwritten up to where a segment
    is nearly full, so that the next ones begin one and free one. How many fit at once."""
    while log.append(record(log.next_seq)):
        pass
    fit = log.next_seq - 2
    log.ack(fit)
    size = 0
    while log.first_seq == 1 or size < SEGMENT_BYTES - SHORT_OF_FULL:
        assert log.append(record(log.next_seq))
        size = log.files.size(segments.path(log.segments[-1]))
    return fit


def flash_with_log(path: str, folder: Path) -> tuple[bytes, int, dict, int, int]:
    """(content of a tester's flash whose log is full, first number of a segment, its size as
    "/segment" and the content of two files: its beginning packed and as text, how many records
    fit, how many are there)."""
    log = Log(Files(str(folder)))
    fit = fill(log)
    flash = flash_with_firmware(path)
    at = filesystem.ADDRESS - uf2.FLASH_START
    files = filesystem.files_of(bytes(flash[at : at + filesystem.SIZE]))
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = f"{bundle.DATA_FOLDER}/{file.relative_to(folder).as_posix()}"
        files[name] = file.read_bytes()
    first = log.segments[5]
    segment = (folder / segments.path(first)).read_bytes()
    text = b"\n".join(map(unpacked, segment[: 2 * COPIED].split(b"\n")))
    copied = {"/packed": segment[:COPIED], "/text": text[:COPIED]}
    image = filesystem.image_of({**files, **copied})
    flash[at : at + len(image)] = image
    there = sum(1 for _ in log.read(0, log.next_seq))
    return flash, first, {**copied, "/segment": len(segment)}, fit, there


def pull(twin: Twin, first: int) -> tuple[list[bytes], float]:
    """(stored lines, seconds of device time) of pulling a segment as `logs pull` does."""
    began_us = twin.chip.now_us
    with answering_at_once(twin):
        lines = twin.device.log_read(first, BATCH_LINES)
    assert all(is_whole(line) for line in lines)
    return lines, (twin.chip.now_us - began_us) / 1e6


class HostTime:
    """The clock and the pauses of mpremote, in emulated time.

    idle_us: instead of its pauses of 10 ms the device goes on for no longer than this at once,
    as if mpremote never paused.
    """

    def __init__(self, twin: Twin, idle_us: float | None):
        self._twin = twin
        self._idle_us = idle_us

    def monotonic(self) -> float:
        return self._twin.chip.now_us / 1e6

    def sleep(self, seconds: float) -> None:
        self._twin.chip.run_us(self._idle_us or seconds * 1e6)


def mpremote_copy(twin: Twin, path: str, content: bytes, idle_us: float | None) -> float:
    """Seconds of device time in which `mpremote fs cp` copies a file: its own transport, its
    own pieces. The bus and this computer answer at once, which real ones do not."""
    from mpremote import transport_serial

    port = twin.device._lines.port
    port.inWaiting = lambda: port.in_waiting
    link = transport_serial.SerialTransport.__new__(transport_serial.SerialTransport)
    link.serial, link.is_pty = port, False
    link.in_raw_repl, link.use_raw_paste, link.mounted = False, True, False
    own, transport_serial.time = transport_serial.time, HostTime(twin, idle_us)
    try:
        link.enter_raw_repl(soft_reset=False)
        began_us = twin.chip.now_us
        with answering_at_once(twin):
            assert link.fs_readfile(path) == content
        return (twin.chip.now_us - began_us) / 1e6
    finally:
        transport_serial.time = own


@contextmanager
def answering_at_once(twin: Twin) -> Iterator[None]:
    """End each stretch of emulation when a packet comes, so that no time passes unnoticed."""
    take = twin.chip.usb.on_serial_data

    def take_and_pause(data):
        take(data)
        twin.chip.pause()

    twin.chip.usb.on_serial_data = take_and_pause
    try:
        yield
    finally:
        twin.chip.usb.on_serial_data = take


def start_ms(twin: Twin) -> float:
    """Device time of opening the log, at the prompt."""
    lines = (
        "import time, sys",
        "from ringout.storage.files import Files",
        "from ringout.storage.log import SEGMENT_BYTES, Log",
        f"files = Files('{bundle.DATA_FOLDER}')",
        "began = time.ticks_us()",
        "log = Log(files)",
        "print(time.ticks_diff(time.ticks_us(), began) / 1000)",
    )
    code = bundle.program().translate("\n".join(lines))
    return float(twin.repl.run(code))


def append_ms(twin: Twin, seq: int) -> list[float]:
    """Device times of appending, at the prompt, the flash chip's own times included."""
    lines = (
        "import json, time",  # what is imported keeps its own names
        f"record = json.loads({json.dumps(record(seq, kind=6))!r})",
        "times = []",
        f"for _ in range({APPENDED}):",
        "    record['seq'] = log.next_seq",
        "    began = time.ticks_us()",
        "    assert log.append(record)",
        "    times.append(time.ticks_diff(time.ticks_us(), began) / 1000)",
        "print(times)",
    )
    return json.loads(twin.repl.run(bundle.program().translate("\n".join(lines))))


def run() -> dict:
    """The figures; "skipped" with the reason without a UF2."""
    import tempfile

    path = os.environ.get("RINGOUT_UF2", "")
    if not Path(path).is_file():
        return {"skipped": "RINGOUT_UF2 names no MicroPython UF2 file"}
    with tempfile.TemporaryDirectory() as folder:
        flash, first, files, fit, there = flash_with_log(path, Path(folder))
    twin = Twin("none", flash, timed_flash=True).start()
    lines, pull_s = pull(twin, first)
    opened_ms = start_ms(twin)
    appended_ms = append_ms(twin, fit)
    kb_s = {
        "pull": sum(len(line) + 1 for line in lines) / pull_s / 1000,
        "pull, packed bytes": files["/segment"] / pull_s / 1000,
    }
    copies = (
        ("/text", "cp", 100),
        ("/packed", "cp, packed bytes", 100),
        ("/text", "cp with pauses", None),
    )
    for name, label, idle_us in copies:
        kb_s[label] = COPIED / mpremote_copy(twin, name, files[name], idle_us) / 1000
    packed_ratio = kb_s["pull, packed bytes"] / kb_s["cp, packed bytes"]
    ratio = min(kb_s["pull"] / kb_s["cp"], packed_ratio)
    return {
        "log pull": f"{kb_s['pull']:.0f} KB/s of device time ({len(lines)} records,"
        f" {pull_s * 1000:.0f} ms)",
        "mpremote fs cp": f"{kb_s['cp']:.1f} KB/s of the same records as text,"
        f" {kb_s['cp with pauses']:.1f} with its own pauses of 10 ms",
        "packed, as they rest in flash": f"pull {kb_s['pull, packed bytes']:.0f} KB/s,"
        f" mpremote fs cp {kb_s['cp, packed bytes']:.1f} KB/s",
        "ratio": round(ratio, 1),
        "records that fit beside the firmware": f"{fit:,} (aim: {RECORDS:,})",
        f"start-up of a full log, {there:,} records": f"{opened_ms:.0f} ms",
        "append to it": f"{statistics.median(appended_ms):.0f} ms, {max(appended_ms):.0f} at most,"
        " when a segment begins or goes",
        "holds": kb_s["pull"] >= PULL_KB_S and ratio >= TIMES_MPREMOTE and fit >= RECORDS,
        "records": fit,
        "kb_s": {name: round(value, 1) for name, value in kb_s.items()},
        "start_ms": round(opened_ms, 1),
        "append_ms": appended_ms,
    }
