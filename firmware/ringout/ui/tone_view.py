"""The tone page: it sounds until a key, a time, the end of USB power or of the host that asked.

MODE goes to the next leg, MODE held to the other frequency, TEST ends it.
"""

from ringout.base.compat import ticks_diff
from ringout.base.masks import every_line_of
from ringout.board.pinmap import EVERY_CONTACT
from ringout.board.port import KEY_TEST
from ringout.measure import live_watch
from ringout.measure.tone import HERTZ, LEGS, Tone, legs_of
from ringout.screen import notices, tone_page
from ringout.ui.keys import HOLD, PRESS
from ringout.ui.views import Notice, Ready, View, battery_notice, broken_notice

SECONDS = 600
HOST_MS = 5000  # a host that does not ask for so long has gone
KEY, TIME, USB, HOST, LIVE, BUSY = "key", "time", "usb", "host", "live", "busy"  # why it ended


def begin(app, jack="A", leg=LEGS[0], hz=HERTZ[0], seconds=SECONDS, hosted=False):
    """Sound, or say why not. Returns the view, None where the cells are too low or the tester is
    broken: it may not see a voltage then."""
    if app.battery.level == "refuse" or app.tester.broken:
        app.show(broken_notice(app) if app.tester.broken else battery_notice(app))
        return None
    app.view.leave()  # what is on the screen lets go of the board
    if app.rest.touch(app.board.ticks_ms()):
        app.oled.sleep(False)
    app.sounder.dark()
    view = Toning(app, jack, leg, hz, seconds, hosted)
    view.begin()
    return view


class Toning(View):
    """ended: why, "" while it sounds. contacts: those that a voltage was found on."""

    def __init__(self, app, jack, leg, hz, seconds, hosted):
        View.__init__(self, app)
        self.jack, self.leg, self.hz = jack, leg, hz
        self.ended = ""
        self.contacts = []
        self._tone = None
        self._live = None  # found while a page was drawn
        self._begin_ms = self._asked_ms = app.board.ticks_ms()
        self._most_ms = 1000 * seconds
        self._hosted = hosted
        self._on_usb = app.board.usb_present()

    def begin(self):
        """From silence, after a live check."""
        self._tone = Tone(self.app.board, self.jack, self.leg, self.hz)
        self.app.board.quiet(True)
        try:
            self._tone.begin()
        except live_watch.Live as found:
            self._refuse(found)
            return
        if self.app.view is not self:
            self.app.oled.between = self._turn  # before the page is drawn: that takes two bursts
            self.app.show(self)

    def left_s(self):
        """Seconds until it ends by itself."""
        passed_ms = ticks_diff(self.app.board.ticks_ms(), self._begin_ms)
        return 0 if self.ended else max(0, (self._most_ms - passed_ms + 999) // 1000)

    def asked(self):
        """The host is still there."""
        self._asked_ms = self.app.board.ticks_ms()

    def end(self, why):
        """Silence; the ready screen."""
        self.leave(why)
        self.app.show(Ready(self.app))

    def layout(self):
        """Leg, pattern, keys."""
        other = HERTZ[HERTZ[0] == self.hz]
        return tone_page.layout_tone(self.jack, self.leg, self.hz, other)

    def tick(self, now_ms):
        """Go on, unless something ends it."""
        app = self.app
        why = self._over(now_ms)
        if why:
            self.end(why)
            return False
        self._turn()
        if self._live is not None:
            self._refuse(self._live)
            return False
        app.rest.touch(now_ms)
        return False

    def key(self, event, key):
        """TEST ends, MODE picks."""
        if key == KEY_TEST:
            if event == PRESS:
                self.end(KEY)
            return False
        if event == PRESS:
            legs = legs_of(self.jack)
            self.leg = legs[(legs.index(self.leg) + 1) % len(legs)]
        elif event == HOLD:
            self.hz = HERTZ[HERTZ[0] == self.hz]
        else:
            return False
        self._tone.stop()
        self.begin()
        return not self.ended

    def leave(self, why=BUSY):
        """Release the board."""
        self.app.oled.between = None
        self._tone.stop()
        self.app.board.quiet(False)
        self.ended = self.ended or why

    def _over(self, now_ms):
        """Why it ends now, "" if it does not."""
        usb = self.app.board.usb_present()
        if self._on_usb and not usb:
            return USB
        self._on_usb = usb
        if self._hosted and ticks_diff(now_ms, self._asked_ms) >= HOST_MS:
            return HOST
        return TIME if ticks_diff(now_ms, self._begin_ms) >= self._most_ms else ""

    def _turn(self):
        """The next burst; what is found meanwhile is told by the next `tick`."""
        if self._live is not None or self.ended:
            return
        try:
            self._tone.turn()
        except live_watch.Live as found:
            self._tone.stop()
            self._live = found
        except live_watch.Passed:
            self._again()

    def _again(self):
        try:
            self._tone.begin()
        except live_watch.Live as found:
            self._live = found

    def _refuse(self, found):
        app = self.app
        self.contacts = [EVERY_CONTACT[line] for line in every_line_of(found.mask)]
        self.leave(LIVE)
        source = "" if found.kind == "voltage" else found.kind
        app.show(Notice(app, notices.layout_live(self.contacts, False, source)))
        app.sounder.verdict("LIVE", app.board.ticks_ms())
