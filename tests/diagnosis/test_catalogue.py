"""The catalogue against a table written down apart from it."""

from pathlib import Path

import pytest
from reference import LIFTED, NETS

from ringout.board.pinmap import CONTACTS
from ringout.wirings import lookup, rows
from ringout.wirings.notes import NOTES
from ringout_host.catalogue import fresh, index
from ringout_host.compact import link, modules
from ringout_host.compact.bindings import LinkError
from ringout_host.errors import StaleIndexError


def written(mask: int) -> str:
    return " ".join(sorted(CONTACTS[k].replace(".", "") for k in range(11) if mask >> k & 1))


def test_the_forty_come_first_and_there_are_a_hundred_sound_ones():
    assert set(lookup.ids()[:40]) == set(NETS)
    sound = [i for i in lookup.ids() if lookup.standing(i) == lookup.SOUND]
    assert len(sound) >= 100


@pytest.mark.parametrize("wiring_id", sorted(NETS))
def test_nets(wiring_id):
    wiring = lookup.get(wiring_id)
    assert " | ".join(sorted(written(mask) for mask in wiring.nets)) == NETS[wiring_id][0]


@pytest.mark.parametrize("wiring_id", sorted(NETS))
def test_same_end_bridges(wiring_id):
    """What is joined inside a plug, and what only through the cable."""
    wiring = lookup.get(wiring_id)
    bridged = {tuple(sorted(pair)) for pair in wiring.bridges()}
    found = []
    for mask in wiring.nets:
        lines = [k for k in range(11) if mask >> k & 1]
        for first in lines:
            for last in lines:
                if first < last and CONTACTS[first][0] == CONTACTS[last][0]:
                    mark = "=" if (first, last) in bridged else "~"
                    found.append(
                        mark + CONTACTS[first].replace(".", "") + CONTACTS[last].replace(".", "")
                    )
    assert sorted(found) == NETS[wiring_id][1].split()


@pytest.mark.parametrize("wiring_id", sorted(NETS))
def test_lifted_shields(wiring_id):
    shields = [w for w in lookup.get(wiring_id).wires if w.kind == "shield" and None in w.ends]
    ends = {CONTACTS[end][0] for w in shields for end in w.ends if end is not None}
    if wiring_id in LIFTED:
        assert ends == {LIFTED[wiring_id]}
    assert len(shields) <= 1


@pytest.mark.parametrize("wiring_id", sorted(NETS))
def test_turned_is_the_same_cable_seen_from_the_other_jacks(wiring_id):
    swap = {"A": "B", "B": "A", "C": "C"}
    turned = lookup.get(wiring_id, True)
    expected = set()
    for net in NETS[wiring_id][0].split(" | "):
        expected.add(frozenset(swap[contact[0]] + contact[1:] for contact in net.split()))
    assert {frozenset(written(mask).split()) for mask in turned.nets} == expected
    assert lookup.get("trs_trs", True).same_copper(lookup.get("trs_trs"))


def test_names_fit_the_screen_and_every_wiring_has_notes():
    found = [lookup.row(number) for number in range(lookup.count())]
    for wiring_id, _, signal, standing, common, screen, name in found:
        assert len(screen) <= 21, screen
        assert standing in lookup.STANDINGS and 0 <= common <= 9 and name
        assert (NOTES.get(wiring_id) or NOTES[signal]).count("|") == 2
    assert set(NOTES) <= {row[0] for row in found} | {row[2] for row in found}
    for column in (0, 5, 6):
        assert len({row[column] for row in found}) == len(found)


@pytest.mark.parametrize("wiring_id", sorted(NETS))
def test_reach_is_what_the_plugs_have(wiring_id):
    wiring = lookup.get(wiring_id)
    names = {f"{end}.{letter}" for end, kind in zip("ABC", wiring.plugs, strict=False)
             for letter in lookup.PLUG_CONTACTS[kind]} & set(CONTACTS)  # fmt: skip
    assert {CONTACTS[k] for k in range(11) if wiring.reach() >> k & 1} == names
    bridged = {frozenset(CONTACTS[k] for k in pair) for pair in wiring.links}
    expected = {frozenset(f"{end}.{x}" for x in pair)
                for end, kind in zip("ABC", wiring.plugs, strict=False)
                for pair in lookup.PLUG_LINKS.get(kind, ())}  # fmt: skip
    assert bridged == {pair for pair in expected if pair <= set(CONTACTS)}


def test_index_is_generated_from_the_catalogue():
    folder = Path(lookup.__file__).parent
    assert (folder / "rows.py").read_text("utf-8") == index.rows_text(), "run: make index"
    assert (folder / "index.py").read_text("utf-8") == index.text(), "run: make index"


def test_an_index_of_another_catalogue_is_refused(monkeypatch, tmp_path):
    sources = modules.read_package(Path(lookup.__file__).parents[1])
    added = sources["wirings.rows"].replace("trs_trs|", "mine|")
    with pytest.raises(LinkError, match="make index"):
        link({**sources, "wirings.rows": added})
    (tmp_path / "index.py").write_text(sources["wirings.index"], "utf-8")
    (tmp_path / "rows.py").write_text(added, "utf-8")
    monkeypatch.setattr(rows, "__file__", str(tmp_path / "rows.py"))
    with pytest.raises(StaleIndexError, match="make index"):
        fresh.require()


def test_comments_and_layout_of_the_rows_do_not_make_their_index_stale():
    source = Path(rows.__file__).read_text("utf-8")
    assert fresh.checksum("# a word\n" + source.replace("TEXTS = (", "TEXTS = (  # why\n")) == (
        fresh.checksum(source)
    )


def test_index_holds_every_wiring_in_every_orientation_that_differs():
    found = {}
    for nets, entries in lookup.index():
        for common, number, turned, links, _, _, reach in entries:
            wiring_id = lookup.id_of(number)
            found[(wiring_id, turned)] = nets
            bridged = {line for pair in lookup.get(wiring_id, turned).links for line in pair}
            assert links == sum(1 << line for line in bridged)
            assert reach == lookup.get(wiring_id, turned).reach()
            assert lookup.get(wiring_id, turned).nets == nets
            assert lookup.get(wiring_id, turned).common == common
    for wiring_id in lookup.ids():
        assert (wiring_id, False) in found
        same = lookup.get(wiring_id).same_copper(lookup.get(wiring_id, True))
        fits_one_way = lookup.get(wiring_id).plugs[:2] == ["XLR", "XLR"]  # male and female
        assert ((wiring_id, True) in found) == (not same and not fits_one_way)
