"""The built page, served as `ringout page` does, in headless Chromium."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from ringout_host.page import build
from ringout_host.page.bridge import Bridge
from ringout_host.page.server import Site, serving
from tests.report.browser import Browser, program

WIDTH = 1280
RECORDS = """
new Promise((resolve, reject) => {
    const opening = indexedDB.open(%r);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const asked = opening.result.transaction("records").objectStore("records").getAll();
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
    };
})
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The built page."""
    out = tmp_path_factory.mktemp("page") / "page"
    build.build(out)
    return out


@contextmanager
def serve(folder: Path, port: str | None = None, patience: float = 1.0) -> Iterator[str]:
    """Serve the page and a bridge to a port; gives the address with its token."""
    loop, ready, addresses = asyncio.new_event_loop(), threading.Event(), []
    over: asyncio.Future = loop.create_future()

    async def run():
        async with serving(Site(folder, patience), Bridge(port)) as address:
            addresses.append(address)
            ready.set()
            with suppress(asyncio.CancelledError):
                await over

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield addresses[0]
    finally:
        loop.call_soon_threadsafe(over.cancel)
        thread.join(10)
        loop.close()


@pytest.fixture(scope="session")
def address(folder) -> Iterator[str]:
    """The page's address, without a tester."""
    with serve(folder) as given:
        yield given.partition("#")[0]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Browser]:
    """One for all tests: it takes as long to start as most of them."""
    if program() is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with Browser(tmp_path_factory.mktemp("chromium"), "127.0.0.1") as opened:
        yield opened


@pytest.fixture
def browser(chromium) -> Browser:
    """A browser with nothing in its stores."""
    chromium.renew()
    return chromium


class Page:
    """What a person does with the page."""

    def __init__(self, browser: Browser):
        self.browser = browser

    def open(self, address: str, width: int = WIDTH, first: str = "") -> "Page":
        """first: a script that runs before the page's own."""
        if first:
            self.browser.call("Page.addScriptToEvaluateOnNewDocument", source=first)
        self.browser.open(address, width)
        self.browser.wait("document.documentElement.dataset.ready", 90)
        return self

    def wait_for(self, id: str, text: str, seconds: float = 60) -> None:
        """Until an element says so."""
        said = f"document.getElementById({id!r}).textContent.includes({text!r})"
        self.browser.wait(said, seconds)

    def text(self, id: str) -> str:
        return self.browser.evaluate(f"document.getElementById({id!r}).textContent")

    def click(self, id: str) -> None:
        self.browser.evaluate(f"document.getElementById({id!r}).click()")

    def plug(self, spec: str) -> None:
        """Write a cable into the field and plug it in."""
        self.browser.evaluate(
            f"document.getElementById('spec').value = {spec!r};"
            "document.getElementById('cable-form').requestSubmit()"
        )
        self.browser.wait(f"document.getElementById('link').href.endsWith({_quoted(spec)!r})")

    def pass_ms(self, ms: int) -> None:
        """Let so much of the simulated tester's time pass."""
        now = "Number(document.getElementById('engine').dataset.ms)"
        self.browser.wait(f"{now} >= {self.browser.evaluate(now) + ms}", 60)

    def press(self) -> dict:
        """Press TEST; the record that is shown then, as it lies in the browser's store."""
        before = len(self.records())
        self.click("key-test")
        self.browser.wait(f"document.querySelectorAll('#tests tr').length > {before}", 90)
        return self.records()[-1]

    def records(self, store: str = "ringout-try") -> list[dict]:
        """The records in a store of the browser, as the tester sent them, in order."""
        rows = self.browser.evaluate(RECORDS % store)
        return [json.loads(row["json"]) for row in sorted(rows, key=lambda row: row["seq"])]


def _quoted(spec: str) -> str:
    return "#cable=" + quote(spec, safe="!'()*-._~")


@pytest.fixture
def page(browser) -> Page:
    return Page(browser)
