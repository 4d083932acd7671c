"""The host's client against a tester on a real pseudo-terminal."""

import os
import threading
import time

import pytest
import serial
from console_board import UID, Handset, OnPty, Served, stored

from ringout.storage import packing
from ringout_host.errors import (
    DeviceError,
    NoDeviceError,
    PortRefusedError,
    ProtocolError,
    UsageError,
)
from ringout_host.link.device import Device, open_device
from ringout_host.link.lines import Lines
from ringout_host.link.ports import open_port
from ringout_host.sim.pty import PtyLink


@pytest.fixture
def place(tmp_path):
    return tmp_path / "tester"


def enter(place, **options):
    with open_device(str(place), **options):
        pass


class Babbler(OnPty):
    """Something on a port that is no tester: `answer(received)` says what it sends back."""

    def __init__(self, path, answer):
        super().__init__(path)
        self._answer = answer

    def turn(self):
        self.link.write(self._answer(self.link.read(0.02)))


def test_every_operation(place):
    tester = Handset(records=5)
    with Served(place, tester), open_device(str(place)) as device:
        assert device.info["dev"] == UID and device.hello()["boot"] == 3
        assert device.log_stat()["next"] == 6
        assert device.log_read(2, 2) == [stored(2), stored(3)]
        assert device.log_read(5, 64) == [stored(5)]
        assert device.log_read(6, 64) == []
        assert device.log_ack(5)["acked"] == 5 and tester.acked == 5
        device.set_clock(1_753_000_000)
        assert tester.clock == 1_753_000_000
        assert device.settings_get() == {"settings": {"beep": True}}
        assert device.test()["verdict"] == "PASS" and tester.calls.count("test") == 1
        assert device.screen() == b"\xa5" * 1024


def test_a_long_log_arrives_whole(place):
    with Served(place, Handset(records=2000)) as served, open_device(served.path) as device:
        lines = []
        while page := device.log_read(len(lines) + 1, 256):
            lines += page
        assert lines == [stored(seq) for seq in range(1, 2001)]


def test_many_programs_one_after_another(place):
    with Served(place, Handset()) as served:
        for _ in range(10):
            with open_device(served.path) as device:
                assert device.log_stat()["records"] == 0


def test_a_refusal_is_a_device_error(place):
    with Served(place, Handset()) as served, open_device(served.path) as device:
        with pytest.raises(DeviceError, match="no op of this name") as caught:
            device.call("frobnicate")
        assert caught.value.code == "bad-op"
        with pytest.raises(DeviceError, match="ZeroDivisionError"):
            device.call("crash")
        assert device.log_stat()["records"] == 0


def test_a_request_longer_than_the_tester_reads_is_not_sent(place):
    with Served(place, Handset()) as served, open_device(served.path) as device:
        with pytest.raises(UsageError, match="too long"):
            device.settings_set(operator="x" * 600)
        assert device.log_stat()["records"] == 0


def test_late_and_torn_answers_of_an_earlier_program_are_skipped(place):
    with Served(place, Handset(records=300)) as served:
        with serial.Serial(served.path, timeout=1) as other:
            other.write(b'{"id":1,"op":"log.read","from":1,"max":300}\n{"id":2,"op":"he')
            other.read(1000)  # and leaves in the middle of it
        with open_device(served.path) as device:
            assert device.log_read(7, 1) == [stored(7)]


@pytest.mark.parametrize("part", [b'"data"', b"\t", b'"end"'])
def test_a_reply_that_loses_bytes_is_asked_for_again(place, part):
    spoiled = []

    def tamper(data):
        if part in data and len(spoiled) < 2:
            spoiled.append(data)
            return data[: len(data) // 2]
        return data

    served = Served(place, Handset(records=9), tamper)
    with served, open_device(served.path, patience=0.1) as device:
        assert device.log_read(1, 9) == [stored(seq) for seq in range(1, 10)]
    assert len(spoiled) == 2


def test_a_test_is_never_run_twice_behind_our_back(place):
    tester = Handset()

    def tamper(data):
        return b"" if b"record" in data else data

    refused = pytest.raises(ProtocolError, match="did not answer to `test`")
    with Served(place, tester, tamper) as served, open_device(served.path) as device, refused:
        device.test(timeout_s=0.3)
    assert tester.calls.count("test") == 1


def test_a_port_in_use_names_its_holder(place):
    refused = pytest.raises(PortRefusedError, match="in use")
    with Served(place, Handset()) as served, open_device(served.path), refused:
        enter(served.path)


def test_the_tester_pulled_out_while_it_answers(place):
    tester = Handset()
    link = PtyLink(place)
    started = threading.Event()

    def vanish():
        link.read(5)
        started.set()
        link.close()

    port = open_port(str(place))
    thread = threading.Thread(target=vanish)
    thread.start()
    with pytest.raises(NoDeviceError, match="went away"):
        Device(Lines(port), str(place)).log_stat()
    thread.join(5)
    port.close()
    assert started.is_set() and tester.calls == []


GARBAGE = os.urandom(200)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda got: b"", "nothing answers"),
        (lambda got: b"hello world\r\n", "no ringout tester .it sent"),
        (lambda got: GARBAGE + b"\n", "no ringout tester"),
        (lambda got: b"\x00" * 4000, "no ringout tester"),
        (lambda got: got, "no ringout tester"),
        (lambda got: b"[1]\nnull\n{}\n{\n", "no ringout tester"),
        (lambda got: b"\r\n>>> " if b"\r" in got else b"", "MicroPython prompt"),
        (lambda got: b"Traceback (most recent call last):\nOSError: 5\n", "has stopped"),
    ],
)
def test_whatever_is_no_tester_is_told_apart(place, answer, message):
    with Babbler(place, answer), pytest.raises(ProtocolError, match=message) as caught:
        enter(place, patience=0.2)
    assert "\n" not in str(caught.value) and str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("info", "message"),
    [
        ({"product": "multimeter"}, "is multimeter, not a ringout tester"),
        ({"product": None}, "not a ringout tester"),
        ({"proto": 2}, "speaks protocol 2, ringout .* speaks 1"),
        ({"proto": "\x1b[31m1"}, "speaks protocol .\\[31m1"),
    ],
)
def test_the_handshake_refuses_other_products_and_protocols(place, info, message):
    tester = Handset()
    tester.info.update(info)
    with Served(place, tester), pytest.raises(ProtocolError, match=message) as caught:
        enter(place)
    assert str(caught.value).isprintable()


def test_a_tester_that_is_still_starting_is_waited_for(place):
    tester = Handset()
    born = time.monotonic()

    def tamper(data):
        return b"" if time.monotonic() - born < 0.8 else data

    with Served(place, tester, tamper) as served, open_device(served.path) as device:
        assert device.info["product"] == "ringout"


class PackedHandset(Handset):
    """Sends its log packed, to a host with the same tables; the first `torn` times half of it."""

    def __init__(self, records, torn=0):
        super().__init__(records)
        self.info["packing"] = packing.ID
        self.torn = torn

    def log_read(self, request):
        if request.get("packed") is not True:
            return super().log_read(request)
        self.calls.append("packed")
        data = b"".join(packing.pack(line) + b"\n" for line in self.log[request["from"] - 1 :])
        sent = data[: len(data) // 2] if self.torn else data
        self.torn = max(0, self.torn - 1)
        return {"packed": len(data)}, iter([sent[k : k + 100] for k in range(0, len(sent), 100)])


@pytest.mark.parametrize("torn", [0, 1])
def test_many_lines_come_packed_and_arrive_as_they_are_stored(place, torn):
    tester = PackedHandset(records=50, torn=torn)
    with Served(place, tester), open_device(str(place), patience=0.2) as device:
        assert device.log_read(3, 512) == [stored(seq) for seq in range(3, 51)]
        assert device.log_read(3, 20) == [stored(seq) for seq in range(3, 23)]
        assert device.log_read(51, 512) == []
    assert tester.calls.count("packed") == 3 + torn


def test_a_tester_with_other_tables_is_asked_for_plain_lines(place):
    tester = PackedHandset(records=50)
    tester.info["packing"] = "00000000"
    with Served(place, tester), open_device(str(place)) as device:
        assert device.log_read(3, 512) == [stored(seq) for seq in range(3, 51)]
    assert "packed" not in tester.calls
