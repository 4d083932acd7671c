"""How long a press takes in the page, and how fast WIGGLE runs: `python -m tests.bench page`. Needs
Chromium."""

import tempfile
import time
from pathlib import Path
from statistics import median

from ringout_host.page import build
from tests.page.conftest import Page, serve
from tests.page.test_bench import README
from tests.report import browser

FIRST_S, AGAIN_S = 2.0, 0.5  # at most: the first press on a cable, any later one
TIMES = 3
WIGGLE_S = 4
# From the key going down to the verdict on the display, 60 ms of it the finger's, and to the
# result beside it, which comes through the log: pulled, checked, stored, acknowledged.
PRESS = """new Promise((done) => {
    const began = performance.now(), times = [];
    const passed = () => (performance.now() - began) / 1000;
    const onDisplay = new MutationObserver(() => { times.push(passed()); onDisplay.disconnect(); });
    const inLog = new MutationObserver(() => { inLog.disconnect(); done([...times, passed()]); });
    const next = { attributes: true, attributeFilter: ["data-next"] };
    onDisplay.observe(document.getElementById("engine"), next);
    inLog.observe(document.getElementById("tests"), { childList: true });
    document.getElementById("key-test").click();
})"""


def run() -> dict:
    """Seconds from the key to the verdict, of each cable of the README; the page's start."""
    if browser.program() is None:
        return {"not measured": "no Chromium here"}
    result: dict = {"holds": True}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "page"
        result["size, MB"] = round(build.build(folder) / 1e6, 2)
        with serve(folder) as address, browser.Browser(Path(place) / "b", "127.0.0.1") as opened:
            page = Page(opened)
            page.open(address.partition("#")[0])
            ready = opened.evaluate("performance.now() / 1000")
            result["ready after, s"] = round(ready, 2)
            for spec in README:
                page.plug(spec)
                first = opened.evaluate(PRESS)
                later = [opened.evaluate(PRESS) for _ in range(TIMES)]
                again = [median(times) for times in zip(*later, strict=True)]
                result[spec] = (
                    f"first {first[0]:.2f} s (in the log {first[1]:.2f}),"
                    f" then {again[0]:.2f} s ({again[1]:.2f})"
                )
                result["holds"] &= first[0] < FIRST_S and again[0] < AGAIN_S
            result["WIGGLE, of a tester's speed"] = f"{_wiggle(page):.0%}"
    return result


def _wiggle(page: Page) -> float:
    """The tester's seconds in a second."""
    key, own = "document.getElementById('key-test')", "document.getElementById('engine').dataset.ms"
    for event, ms in (("pointerdown", 900), ("pointerup", 300)):
        page.browser.evaluate(f"{key}.dispatchEvent(new PointerEvent('{event}', {{pointerId: 1}}))")
        page.pass_ms(ms)
    began, ms = time.perf_counter(), int(page.browser.evaluate(own))
    time.sleep(WIGGLE_S)
    return (int(page.browser.evaluate(own)) - ms) / 1000 / (time.perf_counter() - began)
