"""The report in a real browser, at a desk and on a phone."""

import pytest

from tests.report import browser, hostile
from tests.report.test_page import page
from tests.store.sample import shop_lines
from tests.store.test_ingest import put

pytestmark = pytest.mark.skipif(
    browser.program() is None, reason="no Chromium here: apt-get install chromium"
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    with browser.Browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.mark.parametrize("lines", [shop_lines(400), hostile.lines()], ids=["shop", "hostile"])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True)])
def test_it_is_quiet_complete_and_fits(chromium, store, tmp_path, lines, width, dark):
    put(store, lines)
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    chromium.open(path, width, dark=dark)
    assert chromium.complaints() == []
    assert chromium.requests() == [path.resolve().as_uri()]
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


@pytest.mark.parametrize("count", [30, 700, 3000])  # hours, days
@pytest.mark.parametrize("width", [1280, 390])
def test_words_in_plots_do_not_touch(chromium, store, tmp_path, count, width):
    put(store, shop_lines(count))
    path = tmp_path / "report.html"
    path.write_text(page(store)[0], "utf-8")
    chromium.open(path, width)
    assert chromium.evaluate(_TOUCHING) == []


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
