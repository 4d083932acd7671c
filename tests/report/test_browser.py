"""The report in a real browser, at a desk and on a phone."""

import base64

import pytest

from tests.report import browser, hostile
from tests.report.test_page import page
from tests.store.sample import line, open_ring, record, shop_lines
from tests.store.test_ingest import put

pytestmark = pytest.mark.skipif(
    browser.program() is None, reason="no Chromium here: apt-get install chromium"
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    with browser.Browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.mark.parametrize("lines", [shop_lines(400), hostile.lines()], ids=["shop", "hostile"])
def test_it_is_quiet_complete_and_fits(chromium, store, tmp_path, lines):
    put(store, lines)
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    for width, dark in ((1280, False), (390, False), (1280, True)):
        is_quiet_complete_and_fits(chromium, path, width, dark)


def is_quiet_complete_and_fits(chromium, path, width, dark):
    chromium.open(path, width, dark=dark)
    assert chromium.complaints() == []
    # a date field has the browser's own icon in it
    asked = [url for url in chromium.requests() if not url.startswith("data:")]
    assert asked == [path.resolve().as_uri()]
    assert chromium.evaluate("document.title") == "Shop"
    assert chromium.evaluate("document.documentElement.scrollWidth") <= width
    assert chromium.evaluate("document.documentElement.scrollHeight") < 25_000
    text = chromium.evaluate("document.body.innerText")
    for words in ("Verdicts over time", "Cables that came back", "Testers", "cables judged"):
        assert words in text
    plots = chromium.evaluate(_VISIBLE_PLOTS)
    assert len(plots) >= 4
    for plot in plots:
        assert plot["marks"] > 3 and plot["words"] > 3, plot
        assert plot["width"] > min(width, 640) * 0.6, plot
        assert plot["letters"] >= 9, plot  # CSS pixels: readable on a phone
    paper, ink = chromium.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert (brightness(paper) > brightness(ink)) is not dark


def test_search_keys_and_links_find_the_tests(chromium, store, tmp_path):
    lines = [line(record(n, tag={"serial": f"CAB-{n}", "lot": "L1"})) for n in range(1, 40)]
    put(store, [*lines, line(open_ring(40, tag={"serial": "BAD-40", "lot": "L2"}))])
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    chromium.open(path, 1280)
    rows = "[...document.querySelectorAll('#list tbody tr')].filter(row => !row.hidden).length"
    typed = "{{const f = document.getElementById('find'); f.value = {!r};"
    typed += " f.dispatchEvent(new Event('input'))}}"
    assert chromium.evaluate(rows) == 40
    for text, count in (("bad-40", 1), ("l1", 39), ("open b", 1), ("nothing", 0), ("", 40)):
        chromium.evaluate(typed.format(text))
        assert chromium.evaluate(rows) == count, text
    chromium.evaluate("document.querySelector('[data-find=FAIL]').click()")
    assert chromium.evaluate(rows) == 1
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: %r, bubbles: true}))"
    chromium.evaluate(press % "Escape")
    assert chromium.evaluate(rows) == 40
    chromium.evaluate(press % "n")
    assert chromium.evaluate("document.querySelector('details[data-failed]').open")
    assert chromium.complaints() == []


def test_it_prints_as_a_document(chromium, store, tmp_path):
    pdfium = pytest.importorskip("pypdfium2", reason="no pypdfium2 here, to read PDF pages")
    lines = [line(record(n, tag={"serial": f"CAB-{n}", "lot": "L1"})) for n in range(1, 150)]
    put(store, [*lines, line(open_ring(150, tag={"serial": "BAD-150", "lot": "L1"}))])
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    chromium.open(path, 1280, dark=True)
    asked = chromium.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    document = pdfium.PdfDocument(base64.b64decode(asked["data"]))
    pages = [one.get_textpage().get_text_range() for one in document]
    assert 5 < len(pages) < 25
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text
    whole = " ".join(" ".join(pages).split())
    assert "A.T to B.T (tip) 0.520" in whole  # the failed cable's readings, folded on the screen
    assert "search next" not in whole
    paper = document[0].render(scale=1).to_pil().convert("L")
    assert paper.getpixel((5, 5)) == 255  # white, though the screen is dark
    for one in list(document)[:-1]:
        dark = one.render(scale=1).to_pil().convert("L").point(lambda dot: 255 * (dot < 200))
        left, upper, right, lower = dark.crop((0, 0, dark.width, int(0.93 * dark.height))).getbbox()
        assert lower > 0.55 * dark.height, "a page is half empty"


@pytest.mark.parametrize("count", [30, 700, 3000])  # hours, days
def test_words_in_plots_do_not_touch(chromium, store, tmp_path, count):
    put(store, shop_lines(count))
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    for width in (1280, 390):
        chromium.open(path, width)
        assert chromium.evaluate(_TOUCHING) == [], width


def brightness(rgb: str) -> float:
    return sum(float(part) for part in rgb[rgb.index("(") + 1 : -1].split(",")[:3])


_VISIBLE_PLOTS = """
[...document.querySelectorAll('figure svg')].filter(plot => plot.checkVisibility()).map(plot => ({
  width: plot.getBoundingClientRect().width,
  marks: [...plot.querySelectorAll('path')].filter(path => path.getBBox().width > 0).length,
  words: plot.querySelectorAll('text').length,
  letters: Math.min(...[...plot.querySelectorAll('text')].map(
    text => parseFloat(getComputedStyle(text).fontSize) * plot.getScreenCTM().a)),
}))
"""

_TOUCHING = """
[...document.querySelectorAll('figure svg')].filter(
  plot => plot.checkVisibility()
).flatMap(plot => {
  const words = [...plot.querySelectorAll('text')];
  const boxes = words.map(word => word.getBoundingClientRect());
  return words.flatMap((word, n) => words.slice(n + 1).filter((_, m) => {
    const [a, b] = [boxes[n], boxes[n + 1 + m]];
    return a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
  }).map(other => word.textContent + ' / ' + other.textContent));
})
"""
