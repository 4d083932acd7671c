"""The report page: what it says, what it refuses to say, and that nothing in it is executed."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from ringout_host.errors import UsageError
from ringout_host.report.page import make_report
from ringout_host.store import notes, query
from ringout_host.store.query import Filter
from tests.report import hostile
from tests.store.sample import line, open_ring, record, shop_lines
from tests.store.test_ingest import put

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def page(store, wanted=None, title="Shop") -> tuple[str, dict]:
    with store.read() as connection:
        return make_report(connection, wanted or Filter(), title, NOW)


class Outline(HTMLParser):
    """Every tag with its attributes, and the text outside style elements."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.text, self._style = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        if not self._style:
            self.text.append(data)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.text))


def test_the_page_tells_the_whole_story(store):
    put(store, shop_lines(400))
    html, summary = page(store)
    outline = Outline(html)
    for words in (
        "Verdicts over time", "Faults", "Leg resistance", "Capacitance per length", "Lots",
        "Cables that came back", "Testers", "c-2026-05-01", "L01", "limit 98.4", "limit 1",
        "Not passed", "All tests", "Tests in detail", "passed in the end",
        "passed their first test", "most frequent fault",
    ):  # fmt: skip
        assert words in outline.words, words
    assert summary["tests"] == 400
    assert sum(summary["verdicts"].values()) == 400
    assert len([tag for tag, _ in outline.tags if tag == "svg"]) >= 5


def test_yields_and_capabilities_of_a_lot_are_the_worked_out_ones(store):
    a = {"tag": {"lot": "A"}, "limits": {"leg_ohm": 1.0, "pf_per_ft": 30}}
    lines = [line(record(n, leg_ohm={"A.T-B.T": [0.4 + n % 2 * 0.2, 0]}, **a))
             for n in range(1, 31)]  # fmt: skip
    lines += [line(open_ring(n, pf_per_ft=None, **a)) for n in range(31, 41)]
    lines += [line(record(n, **{**a, "tag": {"lot": "B"}})) for n in range(41, 65)]
    put(store, lines)
    words = Outline(page(store)[0]).words
    row = words[words.index("Lots") :]
    # 30 of 40 passed; legs: 15 x 0.4, 15 x 0.6, 10 x 0.52: mean 0.505, s 0.08814 -> 1.87
    assert "75.0 %" in row and "1.87" in row
    assert "24 of 24 passed, 25 needed" in row
    assert "24 of 25 readings" in row


def test_a_yield_of_chosen_verdicts_is_refused(store):
    put(store, shop_lines(60))
    with pytest.raises(UsageError, match="false yield"):
        page(store, Filter(verdicts=("PASS",)))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(lot="L01"), "Lot L01"),
        (Filter(serial="N*"), "Only serials N*"),
        (Filter(wiring="trs_trs"), "Only wiring trs_trs"),
        (Filter(device="e6614c"), "Only tester e6614c"),
        (Filter(since=0), "asked for: from "),
        (Filter(until=2**33), "asked for: until "),
        (Filter(), "Limits 1 ohm a leg, 98.43 pF/m"),
    ],
)
def test_nothing_that_narrows_the_page_goes_unsaid(store, wanted, said):
    put(store, shop_lines(100))
    assert said in Outline(page(store, wanted)[0]).words


def test_numbers_lead_to_their_records(store):
    lot = {"limits": {"leg_ohm": 0.7}}
    put(store, [line(record(n, tag={"lot": "A", "serial": f"S{n}"}, **lot)) for n in range(1, 5)])
    put(store, [line(open_ring(5, tag={"lot": "A", "serial": "BAD-5"}, **lot))])
    html, _summary = page(store)
    outline = Outline(html)
    failed = outline.words[outline.words.index("Not passed") :]
    assert "BAD-5 FAIL Ring open at plug B: open that plug and resolder the ring A" in failed
    ids = {attributes["id"] for _tag, attributes in outline.tags if "id" in attributes}
    links = [attributes["href"] for tag, attributes in outline.tags if tag == "a"]
    assert {"#failed", "#tests", "#lot1", "#d0"} <= set(links)
    assert {link.removeprefix("#") for link in links} <= ids
    detail = outline.words[outline.words.index("Tests in detail") :]
    assert "A.T to B.T (tip) 0.520 0.020 ohm 0.700" in detail


def test_repair_and_retest_move_a_cable_off_the_list(store):
    tag = {"lot": "A", "serial": "S1"}
    put(store, [line(open_ring(1, tag=tag)), line(open_ring(2, tag={"lot": "A"}))])
    with store.write() as connection:
        notes.add(connection, query.one(connection, "1"), "repair", "resoldered", "ANA", 5)
    words = Outline(page(store)[0]).words
    assert "repair: resoldered (ANA)" in words[words.index("Not passed") : words.index("Lots")]
    put(store, [line(record(3, tag=tag))])
    words = Outline(page(store)[0]).words
    assert "S1" not in words[words.index("Not passed") : words.index("Lots")]
    assert "0 of 2 passed" in words and "1 of 2 passed" in words


def test_what_counts_in_no_yield_is_said(store):
    put(store, [line(record(1)), line(record(2, kind="wiggle", verdict="STEADY"))])
    _html, summary = page(store)
    assert (summary["cables"], summary["not_counted"]) == (1, 1)
    assert "1 record counts in no yield" in Outline(_html).words


def test_what_the_cables_have_in_common_is_said(store):
    fault = {"code": "reversed", "end": None, "text": "TIP-RING REVERSED"}
    put(store, [line(record(n, verdict="FAIL", faults=[fault])) for n in range(1, 25)])
    assert "24 of 24 are reversed: a builder's error" in Outline(page(store)[0]).words


def test_units_are_as_chosen(store):
    put(store, shop_lines(40))
    with store.read() as connection:
        feet = Outline(make_report(connection, Filter(), "Shop", NOW, "ft")[0]).words
        metres = Outline(make_report(connection, Filter(), "Shop", NOW, "m")[0]).words
    assert "pF/ft" in feet and "pF/m" not in feet and "limit 30" in feet
    assert "pF/m" in metres and "pF/ft" not in metres and "limit 98.4" in metres
    assert "Capacitance per metre" in metres


def test_a_filter_narrows_the_page(store):
    put(store, shop_lines(200))
    _html, summary = page(store, Filter(lot="L01"))
    assert 0 < summary["tests"] < 200 and summary["lots"] == 1


def test_no_tests_is_a_usage_error(store):
    with pytest.raises(UsageError, match="ringout logs pull"):
        page(store)


@pytest.mark.parametrize(
    "made",
    [
        record(1),
        record(1, t=None, boot=9),
        record(1, verdict="NO-CABLE", nets=[], leg_ohm={}, pf={}, pf_per_ft=None, cal=None),
        open_ring(1, leg_ohm=None, pf=None, pf_per_ft=None),
    ],
    ids=["plain", "undated", "no cable", "no readings"],
)
def test_a_single_record_is_enough_and_claims_nothing(store, made):
    put(store, [line(made)])
    html, summary = page(store)
    assert summary["tests"] == 1 and summary["first_pass_yield"] is None
    assert "yield needs 25 cables" in Outline(html).words


def test_nothing_hostile_is_executed_or_breaks_the_page(store):
    result = put(store, hostile.lines())
    assert len(result.reasons) == 4
    html, summary = page(store, title=hostile.SCRIPT)
    outline = Outline(html)
    assert summary["tests"] == len(result.new) == len(hostile.lines()) - 4
    names = {tag for tag, _attributes in outline.tags}
    assert not names & {"img", "link", "iframe", "object", "base", "embed"}
    assert [tag for tag, _ in outline.tags].count("script") == 1  # ours, and its digest is told
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html
    assert hostile.SCRIPT not in script and "owned" not in script
    for tag, attributes in outline.tags:
        assert tag != "a" or re.fullmatch(r"#[a-z]+\d*", attributes["href"])
        assert tag not in ("form", "input") or not {"action", "value"} & attributes.keys()
    for _tag, attributes in outline.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert "javascript:" not in str(attributes)
    assert "A" * 300 not in outline.words
    assert "49" not in outline.words.split()
    assert hostile.SCRIPT in outline.words and hostile.TEMPLATE in outline.words
    assert html.count("<style") == 1 + html.count('<style type="text/css"')


def test_the_page_asks_for_nothing_from_outside(store):
    put(store, shop_lines(100))
    html, _summary = page(store)
    assert "default-src 'none'" in html
    namespaces = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r"https?://[^\"'\s)<]+", html)) <= namespaces
    assert not re.findall(r"@import|url\((?!#)", html)


def test_ids_are_unique_and_every_reference_has_its_target(store):
    put(store, shop_lines(300))
    html, _summary = page(store)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 0
    assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', html)) <= set(ids)
