"""What a drawing needs of a cable, from a spec or a record: the names of `cable.Cable`, without
its limits and mistakes. Runs on MicroPython too."""

from ringout.board.pinmap import EVERY_CONTACT
from ringout_host.cables.plugs import name_of, pin_of
from ringout_host.cables.sold import SOLD
from ringout_host.sim import copper
from ringout_host.sim.spec import CableSpec


class Sketch:
    """copper: sim.copper.Copper."""

    def __init__(self, made: copper.Copper, name: str):
        self.name = name
        self._copper = made
        self.wires: list = []
        self.parts: list = []
        for wire in made.wires:
            mark = "=" if wire.kind == "shield" else "-"
            if wire.part is None:
                self.wires.append(mark.join([_contact(line) for line in wire.ends]))
            else:
                self.parts.append(SketchPart(wire))
        self.parts += [SketchPart(b) for b in made.bridges if b.part is not None]

    def copper(self) -> copper.Copper:
        """The same for the simulator."""
        return self._copper

    def plug(self, end: str) -> "SketchPlug":
        """The plug at an end."""
        return SketchPlug(self._copper.plugs.get(end))


class SketchPlug:
    """kind: of `plugs.PLUGS`, None for an unknown one."""

    def __init__(self, kind: str | None):
        self.kind = kind
        self.name = name_of(kind)

    def pin(self, letter: str) -> str:
        """What is read at a contact."""
        return pin_of(self.kind, letter)


class SketchPart:
    """A component in a conductor or a bridge."""

    def __init__(self, joint: copper.Wire | copper.Bridge):
        self.ends = tuple([_contact(line) for line in joint.ends])
        self.component = joint.part


def _contact(line: int | None) -> str:
    return "" if line is None else EVERY_CONTACT[line]


def of_spec(spec: CableSpec) -> Sketch | None:
    """Of a `sim.spec.CableSpec`; None where nothing is plugged in."""
    if spec.wiring is None:
        return None
    return Sketch(spec.wiring, spec.text.partition(",")[0][:40])


def of_record(record: dict) -> Sketch | None:
    """Of the wiring that a record was judged as, as `shown.meant` finds it; of the nets that were
    found where no list has it, or None."""
    id = record.get("cable")
    for each in (id, str(record.get("mode") or "").partition(":")[2]):
        if isinstance(each, str) and each in SOLD:
            return Sketch(copper.sold(each), each)
    wires: list = []
    for net in record.get("nets") or []:
        names = [c for c in net if c in EVERY_CONTACT]
        for k in range(1, len(names)):
            far = [c for c in names[:k] if c[0] != names[k][0]]
            first = far[0] if far else names[k - 1]
            wires.append(first + ("-" if far else "~") + names[k])
    return Sketch(copper.from_wires(" ".join(wires)), str(id or "")[:40]) if wires else None
