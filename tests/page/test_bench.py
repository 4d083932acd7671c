"""The bench in a real browser: the same firmware, the same cables, the same answers."""

from urllib.parse import quote

import pytest

from ringout_host.cables import drawing, sketch
from ringout_host.sim.handheld import Handheld
from tests.page.conftest import serve

README = [
    "trs_trs,length=6m,stock=mogami-w2549",
    "trs_trs,length=6m,open=R@0.3m:B",
    "ts_ts,length=3m,joint=T:3ohm@A",
]


def said(record):
    """What a record says of a cable. Not its readings: noise differs with the time of day."""
    faults = [[f["code"], f.get("net"), f.get("contact"), f.get("end")] for f in record["faults"]]
    return record["verdict"], record["wiring"], record["nets"], faults


def test_the_cables_of_the_readme_are_judged_as_by_simulate(page, address, tmp_path):
    page.open(address)
    seen = []
    for spec in README:
        page.plug(spec)
        found = page.press()
        expected = Handheld(spec, str(tmp_path / spec[:3]), seed=1).press()
        assert said(found) == said(expected)
        assert page.text("verdict") == found["verdict"] and page.text("says") == found["text"]
        assert page.text("sentences") == ""  # one fault: the headline has said it
        assert "no cable was measured" in page.text("paper-title") and not page.text("paper-code")
        seen.append(found["verdict"])
        shapes = drawing.as_found(sketch.of_record(found), found)["shapes"]
        drawn = [shape["points"] for shape in shapes if shape["is"] == "line"]
        drawn = [" ".join(f"{x:g},{y:g}" for x, y in points) for points in drawn]
        there = (
            "[...document.querySelectorAll('#found polyline')].map(l => l.getAttribute('points'))"
        )
        page.browser.wait(f"{there}.join(';') == {';'.join(drawn)!r}")  # where the fault is, too
    assert seen == ["PASS", "FAIL", "FAIL"]
    lit = "getComputedStyle(document.getElementById('red')).boxShadow != 'none'"
    assert page.browser.evaluate(lit)
    assert page.browser.complaints() == []
    asked = page.browser.requests()
    assert {url[: len(address)] for url in asked} == {address}
    assert {"app.js", "micropython.wasm", "tree.json"} <= {url.rpartition("/")[2] for url in asked}


def test_a_wire_is_broken_where_it_is_clicked(page, address):
    page.open(address)
    wire = "[...document.querySelectorAll('#cable .of')].find(g => g.ariaLabel == %r)"
    page.browser.evaluate(
        f"{wire % 'wire A.R to B.R'}.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
    )
    buttons = "[...document.querySelectorAll('#fault-buttons button')]"
    assert "Short to T" in page.browser.evaluate(f"{buttons}.map(b => b.textContent)")
    page.browser.evaluate(f"{buttons}.find(b => b.textContent == 'Break it').click()")
    page.browser.wait("document.querySelectorAll('#modifiers li').length == 1")
    assert page.browser.evaluate("document.getElementById('spec').value").endswith(",open=R@B")
    page.wait_for("cable", "open")  # marked where it sits
    found = page.press()
    assert [(f["code"], f["end"]) for f in found["faults"]] == [("open", "B")]
    orange = "document.querySelectorAll('#found polyline[stroke=\"#e8590c\"]').length"
    page.browser.wait(f"{orange} >= 3")  # the wire and its cross
    page.browser.evaluate("document.querySelector('#modifiers button').click()")
    page.browser.wait("!document.getElementById('spec').value.includes('open')")
    assert page.press()["verdict"] == "PASS"


def test_a_key_held_starts_a_wiggle_and_a_mistake_changes_nothing(page, address):
    page.open(address + "#cable=" + quote("ts_ts,intermittent=T@B:30ms/120ms:moves"))
    assert page.browser.evaluate("document.getElementById('wiring').value") == "ts_ts"
    key = "document.getElementById('key-test').dispatchEvent(new KeyboardEvent('%s', {key: ' '}))"
    page.browser.evaluate(key % "keydown")
    page.pass_ms(900)
    page.browser.evaluate(key % "keyup")
    page.click("moved")
    page.pass_ms(500)
    found = page.press()
    assert found["kind"] == "wiggle" and found["faults"][0]["code"] == "intermittent"
    page.browser.evaluate(
        "document.getElementById('spec').value = 'trs_trs,open=X@B';"
        "document.getElementById('cable-form').requestSubmit()"
    )
    page.browser.wait("document.getElementById('mistake').textContent.includes('for example')")
    assert "intermittent" in page.browser.evaluate("document.getElementById('link').href")


def test_a_second_tab_has_a_tester_of_its_own(page, address):
    page.open(address)
    assert page.press()["verdict"] == "PASS"
    with page.browser.another_tab():
        page.open(address + "#cable=" + quote("trs_trs,open=R@B"))
        page.click("key-test")
        page.wait_for("verdict", "FAIL")
        assert page.browser.evaluate("document.querySelectorAll('#tests tr').length") == 1
    assert page.press()["verdict"] == "PASS" and len(page.records()) == 2
    assert page.browser.complaints() == []


WATCH = "globalThis.hits = 0; globalThis.hit = () => { globalThis.hits += 1; };"
HOSTILE = [
    "<img src=x onerror=hit()>",
    "trs_trs'); import js; js.hit() #",
    'trs_trs,open=R@B"""\n__import__(\'js\').hit()',
    "wires:A.T-B.T A.S=B.S,<script>hit()</script>",
    "./../../etc/passwd.toml",
    "%",
]


def test_a_link_of_anybody_is_only_a_text(page, address):
    page.open(address + "#cable=" + quote(HOSTILE[0]), first=WATCH)
    for text in HOSTILE:
        page.browser.evaluate(f"location.hash = {'#cable=' + quote(text)!r}")
        page.browser.wait("document.getElementById('mistake').textContent != ''")
        assert page.browser.evaluate("hits") == 0
        elements = "document.querySelectorAll('img, iframe, main script').length"
        assert page.browser.evaluate(elements) == 0
        page.browser.evaluate("document.getElementById('mistake').textContent = ''")
    assert page.browser.complaints() == []
    page.plug("ts_ts")
    assert page.press()["verdict"] == "PASS"  # and it still works


@pytest.mark.slow
def test_it_works_with_the_network_off(page, folder):
    with serve(folder) as given:
        address = given.partition("#")[0]
        page.open(address)
        page.browser.wait("navigator.serviceWorker.controller !== null", 30)
    page.open(address + "?again")  # nobody serves it any more
    page.plug("ts_ts,open=T@A")
    assert page.press()["verdict"] == "FAIL"
