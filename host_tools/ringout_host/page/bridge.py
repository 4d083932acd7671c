"""Joins one page to one tester: bytes from the port to the WebSocket and back, nothing added."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import serial
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from ringout_host.errors import RingoutError
from ringout_host.link.ports import choose_port, open_port

LET_GO_S = 1.0
LOOK_S = 0.1  # how often the reader looks whether it should end
BUSY, TROUBLE = 1013, 1011  # WebSocket close codes: try again later, internal error
MOST_REASON = 120  # bytes of a close reason
GONE = "the tester went away: plug it in and connect again"


class Bridge:
    """port: what `--port` names, None for the only tester there is. It is open, and ours alone,
    while a page is connected; a second page is sent away."""

    def __init__(self, port: str | None):
        self.port = port
        self._taken = asyncio.Lock()

    async def __call__(self, page: ServerConnection) -> None:
        """Carry until either side goes."""
        try:  # a page that is loaded again has only just let go
            await asyncio.wait_for(self._taken.acquire(), LET_GO_S)
        except TimeoutError:
            await page.close(BUSY, "another page has the tester: close that one")
            return
        try:
            port = await asyncio.to_thread(lambda: open_port(choose_port(self.port)))
            try:
                await _carry(page, port)
            finally:
                port.close()
        except RingoutError as error:
            await page.close(TROUBLE, _reason(str(error)))
        finally:
            self._taken.release()


async def _carry(page: ServerConnection, port: serial.Serial) -> None:
    stop = threading.Event()
    loop = asyncio.get_running_loop()
    reading = asyncio.create_task(asyncio.to_thread(_read, port, stop, partial(_send, page, loop)))
    reading.add_done_callback(lambda _: loop.create_task(page.close(TROUBLE, GONE)))
    try:
        async for data in page:
            if isinstance(data, bytes):
                await asyncio.to_thread(port.write, data)
    except (OSError, serial.SerialException):
        await page.close(TROUBLE, GONE)
    except ConnectionClosed:
        pass  # the page went without a word
    finally:
        stop.set()
        await reading


def _read(port: serial.Serial, stop: threading.Event, send: Callable[[bytes], None]) -> None:
    """The port's bytes as they come, in a thread; a page that takes none holds it up."""
    port.timeout = LOOK_S
    with suppress(OSError, serial.SerialException, TypeError, ConnectionClosed):
        while not stop.is_set():
            data = port.read(1)
            if data:
                send(data + port.read(port.in_waiting))


def _send(page: ServerConnection, loop: asyncio.AbstractEventLoop, data: bytes) -> None:
    asyncio.run_coroutine_threadsafe(page.send(data), loop).result()


def _reason(text: str) -> str:
    return text.encode()[:MOST_REASON].decode("utf-8", "ignore")
