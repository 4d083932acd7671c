"""One place of a station: a tester, the cable on it, and what its tests mean for it."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ringout_host.errors import DeviceError, UsageError
from ringout_host.station import reference
from ringout_host.station.steps import Cable
from ringout_host.station.tally import Tally
from ringout_host.station.tester import LOST, Tester
from ringout_host.store import checks, judged, notes, query, schema
from ringout_host.store.database import Store
from ringout_host.store.ingest import device_id
from ringout_host.store.products import Product
from ringout_host.store.serials import checked_serial


@dataclass
class News:
    """A test that was made: its row, and what to say about it."""

    row: sa.Row
    cable: Cable | None
    trouble: str = ""


class Bench(Tester):
    """A tester with the cable that is on it."""

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
        super().__init__(opened, store, lot, product, operator, say)
        self.tally = tally
        self.cable: Cable | None = None  # on the bench now
        self.refused = False  # the last scan was: nothing is tested before a good one
        self._plug_seqs: set[int] = set()  # tests that read the reference plug
        self._confirmed = ""  # a serial that was warned about and may be tested again

    def serial(self) -> str:
        """Of the cable on the bench."""
        return self.cable.serial if self.cable is not None else ""

    def come_back(self) -> bool:
        """Look for a lost tester; True when it is there."""
        there = self.device is not None
        if not there and super().come_back():
            self.say("the tester is back" + (f": {self._next()}" if self.cable else ""))
        return self.device is not None

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
            f"serial {serial} was tested already: {before.verdict} (the same one again tests it "
            "again)"
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
        self._tested()

    def _tested(self) -> dict[str, Any] | None:
        """The record of a test that is started from here; why there is none is said."""
        try:
            found: dict[str, Any] = self.device.test()
            return found
        except DeviceError as error:  # it is there, and would not
            self.say(f"no test: {error}")
        except LOST as error:
            self._lost(error)
        return None

    # -- what was tested -------------------------------------------------------------------
    def news(self) -> list[News]:
        """Every test made since the last look; none while the tester is lost."""
        if self.follower is None:
            return []
        try:
            rows = self.follower.poll()
            return [self._heard(row) for row in rows if not self._of_the_plug(row)]
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
        """A test that no scan belongs to. After a refused scan, and before the reference plug of
        the shift, it must not count."""
        judges = row.kind == "press" and row.verdict in judged.VERDICTS
        if judges and self.needs_reference() is not None:
            self._take_back(row, "station: no good reference plug in this shift")
            return "it does not count: first the reference plug, then test again"
        if row.serial is not None:
            return ""
        if judges:
            self.tally.tested(None, row.verdict)
        if not self.refused:
            return ""
        self._take_back(row, "station: its serial was refused")
        return "without a serial it does not count: scan the serial, then test again"

    def _of_the_plug(self, row: sa.Row) -> bool:
        """Whether a test read the reference plug: it judges no cable, whatever was plugged in."""
        if row.seq not in self._plug_seqs:
            return False
        self._plug_seqs.remove(row.seq)
        if row.kind == "press" and row.verdict in judged.VERDICTS:
            self._take_back(row, "station: this was the reference plug")
        return True

    def _take_back(self, row: sa.Row, why: str) -> None:
        with self.store.write() as connection:
            who = notes.person(self._wanted["operator"])
            notes.add(connection, row, notes.VOID, why, who, int(time.time()))

    # -- the reference plug ----------------------------------------------------------------
    def needs_reference(self) -> float | None:
        """The nominal resistance that is asked for now, None when the shift has a good check."""
        nominal = self.product.reference_ohm if self.product is not None else None
        if nominal is None or self.device is None:
            return None
        good = reference.is_good(self.store, self._dev(), int(time.time()))
        return None if good else nominal

    def check_reference(self, nominal_ohm: float) -> bool:
        """Read the plug that is in jack A; the reading is kept. True when it is good."""
        record = self._tested()
        if record is None:
            return False
        self._plug_seqs.add(record["seq"])
        good, found, read = reference.read(record, nominal_ohm)
        with self.store.write() as connection:
            device = device_id(connection, self._dev())
            who = notes.person(self._wanted["operator"])
            checks.add(connection, device, good, found, who, int(time.time()))
        self.say(f"reference plug {nominal_ohm:g} ohm: {read}, {'good' if good else 'NOT GOOD'}")
        return good

    def _dev(self) -> str:
        return str(self.device.hello()["dev"])
