"""Headless Chromium driven over its debugging pipe: what a page shows, says and asks for."""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ANSWER_S = 30


def program() -> str | None:
    """The Chromium of this machine (Debian: apt-get install chromium)."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    return next((path for path in found if path), None)


class Browser:
    """One page in one browser. Ends the browser with the `with` block.

    reachable: the one host that it finds, an address of this computer.
    """

    def __init__(self, folder: Path, reachable: str | None = None):
        down, self._to = os.pipe()  # its file descriptor 3
        self._from, up = os.pipe()  # its file descriptor 4
        command = [
            program(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={folder}",
            f"--host-resolver-rules=MAP * ~NOTFOUND{f', EXCLUDE {reachable}' if reachable else ''}",
            "about:blank",
        ]  # fmt: skip
        # The shell puts the pipes where Chromium looks for them, whatever their numbers here.
        line = f'exec "$@" 3<&{down} 4>&{up}'
        self._process = subprocess.Popen(
            ["bash", "-c", line, "bash", *command],
            pass_fds=(down, up),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(down)
        os.close(up)
        self._rest = b""
        self._number = 0
        self._context = ""
        self.renew()

    def renew(self) -> None:
        """Another page, with nothing in its stores: as a browser just installed."""
        self.events = []
        if self._context:
            self._call("Target.disposeBrowserContext", browserContextId=self._context)
        self._context = self._call("Target.createBrowserContext")["browserContextId"]
        self._tab()

    @contextmanager
    def another_tab(self) -> Iterator[None]:
        """Within the block everything is done in another tab, beside the one that is open."""
        before = self._session
        self._tab()
        yield
        self.call("Page.close")
        self._session = before

    def _tab(self) -> None:
        target = self._call(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        # Workers wait until somebody listens to what they ask for.
        waits = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        self.call("Target.setAutoAttach", **waits)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_error) -> None:
        os.close(self._to)
        self._process.terminate()
        self._process.wait(10)
        os.close(self._from)

    def call(self, method: str, **params) -> dict:
        """One command to the page."""
        return self._call(method, session=self._session, **params)

    def open(self, path: Path | str, width: int, height: int = 900, dark: bool = False) -> None:
        """Load a file, or an address, at a window size and wait until it is there."""
        self.events.clear()
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        url = path if isinstance(path, str) else path.resolve().as_uri()
        self.call("Page.navigate", url=url)
        deadline = time.monotonic() + _ANSWER_S
        while not self._seen("Page.loadEventFired"):
            assert time.monotonic() < deadline, "the page never finished loading"
            self._receive(deadline)
        self.evaluate("0")  # let what follows the load arrive

    def evaluate(self, expression: str):
        """The value of a JavaScript expression in the page."""
        reply = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in reply, reply
        return reply["result"].get("value")

    def wait(self, expression: str, seconds: float = _ANSWER_S):
        """The value of an expression as soon as it is true."""
        deadline = time.monotonic() + seconds
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < deadline, f"never: {expression}; {self.complaints()}"
            time.sleep(0.05)
        return value

    def screenshot(self, path: Path) -> None:
        """The whole page as a PNG."""
        reply = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(reply["data"]))

    def complaints(self) -> list[str]:
        """Console messages, log entries and exceptions since the page was opened."""
        names = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event) for event in self.events if event["method"] in names]

    def requests(self) -> list[str]:
        """Every URL that the page and its workers asked for, the page itself included."""
        sent = [e for e in self.events if e["method"] == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    def _seen(self, method: str) -> bool:
        return any(event["method"] == method for event in self.events)

    def _call(self, method: str, session: str | None = None, **params) -> dict:
        number = self._send(method, session, **params)
        deadline = time.monotonic() + _ANSWER_S
        while True:
            reply = self._receive(deadline)
            if reply.get("id") == number:
                assert "error" not in reply, (method, reply)
                return reply["result"]

    def _send(self, method: str, session: str | None, **params) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._number

    def _receive(self, deadline: float) -> dict:
        while b"\0" not in self._rest:
            left = max(0, deadline - time.monotonic())
            assert select.select([self._from], [], [], left)[0], "Chromium does not answer"
            data = os.read(self._from, 1 << 20)
            assert data, "Chromium ended"
            self._rest += data
        line, _zero, self._rest = self._rest.partition(b"\0")
        message = json.loads(line)
        if "method" in message:
            self.events.append(message)
        if message.get("method") == "Target.attachedToTarget" and "sessionId" in message:
            worker = message["params"]["sessionId"]
            self._send("Network.enable", worker)
            self._send("Runtime.runIfWaitingForDebugger", worker)
        return message
