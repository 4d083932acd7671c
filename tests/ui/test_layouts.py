"""Layouts under whatever the tester may have to show: nothing overflows, nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readable import assert_readable

from ringout.board.pinmap import CONTACTS, line_of
from ringout.results import sentences
from ringout.results.finding import Finding, Place
from ringout.results.vocabulary import FAULTS, VERDICTS
from ringout.screen import frame, notices, reading_pages, verdict_page
from ringout.screen.canvas import CHARS, FILL, ICON, LINE, TEXT, WORD, fit, wrap
from ringout.screen.lists import layout_editor, layout_list
from ringout.screen.wiggle_page import layout_wiggle, time_text
from ringout.screen.wiring_picture import (
    BAD,
    MISSING,
    RESISTOR,
    SOUND,
    WRONG,
    caption,
    contact_places,
    layout_wiring,
    wires,
)
from ringout.wirings import lookup
from ringout_host.sim.handheld import Handheld

plain = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
names = st.text(st.sampled_from("ABC xyz-0"), max_size=24)
percents = st.integers(0, 100)
readings = st.none() | st.tuples(st.floats(0, 2e7), st.floats(0, 1e6)).map(list)
contacts = st.sampled_from(CONTACTS)
pair_names = st.tuples(contacts, contacts).filter(lambda pair: pair[0] < pair[1]).map("-".join)
faults = st.fixed_dictionaries(
    {"code": st.just("open"), "net": st.lists(contacts, min_size=2, max_size=2)},
    optional={
        "text": plain,
        "end": st.sampled_from(["A", "B", "C", None]),
        "at": st.just({"end": "B", "plug": True})
        | st.builds(lambda p: {"end": "A", "percent": p, "u_percent": 1.0}, st.floats(0, 50)),
    },
)
records = st.fixed_dictionaries({
    "verdict": st.sampled_from([kind.name for kind in VERDICTS]),
    "nets": st.lists(st.lists(contacts, min_size=2, max_size=5, unique=True), max_size=3).filter(
        lambda nets: len(sum(nets, [])) == len(set(sum(nets, [])))),
    "faults": st.lists(faults, max_size=4),
    "leg_ohm": st.dictionaries(pair_names, readings, max_size=8),
    "pf": st.dictionaries(st.sampled_from(["T-S", "R-S", "T-R", "R2-S", "T-R2", "B.T-S", "B.R2-S"]),
                          readings, max_size=7),
    "length_m": st.none() | st.tuples(st.floats(0.01, 300), st.floats(0, 3)),
    "pf_per_ft": st.none() | st.tuples(st.floats(0.1, 999), st.floats(0, 3)),
    "cmrr_db": st.none() | st.dictionaries(
        st.sampled_from(["60", "1000", "20000"]),
        st.tuples(st.floats(0, 199), st.floats(0, 30)), max_size=3),
    "ends": st.lists(st.sampled_from("ABC"), max_size=1),
    "text": plain,
    "cmrr_at_least": st.lists(st.sampled_from(["60", "1000", "20000"]), max_size=3),
})  # fmt: skip
units = st.sampled_from([None, {"units": "m"}, {"units": "ft"}])
many = settings(max_examples=100, deadline=None)


@many
@given(records, names, units)
def test_result_pages(record, name, unit):
    assert_readable(verdict_page.layout_verdict(record, name, unit))
    question = ("Which one?", "1", "2")
    assert_readable(verdict_page.layout_verdict(record, [name, name], unit, question))
    assert_readable(reading_pages.layout_resistance(record, "3/6"))
    assert_readable(reading_pages.layout_capacitance(record, unit, "4/6"))
    assert_readable(reading_pages.layout_balance(record, "5/6", [name]))


@many
@given(records, st.sampled_from(lookup.ids()), plain)
def test_wiring_pictures(record, wiring_id, text):
    """Wires cross and meet on purpose; texts still must not."""
    wiring = lookup.get(wiring_id)
    items = layout_wiring(record, wiring, text)
    assert_readable([item for item in items if item[0] not in (LINE, FILL, ICON)])
    for item in items:
        if item[0] == LINE:
            assert all(0 <= x < 128 for x in item[1:4:2]) and all(0 <= y < 56 for y in item[2:5:2])


@many
@given(st.lists(plain, max_size=6), st.integers(0, 3))
def test_advice_loses_no_word(sentences, page):
    assert_readable(reading_pages.layout_advice(sentences, page, "6/6"))
    pages = reading_pages.advice_pages(sentences)
    shown = ""
    for each in range(pages):
        items = reading_pages.layout_advice(sentences, each)
        shown += "".join(item[3] for item in items if item[0] == TEXT and item[1] == 0)
    for sentence in sentences:
        assert letters(sentence) in letters(shown)


def letters(text):
    """Without blanks, bullets and dashes: a dash is left out where a line would begin with it."""
    return "".join(each for each in text if each not in " •-")


legs = st.lists(
    st.tuples(st.sampled_from(["T", "R", "R2", "S", "A.S"]), st.integers(0, 99999),
              st.integers(1, 10**8), st.integers(1, 10**8), st.booleans()), max_size=8)  # fmt: skip


@many
@given(legs, percents, percents, st.integers(0, 2000))
def test_wiggle(some_legs, level, peak, proven_us):
    assert_readable(layout_wiggle(some_legs, level, peak, proven_us, None))
    assert_readable(layout_wiggle(some_legs[:1], level, peak, proven_us, "R2"))
    assert len(time_text(proven_us)) <= 5


@many
@given(plain, st.lists(st.tuples(plain, plain), min_size=1, max_size=40), st.data())
def test_lists_show_the_chosen_line(name, rows, data):
    chosen = data.draw(st.integers(0, len(rows) - 1))
    items = layout_list(name, rows, chosen)
    assert_readable(items)
    bars = [item for item in items if item[0] == FILL and item[1:4:2] == (0, 128)]
    inverse = [item for item in bars if item[2] > 9]
    assert len(inverse) == 1


@many
@given(plain, st.text(st.sampled_from("AZ09 -._"), min_size=1, max_size=12), plain, st.data())
def test_editor(name, characters, hint, data):
    at = data.draw(st.integers(0, len(characters) - 1))
    items = layout_editor(name, list(characters), at, hint)
    assert_readable(items)
    assert len([item for item in items if item[0] == FILL and item[4] == 3]) == 1


@many
@given(plain, plain, percents, st.integers(0, 10**6), st.booleans())
def test_tester_screens(text, other, percent, count, flag):
    assert_readable(frame.layout_startup("0.1.0"))
    assert_readable(frame.layout_ready(text, percent, percent, flag, other))
    assert_readable(frame.layout_testing())
    assert_readable(frame.layout_error(text, other))
    assert_readable(notices.layout_low_battery("2.21 V", percent, flag, text))
    assert_readable(notices.layout_log_full(percent, count, count if flag else 0))
    assert_readable(notices.layout_live([text, other], flag))
    assert_readable(notices.layout_crash(text + other, 1 + count % 3, 3))
    assert_readable(notices.layout_learn(text[:12], count % 4, 3, [text, other, text]))
    assert_readable(notices.layout_info([(text[:8], other)] * 5))
    assert_readable(notices.layout_rescue())
    assert_readable(notices.layout_done(text, [text, other]))
    for lines in ([text, other], [text, other, text, other]):
        assert_readable(notices.layout_calibrate("1/2", "AC" if flag else "", lines, "stop"))


@many
@given(plain, st.integers(1, 5), st.integers(3, 21))
def test_wrap_keeps_order_and_size(text, lines, chars):
    broken = wrap(text, lines, chars)
    assert len(broken) <= lines and all(0 < len(line) <= chars for line in broken)
    whole = "".join(broken).replace(" ", "")
    if "…" in whole:
        assert text.replace(" ", "").startswith(whole[:-1])
    else:
        assert whole == text.replace(" ", "")


def test_fit():
    assert fit("a" * CHARS) == "a" * CHARS and fit("a" * 22) == "a" * 20 + "…"


def states(record, wiring_id):
    wiring = lookup.get(wiring_id)
    drawn = wires(record, wiring, contact_places(wiring))
    return {tuple(sorted(wire[:2])): wire[2] for wire in drawn}


@pytest.mark.parametrize(
    ("cable", "wiring_id", "wrong"),
    [
        ("trs_trs", "trs_trs", {}),
        ("trs_trs,open=R@0.3m:B", "trs_trs", {("A.R", "B.R"): MISSING}),
        ("xlr_xlr,swap=T-R@B", "xlr_xlr", {("A.T", "B.R"): WRONG, ("A.R", "B.T"): WRONG}),
        ("trs_trs,joint=R:3ohm@A", "trs_trs", {("A.R", "B.R"): BAD}),
        ("trs_trs,leak=T-S:200k", "trs_trs", {("B.S", "B.T"): WRONG}),
        ("trs_trs,short=T-S:0.3ohm@B", "trs_trs", {("B.S", "B.T"): WRONG}),
        ("ts_ts", "ts_ts", {}),
        ("rca_xlr_2w", "rca_xlr_2w", {("B.R", "B.S"): SOUND}),
    ],
)
def test_wires_are_drawn_as_they_are(tmp_path, cable, wiring_id, wrong):
    handheld = Handheld(cable, str(tmp_path))
    handheld.configure("expect:" + wiring_id)
    drawn = states(handheld.press(), wiring_id)
    assert {pair: drawn.get(pair) for pair in wrong} == wrong
    assert {state for pair, state in drawn.items() if pair not in wrong} <= {SOUND}
    assert len(drawn) >= len(lookup.get(wiring_id).legs())


def test_a_caption_is_never_cut():
    for text, short in (
        ("RING OPEN at plug B", "RING OPEN at plug B"),
        ("TIP-RING REVERSED - rewire one plug", "TIP-RING REVERSED"),
        ("RING OPEN 0.32 m from plug B", "RING OPEN 0.32 m of B"),
        ("TIP-SLEEVE SHORT at plug B", "TIP-SLEEVE SHORT at B"),
        ("TIP-SLEEVE LEAK 200 kohm - dry it", "TIP-SLEEVE LEAK 200k"),
        ("RING CUTS OUT at plug B - 12 times", "RING CUTS OUT at B"),
    ):
        assert caption(text) == short and len(short) <= CHARS


def test_every_wiring_of_the_catalogue_draws_clean():
    """A sound cable of each kind has no fault in its picture and all its legs."""
    for wiring_id in lookup.ids():
        wiring = lookup.get(wiring_id)
        nets = []
        for mask in wiring.nets:
            nets.append([CONTACTS[line] for line in range(len(CONTACTS)) if mask >> line & 1])
        drawn = states({"nets": nets, "faults": []}, wiring_id)
        assert drawn and set(drawn.values()) <= {SOUND, RESISTOR}, wiring_id
        shown = contact_places(wiring)
        legs = {tuple(sorted((CONTACTS[a], CONTACTS[b]))) for a, b, _ in wiring.legs()}
        assert {leg for leg in legs if set(leg) <= set(shown)} <= set(drawn), wiring_id


def test_repair_sentences_fit_the_verdict_page():
    nets = [("A.T", "B.T"), ("A.R2", "B.R2"), ("A.R", "B.S"), ("B.R2", "B.S")]
    places = (None, Place("B", True), Place("A", False, 38.0), Place("B", False, 5.0, 1.0, 12.34))
    more = {"found": "1.2 kohm", "pair": "T-S", "count": 12}
    cut = []
    for kind in FAULTS:
        for net in nets:
            lines = [line_of(name) for name in net]
            for place in places:
                found = Finding(kind.code, lines, "B", place=place, value=12.34, more=more)
                text = sentences.sentence(found)
                if "…" in "".join(wrap(text, verdict_page.SENTENCE_LINES)):
                    cut.append(text)
    assert not cut


def test_big_word_is_the_verdict():
    for kind in VERDICTS:
        record = {"verdict": kind.name, "faults": [], "ends": [], "text": "x"}
        items = verdict_page.layout_verdict(record, "x")
        assert [item[3] for item in items if item[0] == WORD] == [kind.word]


def test_many_pairs_are_whole_picofarads_and_what_may_be_nothing_is_less_than_that():
    pf = {"T-S": [-3.7, 7.1], "R-S": [3.9, 7.1], "T-R": [122.4, 7.0], "R2-S": [12300.0, 60.0]}
    items = reading_pages.layout_capacitance({"pf": pf})
    shown = [item[3] for item in items if item[0] == TEXT]
    assert {"<8", "<12", "122", "12n"} <= set(shown)
