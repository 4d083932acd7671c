"""One drawn page: symbols, wires and net tags on a grid, and a check of the drawing.

A page knows where it put every pin, wire and tag, so `mistakes` can compare what the eye
sees connected with the netlist: a drawing that lies does not pass.
"""

import matplotlib
import schemdraw
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from schemdraw import elements as elm

matplotlib.rcParams["svg.hashsalt"] = "ringout"  # the same ids every time
matplotlib.rcParams["svg.fonttype"] = "none"
RAILS = {"GND", "3V3", "VSYS", "VBAT"}
SYMBOLS = {
    "resistor": elm.ResistorIEC,
    "capacitor": elm.Capacitor,
    "diode": elm.Diode,
    "led": elm.LED,
    "key": elm.Button,
    "battery": elm.Battery,
    "switch": elm.Switch,
    "buzzer": elm.Speaker,
}


class Sheet:
    """A page of `width` x `height` grid units; y grows upwards."""

    def __init__(self, design, title, width, height):
        self.design = design
        self.title = title
        self.figure = Figure(figsize=(width * 0.42, height * 0.42))
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
        self.axes.axis("off")
        self.axes.text(0.6, height - 0.9, title, fontsize=13, weight="bold", va="center")
        self.elements = []
        self.pins = []  # (point, ref, pin number)
        self.wires = []  # lists of points
        self.tags = []  # (point, net)

    # -- parts --
    def two(self, symbol, ref, start, end, pins=("1", "2"), side="top"):
        """A two-terminal part from pin 1 at `start` to pin 2 at `end`, with its value."""
        part = self.design.parts[ref]
        text = ref if part.value in ("", ref) else f"{ref}\n{part.value}"
        element = SYMBOLS[symbol]().endpoints(start, end)
        vertical = start[0] == end[0]
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        if vertical:
            self.note(text, (middle[0] + 0.55, middle[1]), "left")
        else:
            offset = 0.75 if side == "top" else -0.8
            self.note(text, (middle[0], middle[1] + offset), "center")
        self.elements.append(element)
        self._pin(start, ref, pins[0])
        self._pin(end, ref, pins[1])

    def clamp(self, ref, at, reach=1.5):
        """BAV199 at a node: one diode from GND, one to 3V3."""
        x, y = at
        self.elements.append(elm.Diode().endpoints((x, y), (x, y + reach)))
        self.elements.append(elm.Diode().endpoints((x, y - reach), (x, y)))
        self.note(f"{ref}\n{self.design.parts[ref].value}", (x + 0.5, y - 0.8), "left")
        self._pin((x, y), ref, "3")
        self._pin((x, y + reach), ref, "2")
        self._pin((x, y - reach), ref, "1")
        self.tag("3V3", (x, y + reach), "up")
        self.tag("GND", (x, y - reach), "down")

    def box(self, ref, corner, width, left, right, pitch=1.0):
        """An IC or connector: pin numbers listed from top to bottom; gives pin -> point."""
        part = self.design.parts[ref]
        rows = max(len(left), len(right))
        x, top = corner
        height = (rows + 0.6) * pitch
        self.axes.plot(
            [x, x + width, x + width, x, x],
            [top, top, top - height, top - height, top],
            color="black",
            lw=1.4,
        )
        self.note(f"{ref}  {part.value}", (x + width / 2, top + 0.35), "center", bold=True)
        places = {}
        for numbers, edge, stub, align in (
            (left, x, -0.8, "left"),
            (right, x + width, 0.8, "right"),
        ):
            for row, number in enumerate(numbers):
                if number is None:
                    continue
                y = top - (row + 0.8) * pitch
                self.axes.plot([edge, edge + stub], [y, y], color="black", lw=1)
                inset = 0.15 if align == "left" else -0.15
                self.note(part.pin_names[number], (edge + inset, y), align)
                self.note(number, (edge + stub * 0.5, y + 0.18), "center", size=5)
                places[number] = (round(edge + stub, 3), round(y, 3))
                self._pin(places[number], ref, number)
        return places

    def amplifier(self, ref, tip, pins):
        """A triangle with its output at `tip`; `pins` are (plus, minus, out) numbers."""
        x, y = tip
        self.axes.plot([x - 3, x - 3, x - 0.5, x - 3], [y - 1.5, y + 1.5, y, y - 1.5], "k", lw=1.4)
        self.axes.plot([x - 0.5, x], [y, y], "k", lw=1)
        points = {"+": (x - 3.5, y + 0.75), "-": (x - 3.5, y - 0.75), "out": (x, y)}
        for (name, point), number in zip(points.items(), pins, strict=True):
            if name != "out":
                self.axes.plot([point[0], point[0] + 0.5], [point[1]] * 2, "k", lw=1)
                self.note(name, (point[0] + 0.75, point[1]), "center", bold=True)
            self.note(number, (point[0] + (-0.2 if name == "out" else 0.2), point[1] + 0.2), size=5)
            self._pin(point, ref, number)
        self.note(f"{ref}\n{self.design.parts[ref].value}", (x - 1.9, y), "center")
        return points

    # -- connections --
    def wire(self, *points):
        """A line through the points; it connects at its corners and ends only."""
        points = [tuple(round(v, 3) for v in p) for p in points]
        self.wires.append(points)
        self.axes.plot(*zip(*points, strict=True), color="black", lw=1)

    def dot(self, at):
        """A junction mark."""
        self.axes.plot(*at, "ko", ms=3.5)

    def tag(self, net, at, towards="right"):
        """Names the net at a point, pointing away from the circuit."""
        at = tuple(round(v, 3) for v in at)
        self.tags.append((at, net))
        if net == "GND" and towards == "down":
            self.elements.append(elm.Ground().at(at))
            return
        if net in RAILS and towards == "up":
            self.elements.append(elm.Vdd().at(at).label(net, fontsize=7))
            return
        offset, align = {
            "right": ((0.15, 0), "left"),
            "left": ((-0.15, 0), "right"),
            "up": ((0, 0.3), "center"),
            "down": ((0, -0.35), "center"),
        }[towards]
        self.axes.text(
            at[0] + offset[0],
            at[1] + offset[1],
            net,
            fontsize=7,
            ha=align,
            va="center",
            color="#0b3d91",
            bbox={"boxstyle": "round,pad=0.12", "fc": "#eef3ff", "ec": "#0b3d91", "lw": 0.5},
        )

    def note(self, text, at, align="center", size=7, bold=False):
        """Plain text."""
        weight = "bold" if bold else "normal"
        self.axes.text(*at, text, fontsize=size, ha=align, va="center", weight=weight)

    def _pin(self, at, ref, number):
        self.pins.append((tuple(round(v, 3) for v in at), ref, number))

    def render(self):
        """Draw the collected symbols; the finished figure."""
        drawing = schemdraw.Drawing(canvas=self.axes, show=False)
        drawing.config(unit=2, fontsize=7, lw=1)
        for element in self.elements:
            drawing.add(element)
        drawing.draw(show=False, canvas=self.axes)
        width, height = self.figure.get_size_inches() / 0.42
        self.axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
        self.axes.axis("off")
        self.figure.set_size_inches(width * 0.42, height * 0.42)
        return self.figure

    # -- the check --
    def mistakes(self):
        """Differences between the drawing and the netlist, as text; empty if there are none."""
        group = {}

        def find(point):
            group.setdefault(point, point)
            while group[point] != point:
                point = group[point]
            return point

        for points in self.wires:
            for a, b in zip(points, points[1:], strict=False):
                group[find(a)] = find(b)
        members, named = {}, {}
        for point, ref, number in self.pins:
            members.setdefault(find(point), set()).add((ref, number))
        for point, net in self.tags:
            named.setdefault(find(point), set()).add(net)
        nets = self.design.nets()
        said = [f"tag {v} at {k} touches no pin" for k, v in named.items() if k not in members]
        for root, pins in members.items():
            real = {self.design.parts[ref].pins[number] for ref, number in pins}
            tags = named.get(root, set())
            if len(real) > 1 or not tags <= real:
                said.append(f"drawn together: {sorted(pins)} tags {sorted(tags)}: nets {real}")
            net = real.pop() if len(real) == 1 else ""
            if net and not tags and set(nets[net]) - pins:
                said.append(f"drawn apart from the rest of {net}: {sorted(pins)}")
            if not net and len(pins) > 1:
                said.append(f"drawn connected but is not: {sorted(pins)}")
        return said
