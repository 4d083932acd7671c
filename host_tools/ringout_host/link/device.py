"""The tester, seen from the host: one method per console op.

`open_device` finds the port, takes it for itself and shakes hands. A call sends one request
and waits for the reply that carries its id; whatever else arrives in between (a late reply to
an earlier call, the rest of a torn line, start-up messages) is skipped. Requests that may be
repeated without harm are, a bounded number of times. One file: a method for each op, as in
firmware/PROTOCOL.md.
"""

import base64
import binascii
import json
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ringout import __version__
from ringout.console.protocol import LINE_BYTES
from ringout.storage import packing
from ringout.storage.segments import TEXT_BYTES
from ringout_host.errors import (
    DeviceError,
    NoDeviceError,
    ProtocolError,
    SilentError,
    UsageError,
)
from ringout_host.link import replies
from ringout_host.link.lines import Lines
from ringout_host.link.ports import choose_port, open_port
from ringout_host.link.replies import PRODUCT, PROTOCOL
from ringout_host.link.strangers import UPDATE, at_repl, explain, shown

SCREEN_BYTES = 1024  # 128 x 64 pixels, one bit each

REPLY_S = 2.0  # time-out of an ordinary call
SLOW_S = 30.0  # of one that measures
QUIET_S = 3.0  # longest pause inside a data reply
HELLO_S = 0.7  # each attempt of the handshake; the first may meet a device that is starting
ATTEMPTS = 3
STREAMED = frozenset({"capture"})  # lines come before the reply
ONCE_ONLY = STREAMED | {
    "test",
    "line",
    "calibrate",
    "selftest",
    "bootsel",
}  # repeating does it twice
PAGE_LINES = 256  # most that the tester sends unpacked
PACKED_FROM = 8  # lines; fewer are not worth a segment
LONGEST_S = 60.0  # of a whole data reply, however steadily it drips
CONTENT_LIMIT = 1 << 16  # a segment of the log has half of it
NOISE_LIMIT = 1 << 20  # bytes skipped while waiting for one reply


class _Torn(Exception):
    """A reply came incomplete: to be asked for again."""


class Device:
    """An open tester. Make it with `open_device`.

    path: its port; info: its hello reply; patience: factor on every time-out (an emulated
    tester runs at a twentieth of real time).
    """

    def __init__(self, lines: Lines, path: str, patience: float = 1.0):
        self.path = path
        self.patience = patience
        self.info: dict[str, Any] = {}
        self._lines = lines
        self._id = random.randrange(1 << 29)  # so that a reply to someone else's id is not ours
        self._noise = b""

    # -- operations ------------------------------------------------------------------------
    def call(self, op: str, *, timeout_s: float = REPLY_S, **args: Any) -> dict[str, Any]:
        """Carry out `op` and return the reply's fields; data lines, if any, under "lines", and
        what came before the reply of an op that streams under "streamed".

        DeviceError: refused; ProtocolError: no usable answer; NoDeviceError: unplugged.
        """
        attempts = 1 if op in ONCE_ONLY else ATTEMPTS
        for attempt in range(attempts):
            if attempt:
                self._resynchronise()
            try:
                return self._exchange(op, args, timeout_s)
            except _Torn as torn:
                trouble = str(torn)
        again = "" if attempts == 1 else f" after {attempts} attempts"
        raise ProtocolError(
            f"the tester on {self.path} {trouble} to `{op}`{again}:"
            " press its reset button, then repeat the command"
        )

    def hello(self) -> dict[str, Any]:
        """Who the tester is: dev, product, proto, fw, boot, up_ms, t, hw."""
        return self.call("hello")

    def log_stat(self) -> dict[str, Any]:
        """State of the log: first, next, acked, records, bytes, dropped, damaged."""
        return self.call("log.stat")

    def log_read(self, start: int, count: int) -> list[bytes]:
        """Up to `count` stored lines (`<json>\\t<crc32>`), oldest first, from seq `start` on;
        empty when there are none from there on. Damaged ones may be among them.

        Many come packed, a segment at a time, from a tester that packs as we do: the time of a
        pull is its time to unpack and to send.
        """
        if count < PACKED_FROM or self.info.get("packing") != packing.ID:
            asked = {"from": start, "max": min(count, PAGE_LINES)}
            return self.call("log.read", **asked).get("lines", [])
        reply = self.call("log.read", **{"from": start, "packed": True})
        return [unpacked(line) for line in reply.get("content", b"").split(b"\n") if line][:count]

    def log_ack(self, seq: int) -> dict[str, Any]:
        """Tell the tester that every record up to `seq` is stored safely."""
        return self.call("log.ack", seq=seq)

    def set_clock(self, unix_s: int) -> None:
        """Set the tester's clock, in seconds since 1970 UTC."""
        self.call("clock.set", t=int(unix_s))

    def settings_get(self) -> dict[str, Any]:
        """The tester's settings."""
        return self.call("settings.get")

    def settings_set(self, **values: Any) -> dict[str, Any]:
        """Change settings; DeviceError names the one that the tester refuses."""
        return self.call("settings.set", **values)

    def test(self, timeout_s: float = SLOW_S, serial: str | None = None) -> dict[str, Any]:
        """Press TEST from afar; the result record, which says the cable's serial if it is given."""
        told = {} if serial is None else {"serial": serial}
        return self.call("test", timeout_s=timeout_s, **told)["record"]

    def line(self, request: dict[str, Any], timeout_s: float = SLOW_S) -> dict[str, Any]:
        """Look at a line from this end; the result record. request: as in PROTOCOL.md."""
        record = self.call("line", timeout_s=timeout_s, **request).get("record")
        if record is None:
            raise ProtocolError(f"the tester looked at no line: {UPDATE}")
        return record

    def screen(self) -> bytes:
        """What the display shows: 1024 bytes, columns of 8 pixels, lowest bit on top."""
        reply = self.call("screen")
        pixels = _bytes_of(reply.get("pixels"))
        if len(pixels) != SCREEN_BYTES or reply.get("format") != "mono_vlsb":
            raise ProtocolError(f"the tester's screen cannot be read: {UPDATE}")
        return pixels

    def bootsel(self) -> None:
        """Restart into the USB boot drive. The port goes away, perhaps before the reply came."""
        with suppress(NoDeviceError):
            self.call("bootsel")

    # -- exchange --------------------------------------------------------------------------
    def shake_hands(self) -> None:
        """Find out who answers. ProtocolError, with what to do, unless it is a tester that
        speaks our protocol."""
        info = None
        for _ in range(ATTEMPTS + 1):
            self._resynchronise()
            try:
                info = self._exchange("hello", {}, HELLO_S)
                break
            except DeviceError as error:
                raise ProtocolError(f"{self.path} is no ringout tester: {error.text}") from error
            except _Torn:
                if at_repl(self._noise + self._lines.rest()):
                    break
        if info is None:
            raise SilentError(explain(self.path, self._noise + self._lines.rest()))
        if info.get("product") != PRODUCT:
            raise ProtocolError(
                f"what answers on {self.path} is {shown(info.get('product'))}, not a ringout"
                " tester: choose another port with --port"
            )
        if info.get("proto") != PROTOCOL:
            raise ProtocolError(
                f"the tester on {self.path} (firmware {shown(info.get('fw'))}) speaks protocol"
                f" {shown(info.get('proto'))}, ringout {__version__} speaks {PROTOCOL}:"
                f" {UPDATE}"
            )
        self.info = {key: value for key, value in info.items() if key not in ("id", "ok")}

    def _exchange(self, op: str, args: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        self._id += 1
        number = self._id
        request = json.dumps({**args, "id": number, "op": op}, allow_nan=False)
        request = request.replace("\x7f", "\\u007f")  # printable ASCII only, or it is ignored
        if len(request) > LINE_BYTES:
            raise UsageError(f"too long for one request to the tester: {request[:60]}...")
        self._lines.send(request)
        deadline = self._lines.now() + timeout_s * self.patience
        streamed: list[bytes] = []
        reply = self._find(number, deadline, streamed if op in STREAMED else None)
        if reply["ok"] is not True:
            error = reply.get("err")
            error = error if isinstance(error, dict) else {}
            raise DeviceError(shown(error.get("code"), 40), shown(error.get("text")))
        fields = {key: value for key, value in reply.items() if key not in ("id", "ok")}
        fields = replies.checked(op, fields, UPDATE)
        if op in STREAMED:
            fields["streamed"] = streamed
        if "packed" in fields:
            fields["content"] = self._content(number, _count(fields["packed"]))
        elif "data" in fields:
            most = _count(args.get("max", 0))
            fields["lines"] = self._data(number, _count(fields["data"]), most)
        return fields

    def _find(
        self, number: int, deadline: float, streamed: list[bytes] | None = None
    ) -> dict[str, Any]:
        """The reply to request `number`. streamed: takes the lines before it that are no JSON."""
        skipped = 0
        while skipped < NOISE_LIMIT:
            line = self._lines.receive(deadline)
            if line is None:
                raise _Torn("did not answer")
            value = _object(line)
            if value is not None and value.get("id") == number and "ok" in value:
                return value
            skipped += len(line)
            if streamed is not None and value is None:
                streamed.append(line)
            self._noise = (self._noise + line + b"\n")[-400:]
        raise _Torn("sent nothing but noise in answer")

    def _data(self, number: int, count: int, most: int) -> list[bytes]:
        """The data lines of a reply, at most `most`, up to its end line."""
        if count > most:
            raise ProtocolError(f"the tester announced {count} lines, asked for {most}: {UPDATE}")
        lines: list[bytes] = []
        over = self._lines.now() + LONGEST_S * self.patience
        while True:
            quiet = self._lines.now() + QUIET_S * self.patience
            line = self._lines.receive(min(quiet, over))
            if line is None:
                raise _Torn("stopped in the middle of its answer")
            value = _object(line) if b"\t" not in line else None  # a stored line has a tab
            if value is not None and value.get("id") == number and "end" in value:
                if "err" in value or not value["end"] == len(lines) == count:
                    raise _Torn("sent an incomplete answer")
                return lines
            lines.append(line)
            if len(lines) > count:
                raise _Torn("sent a garbled answer")

    def _content(self, number: int, count: int) -> bytes:
        """The bytes of a reply, whose end line follows them."""
        if count > CONTENT_LIMIT:
            raise ProtocolError(f"the tester announced {count} bytes at once: {UPDATE}")
        quiet_s = QUIET_S * self.patience
        content = self._lines.receive_bytes(count, quiet_s, LONGEST_S * self.patience)
        end = None if content is None else self._lines.receive(self._lines.now() + quiet_s)
        if content is None or end is None:
            raise _Torn("stopped in the middle of its answer")
        value = _object(end) or {}
        if value.get("id") != number or value.get("end") != count or "err" in value:
            raise _Torn("sent a garbled answer")
        return content

    def _resynchronise(self) -> None:
        """Make both ends start on a fresh line: end ours, drop what is left of theirs."""
        self._lines.forget()
        self._lines.send("\r")


def patience_wanted() -> float:
    """Factor on time-outs: RINGOUT_PATIENCE, for an emulated tester; 1 without it."""
    try:
        return max(1.0, float(os.environ.get("RINGOUT_PATIENCE", "1")))
    except ValueError:
        return 1.0


@contextmanager
def open_device(port: str | None = None, *, patience: float | None = None) -> Iterator[Device]:
    """An open `Device` on `port` (or RINGOUT_PORT, or the only tester there is).

    NoDeviceError, PortRefusedError, UsageError (several testers), ProtocolError.
    """
    path = choose_port(port)
    serial_port = open_port(path)
    try:
        device = Device(Lines(serial_port), path, patience or patience_wanted())
        device.shake_hands()
        yield device
    finally:
        serial_port.close()


def _object(line: bytes) -> dict[str, Any] | None:
    """The JSON object in a line, or None."""
    if not line.startswith(b"{"):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def unpacked(line: bytes) -> bytes:
    """The stored line in a packed one; as it came if that is no packed line."""
    room = bytearray(TEXT_BYTES)
    size = packing.unpack(line, 0, len(line), room)
    return line if size < 0 else bytes(room[:size])


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ProtocolError(f"the tester announced {shown(value)} lines: {UPDATE}")
    return value


def _bytes_of(text: Any) -> bytes:
    if not isinstance(text, str):
        return b""
    try:
        if len(text) == 2 * SCREEN_BYTES:
            return binascii.unhexlify(text)
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
