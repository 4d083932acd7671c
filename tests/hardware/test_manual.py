"""The guides say what firmware and circuit say: each name and number is looked up there."""

import pytest
from hardware.paths import HARDWARE
from hardware.schematic import design as schematic
from hardware.schematic.panel import JACKS
from hardware.spice import models
from tests.measuring_rig import Rig

from ringout.base import limits
from ringout.board import pinmap
from ringout.results.vocabulary import FAULTS, VERDICTS
from ringout.settings import table as setting_rows
from ringout_host.sim.handheld import Handheld

MANUAL = HARDWARE / "manual" / "MANUAL.md"
BUILD = HARDWARE / "manual" / "BUILD.md"
CARD = HARDWARE / "manual" / "QUICKCARD.md"


def section(path, title):
    """The text under a heading."""
    text = path.read_text()
    assert f"\n## {title}\n" in text, title
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def table(text):
    """First cell -> the other cells, of every row."""
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines() if row]
    return {row[0].strip("`"): row[1:] for row in rows if row}


def test_every_verdict_and_every_fault_has_its_row():
    verdicts = [kind.name for kind in VERDICTS]
    codes = [kind.code for kind in FAULTS]
    assert set(verdicts) <= set(table(section(MANUAL, "Verdicts")))
    assert set(codes) <= set(table(section(MANUAL, "Faults")))
    card = CARD.read_text()
    assert [word for word in verdicts if word not in card] == []
    assert [code for code in codes if code != "live" and code not in card] == []


def test_every_screen_of_the_gallery_is_in_the_manual():
    """In the text, with what to do, or at least on the page of all screens that it links."""
    screens = HARDWARE / "manual" / "screens"
    text, page = MANUAL.read_text(), (screens / "README.md").read_text()
    assert "(screens/README.md)" in text
    for picture in screens.glob("*.png"):
        name = picture.name.removeprefix("readme-")  # README shows two of them larger
        assert f"screens/{name}" in text or name in page or name == "fail.png"


def test_every_setting_is_explained_as_in_the_firmware():
    found = table(section(MANUAL, "Settings"))
    for name, _, _, label, text in setting_rows.ROWS:
        if name not in ("mode", "expect", "golden"):  # chosen in the menu's Mode
            assert found[label][0] == text


def test_every_check_of_the_selftest_has_its_row(tmp_path):
    found = table(section(BUILD, "5. Self-test"))
    rig = Rig(tmp_path, electronics="typical,expander=yes")
    rig.tester.find_expander()
    for check in rig.tester.selftest():
        name = check.name.split(" ")[0]
        row = f"{name}` and a contact" if name in ("line", "zero") else check.name
        assert row in found, check.name
        if check.value is not None and name != "zero":
            assert f"{check.span[0]:g} to {check.span[1]:g}" in found[row][1], check.name
    assert "jacks" in found and "expander" in found


def test_the_plug_table_is_the_panels():
    """Which jacks an end has, from the list that wires them."""
    kinds = {end: [kind for kind, _ in jacks] for end, jacks in JACKS.items()}
    found = table(section(MANUAL, "Which jack takes which plug"))
    plugs = {
        "XLR female": ("xlr_m",),  # a female plug goes onto pins
        "XLR male": ("xlr_f",),
        "6.35 mm TRS": ("jack_635",),
        "6.35 mm TS": ("jack_635",),
        "3.5 mm TRRS": ("jack_35_4",),
        "3.5 mm TRS": ("jack_35_3", "jack_35_4"),
        "RCA": ("rca",),
        "XLR-5 female": ("xlr5_m",),
        "XLR-5 male": ("xlr5_f",),
    }
    assert set(plugs) <= set(found)
    for plug, fits in plugs.items():
        ends = [end if set(fits) & set(kinds[end]) else "-" for end in "ABC"]
        assert found[plug][:3] == ends, plug


def test_what_is_left_out_without_the_expander_is_what_belongs_to_it():
    """BUILD's list against the sheets of the schematic, and the arrays of its contacts alone."""
    said = (
        section(BUILD, "0. What you need").partition("To leave it out: no ")[2].partition(" and")[0]
    )
    listed = set()
    for item in said.replace(chr(10), " ").split(","):
        first, _, last = item.split("(")[0].strip().partition(" to ")
        if first:
            numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
            listed |= {f"{first[0]}{number}" for number in numbers}
    parts = schematic.build(with_panel=False).parts
    extra = {name.replace(".", "_") for name in pinmap.XCONTACTS}
    belongs = {ref for ref, part in parts.items() if part.sheet.startswith("expander")}
    for ref, part in parts.items():
        nets = set(part.pins.values()) - {"GND"}
        if part.sheet == "ends" and nets <= extra:
            belongs.add(ref)
    assert listed == belongs


def test_what_the_meter_shows_follows_from_the_pin_map():
    """Bring-up figures, with Ohm's law."""
    p = pinmap
    around = p.R_SHUNT_BASE_OHM + p.R_SHUNT_GAIN_OHM  # by way of the TL431's cathode
    top = 1 / (1 / p.R_SHUNT_TOP_OHM + 1 / around)
    divider = top + p.R_SHUNT_BOTTOM_OHM
    supply = 1 / (1 / divider + 1 / (2 * p.R_HALF_OHM) + 1 / (2 * p.X11_R_IN_OHM))
    top_ohm, bottom_ohm = p.R_SHUNT_TOP_OHM, p.R_SHUNT_BOTTOM_OHM
    first, chips = table(section(BUILD, "1. Passive parts, before any chip")), BUILD.read_text()
    assert first["3V3 to GND"][0].startswith(f"about {supply / 1e3:.1f} k ")
    contact = first["each contact (J2, J3, J4) to its GPIO pad"][0]
    assert contact == f"{p.R_PIN_OHM + p.R_FORCE_OHM:g} ohm"
    assert first["each contact to its mux pad"][0] == f"{p.R_SENSE_OHM / 1e3:g} k"
    assert f"| U4 pin 1 | {p.VDD_V * p.R_SHUNT_BOTTOM_OHM / divider:.2f} V |" in chips
    assert f"| TP4 (HALF, U2 pin 17) | {p.VDD_V / 2:.2f} V |" in chips
    # from where the transistor begins to 20 mA: 80 mV at its base, 20 mV at R22, a tenth on 3V3
    low = models.shunt_v(p.V_SHUNT_REFERENCE_V * 0.99, top_ohm * 0.99, bottom_ohm * 1.01)
    high = models.shunt_v(*models.SHUNT_HIGHEST) + (0.08 + 0.02) / 10
    assert f"reached between {low:.2f} and {high:.2f} V" in chips


@pytest.mark.parametrize("plug", ["short", "10ohm"])
def test_the_guides_reference_plugs_are_what_calibration_takes(tmp_path, plug):
    """One plug alone in one jack, as BUILD.md makes them; the simulator's are wired like it."""
    text = section(BUILD, "6. Reference plugs")
    assert "each used alone in one jack" in text
    rig = Rig(tmp_path, 3)
    assert rig.calibrate("AB").tester.calibration.id
    readings = rig.take(f"none,plug={plug}@A")
    tip, ring, sleeve = (pinmap.line_of(f"A.{letter}") for letter in "TRS")
    assert readings.ohm[(ring, sleeve)][0] == pytest.approx(0.0, abs=0.05)
    across = readings.ohm[(tip, sleeve)] if plug == "short" else readings.links[(tip, ring)]
    assert across[0] == pytest.approx({"short": 0.0, "10ohm": 10.0}[plug], abs=0.05)


def test_limits_of_the_guides():
    low, high = limits.ZERO_RANGE_PF
    assert f"{low:g} to {high:g} pF for each contact" in BUILD.read_text()
    low, high = limits.SELF_ZERO_NOMINAL_PF
    tight = limits.SELF_ZERO_PF
    expected = f"{low:g} to {high:g} pF, calibrated {tight[0]:g} to {tight[1]:g}"
    assert expected in section(BUILD, "5. Self-test")


LEAD = "wires:A.T-B.T{} A.S=B.S,length=30cm"
KNOWN = {  # row of the sign-off -> what is plugged
    "100 pF": LEAD.format("") + ",part=T-S:100pF@B",
    "1 nF": LEAD.format("") + ",part=T-S:1nF@B",
    "10 nF": LEAD.format("") + ",part=T-S:10nF@B",
    "1 ohm": LEAD.format(":1ohm"),
    "10 ohm": LEAD.format(":10ohm"),
    "100 ohm": LEAD.format(":100ohm"),
    "1 M": LEAD.format("") + ",leak=T-S:1M@B",
    "10 M": LEAD.format("") + ",leak=T-S:10M@B",
    "1 m of Canare GS-6, two TS plugs": "ts_ts,length=1m,stock=canare-gs-6",
    "10 m of it": "ts_ts,length=10m,stock=canare-gs-6",
}
SCALE = {"pF": 1.0, "ohm": 1.0, "k": 1e3}


@pytest.mark.parametrize("seed", [2, 9])
def test_a_usual_tester_signs_off_on_known_parts(tmp_path, seed):
    text = section(BUILD, "8. Sign-off")
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]]
        for row in text.partition("| part | reading | expect |")[2].splitlines()
        if row.count("|") == 4 and not row.startswith("|---")
    ]
    assert {row[0] for row in rows} == set(KNOWN)
    tester = Handheld("none", str(tmp_path), seed=seed, tester="typical,calibrated=yes")
    tester.plug(LEAD.format(""))
    own_pf = tester.press()["pf"]["T-S"][0]
    for part, reading, expect in rows:
        tester.plug(KNOWN[part])
        record = tester.press()
        pair = reading.removesuffix(" less L")
        value = {**record["pf"], **record["leg_ohm"]}[pair][0] - own_pf * (pair != reading)
        low, _, high, unit = expect.split(" ")
        low, high = float(low) * SCALE[unit], float(high) * SCALE[unit]
        assert low + 0.1 * (high - low) < value < high - 0.1 * (high - low), (part, value)


def test_the_address_pins_that_step_3_ties_are_the_multiplexers():
    text = section(BUILD, "3. Chips, still without the Pico")
    pads = {13: 17, 14: 19, 15: 20, 16: 21}  # of a Pico, by GPIO
    assert sorted(pads) == list(pinmap.GP_MUX)
    assert "Pico pads 17, 19, 20 and 21 (GP13 to GP16, U2 pins 10, 11, 14 and 13)" in " ".join(
        text.split()
    )
