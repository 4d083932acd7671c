"""A person's own cable on MicroPython: stored, listed, judged by, as on CPython."""

import json
from pathlib import Path

import pytest

import ringout
from ringout_host.cables import wire
from ringout_host.cables.check import cable_of

pytestmark = pytest.mark.vm
TREE = [(Path(ringout.__file__).parent, "/lib/ringout")]
PAD = {"id": "pad", "name": "Pad", "wires": ["A.T-B.T:270ohm", "A.R-B.R:270ohm", "A.S=B.S"],
       "parts": [{"at": "B.T-B.R", "value": "180ohm"}]}  # fmt: skip
LIFE = """
import sys; sys.path.insert(0, '/lib')
import json
from ringout.console.cable_ops import Cables
from ringout.diagnosis import own_cable
from ringout.measure.readings import Readings
from ringout.results import record
from ringout.storage.files import Files
from ringout.wirings import lookup, own_files
text, crc = %r
files = Files("/flash9")
cables = Cables(files)
told = []
for at in range(0, len(text), 100):
    told.append(cables.put({"cable": "pad", "at": at, "size": len(text), "crc": crc,
                            "text": text[at : at + 100]}))
told = [told[-1]]
told.append(cables.listed({}))
told.append(cables.get({"cable": "pad"}) == {"cable": json.loads(text)})
lookup.take_own(None)
own = own_files.load(files, "pad")
for ohm in (270.0, 330.0, 0.0):
    readings = Readings()
    readings.nets = (0x88,)
    readings.ohm = {(3, 7): (0.1, 0.03)}
    readings.links = {(0, 4): (ohm, 3.0), (1, 5): (269.0, 3.0), (4, 5): (180.5, 2.0)}
    readings.node_pf = {0: (300.0, 4.0), 3: (600.0, 5.0)}
    readings.pair_pf = {(0, 3): (500.0, 5.0)}
    if not ohm:
        del readings.links[(0, 4)]
    result = own_cable.diagnose(own, readings)
    told.append([result.verdict, [(f["code"], f["net"]) for f in result.faults], result.text])
print(json.dumps(told))
"""


def test_it_is_kept_and_judged_by(vm):
    text = wire.packed(cable_of(PAD))
    told = json.loads(vm.run(LIFE % ((text, wire.crc(text)),), TREE))
    stored, listed, same, *judged = told
    assert stored == {"stored": "pad"} and same is True
    assert listed == {"cables": [{"id": "pad", "name": "Pad", "crc": wire.crc(text)}], "room": 31}
    assert [row[0] for row in judged] == ["PASS", "FAIL", "FAIL"]
    assert judged[1][1:] == [[["part", ["A.T", "B.T"]]], "330 ohm in TIP - not 270 ohm"]
    assert judged[2][1][0] == ["open", ["A.T", "B.T"]]
