"""From the Pico's pin to the jacks: one column for each end, one wire for each contact."""

from hardware.drawings.svg import Svg
from hardware.schematic.catalogue import KINDS
from hardware.schematic.line import contact_net
from hardware.schematic.panel import JACKS, NAMES
from hardware.schematic.place import ohm_text
from ringout.board import pinmap

COLOURS = {"T": "#d03030", "R": "#2060c0", "R2": "#c08000", "S": "#202020"}
COLUMN_MM, LEFT_MM, BUS_MM = 88.0, 8.0, 5.0
HEAD_MM, HEADER_Y_MM, JACK_Y_MM, JACK_MM = 12.0, 56.0, 68.0, 28.0
CHAIN_STEP_MM = 10.0
NOTES = (
    "All jacks of an end are in parallel. Use jacks without switch contacts, or leave the switch"
    " lugs open. XLR shells, and the D-size housings, stay unconnected.",
    "Header pins are counted from pin 1, the red pad of assembly.svg. Wires under 15 cm; those of"
    " A and B not in one bundle.",
)


def _chain(svg, index, x, y):
    """GPIO, resistors and clamp of one line, on one row."""
    pico = {name: number for number, name, _ in KINDS["pico"].pins}
    gpio, number = f"GP{pinmap.line_gpio(index)}", f"{index + 1:02d}"
    letter = pinmap.CONTACTS[index].split(".")[1]
    colour = COLOURS[letter]
    svg.text(x - 1, y, f"pin {pico[gpio]}, {gpio}", 2, "start")
    svg.line((x + 14, y), (x + 74, y), stroke=colour, stroke_width=0.4)
    for at, ref in ((23, f"R1{number}"), (46, f"R2{number}")):
        svg.rect(x + at - 4.5, y - 1.6, 9, 3.2, fill="white", stroke=colour)
        svg.text(x + at, y, ref, 1.9)
    svg.circle(x + 15.7, y, 1.4, fill=colour, stroke="none")
    svg.text(x + 15.7, y - 2.1, f"D2{number}", 1.9)
    svg.circle(x + 34.5, y, 1.4, fill=colour, stroke="none")
    svg.text(x + 34.5, y - 2.1, f"D1{number}", 1.9)
    svg.text(x + 57, y - 2.1, f"R3{number}, C{index}", 1.9)
    svg.circle(x + 57, y, 1.4, fill=colour, stroke="none")
    svg.text(x + 75, y, pinmap.CONTACTS[index], 2.4, "start", bold=True, color=colour)


def _end(svg, design, end, row, x):
    """One column: the end's lines, its header, its jacks."""
    contacts = [c.split(".")[1] for c in pinmap.CONTACTS if c[0] == end]
    svg.text(x, HEAD_MM, f"End {end}", 4, "start", bold=True)
    for k, contact in enumerate(contacts):
        index = pinmap.line_of(f"{end}.{contact}")
        _chain(svg, index, x, HEAD_MM + 8 + CHAIN_STEP_MM * k)
    bus = {contact: x + 44 + BUS_MM * k for k, contact in enumerate(contacts)}
    header = f"J{row + 1}"
    kinds = JACKS[end]
    left, right = min(bus.values()) - 4, max(bus.values()) + 4
    svg.rect(left, HEADER_Y_MM, right - left, 5, fill="#e9eef4")
    svg.text(left - 2, HEADER_Y_MM + 2.5, f"{header} on the board", 2.4, "end", bold=True)
    pins = {name: number for number, name in design.parts[header].pin_names.items()}
    for contact, at in bus.items():
        svg.text(at, HEADER_Y_MM + 1.7, pins[contact], 2)
        svg.text(at, HEADER_Y_MM + 3.9, contact, 1.9, bold=True, color=COLOURS[contact])
        used = [n for n, (_, wires) in enumerate(kinds) if contact in wires.values()]
        last = JACK_Y_MM + JACK_MM * used[-1] + 4.5 * _row(kinds[used[-1]][1], contact) + 7
        svg.line((at, HEADER_Y_MM + 5), (at, last), stroke=COLOURS[contact], stroke_width=0.6)
    for column, (kind, wires) in enumerate(kinds):
        y = JACK_Y_MM + JACK_MM * column
        ref = f"J{row}{column + 1}"
        svg.rect(x, y, 30, 5.5 + 4.5 * len(wires), 1.5, fill="#f6f6f0")
        svg.text(x + 2, y + 2.8, f"{ref}  {NAMES[kind]}", 2.2, "start", bold=True)
        for k, (pin, contact) in enumerate(wires.items()):
            at = y + 7 + 4.5 * k
            net = design.parts[ref].pins[_number(kind, pin)]
            assert net == contact_net(f"{end}.{contact}"), (ref, pin, net)
            svg.text(x + 27, at, pin, 2.4, "end", bold=True)
            style = {"stroke": COLOURS[contact], "stroke_width": 0.6}
            svg.line((x + 30, at), (bus[contact], at), **style)
            for dot in (x + 30, bus[contact]):
                svg.circle(dot, at, 1.3, fill=COLOURS[contact], stroke="none")


def _row(wires, contact):
    return list(wires.values()).index(contact)


def _number(kind, pin):
    return next(str(number) for number, name, _ in KINDS[kind].pins if name == pin)


def draw(design):
    """The picture's text; `design` with the panel."""
    height = JACK_Y_MM + JACK_MM * 3 + 34
    width = LEFT_MM + COLUMN_MM * 3 + 2
    svg = Svg(width, height, "ringout wiring: Pico, lines, jacks")
    svg.text(LEFT_MM, 4.5, "Wiring of the contacts", 4, "start", bold=True)
    values = [pinmap.R_PIN_OHM, pinmap.R_FORCE_OHM, pinmap.R_SENSE_OHM]
    pin, force, sense = (ohm_text(value) for value in values)
    svg.text(
        LEFT_MM + 56,
        4.6,
        f"R1xx {pin}, R2xx {force}, D2xx and D1xx to 3V3 and GND, R3xx {sense} from the contact to"
        " the mux channel C0 to C10",
        2.4,
        "start",
    )
    for row, end in enumerate(JACKS, 1):
        _end(svg, design, end, row, LEFT_MM + COLUMN_MM * (row - 1))
    for k, note in enumerate(NOTES):
        svg.text(LEFT_MM, height - 8 + 4.4 * k, note, 2.3, "start")
    return svg.render()
