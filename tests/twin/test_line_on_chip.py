"""A list walked with the keys of the emulated chip: plugs, a break and its place, a mix-up."""

import pytest

from ringout.board.port import KEY_MODE, KEY_TEST
from ringout.ui.keys import Keys
from ringout_host.sim.handheld import Handheld

HOLD_MS = Keys.HOLD_MS + 100
STOCK = "canare-l-4e6s"
LIST = [  # channel, the plug that belongs there, the line that is there
    ("FOH L", (4700, 10000), "length=100m,part=T-S:4.7k@B,part=R-S:10k@B"),
    ("FOH R", (1000, 2200), "length=50m,part=T-S:1k@B,part=R-S:2.2k@B,open=R@20m:A"),
    ("Talk", (150000, 1000000), "length=30m,part=T-S:220k@B,part=R-S:1M@B"),
]


def line(there):
    return f"xlr_xlr,unplug=B,stock={STOCK},{there}"


def walked(twin):
    """The records of a walk to the end of the list and one channel back."""
    twin.device.settings_set(stock=STOCK)
    for number, (name, (tip, ring), _) in enumerate(LIST, 1):
        twin.device.call("line", keep=True, channel=name, list="stage", number=number,
                         of=len(LIST), tip=tip, ring=ring)  # fmt: skip
    for key, ms in ((KEY_MODE, HOLD_MS), (KEY_MODE, 60), (KEY_MODE, 60), (KEY_TEST, 60)):
        twin.press(key, ms, record=False)  # the menu: Mode, Wiggle, Line
        twin.device.log_stat()  # answers when what the key asked for has been loaded
        twin.chip.run_us(200_000)
    records = []
    for _, _, there in LIST:
        twin.plug(line(there))
        records.append(twin.press())
        assert not twin.bench.is_driven()
        assert records[-1]["kind"] == "line", records[-1]["text"]
        twin.press(KEY_MODE)  # the last channel stays
        twin.device.log_stat()
    twin.press(KEY_TEST, HOLD_MS, record=False)
    twin.device.log_stat()
    twin.plug(line(LIST[1][2]))
    return [*records, twin.press()]


def test_a_list_is_walked_on_the_chip(started, forked, tmp_path):
    records = forked(walked, started)
    assert [record["channel"] for record in records] == ["FOH L", "FOH R", "Talk", "FOH R"]
    simulated = Handheld("none", str(tmp_path))
    simulated.configure(stock=STOCK)
    for record, at in zip(records, (0, 1, 2, 1), strict=True):
        _, (tip, ring), there = LIST[at]
        simulated.plug(line(there))
        expected = simulated.app.line(wanted={"T-S": tip, "R-S": ring})
        for key in ("verdict", "plug", "far"):
            assert record[key] == expected[key], record["text"]
        assert (record["kind"], record["list"]) == ("line", "stage")
        assert [f["code"] for f in record["faults"]] == [f["code"] for f in expected["faults"]]
    first, broken, mixed, _ = records
    assert (first["verdict"], first["plug"]) == ("PASS", {"T-S": 4700, "R-S": 10000})
    assert broken["faults"][0]["net"] == ["A.R"]
    assert broken["faults"][0]["at"]["m"] == pytest.approx(20.0, abs=1.1)
    assert mixed["plug"] == {"T-S": 220000, "R-S": 1000000}
    assert mixed["faults"][0]["code"] == "wrong-cable"
