"""The bench: a scanned serial reaches exactly the next test, no required step is skipped, and a
tester that is lost comes back."""

import json

import pytest

from ringout_host.cables import toml_file
from ringout_host.cables.check import cable_of
from ringout_host.cables.folder import Folder
from ringout_host.cli.big import big
from ringout_host.errors import DeviceError, NoDeviceError, ProtocolError, UsageError
from ringout_host.store import notes, products, query
from ringout_host.store.products import Product
from ringout_host.store.record import Verdict
from ringout_host.store.serials import SERIAL_MAX, checked_serial
from tests.store.floor import Floor
from tests.store.memory_device import MemoryDevice
from tests.store.sample import open_ring

UPC = "012345678905"


@pytest.fixture
def device():
    return MemoryDevice.with_records(3)


@pytest.fixture
def floor(device, store):
    return Floor([device], store).begin()


def printed(capfd) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def fails(device):
    device.outcome = {"verdict": "FAIL", "faults": open_ring(1)["faults"]}


def test_each_scan_goes_to_the_test_it_starts_and_to_no_other(floor, store, capfd):
    floor.run("CAB-1\n", "CAB-2\r\n", "\n")
    tags = [record["tag"] for record in printed(capfd)]
    assert [tag.get("serial") for tag in tags] == ["CAB-1", "CAB-2", None]
    assert {(tag["lot"], tag["operator"]) for tag in tags} == {("L17", "ANA")}
    with store.read() as connection:
        assert query.judged_verdicts(connection, "L17") == {"PASS": 3}


def test_without_press_the_serial_waits_for_the_key(floor, device, capfd):
    floor.type("CAB-1")
    assert printed(capfd) == [] and device.settings["serial"] == "CAB-1"
    device.test()  # the tech presses TEST on the tester
    floor.type()
    assert [record["tag"]["serial"] for record in printed(capfd)] == ["CAB-1"]
    assert device.settings["serial"] == "" and floor.bench.cable is None


def test_what_is_wrong_with_a_serial_is_said_and_nothing_is_tested(floor, device, capfd):
    for text in (UPC, "refused", "x" * 41):
        floor.type(text, press=True)
        assert "scan again" in floor.said[-1]
    assert floor.heard("bar code") and floor.heard("refuses") and floor.heard("40")
    assert printed(capfd) == [] and device.next == 4 and floor.bench.cable is None


def test_after_a_refused_serial_nothing_counts_until_a_good_one(floor, device, store):
    floor.type(UPC)
    floor.type("")  # Enter alone: no test
    assert device.next == 4 and floor.heard("scan it again")
    device.test()  # the key on the tester is pressed all the same
    floor.type()
    with store.read() as connection:
        row = query.one(connection, "4")
        said = notes.of(connection, row)
    assert row.voided_at is not None and said[0].text == "station: its serial was refused"
    floor.type("CAB-1", press=True)
    with store.read() as connection:
        assert query.judged_verdicts(connection, "L17") == {"PASS": 1}


def test_a_serial_that_passed_is_asked_for_twice(floor, device):
    floor.type("CAB-1", press=True)
    floor.type("CAB-1", press=True)
    assert device.next == 5 and floor.heard("CAB-1 was tested already: PASS")
    floor.type("CAB-1", press=True)
    assert device.next == 6


def test_a_cable_that_failed_comes_back_as_its_retest(floor, device):
    fails(device)
    floor.type("CAB-1", press=True)
    device.outcome = {}
    floor.type("CAB-1", press=True)
    assert floor.heard("failed before: this is its retest")
    told = floor.tally.as_dict()
    assert (told["cables"], told["good"], told["passed_first"]) == (1, 1, 0)


@pytest.mark.parametrize(("given", "kept"), [("bob", "BOB"), (" Bob ", "BOB"), ("ANA", "ANA")])
def test_an_operator_is_meant_as_the_tester_can_keep_it(device, store, given, kept):
    Floor([device], store, operator=given, lots=("l17-b",)).begin()
    assert (device.settings["operator"], device.settings["lot"]) == (kept, "L17-B")


def test_a_failure_is_large_with_its_sentence_and_the_lot_is_counted(device, store, capfd):
    floor = Floor([device], store, json=False, target=5).begin()
    fails(device)
    floor.run("CAB-1\n")
    out = capfd.readouterr().out
    assert max(line.count("█") for line in out.splitlines()) > 20
    assert "resolder the ring" in out and "serial CAB-1" in out
    assert "lot L17: 0 passed, 1 failed" in out and "0 good of 5" in out


def test_ctrl_d_ends_even_with_a_serial_waiting(floor):
    floor.run("CAB-1", press=False, person=True)
    assert floor.bench.cable.serial == "CAB-1"


def test_an_old_firmware_and_a_refused_lot_are_told_apart(device, store):
    with pytest.raises(UsageError, match="refuses"):
        Floor([device], store, lots=("refused",)).begin()

    def unknown(**values):
        raise DeviceError("bad-op", "no op of this name")

    device.settings_set = unknown
    with pytest.raises(ProtocolError, match="ringout flash"):
        Floor([device], store).begin()


def gone(*_arguments):
    raise NoDeviceError("unplugged")


def test_a_lost_tester_comes_back_and_nothing_is_lost(floor, device, capfd):
    floor.type("CAB-1")
    look, device.log_stat, floor.lost = device.log_stat, gone, True
    floor.type()
    assert floor.bench.device is None and floor.heard("tester lost")
    floor.type("CAB-2")  # nobody there to take it
    device.test()  # on its battery: it knows the serial
    device.settings["serial"] = ""
    device.log_stat = look
    assert not floor.bench.come_back()
    floor.lost = False
    assert floor.bench.come_back() and floor.heard("the tester is back")
    floor.type()
    assert [record["tag"].get("serial") for record in printed(capfd)] == ["CAB-1"]
    assert floor.bench.cable is None and floor.tally.as_dict()["good"] == 1


def test_a_tester_that_is_lost_in_a_pull_shows_its_tests_once(floor, device, capfd):
    floor.type("CAB-1")
    device.test()
    acknowledge, device.log_ack = device.log_ack, gone
    floor.type()
    assert floor.bench.device is None
    device.log_ack = acknowledge
    assert floor.bench.come_back()
    floor.type()
    floor.type()
    assert [record["tag"]["serial"] for record in printed(capfd)] == ["CAB-1"]


WIGGLED = Product(part="GC-6", cable="trs_trs", wiggle_s=5)


def wiggle(device, ms=6000, verdict="STEADY"):
    device.outcome = {"kind": "wiggle", "mode": "wiggle", "verdict": verdict, "ms": ms}
    device.test()
    device.outcome = {}


def test_a_required_wiggle_cannot_be_skipped(device, store):
    floor = Floor([device], store, product=WIGGLED).begin()
    assert (device.settings["product"], device.settings["expect"]) == ("GC-6", "trs_trs")
    floor.type("CAB-1", press=True)
    floor.type("CAB-2")
    assert floor.heard("CAB-1 is not done: hold TEST, move the cable for 5 s")
    assert device.settings["serial"] == "CAB-1"  # the next record is this cable's as well
    wiggle(device, ms=2000)
    floor.type()
    assert floor.bench.cable.serial == "CAB-1" and floor.tally.good == 0
    wiggle(device)
    floor.type()
    assert floor.bench.cable is None and floor.tally.good == 1
    floor.type("CAB-2")
    assert floor.bench.cable.serial == "CAB-2"


def test_a_cable_that_is_given_up_is_not_good(device, store):
    floor = Floor([device], store, product=WIGGLED, target=2).begin()
    floor.type("CAB-1", press=True)
    floor.type("-")
    assert floor.tally.good == 0 and "CAB-1" in floor.tally.undone
    assert any("not done: CAB-1" in line for line in floor.tally.lines())
    assert "2 still to make" in floor.tally.lines()


def test_a_cable_that_fails_its_wiggle_goes_to_repair(device, store):
    floor = Floor([device], store, product=WIGGLED).begin()
    floor.type("CAB-1", press=True)
    wiggle(device, verdict="FAIL")
    floor.type()
    assert floor.bench.cable is None
    assert floor.tally.as_dict()["failed"] == ["CAB-1"] and floor.tally.good == 0


def test_both_ways_round(device, store):
    floor = Floor([device], store, product=Product(part="X-1", turned=True)).begin()
    floor.type("CAB-1", press=True)
    assert "turn the cable round" in floor.bench.cable.say() and floor.tally.good == 0
    floor.type("", press=True)
    assert floor.bench.cable is None and floor.tally.good == 1


def test_a_scanned_part_number_chooses_the_product(device, store):
    products.save(store, Product(part="GC-6", revision="B", leg_ohm=0.7), "ANA", 5)
    floor = Floor([device], store).begin()
    floor.type("gc-6 b")
    assert device.settings["product"] == "GC-6 B" and device.settings["limit_leg_ohm"] == 0.7
    assert floor.bench.cable is None


REFERENCE = Product(part="R-1", reference_ohm=10.0)


def plugged(device, ohm):
    device.outcome = {"verdict": "NO-CABLE", "nets": [["A.R", "A.S", "A.T"]],
                      "leg_ohm": {"A.T-A.R": [ohm, 0.05], "A.R-A.S": [0.001, 0.015]}}  # fmt: skip


def test_no_test_before_the_reference_plug_of_the_shift(device, store):
    floor = Floor([device], store, product=REFERENCE).begin()
    floor.station.ask_for_plugs()
    assert floor.heard("put the 10 ohm plug into jack A")
    plugged(device, 12.0)
    floor.type("CAB-1", press=True)
    assert floor.heard("first the reference plug") and device.next == 4, "a scan reads no plug"
    floor.type("")
    assert floor.heard("NOT GOOD") and floor.heard("no test before a good reference plug")
    plugged(device, 10.02)
    floor.type("")
    assert floor.heard("10.020 ohm, good")
    device.outcome = {}
    floor.type("CAB-1", press=True)
    assert floor.tally.good == 1
    again = Floor([device], store, product=REFERENCE).begin()  # the same shift
    assert again.bench.needs_reference() is None


def test_before_the_reference_plug_no_press_counts_and_its_own_never(device, store, capfd):
    floor = Floor([device], store, product=REFERENCE).begin()
    floor.type("")  # with a good cable still plugged in
    assert floor.heard("no plug in jack A, NOT GOOD") and printed(capfd) == []
    device.test()  # the key on the tester, all the same
    floor.type()
    assert floor.heard("it does not count: first the reference plug")
    with store.read() as connection:
        assert query.judged_verdicts(connection, "L17") == {}
        said = [notes.of(connection, query.one(connection, seq))[0].text for seq in ("4", "5")]
    assert said == ["station: this was the reference plug",
                    "station: no good reference plug in this shift"]  # fmt: skip
    assert floor.tally.without_serial == 0


def test_a_tester_that_is_lost_or_refuses_does_not_end_the_shift(device, store):
    floor = Floor([device], store, product=REFERENCE).begin()
    test, device.test = device.test, gone
    floor.type("")
    assert floor.heard("tester lost") and not floor.heard("clean it")
    assert floor.bench.come_back()

    def busy():
        raise DeviceError("busy", "a calibration is running: end it first")

    device.test = busy
    floor.type("")
    assert floor.heard("no test: ") and floor.heard("a calibration is running")
    device.test = test
    device.settings_set = lambda **values: (_ for _ in ()).throw(DeviceError("bad-value", "no"))
    floor.bench.choose(Product(part="X-1"))
    assert floor.heard("X-1 is not chosen") and floor.bench.product is REFERENCE


def test_two_testers_each_with_its_lot(store, capfd):
    devices = [MemoryDevice.with_records(3, dev=f"e6614c311b7f2a2{n}") for n in (0, 1)]
    floor = Floor(devices, store, lots=("L17", "L18")).begin()
    floor.type("CAB-1", "CAB-2")
    assert [bench.cable.serial for bench in floor.benches] == ["CAB-1", "CAB-2"]
    for device in devices:
        device.test()
    floor.type()
    found = [(one["dev"][-1], one["tag"]["serial"], one["tag"]["lot"]) for one in printed(capfd)]
    assert found == [("0", "CAB-1", "L17"), ("1", "CAB-2", "L18")]


def test_of_two_testers_enter_is_for_the_one_with_the_cable(store, capfd):
    devices = [MemoryDevice.with_records(3, dev=f"e6614c311b7f2a2{n}") for n in (0, 1)]
    floor = Floor(devices, store).begin()
    floor.type("CAB-1", "")
    assert [(one["dev"][-1], one["tag"]["serial"]) for one in printed(capfd)] == [("0", "CAB-1")]
    floor.type("CAB-2", "CAB-2")  # the same scanned again stays where it is
    assert [bench.serial() for bench in floor.benches] == ["CAB-2", ""]
    floor.benches[0].give_up()
    floor.benches[0].device = None  # unplugged: the other one goes on
    floor.type("CAB-3", "")
    assert [(one["dev"][-1], one["tag"]["serial"]) for one in printed(capfd)] == [("1", "CAB-3")]


def test_the_sum_says_what_became_of_each_cable(device, store):
    floor = Floor([device], store, target=3).begin()
    floor.type("CAB-1", press=True)
    fails(device)
    floor.type("CAB-2", press=True)
    device.outcome = {"verdict": "PASS*"}
    floor.type("CAB-3", press=True)
    assert floor.tally.lines() == [
        "3 cables: 1 good of 3, 1 at the first test", "failed: CAB-2", "not settled: CAB-3",
        "not done: CAB-3, missing: press TEST", "2 still to make",
    ]  # fmt: skip


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


def test_the_part_number_of_an_own_cable_is_a_product(store, tmp_path, monkeypatch):
    monkeypatch.setenv("RINGOUT_CABLES", str(tmp_path / "mine"))
    lead = {"id": "piano-di", "part_number": "SP-0031", "wires": ["A.T-B.T:1k", "A.S=B.S"]}
    Folder(tmp_path / "mine").add(toml_file.text_of(cable_of(lead)), tmp_path / "x.toml")
    device = MemoryDevice.with_records(1)
    put = []
    device.call = lambda op, **asks: put.append(op) or {"stored": asks["cable"], "got": 1}
    floor = Floor([device], store).begin()
    floor.type("sp-0031")
    assert floor.bench.product.name == "SP-0031" and put == ["cable.put"]
    assert device.settings["expect"] == "piano-di"
    assert products.of_own_cable("CAB-1") is None, "a serial is none"
