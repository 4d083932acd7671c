"""What the tester can show, and what its keys mean there.

A view has `layout()`, what to draw; `key(event, key)`, which may ask the app for something and
returns True if it changed what is drawn; and `tick(now_ms)` for what moves by itself. Keys that
mean the same everywhere are in `View`: TEST tests, TEST held wiggles, MODE held opens the menu.

Pages that a start and a press do not need are imported when they are first shown: on the chip
a module costs some ten milliseconds of start-up. One file: all that they do need.
"""

from ringout.board.port import KEY_TEST
from ringout.screen import frame, verdict_page
from ringout.screen.canvas import CHARS
from ringout.settings.settings import target_text
from ringout.ui.keys import HOLD, PRESS
from ringout.wirings import lookup

_BLINK_MS = 400
_LOG_WARN_PERCENT = 80


class View:
    """Keys that mean the same on every screen."""

    idle = False  # True where nothing is measured: chores may be done
    mode = None  # of the record that is due when it ends, whatever happens

    def __init__(self, app):
        self.app = app

    def layout(self):
        """Items to draw (canvas.py)."""
        raise NotImplementedError

    def key(self, event, key):
        """Act on a key event."""
        if key == KEY_TEST and event == PRESS:
            self.app.press()
        elif key == KEY_TEST and event == HOLD:
            self.app.wiggle()
        elif event == HOLD:
            self.app.open_menu()
        elif event == PRESS:
            return self.next()
        return False

    def next(self):
        """MODE pressed; True if the view changed."""
        return False

    def tick(self, now_ms):
        """True if the view has to be drawn again."""
        return False

    def leave(self):
        """Something else is going to be shown or measured: let go of the board."""


class Ready(View):
    """Waiting for a cable. MODE goes back to the latest result."""

    idle = True

    def layout(self):
        """Mode, battery, log fill, one message."""
        app = self.app
        return frame.layout_ready(
            app.settings["mode"].upper(),
            app.battery.percent(),
            app.log.percent(),
            app.board.usb_present(),
            app.message() or target_text(app.settings.values),
        )

    def tick(self, now_ms):
        """A cable that was just plugged in is tested, if the settings say so."""
        self.app.insertion(now_ms)
        return False

    def next(self):
        """Back to the latest result, if there is one."""
        if self.app.record is not None:
            self.app.show(Result(self.app, self.app.record))
        return False


class Result(View):
    """A record, page by page."""

    idle = True

    def __init__(self, app, record):
        View.__init__(self, app)
        self.record = record
        self.page = 0
        self.bright = False
        self._blinked_ms = None
        self.advice = ()
        self.faults = ()  # lines of each page of them
        self.pages = [self._verdict]
        if record["verdict"] in ("ERROR", "NO-CABLE", "LIVE"):
            pass  # there is nothing else to show
        elif record["mode"] == "wiggle":
            self.pages += [self._wiring]  # nothing else was measured
        else:
            self.pages += [self._wiring, self._resistance, self._capacitance, self._balance]

    def layout(self):
        """The page that MODE has reached."""
        return self.pages[self.page]()

    def next(self):
        """MODE: the next page; from the last one to the ready screen."""
        if self.page == 0 and len(self.pages) > 1:
            self._add_pages()
        self.page += 1
        if self.page < len(self.pages):
            return True
        self.page = 0
        self.app.show(Ready(self.app))
        return False

    def tick(self, now_ms):
        """LIVE blinks; the next cable is tested, if the settings say so."""
        if self.app.insertion(now_ms):
            return False
        if self.record["verdict"] != "LIVE" or not self.app.elapsed(self._blinked_ms, _BLINK_MS):
            return False
        self._blinked_ms = now_ms
        self.bright = not self.bright
        return True

    def _add_pages(self):
        """Faults, where there are several, and advice take as many pages as their sentences need:
        known once MODE is pressed."""
        from ringout.diagnosis import advice
        from ringout.screen import reading_pages

        if not self.advice:
            self.advice = advice.page(self.record, self.app.settings.values)
            self.pages += [self._advice] * reading_pages.advice_pages(self.advice)
            if len(self.record["faults"]) > 1:
                self.faults = reading_pages.fault_pages(self.record["faults"])
                self.pages[1:1] = [self._faults] * len(self.faults)

    def _place(self):
        return "%d/%d" % (self.page + 1, len(self.pages))

    def _verdict(self):
        record = self.record
        if record["verdict"] == "LIVE":
            from ringout.screen import notices

            contacts = []
            source = ""
            for fault in record["faults"]:
                contacts += fault.get("net") or [fault["contact"]]
                source = fault.get("source", source)
            return notices.layout_live(contacts, self.bright, source)
        return verdict_page.layout_verdict(record, _name(record), self.app.settings.values)

    def _faults(self):
        from ringout.screen import reading_pages

        return reading_pages.layout_faults(self.faults[self.page - 1], self._place())

    def _wiring(self):
        from ringout.screen import wiring_picture

        record = self.record
        wiring_id = self.app.expected() or record["cable"] or "trs_trs"
        if record["verdict"] == "UNKNOWN" or not lookup.is_known(wiring_id):
            from ringout.wirings.as_found import AsFound

            return wiring_picture.layout_wiring(record, AsFound(record), "as found")
        text = record["faults"][0]["text"] if record["faults"] else _name(record)
        return wiring_picture.layout_wiring(record, lookup.get(wiring_id), text)

    def _resistance(self):
        from ringout.screen import reading_pages

        wiring_id = self.record["cable"]  # None of one that is on no list
        known = wiring_id is not None and lookup.is_known(wiring_id)
        wiring = lookup.get(wiring_id) if known else None
        return reading_pages.layout_resistance(self.record, self._place(), wiring)

    def _capacitance(self):
        from ringout.screen import reading_pages

        settings = self.app.settings.values
        return reading_pages.layout_capacitance(self.record, settings, self._place())

    def _balance(self):
        from ringout.screen import reading_pages

        return reading_pages.layout_balance(self.record, self._place(), self.advice[:2])

    def _advice(self):
        from ringout.screen import reading_pages

        page = self.page - (len(self.pages) - reading_pages.advice_pages(self.advice))
        return reading_pages.layout_advice(self.advice, page, self._place())


class Question(View):
    """LOOKS-LIKE: two names and one question. MODE pressed is yes, MODE held is no. TEST, which a
    hand presses for the next cable, is no answer: it tests."""

    idle = True

    def __init__(self, app, record):
        View.__init__(self, app)
        self.record = record

    def layout(self):
        """Both names, the question, and what the keys answer."""
        record = self.record
        asked = record["question"]
        labels = [answer["label"] for answer in asked["answers"]]
        names = [lookup.screen_name(answer["wiring"][0]) for answer in asked["answers"]]
        if names[0] == names[1]:  # the same cable, well made or not
            names[1] = asked["answers"][1]["faults"][0]["text"].split(" - ")[0]
            if len(asked["text"]) > CHARS:  # it says what
                names = names[:1]
        question = (asked["text"], labels[0], labels[1])
        return verdict_page.layout_verdict(record, names, self.app.settings.values, question)

    def key(self, event, key):
        """MODE answers; TEST means what it always does."""
        if key == KEY_TEST or event not in (PRESS, HOLD):
            return View.key(self, event, key)
        self.app.answer(1 if event == HOLD else 0)
        return False


class MenuView(View):
    """The menu, until it closes."""

    def __init__(self, app):
        View.__init__(self, app)
        self.menu = app.menu  # the app lets go of it when it closes

    def layout(self):
        """The menu's own page."""
        return self.menu.layout()

    def key(self, event, key):
        """Every event belongs to the menu; its actions are the app's."""
        for action in self.menu.key(event, key):
            self.app.act(action)
        return self.menu.is_open


class Notice(View):
    """One thing to say. Any key goes on."""

    def __init__(self, app, items, then=None):
        View.__init__(self, app)
        self.items = items
        self.then = then.then if isinstance(then, Notice) else then  # each is dismissed once

    def layout(self):
        """As given."""
        return self.items

    def key(self, event, key):
        """Go on."""
        if event == PRESS:
            self.app.show(self.then or Ready(self.app))
        elif event == HOLD:
            return View.key(self, event, key)
        return False


def broken_notice(app):
    """The self-test failed: there are no verdicts until it passes."""
    return Notice(app, frame.layout_error(app.tester.broken, "menu: Self-test again"))


def log_notice(app):
    """The log fills up: said once a start, then on the ready screen."""
    from ringout.screen import notices

    stat = app.log.stat()
    items = notices.layout_log_full(stat["percent"], stat["records"], stat["dropped"])
    return Notice(app, items, app.view)


def log_is_filling(app):
    """Nearly full with records that nobody has pulled."""
    return app.log.percent() >= _LOG_WARN_PERCENT


def battery_notice(app):
    """Too low to measure with, or nearly."""
    from ringout.screen import notices

    battery = app.battery
    do = "charge it" if battery.kind == "LiPo" else "change the cells"
    refused = battery.level == "refuse"
    items = notices.layout_low_battery(battery.text(), battery.percent(), refused, do)
    return Notice(app, items, app.view)


def _name(record):
    """What the cable was judged as: with a leg missing, the nets may fit a simpler one."""
    return lookup.screen_name(record["cable"]) if record["cable"] else ""
