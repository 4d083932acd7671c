"""Serves the page on this computer alone, and lets only that page to the bridge.

A request must name this address as its host (no other name leads here: DNS rebinding), the bridge
also wants the page's own origin and the token, which only whoever started this has: it is in the
part of the address that browsers keep to themselves.
"""

import asyncio
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from ringout_host.errors import UsageError
from ringout_host.installed import checkout

HOST = "127.0.0.1"
BRIDGE = "/bridge"
MOST_SENT = 4096  # bytes in one message of a page: a request has 512
INSTALLED = Path(__file__).parent / "built"  # in a wheel
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';"
    " connect-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types ringout"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "serial=(self), camera=(), microphone=(), geolocation=(), usb=()",
    "Cache-Control": "no-cache",
}
Handler = Callable[[ServerConnection], Awaitable[None]]


def built() -> Path:
    """The folder of the page: of this checkout, or of the wheel. UsageError without one."""
    top = checkout()
    folder = INSTALLED if top is None else top / "build" / "page"
    if not (folder / "index.html").is_file():
        how = "this wheel was made without the page" if top is None else f"make page in {top}"
        raise UsageError(f"the page is not built: {how}")
    return folder


class Site:
    """The files of a folder, and who may have them. token: for the bridge. patience: factor on
    the page's time-outs (an emulated tester runs at a twentieth of real time)."""

    def __init__(self, folder: Path, patience: float = 1.0):
        self.patience = patience
        self.files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and file.suffix in TYPES
        }
        self.token = secrets.token_urlsafe(24)
        self.hosts: set[str] = set()

    def at(self, port: int) -> str:
        """The address to open, once it is known on which port."""
        self.hosts = {f"{HOST}:{port}", f"localhost:{port}"}
        patience = "" if self.patience == 1.0 else f"&patience={self.patience:g}"
        return f"http://{HOST}:{port}/#token={self.token}{patience}"

    def respond(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer to a request; None lets it through to the bridge."""
        if request.headers.get_all("Host") not in [[host] for host in self.hosts]:
            return _response(HTTPStatus.FORBIDDEN, b"not this address\n")
        asked = urlsplit(request.path)
        if asked.path == BRIDGE:
            return None if self._may(request, asked.query) else _response(HTTPStatus.FORBIDDEN)
        name = asked.path.removeprefix("/") or "index.html"
        if name not in self.files:
            return _response(HTTPStatus.NOT_FOUND, b"no such file\n")
        return _response(HTTPStatus.OK, self.files[name], TYPES[Path(name).suffix])

    def _may(self, request: Request, query: str) -> bool:
        given = parse_qs(query).get("token", [""])
        own = [[f"http://{host}"] for host in self.hosts]
        return (
            request.headers.get_all("Origin") in own
            and len(given) == 1
            and hmac.compare_digest(given[0].encode(), self.token.encode())
        )


def _response(status: HTTPStatus, body: bytes = b"", kind: str = TYPES[".txt"]) -> Response:
    headers = Headers(HEADERS)
    headers["Content-Type"] = kind
    headers["Content-Length"] = str(len(body))
    headers["Connection"] = "close"
    return Response(status.value, status.phrase, headers, body)


@asynccontextmanager
async def serving(site: Site, bridge: Handler, port: int = 0) -> AsyncIterator[str]:
    """Serve until the block ends; gives the address to open. UsageError where the port is
    taken."""
    try:
        server = await serve(
            bridge,
            HOST,
            port,
            process_request=site.respond,
            max_size=MOST_SENT,
            compression=None,
            server_header=None,
            logger=_quiet(),
        )
    except (OSError, OverflowError) as error:
        raise UsageError(
            f"cannot listen on port {port} ({error.args[-1]}): end the other ringout page, or"
            " --listen 0 for any free port"
        ) from None
    try:
        yield site.at(next(iter(server.sockets)).getsockname()[1])
    finally:
        server.close()
        await asyncio.wait_for(server.wait_closed(), 5)


def _quiet():  # type: ignore[no-untyped-def]
    """A browser that leaves in the middle is no news."""
    import logging

    logger = logging.getLogger("ringout.page")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger
