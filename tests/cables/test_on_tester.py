"""A person's own cables in the tester: stored whole or not at all, listed, chosen, judged by."""

import json
import zlib
from functools import partial

import pytest

from ringout.settings.settings import Settings
from ringout.storage.files import Files
from ringout.ui import menu_pages
from ringout.ui.menu_pages import Sources
from ringout.wirings import lookup, own_files
from ringout_host.cables import transfer, wire
from ringout_host.cables.check import cable_of
from ringout_host.cli.cable import ask
from ringout_host.errors import DeviceError
from ringout_host.sim.flashfs import FlashFs, PowerCut
from ringout_host.sim.handheld import Handheld

PAD = {"wires": ["A.T-B.T:270ohm", "A.R-B.R:270ohm", "A.S=B.S"],
       "parts": [{"at": "B.T-B.R", "value": "180ohm"}]}  # fmt: skip
LEAD = {"wires": ["A.T-B.T", "A.R-C.T", "A.S=B.S", "A.S=C.S"]}
PAD_SPEC = "wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S,part=T-R:180ohm@B,length=2m"


def cable(id="pad", what=PAD, **more):
    return cable_of({"id": id, "name": id.upper(), **what, **more})


@pytest.fixture
def handheld(tmp_path):
    return Handheld("none", str(tmp_path))


@pytest.fixture
def call(handheld):
    return partial(ask, handheld)


@pytest.fixture(autouse=True)
def forgotten():
    yield
    lookup.take_own(None)


def test_what_is_pushed_comes_back(call):
    pushed = cable(part_number="SP-1", plugs={"A": "XLR", "B": "XLR"}, length="6m")
    transfer.put(call, pushed)
    assert wire.packed(transfer.get(call, "pad")) == wire.packed(pushed)
    transfer.put(call, cable("lead", LEAD))
    found = transfer.listed(call)
    assert [(row["id"], row["name"]) for row in found] == [("lead", "LEAD"), ("pad", "PAD")]
    assert found[1]["crc"] == wire.crc(wire.packed(pushed))
    transfer.remove(call, "lead")
    assert [row["id"] for row in transfer.listed(call)] == ["pad"]


def test_it_is_chosen_and_judged_by(handheld, call, tmp_path):
    transfer.put(call, cable())
    handheld.configure("expect:pad")
    handheld.plug(PAD_SPEC)
    record = handheld.press()
    assert (record["verdict"], record["mode"], record["cable"]) == ("PASS", "expect:pad", "pad")
    assert [part["kind"] for part in record["parts"]] == ["R"] * 3 and record["text"] == "PAD"
    handheld.plug(PAD_SPEC + ",open=T@B")
    record = handheld.press()
    assert [(f["code"], f["end"]) for f in record["faults"]] == [("open", "B")]
    for _ in range(8):  # its pages, one after another
        handheld.press("MODE")
    handheld.power_on()  # it stays, and is chosen still
    assert handheld.press()["faults"][0]["contact"] == "B.T"


def test_another_of_the_same_id_is_judged_by_at_once(handheld, call):
    transfer.put(call, cable())
    handheld.configure("expect:pad")
    handheld.plug("wires:A.T-B.T A.R-C.T A.S=B.S A.S=C.S,length=2m")
    assert handheld.press()["verdict"] != "PASS"
    transfer.put(call, cable("pad", LEAD))
    assert handheld.press()["verdict"] == "PASS"


def test_the_menu_has_them_first(handheld, call):
    transfer.put(call, cable())
    title, entries = menu_pages.page("expect", Sources(handheld.app))
    assert title == "EXPECT"
    assert entries[0][0] == "PAD" and entries[0][2][1] == (("expect", "pad"), ("mode", "expect"))
    assert entries[1][2][1] == (("expect", "trs_trs"), ("mode", "expect"))


def test_thirty_two_and_no_more(tmp_path):
    files = Files(str(tmp_path))
    for k in range(own_files.MOST):
        own_files.put(files, f"c{k}", wire.packed(cable(f"c{k}", LEAD)).encode())
    assert own_files.MOST >= 32
    with pytest.raises(OverflowError):
        own_files.put(files, "more", wire.packed(cable("more", LEAD)).encode())
    own_files.put(files, "c7", wire.packed(cable("c7", PAD)).encode())  # in place of one
    assert len(own_files.rows(files)) == own_files.MOST


@pytest.mark.parametrize(
    ("about", "code"),
    [({"cable": "xlr_xlr"}, "bad-arg"), ({"cable": "../x"}, "bad-arg"), ({"at": 3}, "bad-arg"),
     ({"crc": "00000000"}, "bad-arg"), ({"size": 5000}, "bad-arg"), ({"text": 7}, "bad-arg"),
     ({"cable": "other"}, "bad-cable")],
)  # fmt: skip
def test_what_is_no_cable_is_refused_and_nothing_stored(call, about, code):
    text = wire.packed(cable("pad", LEAD))[:400]
    asks = {"cable": "pad", "at": 0, "size": len(text), "crc": wire.crc(text), "text": text}
    with pytest.raises(DeviceError) as caught:
        call("cable.put", **(asks | about))
    assert caught.value.code == code
    assert transfer.listed(call) == []


FORMS = [
    '"a text"', "[]", "{}", '{"v":2,"id":"pad","wires":"A.T-B.T"}', '{"v":1,"id":"pad"}',
    '{"v":1,"id":"pad","wires":"A.T-B.X"}', '{"v":1,"id":"pad","wires":"A.T~B.T"}',
    '{"v":1,"id":"pad","wires":"A.T-A.T"}', '{"v":1,"id":"pad","wires":7}',
    '{"v":1,"id":"pad","name":"\\u0007","wires":"A.T-B.T"}', '{"v":1,"id":"pad","wires":"A.T-',
    '{"v":1,"id":"pad","wires":"A.T-B.T","parts":[{"at":"A.T","mark":"-","kind":"R","ohm":1}]}',
    '{"v":1,"id":"pad","wires":"A.T-B.T","parts":[{"at":"A.T-A.S","mark":"~","kind":"X"}]}',
    '{"v":1,"id":"pad","wires":"A.T-B.T","parts":[{"at":"A.T-A.S","mark":"~","kind":"R","ohm":-1}]}',
    '{"v":1,"id":"pad","wires":"A.T-B.T","parts":7,"limits":[]}',
    '{"v":1,"id":"pad","wires":"A.T-B.T","limits":"x","plugs":[1]}',
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_text_that_is_no_cable_is_refused(call, text):
    with pytest.raises(DeviceError) as caught:
        call("cable.put", cable="pad", at=0, size=len(text), crc=wire.crc(text), text=text)
    assert caught.value.code == "bad-cable"
    assert transfer.listed(call) == []


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff" * 300, b'{"v":2}\t00000000\n'])
def test_a_damaged_file_is_a_message(handheld, call, damage):
    transfer.put(call, cable())
    handheld.configure("expect:pad")
    handheld.board.files.replace("cables/pad", damage)
    handheld.power_on()
    handheld.plug(PAD_SPEC)
    record = handheld.press()
    assert record["verdict"] == "ERROR" and "push it again" in record["text"]
    assert "crash" not in record
    handheld.press("MODE")  # and its pages are drawn
    handheld.board.files.remove("cables.index")
    assert transfer.listed(call)[0]["name"] == "(damaged)"
    transfer.put(call, cable())
    assert handheld.press()["verdict"] == "PASS"


def test_a_newer_file_is_a_message(handheld, call):
    body = json.dumps({"v": 9, "id": "pad", "wires": "?"}).encode()
    handheld.board.files.make_folder("cables")
    handheld.board.files.replace("cables/pad", body + b"\t%08x\n" % zlib.crc32(body))
    handheld.configure("expect:pad")
    handheld.plug(PAD_SPEC)
    assert "update the tester" in handheld.press()["text"]


def test_a_cable_that_is_gone_is_a_message(handheld, call):
    transfer.put(call, cable())
    handheld.configure("expect:pad")
    transfer.remove(call, "pad")
    handheld.plug(PAD_SPEC)
    assert "push it again" in handheld.press()["text"]
    handheld.press("MODE")
    assert Settings(handheld.board.files)["expect"] == "pad"
    with pytest.raises(ValueError, match="wiring id"):
        handheld.configure("expect:pad")


@pytest.mark.parametrize("torn", [False, True], ids=["littlefs", "torn"])
def test_power_fails_at_any_byte(torn):
    old, new = cable("pad", LEAD), cable("pad", PAD)
    other = wire.packed(cable("also", LEAD)).encode()
    texts = [wire.packed(each).encode() for each in (old, new)]

    def work(flash):
        own_files.put(flash, "pad", texts[1])
        own_files.remove(flash, "also")

    def begun():
        flash = FlashFs(torn=torn)
        own_files.put(flash, "also", other)
        own_files.put(flash, "pad", texts[0])
        return flash

    flash = begun()
    before = flash.steps
    work(flash)
    steps = flash.steps - before
    assert steps > 300
    for cut in range(0, steps):
        flash = begun()
        flash.cut_after(cut)
        with pytest.raises(PowerCut):
            work(flash)
        flash.restore_power()
        lookup.take_own(None)
        assert own_files.text(flash, "pad") in texts, cut
        rows = own_files.rows(flash)
        assert [row[0] for row in rows] in (["also", "pad"], ["pad"]), cut
        stored = own_files.text(flash, "pad")
        assert rows[-1][2] == wire.crc(stored.decode()), cut
        work(flash)
        assert own_files.text(flash, "pad") == texts[1]


def test_auto_names_it_first(handheld, call):
    spec = "wires:A.T-B.T A.R-C.T A.S=B.S A.S=C.S B.R~B.S,length=2m"
    handheld.configure("auto")
    handheld.plug(spec)
    assert handheld.press()["verdict"] != "PASS"
    wires = {"wires": ["A.T-B.T", "A.R-C.T", "A.S=B.S", "A.S=C.S", "B.R~B.S"]}
    transfer.put(call, cable("breakout", wires))
    record = handheld.press()
    assert (record["verdict"], record["cable"], record["text"][:8]) == (
        "PASS", "breakout", "BREAKOUT",
    )  # fmt: skip
    handheld.plug(spec + ",joint=T:8ohm@B")
    assert handheld.press()["verdict"] != "PASS"
    handheld.plug("trs_trs")
    assert handheld.press()["cable"] == "trs_trs"
    transfer.put(call, cable())
    handheld.plug(PAD_SPEC)  # whose nets are the shield alone
    assert handheld.press()["cable"] == "pad"
    handheld.plug("wires:A.S=B.S,length=2m")
    assert handheld.press()["verdict"] != "PASS"


@pytest.mark.parametrize(
    ("plug", "fault", "said"),
    [
        ("XLR", "open=R@B", "RING to PIN 3 OPEN at plug B"),
        ("TRS", "open=R@B", "RING OPEN at plug B"),
        ("DIN", "open=R@B", "RING to PIN 5 OPEN at plug B"),
        ("DIN", "short=T-R:1ohm@B", "PIN 4-5 SHORT at plug B"),
        ({"kind": "OTHER", "pins": {"R": "COLD"}}, "open=R@B", "RING to COLD OPEN at plug B"),
    ],
)
def test_a_plug_speaks_its_own_pin_names(handheld, call, plug, fault, said):
    wires = {"wires": ["A.T-B.T", "A.R-B.R", "A.S=B.S"]}
    transfer.put(call, cable("mine", wires, plugs={"A": "TRS", "B": plug}))
    handheld.configure("expect:mine")
    handheld.plug("trs_trs,length=3m," + fault)
    record = handheld.press()
    assert record["text"] in (said, said.replace("RING to ", "")), record["text"]
    assert all(isinstance(kind, str) for kind in record["plugs"])


def test_a_dry_joint_is_said_in_the_plug_s_own_pin_names(handheld, call):
    wires = {"wires": ["A.T-B.T", "A.R-B.R", "A.S=B.S"]}
    plugs = {"A": {"kind": "OTHER", "pins": {"R": "COLD"}}, "B": "TRS"}
    transfer.put(call, cable("mine", wires, plugs=plugs))
    handheld.configure("expect:mine")
    handheld.plug("trs_trs,length=3m,film=R@B:1k")
    record = handheld.press()
    assert record["verdict"] == "FAIL" and record["text"].startswith("COLD to RING")
    assert "DRY JOINT" in record["text"]


@pytest.mark.parametrize("turned", [False, True])
def test_what_moves_is_said_in_the_plug_s_own_pin_names(handheld, call, turned):
    plugs = {"A": {"kind": "OTHER", "pins": {"R": "COLD"}}, "B": "TS"}
    wires = {"wires": ["A.T-B.T", "A.R-B.T", "A.S=B.S", "B.R~B.S"]}
    transfer.put(call, cable("mine", wires, plugs=plugs))
    handheld.configure("expect:mine")
    one, other = "BA" if turned else "AB"
    copper = f"{one}.T-{other}.T {one}.R-{other}.T {one}.S={other}.S {other}.R~{other}.S"
    handheld.plug(f"wires:{copper},length=3m,intermittent=R@{one}:3ms/100ms")
    record = handheld.wiggle(1)
    assert (record["verdict"], "COLD CUTS OUT" in record["text"]) == ("FAIL", True), record["text"]


def test_an_unsteady_pin_of_an_xlr_is_a_pin(handheld):
    handheld.configure("expect:trs_xlr")
    handheld.plug("xlr_xlr,length=10m,crackle=T@A:0.1-5ohm")
    assert handheld.press()["text"] == "TIP to PIN 2 UNSTEADY - wiggle it"
