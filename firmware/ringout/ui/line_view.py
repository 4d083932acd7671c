"""LINE: one end is here, a plug at the other. TEST looks, MODE leaves or, in a list, goes on.

What was found stays on the screen with the channel's name until the next look. Loaded when it is
first asked for, and what measures and judges only for as long as a look takes.
"""

from ringout.board.port import KEY_TEST
from ringout.screen import line_page
from ringout.ui.keys import HOLD, PRESS
from ringout.ui.power import REFUSE
from ringout.ui.views import Ready, View, battery_notice


def begin(app):
    """From the menu: with the first channel to look at, where a list is in the tester."""
    from ringout.line import walk

    on = walk.start(app.board.files)
    view = Line(app, walk=on)
    if on is not None:
        view.channel, view.wanted = on.here()
    app.show(view)


def press(app, channel=None, wanted=None, walk=None):
    """Look at the line, show, sound, log. Returns the record, None if the cells are too low.
    channel: (name, list, its number, of how many) or None. wanted: the plug that should be at its
    far end, or None. walk: of the tester's own list, or None."""
    if app.battery.level == REFUSE:
        app.show(battery_notice(app))
        return None
    try:
        _look(app, channel, wanted, walk)
    except Exception as error:
        more = {"plug": None, "far": None}
        if channel:
            more["channel"], more["list"] = channel[:2]
        app.mishap(error, "line", more)
    return app.record


def _look(app, channel, wanted, walk):
    app.measuring()
    app.tester.tag = app.tags.take()
    from ringout.line import press as line_press

    record = line_press.test(app.tester, app.log.next_seq, channel, wanted)
    app.make_room()
    app.finish(record, Line(app, record, channel, wanted, walk))


class Line(View):
    """A line's result, or what to do first. record: of the latest look, or None; the rest as in
    `press`. In a list MODE goes on, TEST held goes back, and the menu leads out."""

    idle = True

    def __init__(self, app, record=None, channel=None, wanted=None, walk=None):
        View.__init__(self, app)
        self.record = record
        self.channel = channel
        self.wanted = wanted
        self.walk = walk

    def layout(self):
        """Channel, verdict, sentence."""
        return line_page.layout_line(self.record, self.channel, self.walk is not None)

    def key(self, event, key):
        """TEST looks, MODE leaves or goes on; held MODE is the menu, as everywhere."""
        if key == KEY_TEST and event == PRESS:
            press(self.app, self.channel, self.wanted, self.walk)
        elif self.walk is not None and event == (HOLD if key == KEY_TEST else PRESS):
            self.walk.go(-1 if key == KEY_TEST else 1)
            self.channel, self.wanted = self.walk.here()
            self.record = None
            return True
        elif key != KEY_TEST and event == PRESS:
            self.app.show(Ready(self.app))
        else:
            return View.key(self, event, key)
        return False
