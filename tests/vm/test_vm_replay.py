"""The cases of the folder on MicroPython: what CPython says of the same readings."""

import json
from pathlib import Path

import msgspec
import pytest

import ringout
from ringout import __version__
from ringout_host.cases import case as cases
from ringout_host.cases import replay

FIRMWARE = Path(ringout.__file__).parents[1]
HOST = Path(__file__).parents[2] / "host_tools"
CASES = [
    path for path in sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
    if cases.load(path).fw == __version__
]  # fmt: skip
REPLAY = """
import sys; sys.path.insert(0, '/lib')
import json
from ringout.storage.files import Files
from ringout_host.cases.replayed import press
for text in {texts!r}:
    case = json.loads(text)
    print(json.dumps(press(case, case["calls"], Files("/" + case["record"]["verdict"]))))
"""

pytestmark = pytest.mark.vm


def test_a_replay_gives_what_the_tester_said(vm):
    found = [cases.load(path) for path in CASES]
    assert found
    texts = [json.dumps(msgspec.to_builtins(case)) for case in found]
    tree = [
        (FIRMWARE / "ringout", "/lib/ringout"),
        (HOST / "ringout_host/sim", "/lib/ringout_host/sim"),
        (HOST / "ringout_host/cases", "/lib/ringout_host/cases"),
    ]
    lines = vm.run(REPLAY.format(texts=texts), tree).splitlines()
    for case, line in zip(found, lines, strict=True):
        assert replay.differences(json.loads(line), case.record) == []
