"""Pictures of cables: every plug, pin, wire and part is in them, and what is wrong stands out."""

import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ringout_host.cables import drawing, drawing_file, planted, sketch, strokes, toml_file
from ringout_host.cables.check import cable_of
from ringout_host.cables.sold import SOLD
from ringout_host.cli.cables.common import sold
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.spec import parse
from tests.cables.test_files import PIANO


def texts(picture):
    return [shape["text"] for shape in picture["shapes"] if shape["is"] == "text"]


def wrong(picture):
    """Lines that say what is wrong: (dashed, first point, last point)."""
    return [
        (shape["dash"], shape["points"][0], shape["points"][-1])
        for shape in picture["shapes"]
        if shape["is"] == "line" and shape["color"] == strokes.WRONG
    ]


@pytest.mark.parametrize("id", SOLD)
def test_a_cable_is_drawn_with_its_plugs_and_pins(id):
    picture = drawing.picture(sold(id))
    root = ET.fromstring(drawing_file.svg(picture))
    assert root.tag.endswith("svg") and not wrong(picture)
    for end, kind in zip("ABC", SOLD[id][0].split(), strict=False):
        assert any(text.startswith(f"{end}  ") for text in texts(picture)), kind
    if "XLR" in SOLD[id][0]:
        assert {"1", "2", "3"} <= set(texts(picture))
    for x, y in (p for s in picture["shapes"] if s["is"] == "line" for p in s["points"]):
        assert 0 <= x <= picture["width"] and 0 <= y <= picture["height"]


@pytest.mark.parametrize("id", SOLD)
def test_a_sketch_is_drawn_as_the_cable_that_it_is_of(id):
    def without_name(picture):
        return [s for s in picture["shapes"] if s.get("size") != 17]

    drawn = drawing.picture(sketch.of_spec(parse(id + ",length=2m")))
    assert without_name(drawn) == without_name(drawing.picture(sold(id)))


def test_the_faults_of_a_spec_are_marked_where_they_sit():
    def marks(text):
        spec = parse(text)
        drawn = planted.mark(drawing.picture(sketch.of_spec(spec)), spec)
        texts = [s for s in drawn["shapes"] if s["is"] == "text" and s["color"] == strokes.WRONG]
        return [(s["text"], round(s["at"][0]), round(s["at"][1]) + 9) for s in texts], wrong(drawn)

    plain = drawing.picture(sketch.of_spec(parse("trs_trs")))
    at = {s["of"][0]: s["at"] for s in plain["shapes"] if s["is"] == "dot"}
    (left, ring), (right, _) = at["A.R"], at["B.R"]
    assert marks("trs_trs,length=4m")[0] == []
    assert marks("trs_trs,length=4m,open=R@1m:A")[0] == [
        ("open", round(left + (right - left) / 4), round(ring))
    ]
    found, lines = marks("trs_trs,length=4m,short=T-R@B")
    assert found == [("short", round(left + (right - left) * 0.95), round(at["B.T"][1]))]
    assert [(first[1], last[1]) for _, first, last in lines] == [(at["B.T"][1], at["B.R"][1])]
    assert len(marks("insert,open=T@A")[0]) == 1  # one leg of two: A's tip goes to B
    assert len(marks("mono_y,open=T@A")[0]) == 2  # both legs of A's tip


def test_parts_are_drawn_with_their_values():
    piano = toml_file.parsed(PIANO, Path("piano.toml"))
    assert {"470ohm", "120ohm", "HOT"} <= set(texts(drawing.picture(piano)))
    image = Image.open(BytesIO(drawing_file.png(drawing.picture(piano))))
    assert image.size == (2 * drawing.PANEL, 2 * drawing.picture(piano)["height"])
    colors = {color for _, color in image.getcolors(1 << 20)}
    assert {(198, 40, 40), (26, 86, 176)} <= colors  # tip red, ring blue


def test_what_was_found_stands_beside_it(tmp_path):
    cable = sold("trs_xlr")
    handheld = Handheld("trs_xlr", str(tmp_path), seed=2)
    assert not wrong(drawing.picture(cable, handheld.press()))
    handheld.plug("trs_xlr,open=R@B")
    picture = drawing.picture(cable, handheld.press())
    assert [dash for dash, _, _ in wrong(picture)] == [True, False, False]  # the wire, its cross
    assert "RING OPEN at plug B" in texts(picture) or "PIN 3 OPEN at plug B" in texts(picture)
    handheld.plug("trs_xlr,swap=T-R@B,short=T-S@A")
    lines = [line for line in wrong(drawing.picture(cable, handheld.press())) if not line[0]]
    assert len(lines) == 2 * 2 + 3  # two crosses, the short, two wires gone astray


PLACES = [
    ("trs_trs,length=6m,open=R@0.3m:B", "A.R", "B.R", 0.95),
    ("trs_trs,length=6m,open=R@30%", "A.R", "B.R", 0.30),
    ("insert,length=2m,open=T@C", "A.R", "C.T", 0.95),
    ("trs_trs,length=6m,short=T-S@50%", "A.T", "B.T", 0.50),
]


@pytest.mark.parametrize(("spec", "first", "last", "share"), PLACES)
def test_a_fault_is_drawn_where_the_sentence_says(tmp_path, spec, first, last, share):
    """A cross where a core ends, a touch from conductor to conductor."""
    record = Handheld(spec, str(tmp_path), seed=2).press()
    picture = drawing.as_found(sold(spec.partition(",")[0]), record)
    at = {s["of"][0]: s["at"][0] for s in picture["shapes"] if s["is"] == "dot" and "of" in s}
    wanted = at[first] + (at[last] - at[first]) * share
    found = [x for dash, *ends in wrong(picture) if not dash for x, _ in ends]
    assert found and min(found) < wanted + 8 and max(found) > wanted - 8
    assert max(found) - min(found) < 20


def test_a_short_is_drawn_in_its_plug(tmp_path):
    record = Handheld("trs_trs,length=6m,short=T-S@B", str(tmp_path), seed=2).press()
    (touch,) = wrong(drawing.as_found(sold("trs_trs"), record))
    assert min(x for x, _ in touch[1:]) > drawing.PANEL / 2


NONSENSE = [None, 7, [], "x", {"end": []}, {"end": "B", "percent": "9"},
            {"end": "C", "percent": 1e400}, {"end": "A", "percent": -1e9}]  # fmt: skip


@pytest.mark.parametrize("at", NONSENSE)
@pytest.mark.parametrize("net", [None, 7, "A.T", [[]], ["A.T", {}], ["A.T", "B.T"], ["A.T", "A.S"]])
def test_a_place_that_is_nonsense_draws_a_picture(at, net):
    fault = {"code": "open", "text": "x", "net": net, "at": at}
    found = {"verdict": "FAIL", "faults": [fault], "nets": [["A.T", "A.S", "B.S"]]}
    assert "inf" not in drawing_file.svg(drawing.picture(sold("trs_trs"), found))


def test_hostile_names_stay_text():
    name = "<script>&\"'"
    picture = drawing.picture(cable_of({"id": "x", "name": name, "wires": ["A.T-B.T"]}))
    assert "<script" not in drawing_file.svg(picture)
    assert name in [e.text for e in ET.fromstring(drawing_file.svg(picture)).iter()]
    found = {"verdict": "<b>", "faults": [{"text": "<img src=x>"}], "nets": [["A.T", "<x>"]]}
    assert "<img" not in drawing_file.svg(drawing.picture(sold("ts_ts"), found))
