"""The log on the emulated chip: start-up with a full log, pulling it, and mpremote's way.

All times are the device's own (emulated), so they do not depend on this computer. Needs a
MicroPython UF2: RINGOUT_UF2.
"""

import os
from pathlib import Path

from ringout.files import Files
from ringout.log import Log
from ringout_host.flash import bundle, filesystem, uf2
from ringout_host.twin.twin import Twin, flash_with_firmware
from tests.log.made import record

PULLED = 128  # records
PAGE = 64
PULL_KB_S = 150  # at least
TIMES_MPREMOTE = 5  # at least


def flash_with_log(path: str, folder: Path, records: int) -> bytes:
    """The content of a tester's flash with so many records in its log."""
    log = Log(Files(str(folder)))
    for seq in range(1, records + 1):
        assert log.append(record(seq))
    flash = flash_with_firmware(path)
    at = filesystem.ADDRESS - uf2.FLASH_START
    files = filesystem.files_of(bytes(flash[at : at + filesystem.SIZE]))
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = f"{bundle.DATA_FOLDER}/{file.relative_to(folder).as_posix()}"
        files[name] = file.read_bytes()
    image = filesystem.image_of(files)
    flash[at : at + len(image)] = image
    return flash


def pull(twin: Twin, first: int, count: int) -> tuple[int, float]:
    """(bytes of stored lines, seconds of device time) of pulling records page by page."""
    began_us = twin.chip.now_us
    size = 0
    for start in range(first, first + count, PAGE):
        lines = twin.device.log_read(start, PAGE)
        assert len(lines) == PAGE
        size += sum(len(line) + 1 for line in lines)
    return size, (twin.chip.now_us - began_us) / 1e6


def mpremote_copy(twin: Twin, size: int) -> float:
    """Seconds of device time in which `mpremote fs cp` copies a file of `size` bytes: its own
    transport, its own chunks."""
    from mpremote.transport_serial import SerialTransport

    port = twin.device._lines.port
    port.inWaiting = lambda: _arrived(twin)
    link = SerialTransport.__new__(SerialTransport)
    link.serial, link.is_pty = port, False
    link.in_raw_repl, link.use_raw_paste, link.mounted = False, True, False
    link.enter_raw_repl(soft_reset=False)
    link.exec(f"f=open('/copy','wb')\nf.write(bytes({size}))\nf.close()")
    began_us = twin.chip.now_us
    assert len(link.fs_readfile("/copy")) == size
    return (twin.chip.now_us - began_us) / 1e6


def answer_at_once(twin: Twin) -> None:
    """End each stretch of emulation when a packet comes, so that no time passes unnoticed."""
    take = twin.chip.usb.on_serial_data

    def take_and_pause(data):
        take(data)
        twin.chip.pause()

    twin.chip.usb.on_serial_data = take_and_pause


def _arrived(twin: Twin) -> int:
    """Bytes to read; while there are none the device goes on for a moment."""
    if not twin.device._lines.port.in_waiting:
        twin.chip.run_us(100)
    return twin.device._lines.port.in_waiting


def start_ms(twin: Twin) -> float:
    """Device time of opening the log, at the prompt."""
    lines = (
        "import time, sys",
        "from ringout.files import Files",
        "from ringout.log import Log",
        f"files = Files('{bundle.DATA_FOLDER}')",
        "began = time.ticks_us()",
        "log = Log(files)",
        "print(time.ticks_diff(time.ticks_us(), began) / 1000)",
    )
    return float(twin.repl.run("\n".join(lines)))


def run() -> dict:
    """The figures; "skipped" with the reason without a UF2."""
    import tempfile

    path = os.environ.get("RINGOUT_UF2", "")
    if not Path(path).is_file():
        return {"skipped": "RINGOUT_UF2 names no MicroPython UF2 file"}
    with tempfile.TemporaryDirectory() as folder:
        twin = Twin("none", flash_with_log(path, Path(folder), 2000)).start()
    answer_at_once(twin)
    size, seconds = pull(twin, 1001, PULLED)
    opened_ms = start_ms(twin)
    copied_s = mpremote_copy(twin, 8192)
    pull_kb_s = size / seconds / 1000
    copy_kb_s = 8192 / copied_s / 1000
    return {
        "log pull": f"{pull_kb_s:.0f} KB/s of device time",
        "mpremote fs cp": f"{copy_kb_s:.1f} KB/s of device time",
        "ratio": round(pull_kb_s / copy_kb_s, 1),
        "start-up of a log with 2,000 records": f"{opened_ms:.0f} ms",
        "rows": {},
        "pull_kb_s": round(pull_kb_s, 1),
        "copy_kb_s": round(copy_kb_s, 2),
        "start_ms": round(opened_ms, 1),
    }
