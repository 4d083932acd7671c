"""One tester of a station: its cable, its lot, and how it comes back when it was lost."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ringout_host.cables import toml_file, transfer
from ringout_host.cli.settings import value_of
from ringout_host.errors import (
    DeviceError,
    NoDeviceError,
    PortRefusedError,
    ProtocolError,
    RingoutError,
    UsageError,
)
from ringout_host.station.steps import Cable
from ringout_host.station.tally import Tally
from ringout_host.store import checks, judged, notes, query, schema
from ringout_host.store.database import Store
from ringout_host.store.follow import Follower
from ringout_host.store.ingest import device_id
from ringout_host.store.products import Product
from ringout_host.store.serials import checked_serial

LOST = (NoDeviceError, PortRefusedError, ProtocolError, OSError)  # it may come back
_REFERENCE_SHARE = 0.01  # a reference plug is read within this and the reading's uncertainty


@dataclass
class News:
    """A test that was made: its row, and what to say about it."""

    row: sa.Row
    cable: Cable | None
    trouble: str = ""


class Bench:
    """opened: opens the tester, a context manager. lot None leaves the tester's own; say: takes
    a line for the operator."""

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager],
        store: Store,
        lot: str | None,
        product: Product | None,
        operator: str | None,
        tally: Tally,
        say: Callable[[str], None],
    ):
        self.store = store
        self.product = product
        self.tally = tally
        self.cable: Cable | None = None  # on the bench now
        self.refused = False  # the last scan was: nothing is tested before a good one
        self._wanted = {"lot": lot, "operator": operator}
        self._opened = opened
        self.say = say
        self._context: AbstractContextManager | None = None
        self._begin: int | None = None
        self.asked = False  # for the reference plug of this shift
        self._confirmed = ""  # a serial that was warned about and may be tested again
        self.device: Any = None
        self.follower: Follower | None = None

    # -- the tester ------------------------------------------------------------------------
    def connect(self) -> None:
        """Open the tester and tell it lot, operator, product and no serial.

        Raises ProtocolError when its firmware is too old, UsageError when it refuses a word, and
        what opening raises.
        """
        context = self._opened()
        device = context.__enter__()
        try:
            self._prepare(device)
            self.follower = Follower(device, self.store, time.time, self._begin)
        except BaseException:
            context.__exit__(None, None, None)
            raise
        self.device, self._context = device, context
        if self.cable is not None:
            device.settings_set(serial=self.cable.serial)

    def _prepare(self, device: Any) -> None:
        settings: dict[str, Any] = {
            name: value_of(name, word.strip(), "")
            for name, word in self._wanted.items()
            if word is not None
        }
        if self.product is not None:
            settings |= self.product.settings()
        if self.product is not None and self.product.cable_file:
            text = self.product.cable_file
            transfer.put(device.call, toml_file.parsed(text, Path(f"{self.product.cable}.toml")))
        try:
            device.settings_set(serial="", **settings)
        except DeviceError as error:
            if error.code == "bad-op" or "no setting product" in error.text:
                raise ProtocolError(
                    "the firmware of this tester is too old for a station: ringout flash"
                ) from None
            raise UsageError(f"the tester refuses this lot or operator: {error.text}") from None

    def choose(self, product: Product) -> None:
        """Another product from now on."""
        self.product, self.asked = product, False
        if self.device is not None:
            try:
                self._prepare(self.device)
            except LOST as error:
                self._lost(error)

    def close(self) -> None:
        """Leave the tester without a serial, and let go of it."""
        with suppress(RingoutError, OSError):
            if self.device is not None:
                self.device.settings_set(serial="")
        self._drop()

    def _drop(self) -> None:
        if self.follower is not None:
            self._begin = self.follower.begin
        context, self._context, self.device, self.follower = self._context, None, None, None
        if context is not None:
            with suppress(RingoutError, OSError):
                context.__exit__(None, None, None)

    def come_back(self) -> bool:
        """Look for a lost tester; True when it is there."""
        if self.device is not None:
            return True
        try:
            self.connect()
        except LOST:
            return False
        self.say("the tester is back" + (f": {self._next()}" if self.cable else ""))
        return True

    def _lost(self, error: Exception) -> None:
        self._drop()
        self.say(f"tester lost ({error}); plug it in again, the batch goes on from here")

    def _next(self) -> str:
        return f"{self.cable.serial}: {self.cable.say()}" if self.cable is not None else "scan"

    # -- what is typed ---------------------------------------------------------------------
    def scan(self, text: str) -> bool:
        """A serial. True when its cable is on the bench now; what is wrong is said."""
        try:
            serial = checked_serial(text)
            self._may_begin(serial)
        except UsageError as error:
            return self._refuse(str(error))
        try:
            self.device.settings_set(serial=serial)
        except DeviceError as error:
            return self._refuse(f"the tester refuses this serial: {error.text}")
        except LOST as error:
            self.cable = Cable(serial, self.product)
            self._lost(error)
            return False
        if self.cable is not None and self.cable.serial != serial:
            self.say(f"serial {self.cable.serial} was not tested")
        self.refused = False
        if self.cable is None or self.cable.serial != serial:
            self.cable = Cable(serial, self.product)
        self.say(self._next())
        return True

    def _refuse(self, why: str) -> bool:
        self.say(f"{why}; scan again")
        self.refused = self.cable is None
        return False

    def _may_begin(self, serial: str) -> None:
        """UsageError while the cable on the bench is not done, and the first time that a serial
        is scanned which passed before."""
        cable = self.cable
        if cable is not None and cable.serial != serial and cable.verdict:
            raise UsageError(f"{cable.serial} is not done: {cable.say()}, or type - to give it up")
        if cable is not None and cable.serial == serial:
            return
        before = self._last_test(serial)
        if before is None or self._confirmed == serial:
            self._confirmed = ""
            return
        if before.verdict == "FAIL":
            self.say(f"{serial} failed before: this is its retest")
            return
        self._confirmed = serial
        raise UsageError(
            f"serial {serial} was tested already: {before.verdict}; scan it once more to test it "
            "again, or scan the right one"
        )

    def _last_test(self, serial: str) -> sa.Row | None:
        c = schema.records.c
        asked = sa.select(c.verdict, c.seq).where(c.serial == serial, judged.is_judged())
        with self.store.read() as connection:
            return connection.execute(asked.order_by(judged.when().desc()).limit(1)).first()

    def give_up(self) -> None:
        """The cable on the bench is not finished; that is kept."""
        if self.cable is None:
            self.say("no cable to give up")
            return
        self.tally.undone[self.cable.serial] = self.cable.say()
        self.say(f"{self.cable.serial} given up, missing: {self.cable.say()}")
        self.cable = None
        with suppress(*LOST):
            self.device.settings_set(serial="")

    def press(self) -> None:
        """Start a test from here."""
        if self.refused:
            self.say("the last serial was refused: scan it again before a test")
            return
        try:
            self.device.test()
        except LOST as error:
            self._lost(error)

    # -- what was tested -------------------------------------------------------------------
    def news(self) -> list[News]:
        """Every test made since the last look; none while the tester is lost."""
        if self.follower is None:
            return []
        try:
            rows = self.follower.poll()
            return [self._heard(row) for row in rows]
        except LOST as error:
            self._lost(error)
            return []

    def _heard(self, row: sa.Row) -> News:
        record = query.whole(row)
        cable = self.cable
        if cable is None or row.serial != cable.serial:
            return News(row, None, self._without_cable(row))
        trouble = cable.take(record)
        if (
            row.kind == "press"
            and row.verdict in judged.VERDICTS
            or row.kind == "wiggle"
            and row.verdict == "FAIL"
        ):
            self.tally.tested(cable.serial, row.verdict)
        if cable.done:
            self.tally.undone.pop(cable.serial, None)
            self.cable = None
            self.device.settings_set(serial="")
        else:
            self.tally.undone[cable.serial] = cable.say()
            self.device.settings_set(serial=cable.serial)
        return News(row, cable, trouble)

    def _without_cable(self, row: sa.Row) -> str:
        """A test that no scan belongs to. After a refused scan it must not count."""
        if row.serial is None and row.kind == "press" and row.verdict in judged.VERDICTS:
            self.tally.tested(None, row.verdict)
        if not self.refused or row.serial is not None:
            return ""
        with self.store.write() as connection:
            why = "station: its serial was refused"
            who = notes.person(self._wanted["operator"])
            notes.add(connection, row, notes.VOID, why, who, int(time.time()))
        return "without a serial it does not count: scan the serial, then test again"

    # -- the reference plug ----------------------------------------------------------------
    def needs_reference(self) -> float | None:
        """The nominal resistance that is asked for now, None when the shift has a good check."""
        nominal = self.product.reference_ohm if self.product is not None else None
        if nominal is None or self.device is None:
            return None
        with self.store.read() as connection:
            device = connection.scalar(
                sa.select(schema.devices.c.id).where(schema.devices.c.dev == self._dev())
            )
            found = device and checks.before(connection, device, int(time.time()))
        return None if found is not None and found and found.good else nominal

    def check_reference(self, nominal_ohm: float) -> bool:
        """Read the plug that is in jack A; the reading is kept. True when it is good."""
        record = self.device.test()
        readings = [
            reading
            for name, reading in (record.get("leg_ohm") or {}).items()
            if name.startswith("A.T-A.") and isinstance(reading, list)
        ]
        value, u = min(readings, key=lambda one: abs(one[0] - nominal_ohm), default=(None, 0.0))
        good = value is not None and abs(value - nominal_ohm) <= _REFERENCE_SHARE * nominal_ohm + u
        found = {"nominal_ohm": nominal_ohm, "good": good}
        if value is not None:
            found |= {"ohm": value, "u": u}
        with self.store.write() as connection:
            device = device_id(connection, self._dev())
            who = notes.person(self._wanted["operator"])
            checks.add(connection, device, good, found, who, int(time.time()))
        read = f"{value:.3f} ohm" if value is not None else "no plug in jack A"
        self.say(f"reference plug {nominal_ohm:g} ohm: {read}, {'good' if good else 'NOT GOOD'}")
        return good

    def _dev(self) -> str:
        return str(self.device.hello()["dev"])
