"""How long a press takes in the page: `python -m tests.bench page`. Needs Chromium."""

import tempfile
from pathlib import Path
from statistics import median

from ringout_host.page import build
from tests.page.conftest import Page, serve
from tests.page.test_bench import README
from tests.report import browser

FIRST_S, AGAIN_S = 2.0, 0.5  # at most: the first press on a cable, any later one
TIMES = 3
# From the key going down to the result on the page: 80 ms of it is the finger.
PRESS = """new Promise((done) => {
    const began = performance.now(), place = document.getElementById("tests");
    const watch = new MutationObserver(() => {
        watch.disconnect();
        done((performance.now() - began) / 1000);
    });
    watch.observe(place, { childList: true });
    document.getElementById("key-test").click();
})"""


def run() -> dict:
    """Seconds from the key to the result, of each cable of the README; the page's start."""
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
                again = median(opened.evaluate(PRESS) for _ in range(TIMES))
                result[spec] = f"first {first:.2f} s, then {again:.2f} s"
                result["holds"] &= first < FIRST_S and again < AGAIN_S
    return result
