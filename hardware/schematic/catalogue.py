"""DATA: every kind of part: pins, footprint, and what the parts list says about it.

Pin functions are SKiDL's electrical types, for the electrical rule check. A manufacturer part
number stands only where a maker's or distributor's page has it (`source`), or where the maker's
ordering code makes it; blank means any part of that description.
"""

from dataclasses import dataclass

from ringout.board import pinmap

R_FOOTPRINT = "Resistor_THT:R_Axial_DIN0207_L6.3mm_D2.5mm_P10.16mm_Horizontal"
C_FOOTPRINT = "Capacitor_THT:C_Disc_D5.0mm_W2.5mm_P5.00mm"
PANEL = ""  # no footprint: mounted on the front panel, wired by hand

PASSIVE, POWER, POWER_OUT, INPUT, OUTPUT, BIDIR, NC = (
    "PASSIVE",
    "PWRIN",
    "PWROUT",
    "INPUT",
    "OUTPUT",
    "BIDIR",
    "NOCONNECT",
)
TWO = ((1, "1", PASSIVE), (2, "2", PASSIVE))
KA = ((1, "K", PASSIVE), (2, "A", PASSIVE))


@dataclass(frozen=True)
class Kind:
    """One kind of part."""

    description: str
    footprint: str
    pins: tuple  # (number, name, electrical type)
    package: str
    tolerance: str = ""
    part: str = ""  # manufacturer and number; "{}" is filled with the value's code
    alternatives: str = ""
    source: str = ""  # what the number was held against


def _gpio_pins():
    grounds = (3, 8, 13, 18, 23, 28, 38)
    named = {
        30: ("RUN", INPUT),
        33: ("AGND", POWER),
        35: ("ADC_VREF", PASSIVE),
        36: ("3V3", POWER_OUT),
        37: ("3V3_EN", INPUT),
        39: ("VSYS", POWER),
        40: ("VBUS", PASSIVE),
    }
    gpio = iter([*range(0, 23), 26, 27, 28])
    pins = []
    for number in range(1, 41):
        if number in grounds:
            pins.append((number, "GND", POWER))
        elif number in named:
            pins.append((number, *named[number]))
        else:
            pins.append((number, f"GP{next(gpio)}", BIDIR))
    return tuple(pins)


def _mux_pins():
    channel = {16 + i: 15 - i for i in range(8)} | {2 + i: 7 - i for i in range(8)}
    other = {
        1: ("Z", PASSIVE),
        10: ("S0", INPUT),
        11: ("S1", INPUT),
        12: ("GND", POWER),
        13: ("S3", INPUT),
        14: ("S2", INPUT),
        15: ("nE", INPUT),
        24: ("VCC", POWER),
    }
    return tuple(
        (n, *(other[n] if n in other else (f"Y{channel[n]}", PASSIVE))) for n in range(1, 25)
    )


def _expander_pins():
    other = {
        9: ("VDD", POWER),
        10: ("VSS", POWER),
        11: ("NC11", NC),
        12: ("SCL", INPUT),
        13: ("SDA", BIDIR),
        14: ("NC14", NC),
        15: ("A0", INPUT),
        16: ("A1", INPUT),
        17: ("A2", INPUT),
        18: ("nRESET", INPUT),
        19: ("INTB", PASSIVE),
        20: ("INTA", PASSIVE),
    }
    ports = {1 + i: f"GPB{i}" for i in range(8)} | {21 + i: f"GPA{i}" for i in range(8)}
    return tuple((n, *(other[n] if n in other else (ports[n], BIDIR))) for n in range(1, 29))


# the lug of the housing, which is the plug's shell, stands beside the pins
XLR_PINS = ("1", "2", "3", "shell")
XLR5_PINS = ("1", "2", "3", "4", "5", "shell")
D_SIZE = "any in a D-size housing with a lug for its shell"
D_PLATE = "any in a D-size housing with a lug for its shell, or a blank plate"
OPTIONAL = "receptacle (optional)"
MRS25 = ("Vishay MRS25000C{}FCT00", "ordering code in Vishay document 28724")
GOLDMAX = "ordering code of KEMET's Goldmax 300 series"


def _resistor(what, tolerance="1 %", package="0207 axial, 0.25 W or more", alt=""):
    return Kind(f"resistor, {what}", R_FOOTPRINT, TWO, package, tolerance, MRS25[0], alt, MRS25[1])


def _header(pins, what):
    footprint = f"Connector_PinHeader_2.54mm:PinHeader_1x0{len(pins)}_P2.54mm_Vertical"
    numbered = tuple((n, name, PASSIVE) for n, name in enumerate(pins, 1))
    return Kind(what, footprint, numbered, f"1x{len(pins)} pin header 2.54 mm")


def _panel(what, pins, part="", alt="", source=""):
    numbered = tuple((n, name, PASSIVE) for n, name in enumerate(pins, 1))
    return Kind(what, PANEL, numbered, "front panel", "", part, alt, source)


KINDS = {
    "pico": Kind(
        "microcontroller module",
        "ringout:RaspberryPi_Pico_THT",
        _gpio_pins(),
        "module, 2 x 20 pins 2.54 mm, rows 17.78 mm apart",
        part="Raspberry Pi SC0915",
        alternatives="SC0917 (Pico H); Pico W and Pico 2 are not served: see BUILD.md",
    ),
    "mux": Kind(
        "16-channel analog multiplexer",
        "Package_SO:SOIC-24W_7.5x15.4mm_P1.27mm",
        _mux_pins(),
        "SOIC-24 wide, 7.5 mm",
        part="Texas Instruments CD74HC4067M96",
        alternatives="Nexperia 74HC4067D; perfboard: CD74HC4067 breakout module",
        source="TI SCHS209",
    ),
    "opamp": Kind(
        "dual rail-to-rail CMOS amplifier, 1 MHz",
        "Package_DIP:DIP-8_W7.62mm",
        (
            (1, "OUTA", OUTPUT),
            (2, "INA-", INPUT),
            (3, "INA+", INPUT),
            (4, "VSS", POWER),
            (5, "INB+", INPUT),
            (6, "INB-", INPUT),
            (7, "OUTB", OUTPUT),
            (8, "VDD", POWER),
        ),
        "DIP-8",
        part="Microchip MCP6002-I/P",
        alternatives="MCP6022-I/P (10 MHz); not an LM358",
    ),
    "shunt": Kind(
        "adjustable shunt regulator",
        "Package_TO_SOT_THT:TO-92_Inline_Wide",
        ((1, "REF", PASSIVE), (2, "A", PASSIVE), (3, "K", PASSIVE)),
        "TO-92",
        "1 %",
        "Texas Instruments TL431ACLP",
        "TL431BCLP (0.5 %); not TL431CLP, whose 2 % may let 3V3 pass its limit",
    ),
    "boost": Kind(
        "PNP transistor, 800 mA, current gain 160 to 400",
        "Package_TO_SOT_THT:TO-92_Inline_Wide",
        ((1, "C", PASSIVE), (2, "B", PASSIVE), (3, "E", PASSIVE)),
        "TO-92, pins C B E",
        part="onsemi BC32725BU",
        alternatives="any BC327-25 or BC327-40; not 2N2907, whose pins are E B C",
        source="data sheet of BC327",
    ),
    "expander": Kind(
        "16 inputs and outputs on I2C; optional, with what the table of its lines names",
        "Package_DIP:DIP-28_W7.62mm",
        _expander_pins(),
        "SPDIP-28, 7.62 mm, no socket",
        part="Microchip MCP23017-E/SP",
        alternatives="perfboard: the same",
        source="Microchip DS20001952",
    ),
    "clamp": Kind(
        "low-leakage double diode in series",
        "Package_TO_SOT_SMD:SOT-23_Handsoldering",
        ((1, "A", PASSIVE), (2, "K", PASSIVE), (3, "COM", PASSIVE)),
        "SOT-23",
        part="Nexperia BAV199",
        alternatives="Infineon or Diodes Inc. BAV199; perfboard: two 1N3595; not BAV99 or 1N4148",
    ),
    "pin_clamp": Kind(
        "Schottky double diode in series, 380 mV at 1 mA",
        "Package_TO_SOT_SMD:SOT-23_Handsoldering",
        ((1, "A", PASSIVE), (2, "K", PASSIVE), (3, "COM", PASSIVE)),
        "SOT-23",
        part="Vishay BAS40-04-E3-08",
        alternatives="Diodes Inc. BAS40-04-7-F, onsemi BAS40-04LT1G; perfboard: BAT42; not BAT54S",
        source="Vishay 85701: 100 nA at most at 30 V",
    ),
    "esd": Kind(
        "ESD array, two lines, 24 V, both directions, 2.5 pF",
        "Package_TO_SOT_SMD:SOT-23_Handsoldering",
        ((1, "IO1", PASSIVE), (2, "IO2", PASSIVE), (3, "GND", PASSIVE)),
        "SOT-23",
        part="Texas Instruments ESD2CANFD24DBZR",
        alternatives="any of 24 V working voltage and under 4 pF; perfboard: none",
        source="product page of TI",
    ),
    "r_line": _resistor("metal film", alt="any 1 % metal film"),
    # 1 %: the loop constant of the resistance measurement is the same for every line
    "r_force": _resistor(
        "power metal film",
        package="0207 axial, 0.6 W at 70 C or more",
        alt="any 1 % metal film of 0.6 to 1 W that fits 10.16 mm",
    ),
    "r_precise": _resistor("metal film 50 ppm/K"),
    "r_led": _resistor("carbon or metal film", tolerance="5 %"),
    "c_ref": Kind(
        "C0G ceramic reference capacitor",
        C_FOOTPRINT,
        TWO,
        "radial 5 mm",
        "1 %",
        "KEMET C317C{}F1G5TA",
        "any C0G (NP0) of 1 %, leads 5 mm; never X7R",
        GOLDMAX,
    ),
    "c_big": Kind(
        "C0G ceramic or film (PP) capacitor",
        C_FOOTPRINT,
        TWO,
        "radial 5 mm",
        "5 %",
        "KEMET C322C{}J1G5TA",
        "any C0G (NP0) or polypropylene of 5 %, leads 5 mm; never X7R",
        GOLDMAX,
    ),
    "c_small": Kind(
        "C0G ceramic capacitor",
        C_FOOTPRINT,
        TWO,
        "radial 5 mm",
        "10 %",
        "KEMET C317C{}J1G5TA",
        "any C0G (NP0), leads 5 mm",
        GOLDMAX,
    ),
    "c_decouple": Kind(
        "X7R ceramic capacitor",
        C_FOOTPRINT,
        TWO,
        "radial 5 mm",
        "20 %",
        "KEMET C322C{}K5R5TA",
        "any X7R, leads 5 mm",
        GOLDMAX,
    ),
    "c_bulk": Kind("X5R ceramic capacitor, 10 V", C_FOOTPRINT, TWO, "radial 5 mm", "20 %"),
    "led_green": Kind("green LED", "LED_THT:LED_D5.0mm", KA, "5 mm"),
    "led_red": Kind("red LED", "LED_THT:LED_D5.0mm", KA, "5 mm"),
    "pfet": Kind(
        "P-channel MOSFET, 113 mohm at -1.8 V",
        "Package_TO_SOT_SMD:SOT-23_Handsoldering",
        ((1, "G", PASSIVE), (2, "S", PASSIVE), (3, "D", PASSIVE)),
        "SOT-23",
        part="Diodes Inc. DMP2305U-7",
        alternatives="Vishay Si2305DS; any that conducts at -1.8 V; perfboard: 1N5817",
        source="data sheet of DMP2305U",
    ),
    "key": Kind(
        "tactile key, 6 x 6 mm, 15 mm high",
        "Button_Switch_THT:SW_PUSH_6mm_H13mm",
        TWO,
        "6 mm THT",
    ),
    "buzzer": Kind(
        "piezo sounder without oscillator",
        "Buzzer_Beeper:Buzzer_TDK_PS1240P02BT_D12.2mm_H6.5mm",
        TWO,
        "12 mm, pins 5 mm apart",
        part="TDK PS1240P02BT",
    ),
    "oled": _header(
        ("GND", "VCC", "SCL", "SDA"), "OLED module 1.3 inch 128x64 I2C, SH1106 or SSD1306"
    ),
    "battery": _header(("+", "-"), "battery and switch lead"),
    "end4": _header(("T", "R", "R2", "S"), "wires to the jacks of one end"),
    "end3": _header(("T", "R", "S"), "wires to the jacks of end C"),
    "extra5": _header(pinmap.XCONTACTS, "wires to the shells and fifth pins"),
    "test_point": Kind(
        "test point, a plated hole",
        "TestPoint:TestPoint_THTPad_D1.5mm_Drill0.7mm",
        ((1, "1", PASSIVE),),
        "hole",
    ),
    "cells": _panel("holder for 2 AA cells, with leads", ("+", "-")),
    "slide": _panel("slide switch, 1 pole, 8.5 x 4 mm slot", ("COM", "ON")),
    "xlr_f": _panel("XLR receptacle, female", XLR_PINS, "Neutrik NC3FD-L-1", D_SIZE),
    "xlr_m": _panel("XLR receptacle, male", XLR_PINS, "Neutrik NC3MD-L-1", D_SIZE),
    "xlr5_f": _panel(f"XLR-5 {OPTIONAL}, female", XLR5_PINS, "Neutrik NC5FD-L-1", D_PLATE),
    "xlr5_m": _panel(f"XLR-5 {OPTIONAL}, male", XLR5_PINS, "Neutrik NC5MD-L-1", D_PLATE),
    "jack_635": _panel(
        "6.35 mm three-pole jack, no switches",
        ("T", "R", "S"),
        "Neutrik NJ3FP6C",
        "any in a D-size housing; it may lock, switch lugs stay open",
    ),
    "jack_35_4": _panel(
        "3.5 mm four-pole jack, no switches, 6 mm thread",
        ("T", "R", "R2", "S"),
        alt="any; switch lugs stay open",
    ),
    "jack_35_3": _panel(
        "3.5 mm three-pole jack, no switches, 6 mm thread",
        ("T", "R", "S"),
        alt="any; switch lugs stay open",
    ),
    "rca": _panel("RCA (phono) socket, insulated from the panel", ("T", "S"), "Rean NYS367"),
}
