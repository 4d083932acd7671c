"""The whole way: the firmware's log on a simulated handheld, its console on a port, the store."""

import json
import os
import time

import pytest

from ringout.storage.files import Files
from ringout.storage.log import FOLDER, Log
from ringout_host.errors import RingoutError
from ringout_host.link.device import open_device
from ringout_host.store import query
from ringout_host.store.database import open_store
from ringout_host.store.pull import pull
from tests.store.sample import record
from tests.store.served import Served, ringout

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
UID = "e6614103e7452d2f"  # of the simulated board
RECORDS = 700


@pytest.fixture
def state(tmp_path):
    """A handheld's flash with RECORDS records, one of them torn by a power cut."""
    log = Log(Files(str(tmp_path / "flash")))
    for seq in range(1, RECORDS + 1):
        assert log.append(record(seq, dev=UID, boot=1, fw="0.1.0"))
    segment = tmp_path / "flash" / FOLDER / f"{log.segments[1]:08}"
    lines = segment.read_bytes().split(b"\n")
    lines[3] = lines[3][:100]
    segment.write_bytes(b"\n".join(lines))
    return tmp_path / "flash"


def stored(store) -> list:
    with store.read() as connection:
        return list(query.in_order(connection, query.Filter()))


def test_killing_the_handheld_in_the_middle_of_a_pull_loses_and_doubles_nothing(state, tmp_path):
    link = tmp_path / "tester"
    with open_store(str(tmp_path / "db.sqlite")) as store:
        with (
            Served(state, link) as served,
            open_device(str(link)) as device,
            pytest.raises(RingoutError),
        ):
            pull(device, store, time.time, on_progress=lambda *_step: served.kill())
        assert 0 < len(stored(store)) < RECORDS - 1
        with Served(state, link), open_device(str(link)) as device:
            stat = device.log_stat()
            assert 0 < stat["acked"] <= stored(store)[-1].seq
            result = pull(device, store, time.time)
            assert device.log_stat()["acked"] == RECORDS
            assert pull(device, store, time.time).new == 0
            assert abs(device.hello()["t"] - time.time()) < 60
        assert (result.damaged, result.missing) == (1, 1)  # the torn one: said and set aside
        seqs = [row.seq for row in stored(store)]
        assert len(seqs) == RECORDS - 1 == len(set(seqs))
        with store.read() as connection:
            ((dev, first, last),) = query.gaps(connection)
        assert (dev, first) == (UID, last)


def test_a_press_on_the_handheld_ends_up_in_the_list(tmp_path):
    link, db = tmp_path / "tester", str(tmp_path / "db.sqlite")

    with Served(tmp_path / "new", link):
        tested = ringout("test", "--port", str(link), "--json")
        pulled = ringout("logs", "pull", "--port", str(link), "--db", db, "--json")
        again = ringout("logs", "pull", "--port", str(link), "--db", db)
    assert (tested.returncode, pulled.returncode, again.returncode) == (0, 0, 0)
    assert json.loads(pulled.stdout)["new"] == 1 and pulled.stderr == ""
    assert "0 new records" in again.stdout
    listed = json.loads(ringout("logs", "ls", "--db", db, "--json").stdout)
    made = json.loads(tested.stdout)
    if made["t"] is None:  # the pull set the clock: the host knows the time from the boot
        assert listed[0].pop("t_from") == "boot"
        assert abs(listed[0]["t"] - time.time()) < 120
        made["t"] = listed[0]["t"]
    assert listed == [made] and made["verdict"] == "PASS"


def test_a_scanned_serial_travels_through_the_handheld_into_the_store(tmp_path):
    link, db = str(tmp_path / "tester"), str(tmp_path / "db.sqlite")
    with Served(tmp_path / "new", link):
        words = ["station", "--port", link, "--db", db, "--lot", "L17", "--press", "--json"]
        ended = ringout(*words, input="CAB-1\n012345678905\n\nCAB-2\n")
    assert ended.returncode == 0 and "bar code" in ended.stderr
    tags = [json.loads(line)["tag"] for line in ended.stdout.splitlines()]
    assert tags == [{"serial": serial, "lot": "L17"} for serial in ("CAB-1", "CAB-2")]
    listed = json.loads(ringout("logs", "ls", "--db", db, "--json", "--lot", "L17").stdout)
    assert [record["tag"] for record in listed] == tags[::-1]


def test_a_port_that_is_not_there_is_exit_3(tmp_path):
    ended = ringout("logs", "pull", "--port", str(tmp_path / "none"), "--db", str(tmp_path / "x"))
    assert ended.returncode == 3 and ended.stdout == "" and ended.stderr.count("\n") == 1


def test_a_serial_that_is_given_goes_into_one_record_and_onto_its_label(tmp_path):
    link, db, label = tmp_path / "tester", str(tmp_path / "db.sqlite"), tmp_path / "l.png"
    with Served(tmp_path / "flash", link):
        at = ("test", "--port", str(link), "--json")
        tags = [json.loads(ringout(*at, *more).stdout)["tag"] for more in (["--serial", "C 1"], [])]
        assert tags == [{"serial": "C 1"}, {}]
        assert ringout(*at, "--serial", "4006381333931").returncode == 2  # a shop's bar code
        ringout("logs", "pull", "--port", str(link), "--db", db)
    assert ringout("label", "C 1", "--db", db, "--out", str(label)).returncode == 0
    said = ringout("label", "--last", "--db", db, "--out", str(label)).stderr
    assert "ringout test --serial" in said
