"""`ringout doctor`: each trouble is found and comes with its fix."""

import json
import os
import time

import pytest

from ringout_host.doctor import computer, tester, udev
from ringout_host.doctor.finding import BAD, OK, WARN, from_error
from ringout_host.errors import DeviceError, Exit, PortRefusedError
from ringout_host.link.device import open_device
from ringout_host.link.ports import Port
from ringout_host.store.database import open_store
from tests.store.served import Served, ringout


def bus(folder, *ids):
    """A folder like /sys/bus/usb/devices with devices of these (vendor, product) ids."""
    for n, (vendor, product) in enumerate(ids):
        device = folder / f"1-{n}"
        device.mkdir(parents=True)
        (device / "idVendor").write_text(f"{vendor}\n")
        (device / "idProduct").write_text(f"{product}\n")
    return folder


@pytest.mark.parametrize(
    ("ids", "fix"),
    [
        ([], "charge-only"),
        ([("1d6b", "0002")], "charge-only"),
        ([("2e8a", "0003")], "ringout flash"),
        ([("2e8a", "0005")], "cdc_acm"),
    ],
)
def test_no_tester_says_how_far_it_got(tmp_path, ids, fix):
    found = computer.usb([], bus(tmp_path, *ids))
    assert (found.status, found.exit_code) == (BAD, Exit.NO_DEVICE)
    assert fix in found.fix


def test_a_tester_that_is_there_is_named():
    found = computer.usb([Port("/dev/ttyACM0", "", "usb")])
    assert found.status == OK and "/dev/ttyACM0" in found.text


def processes(folder, *names):
    for n, name in enumerate(names, start=1):
        (folder / str(n)).mkdir()
        (folder / str(n) / "comm").write_text(name + "\n")
    return folder


@pytest.mark.parametrize(
    ("names", "ruled", "status"),
    [(["bash"], False, OK), (["ModemManager"], True, OK), (["ModemManager"], False, WARN)],
)
def test_modemmanager_is_a_word_of_warning_until_the_rule_is_there(tmp_path, names, ruled, status):
    found = computer.modem_manager(processes(tmp_path, *names), ruled)
    assert found.status == status
    assert (udev.PATH in found.fix) is (status == WARN)


def test_the_rule_that_is_printed_is_recognised_once_installed(tmp_path):
    assert not udev.installed((tmp_path,))
    (tmp_path / "60-ringout.rules").write_text(udev.rule())
    assert udev.installed((tmp_path,))


def test_the_rule_names_the_board_and_needs_no_root(capfd):
    rule = udev.rule().splitlines()
    assert rule[0].startswith("#") and len(rule) == 2
    for part in ('"2e8a"', '"0005"', "uaccess", "ID_MM_DEVICE_IGNORE"):
        assert part in rule[1]


def test_the_database_is_looked_at_and_never_made(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert computer.database(None).status == OK
    assert not (tmp_path / "data").exists()
    path = tmp_path / "db.sqlite"
    open_store(str(path)).close()
    assert computer.database(str(path)).status == OK
    path.write_bytes(path.read_bytes()[:5000] + os.urandom(9000))
    found = computer.database(str(path))
    assert (found.status, found.exit_code) == (BAD, Exit.DATA_CORRUPT) and found.fix


def test_an_expected_error_becomes_text_and_fix():
    found = from_error("/dev/x", PortRefusedError("/dev/x is in use by cu (process 3): close it"))
    assert (found.text, found.fix) == ("/dev/x is in use by cu (process 3)", "close it")
    assert found.exit_code == Exit.PORT_REFUSED


class Answers:
    """A tester's answers to the questions of `examine`; an exception is raised."""

    def __init__(self, stat, settings, crash):
        self._answers = {"stat": stat, "settings": settings, "crash.read": crash}

    def _answer(self, name):
        answer = self._answers[name]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def log_stat(self):
        return self._answer("stat")

    def settings_get(self):
        return self._answer("settings")

    def call(self, op):
        return self._answer(op)


UNKNOWN = DeviceError("bad-op", "no op of this name")
HEALTHY = Answers({"records": 3, "percent": 1, "dropped": 0, "damaged": 0}, {}, {"text": ""})


@pytest.mark.parametrize(
    ("look", "device", "status", "words"),
    [
        (tester._log, HEALTHY, OK, "3 records"),
        (tester._log, Answers({"records": 3, "percent": 91}, {}, {}), WARN, "91 %"),
        (tester._log, Answers({"records": 3, "dropped": 2}, {}, {}), WARN, "dropped 2"),
        (tester._log, Answers({"records": 3, "damaged": 1}, {}, {}), WARN, "1 lines were torn"),
        (tester._settings, HEALTHY, OK, "readable"),
        (tester._settings, Answers({}, UNKNOWN, {}), OK, "none"),
        (tester._settings, Answers({}, {"message": "settings lost: defaults"}, {}), BAD, "lost"),
        (tester._crash, HEALTHY, OK, "none"),
        (tester._crash, Answers({}, {}, UNKNOWN), OK, "keeps none"),
        (tester._crash, Answers({}, {}, {"text": "Traceback\n x\nOSError: 5"}), WARN, "OSError: 5"),
    ],
)
def test_what_the_tester_tells_of_itself(look, device, status, words):
    found = look("/dev/x", device)
    assert found.status == status and words in found.text
    assert bool(found.fix) is (status != OK)


@pytest.mark.parametrize(("t", "status"), [(None, WARN), (0, WARN), ("now", OK)])
def test_the_clock(t, status):
    t = int(time.time()) if t == "now" else t
    assert tester._clock("/dev/x", {"t": t}).status == status


def test_another_firmware_is_a_word_not_a_failure():
    found = tester._firmware("/dev/x", {"fw": "9.9"})
    assert found.status == WARN and "ringout flash" in found.fix


@pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
def test_a_handheld_a_busy_one_and_none(tmp_path):
    link, db = str(tmp_path / "tester"), str(tmp_path / "db.sqlite")
    with Served(tmp_path / "flash", link):
        healthy = ringout("doctor", "--port", link, "--db", db, "--json")
        with open_device(link):
            busy = ringout("doctor", "--port", link, "--db", db, "--json")
    gone = ringout("doctor", "--port", link, "--db", db)
    assert healthy.returncode == 0, healthy.stdout
    checks = {found["check"]: found for found in json.loads(healthy.stdout)["findings"]}
    assert checks[f"{link} firmware"]["status"] == OK
    assert "logs pull" in checks[f"{link} clock"]["fix"]
    assert busy.returncode == Exit.PORT_REFUSED
    assert str(os.getpid()) in busy.stdout
    assert gone.returncode == Exit.NO_DEVICE and "-> " in gone.stdout
