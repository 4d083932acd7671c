"""Cable files: what a person writes is understood, and a mistake is named with its line."""

import json
from pathlib import Path

import pytest

from ringout.console.protocol import LINE_BYTES
from ringout_host.cables import toml_file, transfer, wire, wire_form
from ringout_host.cables.check import cable_of
from ringout_host.cables.folder import Folder
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cables.plugs import PLUGS
from ringout_host.cables.sold import SOLD
from ringout_host.errors import UsageError
from ringout_host.sim import copper
from ringout_host.sim.spec import parse

PIANO = """\
# our stage pianos
id = "piano-di"      # printed on the heat shrink
name = "Piano to DI"
part_number = "SP-0031"
length = "6m"
stock = "mogami-w2549"
wires = [
  "A.T-B.T",         # hot
  "A.R-B.R",
  "A.S=B.S",
]

[plugs]
A = "TRS"            # gold
B = { kind = "XLR", pins = { T = "HOT" } }

[limits]
leg_ohm = 0.5
pf_per_ft = 40

[[parts]]
at = "A.T-B.T"
value = "470ohm"
tolerance = "5%"

[[parts]]
at = "B.T-B.R"
value = "120ohm"

[[mistakes]]
wires = ["A.T-B.R", "A.R-B.T", "A.S=B.S"]
says = "pins 2 and 3 exchanged: polarity"
"""


def test_a_file_says_all_there_is_to_say():
    cable = toml_file.parsed(PIANO, Path("piano.toml"))
    assert (cable.id, cable.name, cable.part_number) == ("piano-di", "Piano to DI", "SP-0031")
    assert (cable.length_m, cable.stock) == (6.0, "mogami-w2549")
    assert cable.wires == ("A.R-B.R", "A.S=B.S")
    assert [(p.at, p.mark, p.value, p.tolerance) for p in cable.parts] == [
        ("A.T-B.T", "-", 470.0, 0.05),
        ("B.T-B.R", "~", 120.0, 0.1),
    ]
    assert [cable.plug("B").pin(letter) for letter in "TRS"] == ["HOT", "3", "1"]
    assert cable.limits == {"leg_ohm": 0.5, "pf_per_ft": 40.0}
    assert cable.mistakes[0].says.startswith("pins 2 and 3")


def test_a_file_written_out_says_the_same():
    cable = toml_file.parsed(PIANO, Path("piano.toml"))
    again = toml_file.parsed(toml_file.text_of(cable), Path("again.toml"))
    assert wire_form(again) == wire_form(cable)


def test_comments_survive_an_edit():
    text = toml_file.changed(PIANO, Path("p.toml"), name='A "B"', part_number=None, notes="x = [1]")
    for comment in ("# our stage pianos", "# printed on the heat shrink", "# hot", "# gold"):
        assert comment in text
    cable = toml_file.parsed(text, Path("p.toml"))
    assert (cable.name, cable.part_number, cable.notes) == ('A "B"', "", "x = [1]")
    with pytest.raises(UsageError, match="name has 30 characters"):
        toml_file.changed(PIANO, Path("p.toml"), name="n" * 30)


def test_the_json_form_is_small_and_comes_back():
    cable = toml_file.parsed(PIANO, Path("piano.toml"))
    text = wire.packed(cable)
    assert text.isascii() and len(text) < 600
    form = json.loads(text)
    assert form["wires"] == "A.R-B.R A.S=B.S" and "shape" not in form
    assert form["parts"][0] == {
        "at": "A.T-B.T", "mark": "-", "kind": "R", "ohm": 470, "tol": 5}  # fmt: skip
    assert form["limits"]["stock_pf_per_ft"] == pytest.approx(76 * 0.3048, abs=0.01)
    assert wire_form(wire.from_wire(form)) == form


@pytest.mark.parametrize("value", ["47ohm", "4.7k", "2.2M", "100pF", "1nF", "2.2uF", "diode",
                                   "schottky", "led:1.90V"])  # fmt: skip
def test_a_part_keeps_its_value_on_the_way_to_a_tester(value):
    rows = [{"at": "B.T-B.R", "value": value}]
    cable = cable_of({"id": "x", "wires": ["A.T-B.T", "A.R-B.R"], "parts": rows})
    (part,) = wire.from_wire(json.loads(wire.packed(cable))).parts
    assert part.component.text == value
    assert part.value == pytest.approx(cable.parts[0].value)


@pytest.mark.parametrize("sold", SOLD)
def test_every_sold_cable_is_a_definition(sold):
    plugs, wires = SOLD[sold]
    kinds = dict(zip("ABC", plugs.split(), strict=False))
    cable = cable_of({"id": "my-" + sold, "wires": wires.split(), "plugs": kinds})
    ours, theirs = cable.copper(), copper.sold(sold)
    assert ours.nets() == theirs.nets()
    assert [b.ends for b in ours.bridges] == [b.ends for b in theirs.bridges]
    assert wire_form(wire.from_wire(wire_form(cable))) == wire_form(cable)


HEAD = 'id = "a"\nwires = ["A.T-B.T",\n  "A.R-B.R"]\n'
MISTAKES = {
    "no id": ('wires = ["A.T-B.T"]', 1, "no id"),
    "a path as id": ('id = "../../etc/x"\nwires = ["A.T-B.T"]', 1, "is no id"),
    "an id of the catalogue": ('id = "trs_trs"\nwires = ["A.T-B.T"]', 1, "of the catalogue"),
    "an id of 33": (f'id = "{33 * "a"}"\nwires = ["A.T-B.T"]', 1, "is no id"),
    "no wires": ('id = "a"\nwires = []', 2, "no wires"),
    "an unknown contact": ('id = "a"\nwires = ["A.T-B.T",\n  "A.R-B.Q"]', 3, "is not a contact"),
    "a contact twice": ('id = "a"\nwires = ["A.T-B.T",\n  "B.T-A.T"]', 3, "joined twice"),
    "with itself": ('id = "a"\nwires = ["A.T-A.T"]', 2, "with itself"),
    "a bridge across plugs": ('id = "a"\nwires = ["A.T-B.T",\n"A.S~B.S"]', 3, "inside one plug"),
    "a name of 21": (f'id = "a"\nname = "{21 * "n"}"\nwires = ["A.T-B.T"]', 2, "20 at most"),
    "a name off the screen": ('id = "a"\nname = "\\u00e9"\nwires = ["A.T-B.T"]', 2, "plain text"),
    "an unknown key": (HEAD + 'colour = "red"', 4, "unknown key 'colour'"),
    "an unknown plug": (HEAD + '[plugs]\nA = "TRSS"', 5, "a 'TRSS'"),
    "a plug too many": (HEAD + '[plugs]\nD = "TRS"', 5, "the ends are A, B and C"),
    "a plug too small": (HEAD + '[plugs]\nB = "RCA"', 3, "no such contact"),
    "a part nowhere": (HEAD + '[[parts]]\nat = "A.S-B.S"\nvalue = "1k"', 5, "where no wire is"),
    "a part of nothing": (HEAD + '[[parts]]\nat = "A.T-B.T"\nvalue = "1x"', 6, "is no part"),
    "a tolerance": (HEAD + '[[parts]]\nat = "A.T-A.R"\nvalue = "1k"\ntolerance = "0%"', 7, "tol"),
    "a limit": (HEAD + "[limits]\nleg_ohm = -1", 5, "from 0.01 to 1000"),
    "a length": (HEAD.replace("wires", 'length = "6 parsecs"\nwires'), 2, "from 5 cm to 300 m"),
    "a stock": (HEAD.replace("wires", 'stock = "rope"\nwires'), 2, "unknown stock"),
    "no TOML": ('id = "a"\nwires = ["A.T-B.T",,]\n', 2, "no TOML"),
    "a list": ('id = ["a"]\nwires = ["A.T-B.T"]', 1, "is no id"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_with_file_line_and_what_to_do(name, tmp_path):
    text, line, says = MISTAKES[name]
    file, folder = tmp_path / "bad.toml", Folder(tmp_path / "cables")
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        folder.add(toml_file.read_text(file), file)
    said = str(caught.value)
    assert said.startswith(f"{file}:{line}: ") and "\n" not in said and says in said
    assert not (tmp_path / "cables").exists()


def test_a_name_of_a_megabyte_is_one_line_too(tmp_path):
    file = tmp_path / "big.toml"
    file.write_text('id = "a"\nname = "' + "n" * 1_000_000 + '"\n')
    with pytest.raises(UsageError) as caught:
        toml_file.load(file)
    assert str(caught.value).startswith(f"{file}:2: ") and len(str(caught.value)) < 300


FORM = {"v": 1, "id": "a", "wires": "A.T-B.T"}
HOSTILE = [
    None, [], {}, {"v": 1}, FORM | {"v": 2}, FORM | {"id": "../a"}, FORM | {"wires": 7},
    FORM | {"parts": [3]}, FORM | {"parts": [{"kind": "X", "ohm": 1}]}, FORM | {"stock": ["x"]},
    FORM | {"plugs": {"A": {}}}, FORM | {"plugs": {"A": "TRS"}, "pins": {"A": 3}},
    FORM | {"parts": [{"kind": "R", "ohm": 1, "at": ["A.T", "B.T"], "mark": "-"}]},
    FORM | {"name": 900 * "x"}, FORM | {"limits": {"leg_ohm": "low"}}, FORM | {"mistakes": [{}]},
]  # fmt: skip


@pytest.mark.parametrize("form", HOSTILE)
def test_nothing_a_tester_says_is_believed(form):
    with pytest.raises(Mistaken):
        wire.from_wire(form)


def test_a_folder_keeps_what_it_has(tmp_path):
    folder = Folder(tmp_path / "cables")
    assert list(folder.all()) == []
    folder.add(PIANO, Path("piano.toml"))
    with pytest.raises(UsageError, match="there already"):
        folder.add(PIANO, Path("piano.toml"))
    assert folder.file("piano-di").read_text("utf-8") == PIANO
    (folder.path / "broken.toml").write_text("id = ")
    found = {path.stem: cable for path, cable in folder.all()}
    assert isinstance(found["broken"], UsageError) and found["piano-di"].name == "Piano to DI"
    for bad in ("../piano-di", "a/b", "", "A"):
        with pytest.raises(UsageError):
            folder.remove(bad)
    folder.remove("piano-di")
    assert not folder.has("piano-di")


def test_the_simulator_takes_a_file_with_its_length_and_stock(tmp_path):
    file = tmp_path / "piano.toml"
    file.write_text(PIANO)
    spec = parse(f"{file},open=R@B")
    assert (spec.length_m, spec.stock, len(spec.faults)) == (6.0, "mogami-w2549", 1)
    assert parse(f"{file},length=2m").length_m == 2.0
    with pytest.raises(UsageError, match="No such file"):
        parse(f"{tmp_path}/none.toml")


def test_kinds_of_plug_name_contacts_that_there_are():
    for kind, (_, pins, bridges) in PLUGS.items():
        assert set(pins) <= {"T", "R", "R2", "S", "5"}, kind
        assert all(one in pins or other in pins for one, other in bridges), kind


def test_every_piece_of_a_cable_fits_a_request_line():
    """The largest cable that there may be, with what doubles in a JSON string."""
    rows = [{"at": f"A.{a}-A.{b}", "value": "4.7k"} for a, b in ("TR", "TS", "RS")]
    says = [{"wires": ["A.T-B.T"], "says": 60 * '"'} for _ in range(8)]
    data = {"id": 32 * "x", "name": 20 * '"', "wires": ["A.T-B.T"], "parts": rows}
    cable = cable_of(data | {"mistakes": says})
    came = {}

    def call(op, **args):
        line = json.dumps({**args, "id": (1 << 30) - 1, "op": op})
        assert len(line) <= LINE_BYTES and args["at"] == len(came.setdefault("text", ""))
        came["text"] += args["text"]
        whole = len(came["text"]) == args["size"]
        return {"stored": args["cable"]} if whole else {"got": len(came["text"])}

    transfer.put(call, cable)
    assert wire_form(wire.from_wire(json.loads(came["text"]))) == wire_form(cable)
