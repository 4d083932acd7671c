"""The wiggle page: hold TEST, move the cable, read where it drops out.

A cable is measured at rest first: what is wrong with it then is no less wrong for not moving.

MODE picks one leg after the other and all again, TEST ends with a record, TEST held forgets
what was caught so far. Left alone it watches for hours: the display dims until something happens,
and records tell on the way (wiggle/soak).
"""

from ringout.base.compat import collect, ticks_diff
from ringout.board.port import KEY_TEST
from ringout.measure import live_watch
from ringout.screen import wiggle_page
from ringout.screen.oled import BRIGHT
from ringout.ui.keys import HOLD, PRESS
from ringout.ui.power import AWAKE
from ringout.ui.sounder import DROPOUT
from ringout.ui.views import Ready, View
from ringout.wiggle import record
from ringout.wiggle.session import Session
from ringout.wiggle.soak import Soak

REDRAW_MS = 150
NOT_A_CABLE = ("NO-CABLE", "LIVE")


def begin(app):
    """Measure the cable at rest, then start a session; or say why not."""
    start_ms = app.board.ticks_ms()
    standing = app.sample(None)
    if standing["verdict"] in NOT_A_CABLE or app.tester.broken:
        app.finish(standing)
        return
    app.watch_keys()
    collect()  # what the measurement left makes room for the samples of one leg
    session = Session(app.board)
    try:
        started = session.start(app.watch_keys)
    except live_watch.Passed:
        started = False
    if started:
        app.show(Wiggling(app, session, standing, start_ms))
    elif session.live:
        finish(app, session, standing, start_ms)
    else:
        app.press()  # something changed meanwhile: it says what


def finish(app, session, standing, start_ms, soak=None):
    """The record of a session that is over."""
    app.tester.tag = app.tags.take()
    app.finish(_made(app, session, standing, start_ms, soak))


def _made(app, session, standing, start_ms, soak):
    seq, values = app.log.next_seq, app.settings.values
    return record.make(app.tester, seq, session, standing, start_ms, values, soak)


class Wiggling(View):
    """A session that runs. `leave` ends it, whoever takes over."""

    mode = record.MODE

    def __init__(self, app, session, standing, start_ms):
        View.__init__(self, app)
        self.session = session
        self._standing = standing
        self._start_ms = start_ms
        self._drawn_ms = start_ms
        self._shown = None
        self._soak = Soak(start_ms)
        app.oled.between = session.listen
        app.rest.sleeps = False

    def layout(self):
        """Legs, counts, times, the level of the hand."""
        session = self.session
        latch = session.latch
        return wiggle_page.layout_wiggle(
            session.table(), int(latch.level), latch.peak, session.proven_us, session.picked_name()
        )

    def tick(self, now_ms):
        """Take what happened; draw a few times a second, and only if something changed."""
        app, session = self.app, self.session
        if session.live:  # found while a page was drawn
            self._end()
            return False
        if not session.running:  # the console took the board
            app.show(Ready(app))
            return False
        if session.turn():
            app.sounder.play(DROPOUT, now_ms)
            self._wake(now_ms)
        if not session.live and self._soak.due(now_ms, bool(session.latch.events)):
            self._tell(now_ms)
        if session.live:
            self._end()
            return False
        if not app.elapsed(self._drawn_ms, REDRAW_MS):
            return False
        self._drawn_ms = now_ms
        shown = (session.table(), int(session.latch.level), session.latch.peak)
        changed = shown != self._shown
        self._shown = shown
        return changed

    def key(self, event, key):
        """TEST ends, TEST held clears, MODE picks."""
        if key == KEY_TEST and event == PRESS:
            self._end()
        elif key == KEY_TEST and event == HOLD:
            self.session.latch.clear()
            return True
        elif event == PRESS:
            self.session.pick_next()
            return True
        return False

    def leave(self):
        """Release the board."""
        self.app.oled.between = None
        self.app.rest.sleeps = True
        self.session.stop()

    def _wake(self, now_ms):
        """Something happened: bright for a while."""
        self._soak.busy(now_ms)
        if self.app.rest.state != AWAKE:
            self.app.oled.contrast(BRIGHT)
        self.app.rest.touch(now_ms)

    def _tell(self, now_ms):
        """A record on the way. Writing stops everything for a moment: the lines are let go."""
        app, session = self.app, self.session
        session.pause()
        serial = app.tags.serial
        app.tester.tag = app.tags.take()
        app.tags.serial = serial  # the last record uses it up
        made = _made(app, session, self._standing, self._start_ms, self._soak)
        session.latch.taken()
        app.keep(made)
        session.resume()
        self._soak.told(now_ms, ticks_diff(app.board.ticks_ms(), now_ms))

    def _end(self):
        if self.session.running:
            self.session.turn()
        self.leave()
        soak = self._soak if self._soak.parts else None
        finish(self.app, self.session, self._standing, self._start_ms, soak)
