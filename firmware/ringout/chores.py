"""What can wait until nobody wants anything of the tester.

So a start is ready sooner, and a press finds its references fresh.
"""

from ringout.base.compat import const
from ringout.storage import checked_file

_BOOT_FILE = "boot"
_ROOM_MS = const(20000)  # other files take of the log's room at any time


class Chores:
    """One at a time, a few hundredths of a second each. `boot` is the number of this start."""

    def __init__(self, files, last_boot):
        """last_boot: that of the latest record, in case the number's file is lost."""
        self._files = files
        known = (checked_file.load(files, _BOOT_FILE)[0] or {}).get("boot")
        self.boot = max(known if isinstance(known, int) else 0, last_boot) + 1
        self._boot_kept = False
        self._room_ms = None  # when the log's room was looked at

    def keep_boot(self):
        """Before anything is known by the number, here or on a host: no other start may have it."""
        if not self._boot_kept:
            checked_file.save(self._files, _BOOT_FILE, {"boot": self.boot})
            self._boot_kept = True

    def turn(self, app, now_ms):
        """The next one that is due."""
        tester = app.tester
        if app.load():
            pass
        elif not self._boot_kept:
            self.keep_boot()
        elif not tester.broken and tester.charger.is_aging(now_ms):
            tester.refresh()
        elif app.elapsed(self._room_ms, _ROOM_MS):
            self._room_ms = now_ms
            if app.log.measure_room():
                app.draw()
