"""Crashes and power cuts on the emulated chip."""

import json

from building import changed, firmware

from ringout.storage.files import Files
from ringout.storage.log import Log
from ringout_host.compact import traceback
from ringout_host.flash import bundle, filesystem, uf2

BROKEN = "\n\ndef give_up(app):\n    raise ValueError('made up')\n\nApp.run = give_up\n"
FILES_AT = filesystem.ADDRESS - uf2.FLASH_START


def crash_three_times(path):
    """The broken firmware until it stays at the prompt: (resets, crash file, panel)."""
    from ringout_host.twin.twin import Twin, flash_with_firmware

    twin = Twin("none", flash_with_firmware(path, firmware(app=BROKEN)))
    received = twin.chip.usb.received
    twin.chip.run_until(lambda: twin.chip.resets >= 2 and b">>> " in received, 40_000_000)
    return twin.chip.resets, twin.repl.run("print(open('/ringout-data/crash').read())")


def test_a_crash_is_kept_and_restarts_and_the_third_one_stays_at_the_prompt(interpreter, forked):
    resets, kept = forked(crash_three_times, interpreter)
    assert resets == 2
    assert kept.count("ValueError: made up") == 3
    with changed(app=BROKEN):
        text, remark = traceback.crash(kept, bundle.program)
    assert "in app.give_up" in text and "in start.run" in text and not remark


def flash_while_logging(twin):
    """A press that is logged, and the flash after each operation of the next one."""
    first = twin.press()
    images = []
    chip = twin.chip
    chip.flash_chip.on_operation = lambda: images.append(_file_system(chip))
    second = twin.press()
    return first, second, images, chip.flash[:FILES_AT]


def _file_system(chip):
    return bytes(chip.mcu.flash[FILES_AT : FILES_AT + filesystem.SIZE])


def log_of(flash):
    """What a tester with this flash answers when it has started."""
    from ringout_host.twin.twin import Twin

    device = Twin("none", flash).start().device
    return device.log_stat(), device.log_read(0, 10)


def numbers(lines):
    """Of stored lines."""
    return [json.loads(bytes(line).rpartition(b"\t")[0])["seq"] for line in lines]


def records_on(image, folder):
    """Numbers of the records that the firmware's own log finds on a littlefs."""
    for path, data in filesystem.files_of(image).items():
        if path.startswith(bundle.DATA_FOLDER):
            target = folder / path[len(bundle.DATA_FOLDER) + 1 :]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    log = Log(Files(str(folder)))
    return numbers(log.read(0, 10))


def test_a_power_cut_while_the_log_is_written_loses_no_acknowledged_record(
    started, forked, tmp_path
):
    first, second, images, before = forked(flash_while_logging, started)
    one, both = [first["seq"]], [first["seq"], second["seq"]]
    found = [records_on(image, tmp_path / str(k)) for k, image in enumerate(images)]
    assert found and found[-1] == both and all(seqs in (one, both) for seqs in found)
    stat, lines = forked(log_of, before + images[0])
    assert numbers(lines) == found[0] and not stat["dropped"]
