"""An adapter pair's own ohms and picofarads, told by a cable file, are taken off and named."""

import json

import pytest

from ringout.wirings import own_files
from ringout_host.cables import toml_file, wire
from ringout_host.errors import UsageError
from ringout_host.sim.handheld import Handheld

TEXT = 'id = "nl"\nwires = ["A.T-B.T", "A.R-B.R", "A.S=B.S"]\n'
CABLE = "wires:A.T-B.T A.R-B.R A.S=B.S,length=3m"
BOTH = "joint=T:0.07ohm@A,joint=R:0.07ohm@A,joint=S:0.07ohm@A"  # two adapters, a leg each


def pressed(folder, text, spec):
    (folder / "nl.toml").write_text(text)
    form = wire.wire_form(toml_file.load(folder / "nl.toml"))
    tester = Handheld(spec, str(folder / "flash"), tester="calibrated=yes")
    own_files.put(tester.board.files, "nl", json.dumps(form).encode())
    tester.configure(mode="expect:nl")
    return tester.press()


@pytest.fixture
def records(tmp_path):
    """Of the bare cable, of it through adapters, and that with what they add taken off."""
    told = "adapter_ohm = 0.07\nadapter_pf = 25.0\n"
    out = []
    for name, text, spec in (("bare", TEXT, CABLE), ("raw", TEXT, f"{CABLE},{BOTH}"),
                             ("off", told + TEXT, f"{CABLE},{BOTH}")):  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        out.append(pressed(folder, text, spec))
    return out


def test_it_is_taken_off_and_named(records):
    bare, raw, off = records
    assert off["adapter"] == {"ohm": 0.07, "pf": 25.0}
    assert "adapter" not in raw
    for pair, (ohm, u) in bare["leg_ohm"].items():
        assert off["leg_ohm"][pair][0] == pytest.approx(ohm, abs=u + off["leg_ohm"][pair][1])
        assert raw["leg_ohm"][pair][0] - off["leg_ohm"][pair][0] == pytest.approx(0.07, abs=1e-3)
    for pair in raw["pf"]:
        assert raw["pf"][pair][0] - off["pf"][pair][0] == pytest.approx(25.0, abs=0.02)
    assert [each["verdict"] for each in records] == ["PASS"] * 3


def test_a_limit_is_judged_without_the_adapters(tmp_path):
    """0.26 ohm of cable and 0.2 of adapters, 0.34 allowed."""
    limit, spec = "[limits]\nleg_ohm = 0.34\n", f"{CABLE},{BOTH.replace('0.07', '0.2')}"
    assert pressed(tmp_path, TEXT + limit, spec)["verdict"] == "FAIL"
    (tmp_path / "off").mkdir()
    text = "adapter_ohm = 0.2\n" + TEXT + limit
    assert pressed(tmp_path / "off", text, spec)["verdict"] == "PASS"


@pytest.mark.parametrize("line", ["adapter_ohm = 50", "adapter_pf = -1", 'adapter_pf = "25"'])
def test_mistakes_are_named(tmp_path, line):
    file = tmp_path / "x.toml"
    file.write_text(f"{line}\n{TEXT}")
    with pytest.raises(UsageError, match="a number from"):
        toml_file.load(file)


def test_it_comes_back_from_its_text_and_from_the_wire(tmp_path):
    file = tmp_path / "x.toml"
    file.write_text(f"adapter_ohm = 0.07\nadapter_pf = 25\n{TEXT}")
    cable = toml_file.load(file)
    assert toml_file.parsed(toml_file.text_of(cable), file) == cable
    back = wire.from_wire(wire.wire_form(cable))
    assert (back.adapter_ohm, back.adapter_pf) == (0.07, 25.0)
