"""The tester of a station: what it is told, and how it comes back when it was lost."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

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
from ringout_host.store.database import Store
from ringout_host.store.follow import Follower
from ringout_host.store.products import Product

LOST = (NoDeviceError, PortRefusedError, ProtocolError, OSError)  # it may come back


class Tester:
    """opened: opens the tester, a context manager. lot None leaves the tester's own; say: takes
    a line for the operator. device: None while it is lost."""

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager],
        store: Store,
        lot: str | None,
        product: Product | None,
        operator: str | None,
        say: Callable[[str], None],
    ):
        self.store = store
        self.product = product
        self.say = say
        self.asked = False  # for the reference plug of this shift
        self.device: Any = None
        self.follower: Follower | None = None
        self._wanted = {"lot": lot, "operator": operator}
        self._opened = opened
        self._context: AbstractContextManager | None = None
        self._begin: int | None = None

    def serial(self) -> str:
        """What the next test is to carry."""
        return ""

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
        if serial := self.serial():
            device.settings_set(serial=serial)

    def _prepare(self, device: Any) -> None:
        settings: dict[str, Any] = {
            name: value_of(name, word.strip(), "")
            for name, word in self._wanted.items()
            if word is not None
        }
        if self.product is not None:
            settings |= self.product.settings()
        try:
            if self.product is not None and self.product.cable_file:
                path = Path(f"{self.product.cable}.toml")
                transfer.put(device.call, toml_file.parsed(self.product.cable_file, path))
            device.settings_set(serial="", **settings)
        except DeviceError as error:
            if error.code == "bad-op" or "no setting product" in error.text:
                raise ProtocolError(
                    "the firmware of this tester is too old for a station: ringout flash"
                ) from None
            raise UsageError(
                f"the tester refuses this lot, operator or product: {error.text}"
            ) from None

    def choose(self, product: Product) -> None:
        """Another product from now on; not where the tester refuses it."""
        before, self.product = self.product, product
        if self.device is not None:
            try:
                self._prepare(self.device)
            except LOST as error:
                self._lost(error)
            except UsageError as error:
                self.product = before
                self.say(f"{product.name} is not chosen: {error}")
                return
        self.asked = False

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
        return True

    def _lost(self, error: Exception) -> None:
        self._drop()
        self.say(f"tester lost ({error}); plug it in again, the batch goes on from here")
