"""`ringout station`: a test bench for a batch. Scan a serial, press TEST, read the verdict."""

import queue
import sys
import threading
import time
from contextlib import suppress
from typing import Annotated, Any, TextIO

import sqlalchemy as sa
import typer

from ringout_host.cli.big import big
from ringout_host.cli.logs import look
from ringout_host.cli.options import Database, Json, Port, examples
from ringout_host.cli.output import complain, out, print_json, tell
from ringout_host.errors import DeviceError, ProtocolError, RingoutError, UsageError
from ringout_host.store import query
from ringout_host.store.database import Store, open_store
from ringout_host.store.follow import Follower
from ringout_host.store.serials import checked_serial

_POLL_S = 0.3
_END = None  # in the queue of typed lines


def add(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "station",
        epilog=examples(
            "ringout station --lot L17 --operator ANA",
            "ringout station --press   # the scan itself starts the test",
        ),
    )(station)


def station(
    port: Port = None,
    db: Database = None,
    lot: Annotated[str | None, typer.Option("--lot", help="Lot of the cables to come.")] = None,
    operator: Annotated[str | None, typer.Option("--operator", help="Who tests.")] = None,
    press: Annotated[
        bool, typer.Option("--press", help="Start the test as soon as a serial is in.")
    ] = False,
    json: Json = False,
) -> None:
    """Test a batch: scan or type a serial, press TEST.

    The next test carries the serial. A scanner is a keyboard that ends with Enter. Enter alone
    starts a test from here. Every test is stored. Ctrl-D ends it. With --json each record is
    one line.
    """
    from ringout_host.link.device import open_device

    with open_store(db) as store, open_device(port) as device:
        bench = Station(device, store, lot, json)
        bench.prepare(operator)
        tell("scan a serial and press TEST; Enter alone starts a test, Ctrl-D ends")
        try:
            bench.run(_typed(sys.stdin), sys.stdin.isatty(), press)
        finally:
            with suppress(RingoutError):
                device.settings_set(serial="")


class Station:
    """The bench between a tester and the store. lot: None leaves the tester's own."""

    def __init__(self, device: Any, store: Store, lot: str | None, json: bool):
        self.device = device
        self.store = store
        self.lot = lot
        self.json = json
        self.serial: str | None = None  # waits for its test
        self.follower = Follower(device, store, time.time)

    def prepare(self, operator: str | None) -> None:
        """Give the tester lot and operator, and no serial.

        Raises ProtocolError when its firmware knows no serials, UsageError when it refuses one.
        """
        given = {"lot": self.lot, "operator": operator}
        try:
            self.device.settings_set(
                serial="", **{name: value for name, value in given.items() if value is not None}
            )
        except DeviceError as error:
            if error.code == "bad-op":
                raise ProtocolError(
                    "the firmware of this tester cannot take serials: ringout flash"
                ) from None
            raise UsageError(f"the tester refuses this lot or operator: {error.text}") from None

    def run(self, lines: "queue.Queue[str | None]", person: bool, press: bool) -> None:
        """Until the typed `lines` end and, unless a person ends them, the last serial is tested."""
        ended = False
        while not (ended and (person or self.serial is None)):
            with suppress(queue.Empty):
                line = lines.get(timeout=_POLL_S)
                ended = ended or line is _END
                if line is not _END:
                    self.typed(line, press)
            self.show_news()

    def typed(self, line: str, press: bool) -> None:
        """A serial, or Enter alone. What is wrong with a serial is said, and it does not count."""
        if line.strip():
            try:
                serial = checked_serial(line)
                self.device.settings_set(serial=serial)
            except UsageError as error:
                complain(str(error))
                return
            except DeviceError as error:
                complain(f"the tester refuses this serial: {error.text}")
                return
            if self.serial not in (None, serial):
                tell(f"serial {self.serial} was not tested")
            self.serial = serial
            tell(f"serial {serial}: press TEST")
        if press or not line.strip():
            self.device.test()

    def show_news(self) -> None:
        """Every test made since the last look."""
        for row in self.follower.poll():
            if self.serial is not None and row.serial == self.serial:
                self.device.settings_set(serial="")
                self.serial = None
            if self.json:
                print_json(query.whole(row))
            else:
                self._show(row)

    def _show(self, row: sa.Row) -> None:
        record = query.whole(row)
        out.print()
        out.print(big(row.verdict, look.VERDICT_STYLE.get(row.verdict, "bold")))
        texts = [fault.get("text") or fault["code"] for fault in record.get("faults") or []]
        for text in texts or [record.get("text"), record.get("question")]:
            if text:
                out.print(look.plain(text, "bold"), soft_wrap=True)
        words = [f"serial {row.serial}" if row.serial else "no serial", f"test {row.seq}"]
        if row.lot:
            words.append(self._lot_count(row.lot))
        out.print(look.plain("   ".join(words)), soft_wrap=True)

    def _lot_count(self, lot: str) -> str:
        with self.store.read() as connection:
            found = query.verdicts(connection, query.Filter(lot=lot))
        passed, failed = found.pop("PASS", 0), found.pop("FAIL", 0) + found.pop("LIVE", 0)
        rest = sum(found.values())
        return f"lot {lot}: {passed} passed, {failed} failed" + (f", {rest} unsure" * bool(rest))


def _typed(stream: TextIO) -> "queue.Queue[str | None]":
    """The lines of `stream` as they come, and _END after the last."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(_END)

    threading.Thread(target=read, daemon=True).start()
    return lines
