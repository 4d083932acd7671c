"""The cable grammar: `trs_trs,length=6m,open=R@0.3m:B` and what it means.

A spec is a cable (a wiring id, `wires:` and wires, a `./file.toml`, or `none`) and
comma-separated modifiers, in any order (`modifiers/`). Parsing is strict: every mistake is a
`SpecError` that names it and shows a correct example.
"""

from ringout_host.cables.sold import SOLD
from ringout_host.sim import copper
from ringout_host.sim.components import DIODE, MOST_SEEN_V
from ringout_host.sim.modifiers import effects
from ringout_host.sim.modifiers.sources import DEFAULT_HUM_HZ, belongs_to_live
from ringout_host.sim.modifiers.table import MODIFIERS
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.components import Component
    from ringout_host.sim.kinds import Letters
    from ringout_host.sim.modifiers.faults import Fault
    from ringout_host.sim.modifiers.sources import Live

DEFAULT_LENGTH_M = 3.0
WITHOUT_CABLE = ("live", "plug")  # what may follow `none`
WIRES = "wires:"
SOME_SOLD = "trs_trs, xlr_xlr, ts_ts, trs_xlr, rca_rca, insert"


class CableSpec:
    """A parsed spec. `text` is what was written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.wiring: copper.Copper | None = None  # copper.Copper, None for `none`
        self.length_m = DEFAULT_LENGTH_M
        self.leg_lengths: dict[str, float] = {}  # of legs that differ, by their far end
        self.stock: str | None = None
        self.overrides: dict[str, float] = {}  # cs, cc in pF/m; core, shield in ohm/m
        self.imbalance = 0.0  # of T-S against R-S
        self.absorption = 0.0  # part of every capacitance that comes with each decade of time
        self.parts: "list[tuple[str, Letters, Component]]" = []  # (end, two letters, what)
        self.faults: "list[Fault]" = []
        self.live: "list[Live]" = []
        self.unplugged: set[str] = set()
        self.coated: set[str] = set()  # ends whose shell is painted
        self.jacks: dict[str, str] = {}  # jack by plug, where it is another one
        self.plugs: list[
            tuple[str, float]
        ] = []  # (end, ohm): reference plugs, tip over `ohm` to all other contacts
        self.hum = (0.0, DEFAULT_HUM_HZ)  # ampere peak picked up by an unshielded core, hertz

    def leg_m(self, ends: str) -> float:
        """Length of the leg between two plugs such as "AC"."""
        return self.leg_lengths.get(ends[1], self.length_m)

    def notes(self) -> list[str]:
        """What whoever wrote this should know, in sentences."""
        parts = [part for _, _, part in self.parts]
        if self.wiring is not None:
            parts += [each.part for each in self.wiring.wires + self.wiring.bridges if each.part]
        dark = [p for p in parts if p.kind == DIODE and p.value > MOST_SEEN_V]
        return [
            "simulated: %s takes %g V, too much of 3.3 V for a scan to see" % (p.text, p.value)
            for p in dark
        ]

    def turned(self) -> "CableSpec":
        """This, with the plugs of the cable at A and B exchanged."""
        if self.wiring is not None:
            self.wiring = self.wiring.turned()
        return self


def parse(text: str) -> CableSpec:
    """The CableSpec of a text; SpecError (one teaching line) for any mistake."""
    items = _split(text)
    spec = CableSpec(text)
    name = items[0]
    _cable(spec, name)
    for k in range(1, len(items)):
        item = items[k]
        if item in items[1:k]:
            raise SpecError("'%s' is there twice" % item, name + "," + item)
        key, _, value = item.partition("=")
        if key not in MODIFIERS:
            raise SpecError("unknown modifier '%s'" % item, MODIFIERS["open"][1])
        handler, example = MODIFIERS[key]
        if not value:
            raise SpecError("'%s' has no value" % key, example)
        if spec.wiring is None and key not in WITHOUT_CABLE:
            raise SpecError("'none' takes no '%s'" % key, "none")
        handler(spec, value)
    if spec.wiring is not None:
        effects.check(spec, spec.wiring)
    return spec


def _split(text: str) -> list[str]:
    """Items at commas; a bare contact after a `live=` item belongs to it."""
    parts = text.split(",")
    items = [parts[0].strip()]
    for item in parts[1:]:
        item = item.replace(" ", "")
        if items[-1].startswith("live=") and belongs_to_live(item):
            items[-1] += "," + item
        else:
            items.append(item)
    if not items[0]:
        raise SpecError("no cable given", "trs_trs,length=6m")
    return items


def _cable(spec: CableSpec, name: str) -> None:
    """What the first item says is plugged in."""
    if name == "none":
        return
    if name.startswith(WIRES):
        spec.wiring = copper.from_wires(name[len(WIRES) :])
    elif name in SOLD:
        spec.wiring = copper.sold(name)
    elif name.endswith(".toml") or "/" in name or "\\" in name:
        _from_file(spec, name)
    elif name[1:2] == "." and name[:1] in "ABC":
        raise SpecError("'%s' are wires without the word" % name, WIRES + name)
    elif "=" in name:
        raise SpecError("it begins with a cable or none, not with '%s'" % name, "trs_trs," + name)
    else:
        example = "one of %s ..., or %s" % (SOME_SOLD, copper.EXAMPLE)
        raise SpecError("unknown cable '%s'" % name, example)


def _from_file(spec: CableSpec, path: str) -> None:
    """A cable file, its length and stock as well; errors.UsageError for a mistake in it."""
    from pathlib import Path

    from ringout_host.cables import toml_file

    cable = toml_file.load(Path(path))
    spec.wiring = cable.copper()
    spec.stock = cable.stock
    if cable.length_m is not None:
        spec.length_m = cable.length_m
