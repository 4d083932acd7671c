"""`ringout logs pull` and `station` as commands: words, JSON, exit codes."""

import json
import os
from contextlib import contextmanager

import pytest

from ringout_host.errors import Exit
from tests.store.memory_device import MemoryDevice


@pytest.fixture
def device(monkeypatch):
    """A tester with 20 records behind every port."""
    made = MemoryDevice.with_records(20)

    @contextmanager
    def opened(port=None):
        yield made

    monkeypatch.setattr("ringout_host.link.device.open_device", opened)
    return made


def test_a_pull_in_words_and_in_json(ringout, device):
    code, out, err = ringout("logs", "pull")
    assert (code, err) == (0, "")
    assert "20 new records" in out and out.count("\n") == 1
    code, out, err = ringout("logs", "pull", "--again", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["new"], told["known"], told["first"], told["last"]) == (0, 20, 1, 20)


def test_damage_is_exit_7_after_everything_else_was_stored(ringout, device):
    device.lines[7] = b"torn"
    device.dropped = 3
    code, out, err = ringout("logs", "pull")
    assert code == Exit.DATA_CORRUPT
    assert "19 new records" in out and "1 number missing" in out and "dropped 3 records" in out
    assert "no checksum" in err and "--damaged" in err
    assert len(json.loads(ringout("logs", "ls", "--json")[1])) == 19


def test_ctrl_c_in_a_pull_is_exit_130_and_nothing_is_half_stored(ringout, device):
    def interrupted(start, count):
        raise KeyboardInterrupt

    device.log_read = interrupted
    assert ringout("logs", "pull")[0] == Exit.INTERRUPTED
    assert ringout("logs", "ls", "--json")[1] == "[]\n"
    assert device.acked == 0


def test_tail_ends_after_the_asked_number(ringout, device):
    looks, look = [], device.log_stat

    def press_test_between_two_looks():
        looks.append(device.next)
        if len(looks) == 4:
            device.test()
        return look()

    device.log_stat = press_test_between_two_looks
    code, out, err = ringout("logs", "tail", "-n", "1", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["seq"] == 21


def test_station_reads_scans_from_its_standard_input(ringout, device, monkeypatch):
    with open(piped(["CAB-1", "012345678905", "CAB-2"])) as scans:
        monkeypatch.setattr("sys.stdin", scans)
        code, out, err = ringout("station", "--press", "--json", "--lot", "L1")
    assert code == 0 and "bar code" in err
    assert [json.loads(line)["tag"]["serial"] for line in out.splitlines()] == ["CAB-1", "CAB-2"]
    assert device.settings["serial"] == ""


def piped(lines):
    """A pipe that holds these lines and then ends."""
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{line}\n" for line in lines).encode())
    os.close(writer)
    return reader
