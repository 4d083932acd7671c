"""Harness files: what we write WireViz reads, and what others wrote we read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ringout_host.cables import toml_file, wire_form, wireviz
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.sold import SOLD
from ringout_host.cli.cables.common import sold
from ringout_host.sim import copper
from tests.cables.test_files import PIANO

FOREIGN = """
metadata: {title: Stage box link}
connectors:
  X1: {type: XLR, subtype: female, pinlabels: [GND, HOT, COLD]}
  X2: {type: Jack 6.35 TRS, pinlabels: [T, R, S], loops: []}
cables:
  W1: {colors: [WH, BU], shield: true, length: 2500 mm, gauge: 0.25 mm2}
connections:
  -
    - X1: [2-3]
    - W1: [1, 2]
    - X2: [1, 2]
  -
    - X1: 1
    - W1: s
    - X2: 3
"""


def test_a_harness_of_somebody_else_becomes_a_cable():
    cable = wireviz.imported(FOREIGN, "stage-box")
    assert set(cable.wires) == {"A.T-B.T", "A.R-B.R", "A.S=B.S"}
    assert (cable.plug("A").kind, cable.plug("B").kind) == ("XLR", "TRS")
    assert (cable.name, cable.length_m) == ("Stage box link", 2.5)


def test_loops_are_bridges():
    text = FOREIGN.replace("loops: []", "loops: [[2, 3]]").replace("[2-3]", "[2]")
    text = text.replace("W1: [1, 2]", "W1: [1]").replace("X2: [1, 2]", "X2: [1]")
    assert set(wireviz.imported(text, "x").wires) == {"A.T-B.T", "A.S=B.S", "B.R~B.S"}


@pytest.mark.parametrize("id", SOLD)
def test_every_sold_cable_goes_out_and_comes_back(id):
    cable = sold(id)
    back = wireviz.imported(wireviz.exported(cable), "back")
    assert wire_form(back) | {"id": id, "name": cable.name} == wire_form(cable) | {"id": id}
    harness = yaml.safe_load(wireviz.exported(cable))
    del harness["metadata"]["ringout"]  # as if another program had written it
    seen = wireviz.imported(yaml.safe_dump(harness), "seen").copper()
    through = [p for p in cable.parts if p.mark != "~"]
    if not through and not any(None in w.ends for w in cable.copper().wires):
        assert {frozenset(net) for net in seen.nets()} == {
            frozenset(net) for net in copper.sold(id).nets()
        }


def test_wireviz_itself_reads_what_we_write(tmp_path):
    pytest.importorskip("wireviz")
    from wireviz.wireviz import parse

    piano = toml_file.parsed(PIANO, Path("piano.toml"))
    for cable in (piano, *(sold(id) for id in ("trrs_split", "rca_xlr_2w", "sum_res"))):
        harness = parse(yaml.safe_load(wireviz.exported(cable)), return_types="harness")
        assert set(harness.connectors) == set(cable.ends)
        made = sum(len(each.connections) for each in harness.cables.values())
        across = [w for w in cable.wires if "~" not in w] + [
            p for p in cable.parts if p.mark != "~"
        ]
        assert made == len(across)


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "connectors: {X: 3}", "x" * 300_000, "&a [*a]",
    FOREIGN.replace("W1: s", "W1: [s, 1]"), FOREIGN.replace("X2: 3", "X2: 9"),
    FOREIGN.replace("X1: 1", "X9: 1"), "!!python/object/apply:os.system ['true']"])  # fmt: skip
def test_what_is_no_harness_is_said_in_one_line(text):
    with pytest.raises(Mistaken) as caught:
        wireviz.imported(text, "x")
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200


def test_a_harness_cannot_bring_its_own_id_or_a_path():
    ours = wireviz.exported(toml_file.parsed(PIANO, Path("p.toml")))
    assert wireviz.imported(ours.replace("piano-di", "../../x"), "mine").id == "mine"
    with pytest.raises(Mistaken):
        wireviz.imported(ours, "../mine")


def run(*words, folder):
    """The command as a person calls it."""
    command = [sys.executable, "-m", "ringout_host", "cables", *words]
    env = {**os.environ, "RINGOUT_CABLES": str(folder)}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=env)


def test_the_commands_do_what_they_say(tmp_path):
    (tmp_path / "piano.toml").write_text(PIANO)
    folder = tmp_path / "mine"
    assert "no cables" in run("ls", folder=folder).stdout
    assert run("add", str(tmp_path / "piano.toml"), folder=folder).returncode == 0
    assert (folder / "piano-di.toml").read_text() == PIANO
    again = run("add", str(tmp_path / "piano.toml"), folder=folder)
    assert again.returncode == 2 and "--replace" in again.stderr
    assert '"id":"piano-di"' in run("ls", "--json", folder=folder).stdout
    assert "HOT" in run("show", "piano-di", folder=folder).stdout
    harness = tmp_path / "piano.yml"
    assert run("export", "piano-di", "--out", str(harness), folder=folder).returncode == 0
    assert run("import", str(harness), "--id", "twin", folder=folder).returncode == 0
    bad = run("import", str(harness), "--id", "../x", folder=folder)
    assert bad.returncode == 2 and "is no id" in bad.stderr
    assert run("rm", "twin", folder=folder).returncode == 0
    assert sorted(p.name for p in folder.iterdir()) == ["piano-di.toml"]
    (tmp_path / "bad.toml").write_text('id = "x"\nwires = ["A.T-B.Q"]\n')
    check = run("check", str(tmp_path / "bad.toml"), folder=folder)
    assert check.returncode == 2 and "bad.toml:2: " in check.stderr
