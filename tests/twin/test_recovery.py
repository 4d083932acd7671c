"""Crashes and power cuts on the emulated chip."""

from building import firmware

from ringout_host.compact import traceback
from ringout_host.compact.modules import read_package
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
    program = _program()
    text, remark = traceback.crash(kept, lambda: program)
    assert "in app.give_up" in text and "in start.run" in text and not remark


def _program():
    sources = read_package(bundle.package_folder())
    sources["app"] += BROKEN
    return bundle.link(sources)


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


def test_a_power_cut_while_the_log_is_written_loses_no_acknowledged_record(started, forked):
    first, second, images, before = forked(flash_while_logging, started)
    assert images and second["seq"] == first["seq"] + 1
    known = b'"seq":%d,' % first["seq"]
    for image in images:  # after every operation: both records or the first
        files = filesystem.files_of(image)
        text = b"".join(data for path, data in files.items() if "/log" in path)
        assert known in text.replace(b'"seq": ', b'"seq":')
    stat, lines = forked(log_of, before + images[0])
    assert known in lines[0] and stat["next"] > first["seq"] and not stat["dropped"]
    assert len(lines) in (1, 2)
