"""One tester while it is plugged in: every new record into the store, acknowledged."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from ringout_host.errors import Exit, RingoutError
from ringout_host.store.database import Store
from ringout_host.store.pull import pull

POLL_S = 1.0


class Watcher(threading.Thread):
    """Follows the tester on a port until it goes, or until `stop` is set. trouble: why it ended,
    "" while it runs or after `stop`. opened: opens a port; stored: called after new records."""

    def __init__(
        self,
        path: str,
        store: Store,
        opened: Callable[[str], AbstractContextManager[Any]],
        say: Callable[..., None],
        stored: Callable[[], None],
        stop: threading.Event,
        once: bool = False,
    ):
        super().__init__(name=f"tester {path}", daemon=True)
        self.path = path
        self.trouble = ""
        self.kind = ""  # of the trouble: the name of its class
        self.exit_code = Exit.OK  # of the trouble
        self._store, self._opened, self._say = store, opened, say
        self._stored, self._ending, self._once = stored, stop, once

    def run(self) -> None:
        """The thread."""
        try:
            with self._opened(self.path) as device:
                self._follow(device)
        except (RingoutError, OSError) as error:
            self.trouble, self.kind = str(error), type(error).__name__
            self.exit_code = getattr(error, "exit_code", Exit.PORT_REFUSED)
        except Exception as error:  # a bug must not end what runs for weeks; it is said
            self.trouble, self.kind = f"{type(error).__name__}: {error}", "bug"
            self.exit_code = Exit.INTERNAL

    def _follow(self, device: Any) -> None:
        seen = None
        while not self._ending.is_set():
            upcoming = device.log_stat()["next"]
            if upcoming != seen:
                result = pull(device, self._store, time.time)
                if seen is None:
                    self._say("found", port=self.path, dev=result.dev)
                seen = upcoming
                if result.new or result.damaged:
                    self._say(
                        "pulled", port=self.path, dev=result.dev, new=result.new,
                        damaged=result.damaged, missing=result.missing,
                    )  # fmt: skip
                    self._stored()
            if self._once:
                return
            self._ending.wait(POLL_S)
