"""A cable is drawn in the page as `cables draw` draws it: one code, on two interpreters."""

import json

import pytest

from ringout_host.cables import drawing, planted, sketch
from ringout_host.page import build
from ringout_host.sim.spec import parse

pytestmark = pytest.mark.vm
SPECS = (
    "trs_trs,length=6m,open=R@0.3m:B",
    "trrs_str,swap=T-R2@B,short=R-S@A",
    "xlr_xlr,leak=T-S:200k",
    "insert,joint=T:3ohm@A",
    "wires:A.T-B.T A.R-B.R A.S=B.S A.5-B.5 A.SH~A.S",
    "wires:A.T-B.T:1k A.R-B.R A.S=B.S,coated=A",
)
DRAW = """
import sys; sys.path.insert(0, '/lib')
import json
from ringout_host.cables import drawing, planted, sketch
from ringout_host.sim.spec import parse
drawn = []
for spec in map(parse, %r):
    drawn.append(planted.mark(drawing.picture(sketch.of_spec(spec)), spec))
print(json.dumps(drawn))
"""


def test_the_page_draws_what_the_host_draws(vm, tmp_path):
    for name, text in build.tree().items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    drawn = json.loads(vm.run(DRAW % (SPECS,), [(tmp_path, "/lib")]))
    for text, there in zip(SPECS, drawn, strict=True):
        spec = parse(text)
        here = planted.mark(drawing.picture(sketch.of_spec(spec)), spec)
        assert json.loads(json.dumps(here)) == there, text
