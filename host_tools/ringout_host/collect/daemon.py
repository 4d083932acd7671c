"""What runs for weeks: looks for testers, follows each one, and hands records to the hooks."""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from ringout_host.collect import hooks
from ringout_host.collect.hooks import Hook
from ringout_host.collect.watcher import Watcher
from ringout_host.errors import Exit, RingoutError
from ringout_host.store.database import Store

LOOK_S = 1.0
_AGAIN_S = {"NoDeviceError": 1.0, "PortRefusedError": 5.0, "ProtocolError": 30.0}
_AGAIN_ELSE_S = 10.0  # a database that is away, a full disk


class Daemon:
    """ports: paths of what is plugged in now; opened: opens one; say(event, **facts)."""

    def __init__(
        self,
        store: Store,
        ports: Callable[[], Iterable[str]],
        opened: Callable[[str], AbstractContextManager[Any]],
        chosen: list[Hook],
        say: Callable[..., None],
    ):
        self.stop = threading.Event()
        self._store, self._ports, self._opened = store, ports, opened
        self._hooks, self._say = chosen, say
        self._work = threading.Event()
        self._watchers: dict[str, Watcher] = {}
        self._again_at: dict[str, float] = {}
        self._said: dict[str, str] = {}  # port -> trouble that was said already
        self._exit_code = Exit.OK  # of the last trouble

    def run(self, once: bool = False, everything: bool = False) -> Exit:
        """Until `stop` is set; once: pull what is there, run the hooks, end: with the exit code of
        what went wrong."""
        for hook in self._hooks:
            hooks.register(self._store, hook, everything, int(time.time()))
        deliverer = threading.Thread(target=self._deliver, name="hooks", daemon=True)
        if not once:
            deliverer.start()
        try:
            while not self.stop.is_set():
                self._look(once)
                if once:
                    break
                self.stop.wait(LOOK_S)
        finally:
            if not once:
                self.stop.set()
                self._work.set()
            for watcher in self._watchers.values():
                watcher.join(None if once else 5.0)
            self._reap()
            if once:
                self._hand_over()
            else:
                deliverer.join(max([hook.longest_s for hook in self._hooks], default=0.0) + 1.0)
        return self._exit_code if once else Exit.OK

    def _look(self, once: bool) -> None:
        """Follow what is new; say what went."""
        self._reap()
        present = list(self._ports())
        for path in set(self._again_at) - set(present):
            self._again_at.pop(path)
            self._said.pop(path, None)
        now = time.monotonic()
        for path in present:
            if path in self._watchers or now < self._again_at.get(path, 0.0):
                continue
            watcher = Watcher(
                path, self._store, self._opened, self._say, self._work.set, self.stop, once
            )
            self._watchers[path] = watcher
            watcher.start()

    def _reap(self) -> None:
        for path, watcher in list(self._watchers.items()):
            if watcher.is_alive():
                continue
            del self._watchers[path]
            if watcher.trouble:
                self._exit_code = watcher.exit_code
                pause = _AGAIN_S.get(watcher.kind, _AGAIN_ELSE_S)
                self._again_at[path] = time.monotonic() + pause
                if self._said.get(path) != watcher.trouble:
                    self._said[path] = watcher.trouble
                    self._say("trouble", port=path, text=watcher.trouble)

    # -- hooks -----------------------------------------------------------------------------
    def _deliver(self) -> None:
        """The thread of the hooks: woken by new records, and looks by itself for those that
        wait for another try."""
        while not self.stop.is_set():
            self._work.wait(LOOK_S)
            self._work.clear()
            try:
                self._hand_over()
            except (RingoutError, OSError) as error:
                self._say("trouble", text=str(error))
                self.stop.wait(_AGAIN_ELSE_S)
            except Exception as error:  # as above: said, and on
                self._say("trouble", text=f"{type(error).__name__}: {error}")
                self.stop.wait(_AGAIN_ELSE_S)

    def _hand_over(self) -> None:
        """Every record that waits, to every hook."""

        def failed(text: str) -> None:
            self._say("hook", text=text)

        for hook in self._hooks:
            while found := hooks.due(self._store, hook, int(time.time())):
                for row, attempts in found:
                    if self.stop.is_set():
                        return
                    hooks.deliver(self._store, hook, row, attempts, time.time, failed)
                hooks.tidy(self._store, hook, int(time.time()))
