"""The page, joined to the emulated chip: the log that it pulls is the one on the flash."""

import json

import pytest
import serving
from tests.page.conftest import browser, folder, page, serve  # noqa: F401  (fixtures)

from ringout_host.link.device import open_device


@pytest.mark.slow
def test_the_page_pulls_the_log_of_the_chip(page, folder, served):  # noqa: F811
    port = served()
    with serve(folder, port, serving.PATIENCE) as address:
        page.open(address)
        page.wait_for("state", "Connected by ringout page", 600)
        page.click("test")
        page.wait_for("pulled", "1 of 1 tests", 600)
        assert page.text("verdict") == "PASS" and page.browser.complaints() == []
        page.click("leave")
        page.wait_for("state", "Disconnected", 600)
        mine = page.records("ringout")
    with open_device(port) as device:
        assert [json.loads(line.split(b"\t")[0]) for line in device.log_read(1, 9)] == mine
        assert device.log_stat()["acked"] == 1
