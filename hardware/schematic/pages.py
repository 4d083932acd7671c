"""The drawn schematic, page by page. One file: a function a page, in the order of the book."""

from hardware.pinout import role
from hardware.schematic.catalogue import KINDS
from hardware.schematic.expander import parts, port
from hardware.schematic.line import contact_net, gpio_net
from hardware.schematic.overview import overview
from hardware.schematic.panel import JACKS
from hardware.schematic.power import TEST_POINTS
from hardware.schematic.sheet import Sheet
from ringout.board import pinmap


def pico(design):
    """Every pin of the module with the net it carries."""
    sheet = Sheet(design, "1  Front end: the Pico and where its pins go", 30, 27)
    left, right = [str(n) for n in range(1, 21)], [str(n) for n in range(40, 20, -1)]
    places = sheet.box("U1", (10, 24.5), 10, left, right, pitch=1.1)
    for number, at in places.items():
        net = design.parts["U1"].pins[number]
        if net:
            side = "left" if number in left else "right"
            sheet.tag(net, at, side)
            if net.startswith("GP"):
                x = at[0] + (-1.4 if side == "left" else 1.4)
                sheet.note(role(int(net[2:])), (x, at[1]), "right" if side == "left" else "left")
    sheet.note(
        "GP2 to GP12 drive the lines (page 2), GP13 to GP16 the multiplexer (page 3),\n"
        "GP17, GP18, GP26, GP27 charge and read Z (page 4). GP23, GP24, GP29 are inside.",
        (15, 0.9),
    )
    return sheet


def lines(design):
    """The same five parts behind each of the eleven contacts."""
    sheet = Sheet(design, "2  Lines: GPIO, clamps, force and sense path of every contact", 50, 32)
    for index, contact in enumerate(pinmap.CONTACTS):
        x, y = 5.2 + 24.5 * (index // 6), 27.5 - 4.9 * (index % 6)
        number = f"{index + 1:02d}"
        pin_at, node, contact_at = (x - 1.6, y), (x + 6, y), (x + 11, y)
        sheet.tag(gpio_net(index), (x - 2.6, y), "left")
        sheet.wire((x - 2.6, y), pin_at, (x, y))
        sheet.clamp(f"D2{number}", pin_at)
        sheet.dot(pin_at)
        sheet.two("resistor", f"R1{number}", (x, y), (x + 3, y))
        sheet.wire((x + 3, y), node)
        sheet.clamp(f"D1{number}", node)
        sheet.dot(node)
        sheet.wire(node, (x + 8, y))
        sheet.two("resistor", f"R2{number}", (x + 8, y), contact_at)
        sheet.tag(contact_net(contact), contact_at, "up")
        sheet.dot(contact_at)
        sheet.wire(contact_at, (x + 12.5, y))
        sheet.two("resistor", f"R3{number}", (x + 12.5, y), (x + 15.5, y))
        sheet.tag(f"Y{index}", (x + 15.5, y), "right")
    sheet.note(
        "The force current flows from the GPIO to the contact and back through the other end's\n"
        "line. The multiplexer reads the contact itself, so that current does not matter: Kelvin.\n"
        "What a foreign voltage pushes in goes through the 0.6 W resistor into the BAV199; the\n"
        "BAS40-04 keeps the pin itself within 0.5 V of the rails.",
        (37, 2.4),
    )
    return sheet


def mux(design):
    """Channels 0 to 10 are the lines; 11 to 15 references."""
    sheet = Sheet(design, "3  Multiplexer and references", 36, 25)
    pin = {name: str(number) for number, name, _ in KINDS["mux"].pins}
    left = [pin[f"Y{n}"] for n in range(11)] + [pin[f"S{n}"] for n in range(4)] + [pin["nE"]]
    right = [pin["Z"], None] + [pin["VCC"], None, pin["GND"], None]
    right += [pin[f"Y{n}"] for n in range(11, 16)]
    places = sheet.box("U2", (6, 22.5), 8, left, right, pitch=1.15)
    for number in (*left, pin["Z"], pin["VCC"], pin["GND"], pin["Y15"]):
        net = design.parts["U2"].pins[number]
        sheet.tag(net, places[number], "left" if number in left else "right")
    for channel, ref, cap, rise in ((11, "R11", "C1", 2.5), (12, "R12", "C2", 0.0)):
        x, y = places[pin[f"Y{channel}"]]
        far = (20.0 if channel == 11 else 26.5, y)
        sheet.wire((x, y), (far[0] - 3, y))
        sheet.two("resistor", ref, (far[0] - 3, y), far)
        sheet.wire(far, (far[0] + 1, y), (far[0] + 1, y + rise + 1.2))
        top = (far[0] + 1, y + rise + 1.2)
        sheet.two("capacitor", cap, top, (top[0], top[1] + 2))
        sheet.wire((top[0], top[1] + 2), (top[0] + 2, top[1] + 2))
        sheet.tag("GND", (top[0] + 2, top[1] + 2), "right")
    sheet.note(
        "open: nothing connected", (places[pin["Y13"]][0] + 0.3, places[pin["Y13"]][1]), "left"
    )
    x, y = places[pin["Y14"]]
    node = (30.5, y)
    sheet.wire((x, y), node)
    sheet.dot(node)
    sheet.tag("HALF", node, "right")
    sheet.two("resistor", "R9", (30.5, y + 3), node)
    sheet.tag("3V3", (30.5, y + 3), "up")
    sheet.two("resistor", "R10", node, (30.5, y - 3))
    sheet.tag("GND", (30.5, y - 3), "down")
    sheet.two("capacitor", "C5", (21, 5.2), (21, 3.2))
    sheet.tag("3V3", (21, 5.2), "up")
    sheet.tag("GND", (21, 3.2), "down")
    sheet.note(
        "Z is the one node that measures: charged and amplified on page 4.\n"
        "Channels 11 and 12 hold the references, 13 is the parking place.",
        (27, 1.2),
    )
    return sheet


def analog(design):
    """Z with its charge resistors and bleed, the unity buffer and the x11 stage."""
    sheet = Sheet(design, "4  Charge resistors and amplifiers", 38, 25)
    z_x, top, bottom = 9.0, 18.0, 8.0
    for ref, y, gpio in (("R1", top, pinmap.GP_CHG_HI), ("R2", top - 3, pinmap.GP_CHG_LO)):
        sheet.two("resistor", ref, (3.5, y), (6.5, y))
        sheet.tag(f"GP{gpio}", (3.5, y), "left")
        sheet.wire((6.5, y), (z_x, y))
        sheet.dot((z_x, y))
    sheet.wire((z_x, top), (z_x, top - 3), (z_x, bottom + 1.75), (z_x, bottom - 1.5))
    sheet.tag("Z", (z_x, top), "up")
    sheet.two("resistor", "R3", (z_x, bottom - 1.5), (z_x, bottom - 4.5))
    sheet.tag("GND", (z_x, bottom - 4.5), "down")
    rows = (
        ("UNITY", (19.0, top - 0.75), ("3", "2", "1"), "R7", "C3", pinmap.GP_ADC_UNITY),
        ("X11", (19.0, bottom + 1), ("5", "6", "7"), "R8", "C4", pinmap.GP_ADC_X11),
    )
    for name, tip, pins, series, shunt, gpio in rows:
        at = sheet.amplifier("U3", tip, pins)
        sheet.wire((z_x, at["+"][1]), at["+"])
        sheet.dot((z_x, at["+"][1]))
        out, y = (24.0, tip[1]), tip[1]
        sheet.wire(tip, (20.5, y), out)
        sheet.dot((20.5, y))
        sheet.tag(name, out, "up")
        sheet.two("resistor", series, out, (27.5, y))
        sheet.wire((27.5, y), (30, y), (33, y))
        sheet.dot((30, y))
        sheet.two("capacitor", shunt, (30, y), (30, y - 2.5))
        sheet.tag("AGND", (30, y - 2.5), "right")
        sheet.tag(f"GP{gpio}", (33, y), "right")
        below = at["-"]
        if name == "UNITY":
            sheet.wire((20.5, y), (20.5, y - 3), (below[0], y - 3), below)
        else:
            low = below[1] - 2.2
            sheet.wire(below, (below[0], low))
            sheet.dot((below[0], low))
            sheet.two("resistor", "R6", (below[0], low), (20.5, low))
            sheet.wire((20.5, low), (20.5, y))
            sheet.tag("X11_MINUS", (below[0], below[1]), "left")
            for ref, x, rail in (("R4", below[0] - 3, "3V3"), ("R5", below[0], "GND")):
                sheet.wire((below[0], low), (x, low), (x, low - 0.5))
                ends = ((x, low - 3.2), (x, low - 0.5))
                sheet.two("resistor", ref, *(ends if rail == "3V3" else ends[::-1]))
                sheet.tag(rail, (x, low - 3.2), "left")
    places = sheet.box("U3", (33, 23), 2.6, ["8"], ["4"])
    sheet.tag("3V3", places["8"], "left")
    sheet.tag("GND", places["4"], "right")
    sheet.two("capacitor", "C6", (27.5, 22.2), (30, 22.2))
    sheet.tag("3V3", (27.5, 22.2), "left")
    sheet.tag("GND", (30, 22.2), "down")
    sheet.note(
        "Z comes from the multiplexer (page 3). GP17 charges it slowly, GP18 fast with GP17 low;\n"
        "both released for resistance. R3 keeps the end of a charge below ADC_VREF.\n"
        "The x11 stage works around half of 3V3.",
        (30, 2.2),
    )
    return sheet


def power(design):
    """The shunt that holds 3V3 under clamp current, decoupling, battery, test points."""
    sheet = Sheet(design, "5  Power, protection, test points", 47, 15)
    sheet.wire((3, 12), (12.5, 12), (18.6, 12))
    sheet.tag("3V3", (3, 12), "up")
    for at in ((3, 12), (12.5, 12)):
        sheet.dot(at)
    shunt = sheet.box("U4", (6.5, 8.9), 3.4, ["1"], ["3", "2"], pitch=1.2)
    boost = sheet.box("Q2", (14.2, 8.9), 2.6, ["2"], ["3", "1"], pitch=1.2)
    y = shunt["1"][1]
    sheet.two("resistor", "R13", (3, 12), (3, 9))
    sheet.two("resistor", "R14", (3, 6.5), (3, 3.5))
    sheet.wire((3, 9), (3, y), (3, 6.5))
    sheet.wire((3, y), (5, y), shunt["1"])
    sheet.wire((5, y), (5, 10.6), (6.2, 10.6))
    sheet.two("resistor", "R23", (6.2, 10.6), (9.2, 10.6))
    sheet.wire((9.2, 10.6), (11.4, 10.6), (11.4, y))
    sheet.wire(shunt["3"], (11.4, y), (12.5, y), boost["2"])
    sheet.two("resistor", "R21", (12.5, 12), (12.5, 9))
    sheet.wire((12.5, 9), (12.5, y))
    sheet.two("resistor", "R22", (18.6, 12), (18.6, 9))
    sheet.wire((18.6, 9), (18.6, boost["3"][1]), boost["3"])
    for at in ((3, y), (5, y), (11.4, y), (12.5, y)):
        sheet.dot(at)
    sheet.tag("GND", (3, 3.5), "down")
    sheet.tag("GND", shunt["2"], "right")
    sheet.tag("GND", boost["1"], "right")
    for x, ref in ((24, "C7"), (27.5, "C8"), (31, "C9")):
        sheet.two("capacitor", ref, (x, 11.5), (x, 9))
        sheet.tag("3V3", (x, 11.5), "up")
        sheet.tag("GND", (x, 9), "down")
    battery = sheet.box("J5", (23, 4.6), 2.6, [], ["1", "2"])
    switch = sheet.box("Q1", (28.6, 5.0), 2.6, ["3"], ["2", "1"])
    sheet.wire(battery["1"], (27, battery["1"][1]), (27, switch["3"][1]), switch["3"])
    sheet.tag("VBAT", battery["1"], "up")
    sheet.tag("VSYS", switch["2"], "right")
    gate = switch["1"]
    sheet.wire(gate, (33.6, gate[1]))
    sheet.two("resistor", "R18", (33.6, gate[1]), (36.6, gate[1]))
    sheet.tag("VBUS", (33.6, gate[1]), "down")
    sheet.tag("GND", (36.6, gate[1]), "right")
    sheet.tag("GND", battery["2"], "right")
    sheet.note(
        "U4 and Q2 hold 3V3 below 3.6 V when foreign voltage pushes current through the clamps:\n"
        "U4 measures, Q2 takes the current. The Pico's own converter makes 3V3 from VSYS;\n"
        "its regulator cannot take current back.",
        (11, 1.4),
    )
    sheet.note("Q1 is off while USB supplies the Pico.", (32, 1.6))
    for number, name in enumerate(TEST_POINTS, 1):
        places = sheet.box(f"TP{number}", (39.5, 14.3 - 1.65 * number), 2.2, [], ["1"], 0.6)
        sheet.tag(name, places["1"], "right")
    return sheet


def display(design):
    """OLED, keys, lights, sounder, the headers to the jacks and their ESD arrays."""
    sheet = Sheet(design, "6  Display, keys, lights, jack headers with ESD arrays", 53, 21)
    for ref, x, top, pins in (
        ("J1", 4, 18, "1234"),
        ("J2", 4, 12, "1234"),
        ("J3", 16, 12, "1234"),
        ("J4", 28, 12, "123"),
        ("D4", 10, 12.6, "123"),
        ("D5", 10, 8.6, "123"),
        ("D6", 22, 12.6, "123"),
        ("D7", 22, 8.6, "123"),
        ("D8", 34, 12.6, "123"),
        ("D9", 34, 8.6, "123"),
        ("J6", 40, 12, "12345"),
        ("D10", 46, 12.6, "123"),
        ("D11", 46, 8.6, "123"),
    ):
        places = sheet.box(ref, (x, top), 3.2, [], list(pins), 0.8 if ref[0] == "D" else 1.0)
        for number, at in places.items():
            if design.parts[ref].pins[number]:
                sheet.tag(design.parts[ref].pins[number], at, "right")
    for ref, x in (("SW1", 13), ("SW2", 20)):
        sheet.two("key", ref, (x, 16), (x + 2.5, 16))
        sheet.tag(design.parts[ref].pins["1"], (x, 16), "left")
        sheet.tag("GND", (x + 2.5, 16), "down")
    for series, lamp, x in (("R15", "D1", 3), ("R16", "D2", 14.5)):
        sheet.two("resistor", series, (x, 4), (x + 3, 4))
        sheet.tag(design.parts[series].pins["1"], (x, 4), "left")
        sheet.wire((x + 3, 4), (x + 4.5, 4))
        sheet.two("led", lamp, (x + 4.5, 4), (x + 7, 4), pins=("2", "1"), side="bottom")
        sheet.tag("GND", (x + 7, 4), "down")
    sheet.two("resistor", "R17", (27, 4), (30, 4))
    sheet.tag(design.parts["R17"].pins["1"], (27, 4), "left")
    places = sheet.box("BZ1", (31.6, 4.8), 2, ["1", "2"], [])
    sheet.wire((30, 4), places["1"])
    sheet.tag("GND", places["2"], "down")
    return sheet


def jacks(design):
    """All jacks of an end are in parallel; the cells with their switch."""
    sheet = Sheet(design, "7  Panel: jacks of each end, cells and switch", 47, 27)
    for row, kinds in enumerate(JACKS.values(), 1):
        for column in range(1, len(kinds) + 1):
            ref = f"J{row}{column}"
            part = design.parts[ref]
            corner = 1.5 + 9 * (column - 1), 24 - 7.5 * (row - 1)
            places = sheet.box(ref, corner, 4, [], list(part.pins))
            for number, at in places.items():
                sheet.tag(part.pins[number], at, "right")
    sheet.two("battery", "BT1", (5, 1.5), (2.5, 1.5))
    sheet.tag("GND", (2.5, 1.5), "left")
    sheet.wire((5, 1.5), (8, 1.5))
    sheet.tag("CELLS", (8, 1.5), "up")
    sheet.two("switch", "SW3", (8, 1.5), (10.5, 1.5))
    sheet.tag("VBAT", (10.5, 1.5), "right")
    sheet.note(
        "All jacks of an end are in parallel. Jacks without switches, or with their switch lugs\n"
        "open. SH is the lug of an XLR's housing, and the plug's shell. J15 and J25 are optional.\n"
        "VBAT and GND go to J5 (page 5), SH and 5 to J6 (page 6).",
        (29, 1.7),
    )
    return sheet


def expander(design):
    """The expander with its bus, and the parts of its five lines."""
    sheet = Sheet(design, "8  Expander: shells and fifth pins (optional)", 44, 29)
    left, right = [str(n) for n in range(1, 15)], [str(n) for n in range(28, 14, -1)]
    places = sheet.box("U5", (4, 26), 7, left, right, pitch=1.15)
    for number, at in places.items():
        net = design.parts["U5"].pins[number]
        if net:
            sheet.tag(net, at, "left" if number in left else "right")
    for x, ref in ((4, "R19"), (8, "R20")):
        sheet.two("resistor", ref, (x, 7), (x, 4))
        sheet.tag("3V3", (x, 7), "up")
        sheet.tag(design.parts[ref].pins["2"], (x, 4), "down")
    sheet.two("capacitor", "C10", (12, 7), (12, 4))
    sheet.tag("3V3", (12, 7), "up")
    sheet.tag("GND", (12, 4), "down")
    for bit, contact in enumerate(pinmap.XCONTACTS):
        pin, force, pull, diodes = parts(bit)
        x, y = 20.0, 25.5 - 5.0 * bit
        node, joint = (x + 6, y), (x + 10, y)
        sheet.tag(port("A", bit), (x, y), "left")
        sheet.two("resistor", pin, (x, y), (x + 3, y))
        sheet.wire((x + 3, y), node, joint)
        sheet.clamp(diodes, node)
        sheet.wire(joint, (x + 12, y))
        for at in (node, joint):
            sheet.dot(at)
        sheet.two("resistor", force, (x + 15, y), (x + 12, y))
        sheet.tag(contact_net(contact), (x + 15, y), "right")
        sheet.two("resistor", pull, (x + 10, y - 3), joint)
        sheet.tag(port("B", bit), (x + 10, y - 3), "right")
    sheet.note(
        "Port A drives and reads a line, port B pulls it down or lets it float. No measuring\n"
        "current flows: 2.2 k at the contact and one Schottky clamp keep each pin in its rating.\n"
        "R19, R20 stand beside the pull-ups that most display modules have. INTA, INTB stay open.",
        (22, 1.5),
    )
    return sheet


PAGES = (overview, pico, lines, mux, analog, power, display, jacks, expander)
