"""The service: testers come and go, each record once, trouble said once."""

import json
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from ringout_host.collect import daemon
from ringout_host.collect.daemon import Daemon
from ringout_host.collect.hooks import Hook
from ringout_host.errors import NoDeviceError, PortRefusedError
from ringout_host.store import query
from ringout_host.store.database import open_store
from tests.store.memory_device import MemoryDevice
from tests.store.served import Served, ringout
from tests.store.test_trouble import small_disk, small_disk_free  # noqa: F401  (a fixture)

_WAIT_S = 20


class Shop:
    """Testers in memory that are plugged in and out. said: (event, facts)."""

    def __init__(self, store, hooks=()):
        self.plugged: dict[str, MemoryDevice] = {}
        self.said = []
        self.daemon = Daemon(
            store, lambda: list(self.plugged), self._opened, list(hooks),
            lambda event, **facts: self.said.append((event, facts)),
        )  # fmt: skip
        self.thread = threading.Thread(target=self.daemon.run, daemon=True)

    @contextmanager
    def _opened(self, path):
        if path not in self.plugged:
            raise NoDeviceError("unplugged")
        device = self.plugged[path]
        if isinstance(device, Exception):
            raise device
        yield Guarded(device, lambda: self.plugged.get(path) is device)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.daemon.stop.set()
        self.thread.join(_WAIT_S)
        assert not self.thread.is_alive()


class Guarded:
    """A tester that answers as long as it is plugged in."""

    def __init__(self, device, there):
        self._device, self._there = device, there

    def __getattr__(self, name):
        if not self._there():
            raise NoDeviceError("unplugged")
        return getattr(self._device, name)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "db.sqlite")) as opened:
        yield opened


def count(store):
    with store.read() as connection:
        return query.count(connection, query.Filter())


def until(true):
    give_up = time.monotonic() + _WAIT_S
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_testers_come_and_go_and_nothing_is_lost_or_doubled(store):
    devices = [MemoryDevice.with_records(20, dev=f"dev{n}") for n in range(3)]
    with Shop(store) as shop:
        shop.plugged["a"] = devices[0]
        until(lambda: count(store) == 20)
        shop.plugged["b"] = devices[1]
        until(lambda: count(store) == 40)
        del shop.plugged["a"]
        devices[0].test()
        devices[1].test()
        until(lambda: count(store) == 41)
        shop.plugged |= {"c": devices[2], "a": devices[0]}
        until(lambda: count(store) == 62)
    assert [device.acked for device in devices] == [21, 21, 20]
    assert {facts["dev"] for event, facts in shop.said if event == "found"} == {
        "dev0", "dev1", "dev2",
    }  # fmt: skip


def test_a_port_in_use_is_said_once_and_does_not_disturb_the_others(store):
    with Shop(store) as shop:
        shop.plugged["busy"] = PortRefusedError("in use by Thonny")
        shop.plugged["a"] = MemoryDevice.with_records(5)
        until(lambda: count(store) == 5)
        until(lambda: any(event == "trouble" for event, _facts in shop.said))
        time.sleep(2.5)
    assert [facts["text"] for event, facts in shop.said if event == "trouble"] == [
        "in use by Thonny"
    ]


def test_the_hook_gets_each_record_while_testers_come_and_go(store, tmp_path):
    script = tmp_path / "hook.py"
    got = tmp_path / "got"
    script.write_text(
        f"import os; open({str(got)!r}, 'a').write(os.environ['RINGOUT_RECORD'] + '\\n')"
    )
    hook = Hook(f"{sys.executable} {script}")
    with Shop(store, [hook]) as shop:
        shop.plugged["a"] = device = MemoryDevice.with_records(5)
        until(lambda: got.exists() and len(got.read_text().split()) == 5)
        device.test()
        until(lambda: len(got.read_text().split()) == 6)
    with Shop(store, [hook]) as shop:  # the service was started again
        device.test()
        shop.plugged["a"] = device
        until(lambda: len(got.read_text().split()) == 7)
    names = got.read_text().split()
    assert len(set(names)) == len(names) == 7


def test_the_command_once_and_its_unit(tmp_path):
    link, db = tmp_path / "tester", str(tmp_path / "db.sqlite")
    script = tmp_path / "hook.py"
    script.write_text(f"import sys; open({str(tmp_path / 'got')!r}, 'a').write(sys.stdin.read())")
    with Served(tmp_path / "flash", link):
        ringout("test", "--port", str(link))
        words = ["collect", "--once", "--port", str(link), "--db", db, "--json"]
        ended = ringout(*words, "--exec", f"{sys.executable} {script}")
    assert ended.returncode == 0, ended.stderr
    events = [json.loads(row)["event"] for row in ended.stdout.splitlines()]
    assert events == ["found", "pulled"]
    assert json.loads((tmp_path / "got").read_text())["verdict"] == "PASS"
    unit = ringout("collect", "--exec", "python3 /opt/x.py", "--exec=./y", "--systemd").stdout
    line = unit.partition("ExecStart=")[2].partition("\n")[0]
    assert "--exec 'python3 /opt/x.py'" in line and f"--exec={Path.cwd()}/y " in line
    assert line.endswith("--db ringout.sqlite") and "WorkingDirectory=/var/lib/ringout" in unit
    for wrong in ("'", "./no-such-program"):
        assert ringout("collect", "--once", "--exec", wrong, "--db", db).returncode == 2
    assert (
        ringout("collect", "--once", "--port", str(tmp_path / "gone"), "--db", db).returncode == 3
    )


def test_another_tester_in_the_same_port_is_another_tester(store):
    first, second = (MemoryDevice.with_records(5, dev=dev) for dev in ("dev1", "dev2"))
    with Shop(store) as shop:
        shop.plugged["a"] = first
        until(lambda: first.acked == 5)
        shop.plugged["a"] = second  # between two looks: the path never went away
        until(lambda: second.acked == 5)
    assert (first.acked, second.acked) == (5, 5)
    found = [facts["dev"] for event, facts in shop.said if event == "found"]
    assert found == ["dev1", "dev2"]


def test_a_full_disk_is_said_once_and_what_waited_comes_when_there_is_room(
    small_disk,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setattr(daemon, "_AGAIN_ELSE_S", 0.3)
    device = MemoryDevice.with_records(200)
    with open_store(str(small_disk / "x.sqlite")) as store:
        (small_disk / "fill").write_bytes(b"x" * small_disk_free(small_disk))
        with Shop(store) as shop:
            shop.plugged["a"] = device
            until(lambda: any(event == "trouble" for event, _facts in shop.said))
            time.sleep(2.5)
            assert device.acked == 0
            (small_disk / "fill").unlink()
            until(lambda: count(store) == 200)
    assert device.acked == 200
    (said,) = [facts["text"] for event, facts in shop.said if event == "trouble"]
    assert "no space left" in said


def test_a_database_that_another_program_holds_is_waited_for(store):
    device = MemoryDevice.with_records(30)
    with Shop(store) as shop:
        with store.write():
            shop.plugged["a"] = device
            time.sleep(2.5)
            assert device.acked == 0
        until(lambda: device.acked == 30)
    assert count(store) == 30 and not [event for event, _facts in shop.said if event == "trouble"]
