"""DATA: single faults of components, as changes of a simulated front end.

A fault of one line stands for the same of all eleven. What the simulator does not have is not
here: lamps and buzzer (nothing reads them back), the converter's filters.
"""

from ringout.board import pinmap as pin

LINE = pin.line_of("A.R")


def of(**values):
    """These attributes of the front end."""

    def change(front_end, board):
        for name, value in values.items():
            setattr(front_end, name, value)

    return change


def times(name, factor):
    """An attribute of the front end, multiplied."""

    def change(front_end, board):
        setattr(front_end, name, getattr(front_end, name) * factor)

    return change


def element(name, value, line=LINE):
    """One of a list of the front end: a value, or a function of the old one."""

    def change(front_end, board):
        found = getattr(front_end, name)
        found[line] = value(found[line]) if callable(value) else value

    return change


def stray(name, value, line=LINE):
    """One of a list of the strays, or a number of them."""

    def change(front_end, board):
        found = getattr(front_end.stray, name)
        if isinstance(found, list):
            found[line] = value(found[line]) if callable(value) else value
        else:
            setattr(front_end.stray, name, value)

    return change


def adc(name, value):
    """Of the converter."""

    def change(front_end, board):
        setattr(front_end.adc, name, value)

    return change


def board(name, value):
    """Of what is not the front end."""

    def change(front_end, board):
        setattr(board, name, value)

    return change


def panel(name, value):
    """Of the display."""

    def change(front_end, board):
        setattr(board.panel, name, value)

    return change


def expander(contact="A.5", **values):
    """Attributes of one line of the expander."""
    bit = pin.XCONTACTS.index(contact)

    def change(front_end, board):
        for name, value in values.items():
            getattr(front_end.expander, name)[bit] = value

    return change


def bridge(contact, other):
    """Two contacts joined on the board, one of them the expander's."""

    def change(front_end, board):
        bit = pin.XCONTACTS.index(contact)
        node = front_end.contact_nodes[pin.line_of(other)]
        front_end.expander.bridges.append((bit, node, 0.5))

    return change


def no_expander(front_end, board):
    """The chip answers nothing."""
    board.bench.expander = None


OPEN = 1e12
_UNREACHED = {"force_ohm": OPEN, "path_ohm": OPEN, "pull_ohm": OPEN}
EXPANDER = "U5"  # faults of it begin so: the tester has one then
_CLAMP = pin.R_FORCE_OHM  # between a contact and its clamp
FAULTS = {
    # -- one line --------------------------------------------------------------------------
    "220 or 330 ohm open": element("force_ohm", OPEN),
    "220 ohm shorted": element("force_ohm", lambda ohm: ohm - pin.R_PIN_OHM),
    "330 ohm shorted": element("force_ohm", lambda ohm: ohm - pin.R_FORCE_OHM),
    "330 ohm is 1 k": element("force_ohm", lambda ohm: ohm + 670.0),
    "4.7 k open, or its mux channel": element("sense_ohm", OPEN),
    "4.7 k shorted": element("sense_ohm", 1.0),
    "4.7 k is 47 k": element("sense_ohm", 47e3),
    "BAV199 shorted to GND": stray("ground_ohm", _CLAMP),
    "BAV199 shorted to 3V3": stray("supply_ohm", _CLAMP),
    "BAV199 leaks 10 uA to GND": stray("ground_ohm", 3.1e5),
    "BAV199 leaks 1 uA to GND": stray("ground_ohm", 3.1e6),
    "BAV199 leaks 0.1 uA to GND": stray("ground_ohm", 3.1e7),
    "BAV199 leaks 10 uA to 3V3": stray("supply_ohm", 3.3e5),
    "BAV199 leaks 1 uA to 3V3": stray("supply_ohm", 3.3e6),
    "BAV199 open": stray("line_f", lambda farad: farad - 4e-12),
    "GPIO stuck low": element("stuck", 0),
    "GPIO stuck high": element("stuck", 1),
    "GPIO driver of 150 ohm": element("gpio_ohm", 150.0),
    "GPIO pull-down missing": element("pull_ohm", 1e9),
    "GPIO pull-down of 15 k": element("pull_ohm", 15e3),
    "solder bridge to the next contact": stray("beside_ohm", 0.5),
    "flux of 200 k to the next contact": stray("beside_ohm", 2e5),
    "flux of 1 M to the next contact": stray("beside_ohm", 1e6),
    "flux of 3 M to the next contact": stray("beside_ohm", 3e6),
    "flux of 20 M to the next contact": stray("beside_ohm", 2e7),
    # -- multiplexer -----------------------------------------------------------------------
    "U2 without supply or enable": of(mux_dead=True),
    **{f"U2 S{bit} stuck low": of(mux_address=(15 & ~(1 << bit), 0)) for bit in range(4)},
    **{f"U2 S{bit} stuck high": of(mux_address=(15, 1 << bit)) for bit in range(4)},
    "U2 channel of the 1 nF open": element("sense_ohm", OPEN, pin.MUX_CREF),
    "U2 channel of the 10 nF open": element("sense_ohm", OPEN, pin.MUX_CREF_BIG),
    "U2 channel of 3V3/2 open": element("sense_ohm", OPEN, pin.MUX_HALF),
    "U2 channel of GND open": element("sense_ohm", OPEN, pin.MUX_GND),
    "Z leaks 0.3 uA": stray("z_na", -300.0),
    "Z leaks 0.9 uA from 3V3": stray("z_na", 900.0),
    "Z leaks 2 uA": stray("z_na", -2000.0),
    "Z leaks 2 uA from 3V3": stray("z_na", 2000.0),
    # -- amplifiers ------------------------------------------------------------------------
    "buffer offset 10 mV": of(buffer_offset_v=0.010),
    "buffer offset 50 mV": of(buffer_offset_v=0.050),
    "buffer offset -50 mV": of(buffer_offset_v=-0.050),
    "x11: offset 5 mV": of(x11_offset_v=0.005),
    "x11: offset 50 mV": of(x11_offset_v=0.050),
    "x11: 100 k 10 % low": times("x11_gain", 0.91),
    "x11: 100 k shorted": of(x11_gain=1.0),
    "x11: 100 k open": of(x11_gain=1e4),
    "x11: one 20 k open": of(x11_mid=0.0),
    "x11: one 20 k 5 % off": of(x11_mid=0.5125),
    # -- references and charging -----------------------------------------------------------
    **{
        f"1 nF {percent:+d} %": times("cref_f", 1.0 + percent / 100.0)
        for percent in (-50, -20, -5, 5, 20, 50)
    },
    "1 nF missing": of(cref_f=1e-13),
    **{
        f"10 nF {percent:+d} %": times("cref_big_f", 1.0 + percent / 100.0)
        for percent in (-50, -20, -5, 5, 20, 50)
    },
    "10 nF missing": of(cref_big_f=1e-13),
    "220 k open, or GP17": of(charge_dead=(True, False)),
    "220 k +5 %": times("chg_hi_ohm", 1.05),
    "220 k +50 %": times("chg_hi_ohm", 1.5),
    "220 k shorted": of(chg_hi_ohm=1.0),
    "10 k open, or GP18": of(charge_dead=(False, True)),
    "10 k +5 %": times("chg_lo_ohm", 1.05),
    "10 k +50 %": times("chg_lo_ohm", 1.5),
    "10 k shorted": of(chg_lo_ohm=1.0),
    "2.2 M open": of(bleed_ohm=OPEN),
    "2.2 M -20 %": times("bleed_ohm", 0.8),
    "2.2 M shorted": of(bleed_ohm=100.0),
    "3V3/2: one 10 k open": of(half=0.0),
    "3V3/2: one 10 k 20 % off": of(half=0.455),
    # -- converter, supply, the person's side ----------------------------------------------
    "converter noise of 3 codes": adc("noise_lsb", 3.0),
    "converter noise of 7 codes": adc("noise_lsb", 7.0),
    "converter offset of 30 codes": adc("offset_lsb", 30.0),
    "converter offset of 60 codes": adc("offset_lsb", 60.0),
    "3V3 of 3.0 V": of(vdd=3.0),
    "3V3 of 3.5 V": of(vdd=3.5),
    "cells of 1.7 V": board("supply_mv", 1700),
    "display gone": panel("connected", False),
    "display holds SDA low": panel("holds_sda", True),
    "TEST key shorted": board("held", 1),
    "MODE key shorted": board("held", 2),
    # -- expander, of A.5 where one line stands for five -----------------------------------
    f"{EXPANDER} without supply, or its bus open": no_expander,
    f"{EXPANDER}: 220 ohm open": expander(pin_ohm=OPEN, path_ohm=OPEN),
    f"{EXPANDER}: 100 k open, or pin of port B": expander(back_open=True, pull_ohm=OPEN),
    f"{EXPANDER}: clamp shorted to GND": expander(clamp_ohm=1.0),
    f"{EXPANDER}: 2.2 k or wire to A.5 open": expander(**_UNREACHED),
    f"{EXPANDER}: 2.2 k or wire to A.SH open": expander("A.SH", **_UNREACHED),
    f"{EXPANDER}: pin of port A reads low": expander(threshold=2.0),
    f"{EXPANDER}: pin of port A reads high": expander(threshold=-1.0),
    f"{EXPANDER}: A.5 leaks 1 uA": expander(leak_ohm=3.1e6),
    f"{EXPANDER}: A.5 leaks 30 uA": expander(leak_ohm=1e5),
    f"{EXPANDER}: A.5 joined to GND": expander(leak_ohm=0.5),
    f"{EXPANDER}: A.SH joined to GND": expander("A.SH", leak_ohm=0.5),
    f"{EXPANDER}: A.5 joined to A.S": bridge("A.5", "A.S"),
    f"{EXPANDER}: A.5 joined to B.5": bridge("A.5", "B.5"),
    f"{EXPANDER}: A.SH joined to A.S": bridge("A.SH", "A.S"),
}  # fmt: skip
METERED = {  # what no check with empty jacks can tell -> the row of BUILD's table that does
    f"{EXPANDER}: 2.2 k or wire to A.5 open": "contact to its pad of U5",
    f"{EXPANDER}: 2.2 k or wire to A.SH open": "contact to its pad of U5",
    f"{EXPANDER}: A.5 joined to GND": "contact to GND",
}
