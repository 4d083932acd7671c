"""The schematic passes its rule check and everything made from it agrees with the pin map."""

import csv
import io

import pytest
from hardware import bom, pinout
from hardware.board.placement import HOLES
from hardware.enclosure.parameters import POSTS_MM
from hardware.schematic import design as schematic
from hardware.schematic.catalogue import KINDS
from hardware.schematic.place import farad_text, ohm_text, place
from hardware.spice.network import FLOAT, Network

from ringout.board import pinmap


@pytest.fixture
def design():
    return schematic.build()


def test_rule_check_is_clean_for_the_board_and_for_the_whole_tester(design):
    assert schematic.rule_check(design) == []
    assert schematic.rule_check(schematic.build(with_panel=False)) == []


def test_rule_check_finds_planted_mistakes(design):
    place("r_line", "R999", "1k", {"1": "NOWHERE"})
    place("opamp", "U9", "x", {"OUTA": "UNITY"})
    said = "\n".join(schematic.rule_check(design))
    assert "NOWHERE" in said and "R999" in said
    assert "OUTPUT connected to OUTPUT" in said


def test_netlist_is_reproducible_and_holds_every_board_part():
    board = schematic.build(with_panel=False)
    text = schematic.kicad_netlist(board)
    assert text == schematic.kicad_netlist(schematic.build(with_panel=False))
    for part in board.parts.values():
        assert f'(ref "{part.ref}")' in text and part.footprint in text
    assert "panel:none" not in text and "/work/" not in text


def test_every_line_reaches_its_gpio_mux_channel_and_contact(design):
    """Follow the copper from the Pico's pin to the contact, without the module's own names."""
    nets, parts = design.nets(), design.parts

    def other_end(ref, number):
        return parts[ref].pins["2" if number == "1" else "1"]

    def across(net, prefix):
        found = [(r, n) for r, n in nets[net] if r[0] == "R" and r.startswith(prefix)]
        assert len(found) == 1, (net, found)
        return other_end(*found[0])

    pico = {name: number for number, name, _ in KINDS["pico"].pins}
    mux = {name: number for number, name, _ in KINDS["mux"].pins}
    for index, contact in enumerate(pinmap.CONTACTS):
        gpio = parts["U1"].pins[str(pico[f"GP{pinmap.line_gpio(index)}"])]
        clamp = across(gpio, "R1")
        diode = [ref for ref, _ in nets[clamp] if ref[0] == "D"]
        assert [parts[d].pins for d in diode] == [{"1": "GND", "2": "3V3", "3": clamp}]
        node = across(clamp, "R2")
        assert node == contact.replace(".", "_")
        assert across(node, "R3") == parts["U2"].pins[str(mux[f"Y{index}"])]
        assert any(ref in ("J2", "J3", "J4") for ref, _ in nets[node])


def test_every_line_of_the_expander_reaches_its_contact_and_its_pull_down(design):
    """From the chip's pin by number, as the data sheet has it, to the lug on the panel."""
    nets, parts = design.nets(), design.parts
    chip = parts["U5"].pins
    assert {chip[n] for n in ("15", "16", "17")} == {"GND"}  # address 0x20
    assert pinmap.EXPANDER_ADDRESS == 0x20
    assert chip["18"] == chip["9"] == "3V3" and chip["10"] == "GND"
    assert chip["12"] == parts["J1"].pins["3"] and chip["13"] == parts["J1"].pins["4"]
    for bit, contact in enumerate(pinmap.XCONTACTS):
        node = contact.replace(".", "_")
        far = {}
        for pin in (chip[str(21 + bit)], chip[str(1 + bit)], node):
            (ref,) = [r for r, _ in nets[pin] if r[0] == "R"]
            far[ref] = parts[ref].pins["2"]
        (clamp,) = set(far.values())
        (diodes,) = [ref for ref, _ in nets[clamp] if ref[0] == "D"]
        assert parts[diodes].pins == {"1": "GND", "2": "3V3", "3": clamp}
        lugs = {parts[ref].pin_names[n] for ref, n in nets[node] if len(ref) == 3 and ref[0] == "J"}
        assert lugs == {"shell" if contact.endswith("SH") else "5"}


def test_parts_list_counts_every_part_of_the_netlist(design):
    rows = list(csv.DictReader(io.StringIO(bom.text(design))))
    end = [row["references"] for row in rows].index("(all parts)")
    parts, extras = rows[:end], rows[end + 1 :]
    listed = [ref for row in parts for ref in row["references"].split()]
    assert sorted(listed) == sorted(design.parts)
    assert all(int(row["quantity"]) == len(row["references"].split()) for row in parts)
    assert int(rows[end]["quantity"]) == len(design.parts)
    bought = " ".join(row["description"] + " " + row["value"] for row in extras)
    assert all(word in bought for word in ("screw", "insert", "plug", "AA cell", "10.0 ohm"))
    # four screws more or less than the drawn holes would be noticed with the lid in the hand
    screws = next(row for row in extras if row["value"] == "M3 x 6")
    assert int(screws["quantity"]) == len(HOLES) + len(POSTS_MM)


def test_part_numbers_carry_the_value(design):
    """Codes read back by another rule than the one that wrote them."""
    for row in bom.rows(design):
        value, part = row["value"], row["manufacturer part"]
        if "MRS25" in part:
            code = part.removeprefix("Vishay MRS25000C").removesuffix("FCT00")
            power = {"9": -1, "8": -2}.get(code[3], int(code[3]))  # a tenth, a hundredth
            assert bom.number(value) == pytest.approx(int(code[:3]) * 10.0**power), part
        if "KEMET" in part:
            code = part.split(" ")[1][4:8].lstrip("C")
            assert bom.number(value) * 1e12 == pytest.approx(int(code[:2]) * 10 ** int(code[2]))


def test_committed_documents_are_current(design):
    assert bom.DOCUMENT.read_text() == bom.text(design), "run `make hardware`"
    assert pinout.DOCUMENT.read_text() == pinout.text(design), "run `make hardware`"


def test_a_resistor_changed_in_the_pin_map_changes_schematic_list_and_decks(monkeypatch):
    monkeypatch.setattr(pinmap, "R_SENSE_OHM", 5100.0)
    changed = schematic.build()
    assert changed.parts["R301"].value == changed.parts["R11"].value == "5.1k"
    row = next(r for r in bom.rows(changed) if "R301" in r["references"].split())
    assert row["value"] == "5.1k"
    assert bom.text(changed) != bom.DOCUMENT.read_text()
    net = Network("changed")
    net.line("A_T", FLOAT)
    assert "rsense_A_T con_A_T y_A_T 5100" in net.deck("op")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ohm_text(4020.0), "4.02k"),
        (ohm_text(2.2e6), "2.2M"),
        (ohm_text(100.0), "100"),
        (farad_text(100e-12), "100p"),
        (farad_text(10e-9), "10n"),
        (farad_text(10e-6), "10u"),
    ],
)
def test_value_texts(text, expected):
    assert text == expected
