"""Which board is meant, and what is refused before a byte is sent."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from ringout_host.errors import NoDeviceError, UsageError
from ringout_host.flash import bootsel, targets
from ringout_host.link import ports

FIRST = SimpleNamespace(
    device="/dev/ttyACM0", vid=0x2E8A, pid=5, serial_number="E661A", product="Board in FS mode"
)
SECOND = SimpleNamespace(
    device="/dev/ttyACM1", vid=0x2E8A, pid=5, serial_number="E661B", product=""
)
OTHER = SimpleNamespace(
    device="/dev/ttyUSB0", vid=0x1A86, pid=0x7523, serial_number="", product="USB Serial"
)


@pytest.fixture
def plugged(monkeypatch, tmp_path):
    """plugged(*boards, drives=, bootsel=): what the system finds."""
    monkeypatch.delenv("RINGOUT_PORT", raising=False)
    monkeypatch.setattr(ports, "links_folder", lambda: tmp_path)

    def plug(*boards, drives=(), in_bootsel=False):
        monkeypatch.setattr(targets.list_ports, "comports", lambda: list(boards))
        monkeypatch.setattr(bootsel, "drives", lambda: list(drives))
        monkeypatch.setattr(targets, "bootsel_present", lambda: in_bootsel)

    return plug


def names(found):
    return [str(target) for target in found]


def test_the_only_board_is_meant(plugged):
    plugged(FIRST, OTHER)
    assert names(targets.choose()) == ["/dev/ttyACM0"]
    plugged(OTHER, drives=[Path("/media/RPI-RP2")])
    assert names(targets.choose()) == ["/media/RPI-RP2"]


def test_several_boards_are_listed_and_the_user_asked(plugged):
    plugged(FIRST, SECOND, drives=[Path("/media/RPI-RP2")])
    with pytest.raises(
        UsageError,
        match=r"--port, --serial or --drive, or --all: .*RPI-RP2, "
        r"/dev/ttyACM0 \(E661A\), /dev/ttyACM1 \(E661B\)",
    ):
        targets.choose()  # fmt: skip
    assert names(targets.choose(every=True)) == ["/media/RPI-RP2", "/dev/ttyACM0", "/dev/ttyACM1"]
    assert names(targets.choose(serial="e661b")) == ["/dev/ttyACM1"]
    assert names(targets.choose(port="/dev/ttyACM0")) == ["/dev/ttyACM0"]


def test_nothing_plugged_in(plugged):
    plugged(OTHER)
    with pytest.raises(NoDeviceError, match="BOOTSEL"):
        targets.choose()
    with pytest.raises(NoDeviceError, match="no board with serial number 7"):
        targets.choose(serial="7")


def test_a_boot_drive_that_is_not_mounted(plugged):
    plugged(in_bootsel=True)
    with pytest.raises(NoDeviceError, match="not mounted.*--drive"):
        targets.choose()


def test_the_port_of_another_kind_of_board_is_refused(plugged):
    plugged(FIRST, OTHER)
    with pytest.raises(UsageError, match="USB Serial .USB 1A86:7523., not a Pico"):
        targets.choose(port="/dev/ttyUSB0")


def test_a_link_to_such_a_port_is_refused_as_well(plugged, tmp_path):
    plugged(OTHER)
    link = tmp_path / "tester"
    link.symlink_to("/dev/ttyUSB0")
    with pytest.raises(UsageError, match="not a Pico"):
        targets.choose(port=str(link))


def test_a_pty_is_not_judged(plugged):
    plugged(FIRST)
    assert names(targets.choose(port="/dev/pts/7")) == ["/dev/pts/7"]


def test_contradictory_wishes(plugged, monkeypatch):
    plugged(FIRST)
    with pytest.raises(UsageError, match="--port and --all do not go together"):
        targets.choose(port="/dev/ttyACM0", every=True)
    monkeypatch.setenv("RINGOUT_PORT", "/dev/ttyACM0")  # a default is no wish
    assert names(targets.choose(port="/dev/ttyACM0", every=True)) == ["/dev/ttyACM0"]
