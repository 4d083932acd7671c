"""firmware/RECORD.md lists what records have, and nothing else."""

import functools
import json
import tempfile

import pages
import pytest

from ringout.results import answers
from ringout.results.vocabulary import FAULTS, VERDICTS
from ringout_host.sim.handheld import Handheld

PRESSES = (  # cable, length told
    ("trs_trs,length=6m", None),
    ("trs_trs,length=6m,open=R@0.3m:B", 6.0),
    ("trs_trs,short=T-S:2ohm@B", None),
    ("trs_trs,swap=T-R@B", None),
    ("trs_trs,swap=T-S@A,swap=T-S@B", None),
    ("trs_trs,joint=T:3ohm@A", None),
    ("trs_trs,leak=T-S:200k", None),
    ("trs_trs,live=48V:6.81k@A.T,A.R", None),
    ("trs_trs,length=6m,stock=canare-l-4e6s", 3.0),
    ("trs_trs,unplug=B", None),
    ("none", None),
)
LINES = (
    "xlr_xlr,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B",
    "xlr_xlr,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B,open=R@1m:A",
    "xlr_xlr,unplug=B,short=T-S@B,short=R-S@B,joint=T:5ohm@A",
    "xlr_xlr,unplug=B,live=48V:6.81k@B.T-B.S",
)
WATCHED = (
    "trs_trs,length=3m,intermittent=T@B:80us/500ms",
    "trs_trs,length=3m,touch=T-S@B:60ms/400ms",
)


@functools.cache
def records():
    """Records of all kinds, as a reader gets them."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for cable, length_m in PRESSES:
            tester = Handheld(cable, folder)
            tester.app.settings.update([("lot", "L1"), ("operator", "ANA"), ("product", "PN1")])
            tester.configure(length_m=length_m)
            tester.app.tags.set_serial("A1")
            found.append(tester.press())
        asking = Handheld("trs_ts_2core,length=3m", folder).press()
        assert asking["verdict"] == "LOOKS-LIKE"
        found += [asking, answers.settled(asking, 0, "once"), answers.settled(asking, 1, "all")]
        found += [Handheld(cable, folder).wiggle(2) for cable in WATCHED]
        found += [Handheld(cable, folder).app.line(("FOH L", "stage")) for cable in LINES]
    return json.loads(json.dumps(found))


def rows(heading):
    return pages.tables("RECORD.md")[heading]


def keys(heading):
    """The first table's keys under a heading."""
    names = [row[0] for row in rows(heading) if len(row) == 3]
    assert len(names) == len(set(names)) > 1
    return set(names)


def parts(name):
    return [record[name] for record in records() if name in record]


@pytest.mark.parametrize(
    ("heading", "objects"),
    [
        ("Keys", records),
        ("Faults", lambda: [fault for found in parts("faults") for fault in found]),
        ("Question", lambda: parts("question")),
        ("Wiggle", lambda: parts("wiggle")),
    ],
    ids=["Keys", "Faults", "Question", "Wiggle"],
)
def test_every_key_of_a_record_is_listed(heading, objects):
    found = objects()
    assert found
    assert {key for each in found for key in each} - keys(heading) == set()


@pytest.mark.parametrize("heading", ["Keys", "Faults", "Question", "Wiggle"])
def test_no_key_is_listed_that_the_firmware_does_not_have(heading):
    assert keys(heading) - pages.strings() == set()


def test_keys_of_the_objects_in_a_record_are_named_in_its_row():
    listed = {row[0]: row[2] for row in rows("Keys") + rows("Faults") if len(row) == 3}
    for name in ("limits", "tag", "asked"):
        for found in parts(name):
            assert all(key in listed[name] for key in found), name
    for found in parts("faults"):
        for fault in found:
            assert all(key in listed["at"] for key in fault.get("at") or {})


def test_verdicts_and_fault_codes_are_those_of_the_vocabulary():
    assert [(row[0], row[2]) for row in rows("Verdicts") if row[0] != "verdict"] == [
        (kind.name, str(kind.exit_code)) for kind in VERDICTS
    ]
    codes = [row[0] for row in rows("Faults") if len(row) == 2]
    assert codes == [kind.code for kind in FAULTS]
