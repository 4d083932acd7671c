"""Finding ports, and what is said about one that cannot be opened."""

import os
import subprocess
import types

import pytest

from ringout_host.errors import NoDeviceError, PortRefusedError, UsageError
from ringout_host.link import holders, ports
from ringout_host.sim.pty import PtyLink

NOBODY = 65534
bootsel_present = ports.bootsel_present  # the real one, which `plugged` replaces


def usb(device, vid=0x2E8A, pid=0x0005, serial_number="E66"):
    return types.SimpleNamespace(device=device, vid=vid, pid=pid, serial_number=serial_number)


@pytest.fixture
def plugged(monkeypatch, tmp_path):
    """Say what is plugged in: a list of `usb(...)`."""
    monkeypatch.delenv("RINGOUT_PORT", raising=False)
    monkeypatch.setattr(ports, "links_folder", lambda: tmp_path)
    monkeypatch.setattr(ports, "bootsel_present", lambda: False)

    def say(*found):
        monkeypatch.setattr(ports.list_ports, "comports", lambda: list(found))

    return say


def test_only_micropython_boards_count(plugged):
    plugged(
        usb("/dev/ttyUSB0", vid=0x0403, pid=0x6001),
        usb("/dev/ttyACM1"),
        usb("/dev/ttyACM2", pid=0x0003),
        usb("/dev/ttyS0", vid=None, pid=None),
    )
    assert [port.path for port in ports.find_ports()] == ["/dev/ttyACM1"]
    assert ports.choose_port() == "/dev/ttyACM1"


def test_running_simulated_handhelds_are_found_and_ended_ones_are_not(plugged, tmp_path):
    plugged()
    (tmp_path / "ended").symlink_to("/dev/pts/99999")
    (tmp_path / "file").write_text("")
    gone = subprocess.Popen(["true"])
    gone.wait(10)
    with PtyLink(ports.own_link()) as link:
        (tmp_path / f"handheld-{gone.pid}").symlink_to(link.port_path)  # killed; number reused
        found = [port.path for port in ports.find_ports()]
        assert found == [str(tmp_path / f"handheld-{os.getpid()}")]


def test_which_port_to_take(plugged, monkeypatch):
    plugged()
    with pytest.raises(NoDeviceError, match="no tester found: plug it in"):
        ports.choose_port()
    plugged(usb("/dev/ttyACM0"), usb("/dev/ttyACM1"))
    with pytest.raises(UsageError, match="say which.*/dev/ttyACM0, /dev/ttyACM1"):
        ports.choose_port()
    assert ports.choose_port("/dev/ttyACM1") == "/dev/ttyACM1"
    monkeypatch.setenv("RINGOUT_PORT", "/dev/ttyACM0")
    assert ports.choose_port() == "/dev/ttyACM0"


def test_a_pico_in_its_boot_drive_is_recognised(plugged, monkeypatch, tmp_path):
    plugged()
    for name, vendor, product in [("1-1", "2e8a", "0003"), ("1-2", "1d6b", "0002")]:
        (tmp_path / name).mkdir()
        (tmp_path / name / "idVendor").write_text(vendor + "\n")
        (tmp_path / name / "idProduct").write_text(product + "\n")
    assert bootsel_present(tmp_path)
    (tmp_path / "1-1" / "idProduct").write_text("0005\n")
    assert not bootsel_present(tmp_path)
    monkeypatch.setattr(ports, "bootsel_present", lambda: True)
    with pytest.raises(NoDeviceError, match="boot drive.*ringout flash"):
        ports.choose_port()


def test_a_port_that_this_user_may_not_open(tmp_path):
    with PtyLink(tmp_path / "port") as link:
        os.chmod(link.port_path, 0)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(NOBODY)
        try:
            with pytest.raises(PortRefusedError, match=f"no permission for {link.port_path}"):
                ports.open_port(link.port_path)
        finally:
            if as_root:
                os.seteuid(0)


def test_the_fix_for_a_missing_permission_names_the_ports_own_group(tmp_path, monkeypatch):
    port = tmp_path / "ttyACM0"
    port.write_text("")
    port.chmod(0o660)
    monkeypatch.setattr(ports.grp, "getgrgid", lambda gid: types.SimpleNamespace(gr_name="uucp"))
    assert "sudo usermod -aG uucp $USER" in ports._permission(str(port))
    port.chmod(0o600)
    assert "udev rule" in ports._permission(str(port))


def test_who_plays_the_device_is_not_in_the_way(tmp_path):
    """A harness that made the pseudo-terminal holds both of its ends open."""
    proc = tmp_path / "proc"
    for pid, links, index in [
        ("100", {"3": "/dev/ptmx", "4": "/dev/pts/7"}, "7"),
        ("200", {"3": "/dev/ptmx", "4": "/dev/pts/7"}, "8"),
        ("300", {"0": "/dev/pts/8"}, "0"),
        ("400", {"5": "/dev/pts/7"}, "0"),
    ]:
        (proc / pid / "fd").mkdir(parents=True)
        (proc / pid / "fdinfo").mkdir()
        (proc / pid / "comm").write_text(f"program{pid}\n")
        for number, target in links.items():
            (proc / pid / "fd" / number).symlink_to(target)
            (proc / pid / "fdinfo" / number).write_text(f"pos:\t0\ntty-index:\t{index}\n")
    (proc / "self").mkdir()
    found = holders.holders("/dev/pts/7", proc)
    assert [str(one) for one in found] == ["program200 (process 200)", "program400 (process 400)"]
    assert holders.holders("/dev/pts/7", tmp_path / "nowhere") == []
