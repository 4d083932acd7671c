"""Who may have the page, and who the tester behind it."""

import http.client
import re
from contextlib import ExitStack

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from ringout_host.page import build, server
from ringout_host.page.simulated import served
from ringout_host.sim.handheld import Handheld
from tests.page.conftest import serve

HELLO = b'\r\n{"id":1,"op":"hello"}\n'


def get(address, path="/", **headers):
    """(status, headers, body) of a request as a browser sends it."""
    host = address.split("/")[2]
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    reply = connection.getresponse()
    return reply.status, reply.headers, reply.read()


@pytest.fixture
def tester(tmp_path):
    """The port of a simulated tester."""
    with served(Handheld("ts_ts", str(tmp_path), realtime=True)) as port:
        yield port


def join(address, token=None, origin=None):
    base, _, fragment = address.partition("#token=")
    token = fragment if token is None else token
    origin = base.rstrip("/") if origin is None else origin
    return connect(f"{base.replace('http', 'ws')}bridge?token={token}", origin=origin)


def hello(page):
    """The tester's answer through the bridge."""
    page.send(HELLO)
    answer = b""
    while not answer.endswith(b"\n"):
        answer += page.recv(10)
    return answer.replace(b" ", b"")


def test_every_file_of_the_page_is_served_and_nothing_else(folder, address):
    for file in folder.rglob("*"):
        status, headers, body = get(address, "/" + file.relative_to(folder).as_posix())
        assert status == 200 and body == file.read_bytes()
        assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, body = get(address)
    assert body == (folder / "index.html").read_bytes()
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy and "frame-ancestors 'none'" in policy
    assert re.search(r'content="(.*?)"', body.decode().split("Security-Policy")[1])[1] in (
        policy.replace(" frame-ancestors 'none';", "")
    )
    for path in ("/nothing", "/../pyproject.toml", "//etc/passwd", "/%2e%2e/x", "/index.html/"):
        assert get(address, path)[0] == 404


def test_no_script_stands_in_the_page(folder):
    text = (folder / "index.html").read_text("utf-8")
    assert re.findall(r"<script(.*?)</script>", text, re.S) == [' type="module" src="app.js">']
    assert not re.search(r"\son\w+=|style=|javascript:|https?://", text)
    for file in folder.glob("*.js"):
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"innerHTML|insertAdjacent|document\.write|\beval\(|https?://", text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1", ""])
def test_another_name_for_this_address_gets_nothing(address, host):
    assert get(address, Host=host)[0] in (400, 403)


def test_the_bridge_wants_the_token_and_the_own_origin(folder, tester):
    with serve(folder, tester) as address:
        origin = address.partition("/#")[0]
        for token, from_ in [
            ("", origin),
            ("x" * 32, origin),
            (None, "http://evil.example"),
            (None, origin.replace("http", "https")),
            (None, "null"),
        ]:
            with pytest.raises(InvalidStatus) as refused, join(address, token, from_):
                pass
            assert refused.value.response.status_code == 403
        assert get(address, "/bridge")[0] == 403
        with join(address) as page:
            assert b'"product":"ringout"' in hello(page)


def test_one_page_has_the_tester_and_the_next_one_after_it(folder, tester):
    with serve(folder, tester) as address:
        with join(address) as page:
            assert hello(page)
            with join(address) as second, pytest.raises(ConnectionClosed) as refused:
                second.recv(10)
            assert "another page" in refused.value.rcvd.reason
        with join(address) as page:
            assert hello(page)


def test_a_page_is_told_why_there_is_no_tester(folder, tmp_path):
    with serve(folder, str(tmp_path / "nothing")) as address:
        with join(address) as page, pytest.raises(ConnectionClosed) as refused:
            page.recv(10)
        assert "nothing" in refused.value.rcvd.reason


def test_a_tester_that_goes_is_reported(folder, tmp_path):
    with ExitStack() as stack:
        unplugged = stack.enter_context(ExitStack())
        port = unplugged.enter_context(served(Handheld("ts_ts", str(tmp_path), realtime=True)))
        address = stack.enter_context(serve(folder, port))
        page = stack.enter_context(join(address))
        assert b'"product":"ringout"' in hello(page)
        unplugged.close()
        with pytest.raises(ConnectionClosed) as ended:
            page.recv(10)
        assert ended.value.rcvd.reason.startswith("the tester went away")


def test_the_folder_is_small_and_says_whose_it_is(folder):
    size = sum(file.stat().st_size for file in folder.rglob("*"))
    assert size < build.MOST_BYTES and "MicroPython" in (folder / "LICENSES.txt").read_text()
    assert set(server.TYPES) >= {file.suffix for file in folder.rglob("*") if file.is_file()}
