"""The boot drive: believed only when it is one."""

import errno
from types import SimpleNamespace

import pytest

from ringout_host.errors import NoDeviceError, UsageError
from ringout_host.flash import bootsel

INFO = "UF2 Bootloader v3.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: RPI-RP2\r\n"


@pytest.fixture
def drive(tmp_path):
    path = tmp_path / "RPI-RP2"
    path.mkdir()
    (path / "INFO_UF2.TXT").write_text(INFO, newline="")
    return path


def yes(*_):
    return True


def no(*_):
    return False


def test_a_real_drive_is_accepted(drive):
    bootsel.check_drive(drive, is_mount=yes, usb_present=yes)


def test_a_folder_that_merely_looks_like_one_is_refused(drive):
    with pytest.raises(UsageError, match="a folder that looks like"):
        bootsel.check_drive(drive, usb_present=yes)


def test_without_the_usb_device_it_is_refused(drive):
    with pytest.raises(UsageError, match="2E8A:0003"):
        bootsel.check_drive(drive, is_mount=yes, usb_present=no)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "no boot drive"),
        (INFO.replace("RPI-RP2", "RP2350"), "Pico 2"),
        (INFO.replace("RPI-RP2", "SAMD21"), "another kind"),
        ("Board-ID: RPI-RP2\n", "another kind"),
    ],
)
def test_other_drives_are_refused(tmp_path, text, reason):
    if text is not None:
        (tmp_path / "INFO_UF2.TXT").write_text(text)
    with pytest.raises(UsageError, match=reason):
        bootsel.check_drive(tmp_path, is_mount=yes, usb_present=yes)


def test_drives_are_found_among_the_mounts(drive, tmp_path):
    other = tmp_path / "stick"
    other.mkdir()
    assert bootsel.drives([other, drive, tmp_path / "none"]) == [drive]


def test_a_copy_is_whole(drive):
    counts = []
    bootsel.copy(b"x" * 100_000, drive, counts.append)
    assert (drive / bootsel.FILE).read_bytes() == b"x" * 100_000
    assert sum(counts) == 100_000


def test_a_drive_that_goes_away_at_the_end_is_no_failure(drive, monkeypatch):
    def gone(number):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(bootsel.os, "fsync", gone)
    bootsel.copy(b"x" * 1000, drive)


def test_a_full_drive_is_a_failure(drive, monkeypatch):
    def full(number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bootsel.os, "fsync", full)
    with pytest.raises(NoDeviceError, match="No space"):
        bootsel.copy(b"x" * 1000, drive)


def test_success_is_a_new_serial_port():
    old = SimpleNamespace(path="/dev/ttyACM0", kind="usb")
    new = SimpleNamespace(path="/dev/ttyACM1", kind="usb")
    seen = iter([[old], [], [old], [old, new]])
    clock = iter(range(100))
    port = bootsel.wait_for_port(
        {"/dev/ttyACM0"}, lambda: next(seen), now=lambda: next(clock), sleep=lambda s: None
    )
    assert port == "/dev/ttyACM1"


def test_a_board_that_does_not_come_back_is_said():
    clock = iter(range(100))
    with pytest.raises(NoDeviceError, match="did not come back"):
        bootsel.wait_for_port(set(), list, now=lambda: next(clock), sleep=lambda s: None)
