"""From the Pico's pin to the jacks: one column for each end, one wire for each contact."""

from hardware.drawings.svg import Svg
from hardware.schematic.catalogue import KINDS
from hardware.schematic.expander import parts, port
from hardware.schematic.line import contact_net
from hardware.schematic.panel import JACKS, NAMES
from hardware.schematic.place import ohm_text
from ringout.board import pinmap

COLOURS = {
    "T": "#d03030",
    "R": "#2060c0",
    "R2": "#c08000",
    "S": "#202020",
    "SH": "#208040",
    "5": "#8040a0",
}
COLUMN_MM, LEFT_MM, BUS_MM = 88.0, 8.0, 5.0
HEAD_MM, HEADER_Y_MM, JACK_Y_MM, GAP_MM = 12.0, 76.0, 88.0, 4.0
CHAIN_STEP_MM = 10.0
EXTRA = "J6"  # header of the expander's contacts
NOTES = (
    "All jacks of an end are in parallel. Use jacks without switch contacts, or leave the switch"
    " lugs open. SH is the lug of an XLR's housing: no housing touches another, nor pin 1.",
    "J15 and J25 (XLR-5), J6 and what leads to it belong to the expander and are optional.",
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


def _extra_chain(svg, bit, x, y):
    """The same of a line of the expander."""
    pins = {name: number for number, name, _ in KINDS["expander"].pins}
    pin, force, pull, diodes = parts(bit)
    contact = pinmap.XCONTACTS[bit]
    colour = COLOURS[contact.split(".")[1]]
    name = port("A", bit)
    svg.text(x - 1, y, f"U5 {pins[name]}, {name}", 2, "start")
    svg.line((x + 14, y), (x + 74, y), stroke=colour, stroke_width=0.4)
    for at, ref in ((23, pin), (46, force)):
        svg.rect(x + at - 4.5, y - 1.6, 9, 3.2, fill="white", stroke=colour)
        svg.text(x + at, y, ref, 1.9)
    svg.circle(x + 34.5, y, 1.4, fill=colour, stroke="none")
    low = port("B", bit)
    svg.text(x + 34.5, y - 2.1, diodes, 1.9)
    svg.text(x + 34.5, y + 2.9, f"{pull} to U5 {pins[low]}, {low}", 1.9)
    svg.text(x + 75, y, contact, 2.4, "start", bold=True, color=colour)


def _header(svg, ref, names, numbers, bus):
    """A header's box with its pins, over the wires that start there."""
    left, right = bus[names[0]] - 2.2, bus[names[-1]] + 2.2
    svg.rect(left, HEADER_Y_MM, right - left, 5, fill="#e9eef4")
    for name in names:
        svg.text(bus[name], HEADER_Y_MM + 1.7, numbers[name], 2)
        svg.text(bus[name], HEADER_Y_MM + 3.9, name, 1.9, bold=True, color=COLOURS[name])
    if ref == EXTRA:
        svg.text(right + 2, HEADER_Y_MM + 2.5, ref, 2.4, "start", bold=True)
    else:
        svg.text(left - 2, HEADER_Y_MM + 2.5, f"{ref} on the board", 2.4, "end", bold=True)


def _end(svg, design, end, row, x):
    """One column: the end's lines, its header, its jacks."""
    contacts = [c.split(".")[1] for c in pinmap.CONTACTS if c[0] == end]
    svg.text(x, HEAD_MM, f"End {end}", 4, "start", bold=True)
    for k, contact in enumerate(contacts):
        index = pinmap.line_of(f"{end}.{contact}")
        _chain(svg, index, x, HEAD_MM + 8 + CHAIN_STEP_MM * k)
    extra = [c.split(".")[1] for c in pinmap.XCONTACTS if c[0] == end]
    for k, contact in enumerate(extra):
        bit = pinmap.XCONTACTS.index(f"{end}.{contact}")
        _extra_chain(svg, bit, x, HEAD_MM + 8 + CHAIN_STEP_MM * (len(contacts) + k))
    bus = {contact: x + 44 + BUS_MM * k for k, contact in enumerate(contacts + extra)}
    header = f"J{row + 1}"
    kinds = JACKS[end]
    pins = {name: number for number, name in design.parts[header].pin_names.items()}
    _header(svg, header, contacts, pins, bus)
    far = {name: number for number, name in design.parts[EXTRA].pin_names.items()}
    _header(svg, EXTRA, extra, {name: far[f"{end}.{name}"] for name in extra}, bus)
    tops = _tops(kinds)
    for contact, at in bus.items():
        used = [n for n, (_, wires) in enumerate(kinds) if contact in wires.values()]
        last = tops[used[-1]] + 4.5 * _row(kinds[used[-1]][1], contact) + 7
        svg.line((at, HEADER_Y_MM + 5), (at, last), stroke=COLOURS[contact], stroke_width=0.6)
    for column, (kind, wires) in enumerate(kinds):
        y = tops[column]
        ref = f"J{row}{column + 1}"
        svg.rect(x, y, 30, _height(wires), 1.5, fill="#f6f6f0")
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


def _height(wires):
    return 5.5 + 4.5 * len(wires)


def _tops(kinds):
    """Where the jacks of an end begin, and where the last one ends."""
    tops = [JACK_Y_MM]
    for _, wires in kinds:
        tops.append(tops[-1] + _height(wires) + GAP_MM)
    return tops


def _row(wires, contact):
    return list(wires.values()).index(contact)


def _number(kind, pin):
    return next(str(number) for number, name, _ in KINDS[kind].pins if name == pin)


def draw(design):
    """The picture's text; `design` with the panel."""
    height = max(_tops(kinds)[-1] for kinds in JACKS.values()) + 16
    width = LEFT_MM + COLUMN_MM * 3 + 2
    svg = Svg(width, height, "ringout wiring: Pico, lines, jacks")
    svg.text(LEFT_MM, 4.5, "Wiring of the contacts", 4, "start", bold=True)
    values = [pinmap.R_PIN_OHM, pinmap.R_FORCE_OHM, pinmap.R_SENSE_OHM, pinmap.R_XFORCE_OHM]
    pin, force, sense, far = (ohm_text(value) for value in values)
    svg.text(
        LEFT_MM + 56,
        4.6,
        f"R1xx {pin}, R2xx {force} (R212 to R216 {far}), D2xx and D1xx to 3V3 and GND, R3xx {sense}"
        " from the contact to the mux channel C0 to C10",
        2.4,
        "start",
    )
    for row, end in enumerate(JACKS, 1):
        _end(svg, design, end, row, LEFT_MM + COLUMN_MM * (row - 1))
    for k, note in enumerate(NOTES):
        svg.text(LEFT_MM, height - 12 + 4.4 * k, note, 2.3, "start")
    return svg.render()
