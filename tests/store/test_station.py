"""The bench: a scanned serial reaches exactly the next test; product codes never do."""

import json
import queue

import pytest

from ringout_host.cli.big import big
from ringout_host.cli.station import Station
from ringout_host.errors import DeviceError, ProtocolError, UsageError
from ringout_host.store import query
from ringout_host.store.record import Verdict
from ringout_host.store.serials import SERIAL_MAX, checked_serial
from tests.store.memory_device import MemoryDevice
from tests.store.sample import open_ring

UPC = "012345678905"


@pytest.fixture
def device():
    return MemoryDevice.with_records(3)


@pytest.fixture
def station(device, store):
    made = Station(device, store, "L17", json=True)
    made.prepare("Ana")
    return made


def typed(*lines):
    found = queue.Queue()
    for line in (*lines, None):
        found.put(line)
    return found


def printed(capfd) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_each_scan_goes_to_the_test_it_starts_and_to_no_other(station, device, store, capfd):
    station.run(typed("CAB-1\n", "CAB-2\r\n", "\n"), person=False, press=True)
    tags = [record["tag"] for record in printed(capfd)]
    assert [tag.get("serial") for tag in tags] == ["CAB-1", "CAB-2", None]
    assert {(tag["lot"], tag["operator"]) for tag in tags} == {("L17", "Ana")}
    with store.read() as connection:
        assert query.verdicts(connection, query.Filter(lot="L17")) == {"PASS": 3}


def test_without_press_the_serial_waits_for_the_key(station, device, capfd):
    station.typed("CAB-1", press=False)
    station.show_news()
    assert printed(capfd) == [] and device.settings["serial"] == "CAB-1"
    device.test()  # the tech presses TEST on the tester
    station.show_news()
    assert [record["tag"]["serial"] for record in printed(capfd)] == ["CAB-1"]
    assert device.settings["serial"] == "" and station.serial is None


def test_what_is_wrong_with_a_serial_is_said_and_nothing_is_tested(station, device, capfd):
    for line in (UPC, "refused", "x" * 41):
        station.typed(line, press=True)
    captured = capfd.readouterr()
    assert "bar code" in captured.err and "refuses" in captured.err and "40" in captured.err
    assert captured.out == "" and device.next == 4 and station.serial is None


def test_a_failure_is_large_with_its_sentence_and_the_lot_is_counted(device, store, capfd):
    station = Station(device, store, "L17", json=False)
    station.prepare(None)
    failed = open_ring(1)
    device.outcome = {"verdict": "FAIL", "faults": failed["faults"]}
    station.run(typed("CAB-1\n"), person=False, press=True)
    out = capfd.readouterr().out
    assert max(line.count("█") for line in out.splitlines()) > 20
    assert "resolder the ring" in out and "serial CAB-1" in out
    assert "lot L17: 0 passed, 1 failed" in out


def test_ctrl_d_ends_even_with_a_serial_waiting(station):
    station.run(typed("CAB-1\n"), person=True, press=False)
    assert station.serial == "CAB-1"


def test_an_old_firmware_and_a_refused_lot_are_told_apart(station, device, store):
    with pytest.raises(UsageError, match="refuses"):
        Station(device, store, "refused", False).prepare(None)

    def unknown(**values):
        raise DeviceError("bad-op", "no op of this name")

    device.settings_set = unknown
    with pytest.raises(ProtocolError, match="ringout flash"):
        station.prepare(None)


@pytest.mark.parametrize("text", ["", "  ", UPC, "4006381333931", "a\tb", "x" * (SERIAL_MAX + 1)])
def test_no_serial(text):
    with pytest.raises(UsageError):
        checked_serial(text)


@pytest.mark.parametrize("text", ["1", "12345678901", "01234567890A", "CAB-7", "Ü 3", "x" * 40])
def test_serials(text):
    assert checked_serial(f" {text}\r\n") == text


@pytest.mark.parametrize("verdict", Verdict.__args__)
def test_every_verdict_fits_the_terminal_in_big_letters(verdict):
    lines = big(verdict, "").plain.splitlines()
    assert len(lines) == 7 and max(map(len, lines)) <= 78
    assert sum(line.count("█") for line in lines) > 40
