"""A tester connected to the page: the bridge, Web Serial, a hostile one; and who uses the page."""

import csv
import io
import json
import zlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from ringout_host.certificate import verify
from ringout_host.link.device import open_device
from ringout_host.page.simulated import served
from ringout_host.sim.handheld import Handheld
from ringout_host.store import schema
from ringout_host.store.database import open_store
from ringout_host.store.export_columns import headers
from ringout_host.store.pull import pull
from tests.link.console_board import Handset, Served
from tests.page.conftest import serve
from tests.page.test_bench import WATCH
from tests.store.sample import record

AXE = Path(__file__).parents[1] / "vm/node_modules/axe-core/axe.min.js"
FAIL = "trs_trs,length=6m,open=R@0.3m:B"
# A port as Web Serial gives it, behind which the bridge's tester answers.
FAKE_SERIAL = """
const socket = (address) => {
    const made = new WebSocket(address.replace("http", "ws").replace("/#token=", "/bridge?token="));
    made.binaryType = "arraybuffer";
    return new Promise((resolve) => { made.onopen = () => resolve(made); });
};
const port = {
    async open({ baudRate }) {
        const ws = await socket(%r);
        this.readable = new ReadableStream({
            start(to) {
                ws.onmessage = ({ data }) => to.enqueue(new Uint8Array(data));
                ws.onclose = () => to.close();
            },
            cancel() { ws.onclose = null; ws.close(); },
        });
        this.writable = new WritableStream({ write(bytes) { ws.send(bytes); } });
    },
    async close() {},
};
Object.defineProperty(navigator, "serial", { value: { requestPort: async () => port } });
"""
CSV = """(async () => (await import('./exports.js')).csv(
    %s, await (await fetch('words.json')).json()))()"""


@pytest.fixture
def handheld(tmp_path):
    """A tester that has tested two cables, one of them for a named operator."""
    made = Handheld("ts_ts,length=3m", str(tmp_path), realtime=True)
    made.press()
    made.app.settings.set("operator", "ANN")
    made.plug(FAIL)
    made.press()
    return made


def pulled(port, folder):
    """The records that `logs pull` stores of this port."""
    with open_store(str(folder / "log.db")) as store, open_device(port) as device:
        pull(device, store, lambda: 1_800_000_000.0)
        with store.read() as connection:
            c = schema.records.c
            found = connection.execute(sa.select(c.raw).order_by(c.seq)).scalars().all()
    return [json.loads(raw) for raw in found]


def test_the_log_through_the_bridge_is_that_of_logs_pull(page, folder, handheld, tmp_path):
    with served(handheld) as port:
        with serve(folder, port) as address:
            page.open(address)
            page.wait_for("pulled", "2 of 2 tests")
            assert page.text("verdict") == "FAIL" and "RING OPEN" in page.text("says")
            assert handheld.app.log.acked == 2  # only now: they are in the browser's store
            page.click("test")
            page.wait_for("pulled", "3 of 3 tests")
            assert page.browser.complaints() == []
            dots = "document.getElementById('glass').getContext('2d').getImageData(0,0,512,256)"
            assert page.browser.evaluate(f"{dots}.data.some((v, k) => k % 4 == 0 && v > 200)")
            paper = {name: page.text(f"paper-{name}") for name in ("title", "facts", "code")}
            page.click("to-try")  # lets go of the port
            page.wait_for("state", "Disconnected")
            mine = page.records("ringout")
            table = page.browser.evaluate(
                CSV
                % json.dumps(
                    [{"dev": r["dev"], "seq": r["seq"], "json": json.dumps(r)} for r in mine]
                )
            )
        assert mine == pulled(port, tmp_path) and len(mine) == 3
    assert paper["title"] == "Test report" and "OperatorANN" in paper["facts"]
    (code,) = verify.codes_in(paper["code"])
    with open_store(str(tmp_path / "log.db")) as store, store.read() as connection:
        assert verify.verify(connection, code).state == verify.VERIFIED
    head, *rows = csv.reader(io.StringIO(table))
    assert set(head) <= set(headers())  # named as in `ringout logs export`
    cells = dict(zip(head, rows[1], strict=True))
    assert cells["verdict"] == "FAIL" and cells["operator"] == "ANN"
    assert float(cells["C T-S (pF)"]) == mine[1]["pf"]["T-S"][0]


def test_web_serial_carries_the_same(page, folder, handheld):
    with served(handheld) as port, serve(folder, port) as address:
        page.open(address.partition("#")[0], first=FAKE_SERIAL % address)
        page.click("to-connect")
        page.click("usb")
        page.wait_for("pulled", "2 of 2 tests")
        assert page.text("state") == "Connected by USB."
        page.browser.evaluate("document.getElementById('settings-room').open = true")
        field = (
            "[...document.querySelectorAll('#settings label')].find(l => /^Lot/.test(l.innerText))"
        )
        page.browser.wait(f"{field} !== undefined")
        page.browser.evaluate(
            f"{field}.querySelector('input').value = 'L-7';"
            f"{field}.querySelector('input').dispatchEvent(new Event('change'))"
        )
        page.wait_for("state", "Lot is set.")
        assert handheld.app.settings["lot"] == "L-7"
        page.click("test")
        page.wait_for("pulled", "3 of 3 tests")
        page.click("leave")
        page.wait_for("state", "Disconnected")
        assert page.records("ringout")[-1]["tag"]["lot"] == "L-7"
        assert page.browser.complaints() == []


SERIOUS = """
axe.run().then(({ violations }) => violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 120)).join(" ; ")))
"""


def test_a_page_without_a_tester_offers_the_simulated_one(page, folder, tmp_path):
    with serve(folder, str(tmp_path / "nothing")) as address:
        page.open(address)
        page.browser.wait("!document.getElementById('bench').hidden")
        assert "there is no port" in page.text("state")
        assert page.press()["verdict"] == "PASS"


def test_the_calibration_walk(page, folder, tmp_path):
    handheld = Handheld("none", str(tmp_path / "flash"), realtime=True)
    with served(handheld) as port, serve(folder, port) as address:
        page.open(address)
        page.wait_for("state", "Connected by ringout page")
        page.click("cal-open")
        page.wait_for("calibration-says", "Still missing: short in A, 10ohm in A")
        handheld.plug("none,plug=10ohm@A")
        page.click("cal-plug")
        page.wait_for(
            "calibration-says", "That was 10ohm in jack A. Still missing: short in A, short in B"
        )
        handheld.plug("ts_ts")
        page.click("cal-plug")
        page.browser.wait("!document.getElementById('cal-plug').disabled")
        assert "reference plug" in page.text("calibration-says")
        page.click("cal-stop")
        page.wait_for("calibration-says", "Stopped")
        assert page.browser.complaints() == []


def stored(made):
    raw = json.dumps(made).encode()
    return raw + b"\t%08x" % zlib.crc32(raw)


EVIL = "<img src=x onerror=hit()><script>hit()</script>\u202e"
HOSTILE = [
    record(1, verdict=EVIL, text=EVIL, wiring=[EVIL], cable=EVIL, nets=[[EVIL, "A.T", "B.T"]]),
    record(2, faults=[{"code": EVIL, "text": "=cmd|'/c calc'!A1", "net": [EVIL]}], t=1e300),
    record(3, faults=7, nets="x", leg_ohm=[1], pf={"T-S": ["a", {}]}, parts=[{"net": 3}]),
    record(4, parts=[{"kind": "R", "net": ["A.T", "B.R"], "ohm": "x"}], text="=H(1)", tag=[EVIL]),
]


def test_a_hostile_tester_runs_nothing(page, folder, tmp_path):
    tester = Handset()
    tester.log = [stored(made) for made in HOSTILE] + [b"rubbish\t00000000"]
    tester.info["fw"] = EVIL
    tester.settings = {"lot": EVIL, "mode": EVIL, "length_m": "x", "__proto__": EVIL}
    with Served(tmp_path / "tester", tester), serve(folder, str(tmp_path / "tester")) as address:
        page.open(address, first=WATCH)
        page.wait_for("pulled", "4 of 4 tests")
        page.wait_for("pulled", "1 damaged")
        page.browser.evaluate("document.getElementById('settings-room').open = true")
        page.browser.wait("document.querySelectorAll('#settings label').length == 3")
        for row in range(4):
            page.browser.evaluate(f"document.querySelectorAll('#tests button')[{row}].click()")
            page.browser.evaluate("new Promise(done => setTimeout(() => done(true), 100))")
        assert page.browser.evaluate("hits") == 0
        assert (
            page.browser.evaluate("document.querySelectorAll('img, iframe, main script').length")
            == 0
        )
        assert "<img src=x" in page.text("says") and "\u202e" not in page.text("tests")
        table = page.browser.evaluate(
            CSV
            % json.dumps([{"dev": "x", "seq": r["seq"], "json": json.dumps(r)} for r in HOSTILE])
        )
        assert page.browser.complaints() == []
        page.browser.evaluate("new Promise(done => setTimeout(() => done(true), 1500))")
        assert tester.acked == 4  # not the one that was not readable
    for row in csv.reader(io.StringIO(table)):
        assert not any(text.startswith(("=", "+", "-", "@")) for text in row if not _number(text))


def _number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(page, folder, handheld, width):
    with served(handheld) as port, serve(folder, port) as address:
        page.open(address, width)
        page.wait_for("pulled", "2 of 2 tests")
        for room in ("settings-room", "calibration-room"):
            page.browser.evaluate(f"document.getElementById({room!r}).open = true")
        page.browser.wait("document.querySelectorAll('#settings label').length > 9")
        page.browser.evaluate(AXE.read_text("utf-8") + "; 0")
        assert page.browser.evaluate(SERIOUS) == []
        assert page.browser.evaluate("document.documentElement.scrollWidth") <= width
        page.click("to-try")
        page.plug(FAIL)
        assert page.press()["verdict"] == "FAIL"
        circle = "document.querySelector('#cable .of[aria-label=\"wire A.R to B.R\"]')"
        page.browser.evaluate(
            f"{circle}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter'}}))"
        )
        assert page.browser.evaluate("document.activeElement.id") == "where"
        assert page.browser.evaluate(SERIOUS) == []
        assert page.browser.evaluate("document.documentElement.scrollWidth") <= width
