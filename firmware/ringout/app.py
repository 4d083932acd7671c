"""The state machine: keys and console in, screens, sound and records out.

The app receives a board and never builds one. `step` is one turn of the loop; `run` repeats
it. What is shown, and what the keys mean there, is a view (ui/).

One file: its methods are what views, console and chores may ask for, and all of them change what
is shown or stored.
"""

from ringout import __version__
from ringout.base.compat import collect, forget_modules, loaded_modules, ticks_diff
from ringout.base.modes import AUTO
from ringout.base.uptime import Uptime
from ringout.chores import Chores
from ringout.console import ops
from ringout.console.console import Console
from ringout.mishap import survive
from ringout.results.answers import Answers
from ringout.screen import frame
from ringout.screen.canvas import Canvas
from ringout.screen.oled import BRIGHT, Oled
from ringout.screen.oled import DIM as DIMMED
from ringout.settings.settings import Settings
from ringout.settings.tags import Tags
from ringout.storage import checked_file
from ringout.storage.log import Log
from ringout.tester import Tester
from ringout.ui import views
from ringout.ui.keys import DOWN, STUCK, Keys
from ringout.ui.power import ASLEEP, DIM, OFF, REFUSE, WARN, Battery, Rest
from ringout.ui.sounder import Sounder

_POLL_MS = 5
_OWN_CABLES = {"ringout.own_cable", "ringout.own_files"}  # linked parts that only they need
_STUCK = ("", "TEST key is stuck", "MODE key is stuck", "both keys are stuck")


class App:
    """The tester as its user knows it."""

    def __init__(self, board):
        self.board = board
        self.uptime = Uptime(board)
        self.log = Log(board.files)
        self.chores = Chores(board.files, self.log.last_boot)
        self.settings = Settings(board.files)
        self.tags = Tags(self.settings)
        self.tester = Tester(board, self.chores.boot, self.uptime)
        self.answers = Answers()  # to questions, where a person said: all like this
        self.canvas = Canvas()
        self.oled = Oled(board)
        self.keys = Keys()
        self.sounder = Sounder(board)
        self.battery = Battery(self.settings["battery"])
        self.rest = Rest(board.ticks_ms())
        self.menu = None  # made when it is first opened
        self.auto_run = None  # made when it is switched on
        self.console = Console(board, ops.table(self))
        self.record = None  # the latest one
        self.view = views.Ready(self)
        self._warned = False
        self._failed = False  # the latest turn ended in an exception
        self._needed = loaded_modules()  # to be ready and to test; the rest comes and goes
        self.apply_settings()

    def watch_keys(self):
        """In the midst of something slow that a held key began."""
        board = self.board
        self.keys.meanwhile(board.ticks_ms(), board.keys(), board.pressed())

    def apply_settings(self):
        """Test, show and sound as the settings say."""
        values = self.settings.values
        mode = values["mode"]
        if mode != "auto":
            mode += ":" + values[mode]  # expect:<wiring id>, golden:<name>
        if mode != self.tester.mode:
            self.answers.clear()  # another batch
        self.tester.mode = mode
        self.tester.length_m = values["length_m"] or None
        self.tester.settings = values
        self.sounder.mute = not values["beep"]
        self.battery.kind = values["battery"]
        self.rest.off_min = values["off_min"]
        if self.oled.configure(values["oled"], values["rotated"]):
            self.draw()

    # -- life ------------------------------------------------------------------------------
    def start(self):
        """Safe state, start-up screen, ready."""
        self.board.release()
        self.oled.start()
        self.canvas.show(frame.layout_startup(__version__))
        self.oled.show(self.canvas.buffer)
        self.tester.start()
        self.tester.find_expander()
        if self.tester.broken:
            self.view = views.broken_notice(self)
        elif views.log_is_filling(self):
            self.view = views.log_notice(self)
        self._power(self.board.ticks_ms())
        if self.oled.present and self.oled.unsure:
            from ringout.ui.which_display import WhichDisplay

            self.view = WhichDisplay(self, self.view)
        self.show(self.view)

    def run(self):
        """For ever."""
        self.start()
        while True:
            self.step(_POLL_MS)

    def step(self, wait_ms=0):
        """One turn: keys, power, console, sound."""
        now_ms = self.board.ticks_ms()
        mode = self.view.mode
        self.uptime.ms()
        keys = self.keys.update(now_ms, self.board.keys(), self.board.pressed())
        try:
            self._see(keys, now_ms)
            self._failed = False
        except Exception as error:
            if self._failed:  # twice in a row: begin again (start.py)
                raise
            self._failed = True
            self.mishap(error, mode)
        served = self.console.poll(wait_ms) or self.console.sending
        self.sounder.update(self.board.ticks_ms())
        wanted = served or self.keys.touched or not self.view.idle
        if not wanted and self.rest.state != ASLEEP:
            self.chores.turn(self, now_ms)

    def _see(self, keys, now_ms):
        for event, key in keys:
            self._key(event, key, now_ms)
        if self.battery.is_due(now_ms):
            self._power(now_ms)
        if self.view.tick(now_ms):
            self.draw()

    def _key(self, event, key, now_ms):
        if event == DOWN:
            if self.rest.touch(now_ms):
                self.keys.swallow()  # it only wakes the display
                self.oled.sleep(False)
            self.oled.contrast(BRIGHT)
            self.sounder.click(now_ms)
        elif event == STUCK or self.view.key(event, key):
            self.draw()

    def _power(self, now_ms):
        level = self.battery.update(now_ms, self.board.vsys_mv(), self.board.usb_present())
        if level in (WARN, REFUSE) and not self._warned:
            self._warned = True
            self.show(views.battery_notice(self))
        state = self.rest.update(now_ms, self.battery.on_usb)
        if state in (ASLEEP, OFF):
            self.oled.sleep(True)
            if state == OFF:
                self.view.leave()
                self.board.sleep()
        elif state == DIM:
            self.oled.contrast(DIMMED)

    def elapsed(self, since_ms, ms):
        """True if `ms` have passed since a tick value, or if there is none."""
        return since_ms is None or ticks_diff(self.board.ticks_ms(), since_ms) >= ms

    def load(self):
        """What judges a press, if it is not there yet, which is True; it stays."""
        if self.tester.is_loaded:
            return False
        before = loaded_modules()
        self.tester.load()
        self._needed |= loaded_modules() - before
        if self.tester.may_be_own:
            self._needed |= _OWN_CABLES
        else:
            self._needed -= _OWN_CABLES
        return True

    # -- the job ---------------------------------------------------------------------------
    def press(self):
        """TEST: measure, show, sound, log. Returns the record, None if the cells are too low."""
        if self.battery.level == REFUSE:
            self.show(views.battery_notice(self))
            return None
        try:
            record = self._press()
        except Exception as error:
            record = self._survive(error, self.tester.mode)
        self.keep(record)
        return record

    def _press(self):
        start_ms = self.board.ticks_ms()
        self.tester.tag = self.tags.take()
        record = self.answers.settle(self._measure(), start_ms)
        self.record = record
        asks = record["verdict"] == "LOOKS-LIKE"
        self.show(views.Question(self, record) if asks else views.Result(self, record))
        record["ms"] = ticks_diff(self.board.ticks_ms(), start_ms)  # press to verdict on the screen
        self.sounder.verdict(record["verdict"], self.board.ticks_ms())
        return record

    def mishap(self, error, mode, more=None):
        """What is on the screen failed. Everything is released; the screen says so, and so does the
        log where a record was due: mode, else None. more: further keys of that record."""
        try:
            self.view.leave()
        except Exception:  # survive lets go of the board
            pass
        self.view = views.Ready(self)
        record = self._survive(error, mode or self.tester.mode)
        if mode:
            record["kind"] = mode
            record.update(more or {})
            self.keep(record)

    def _survive(self, error, mode):
        """A press failed outside the tester, on the way to its screen: the record of that, shown
        if it can be."""
        record = survive(self.tester, error, self.log.next_seq, mode)
        self.record = record
        try:
            self.show(views.Result(self, record))
        except Exception:  # it is in the log, and the next press draws again
            pass
        return record

    def keep(self, record):
        """Into the log."""
        self.chores.keep_boot()
        self.log.append(record)
        collect()  # a press fills the memory: the next one is not to wait for this

    def sample(self, mode=AUTO):
        """The record of a measurement that is not stored: a golden cable is being taught, or a
        cable at rest before it is moved. mode: None for the mode that is set."""
        record = self._measure(mode)
        collect()
        return record

    def _measure(self, mode=None):
        self.measuring()
        self.load()
        record = self.tester.test(self.log.next_seq, mode)
        forget_modules(self._needed)  # collected when memory runs out, or after the record is kept
        return record

    def measuring(self):
        """The display says so; what was on it lets go of the board."""
        self.view.leave()
        if self.auto_run is not None:
            self.auto_run.tested()
        if self.rest.touch(self.board.ticks_ms()):
            self.oled.sleep(False)
        self.sounder.dark()
        if not self.oled.present:
            self.oled.start()
        self.canvas.show(frame.layout_testing())
        self.oled.show(self.canvas.buffer)

    def make_room(self):
        """Let modules go that are not needed to be ready and to test."""
        if forget_modules(self._needed):
            collect()

    def answer(self, index):
        """The person answered the question on the screen (0: yes, 1: no): the answered record
        goes into the log as well, under a number of its own."""
        record = self.answers.answer(self.record, index)
        record["seq"] = self.log.next_seq
        self.record = record
        self.keep(record)
        self.sounder.verdict(record["verdict"], self.board.ticks_ms())
        self.show(views.Result(self, record))

    def expected(self):
        """Wiring id that EXPECT checks against, None in other modes."""
        return self.settings["expect"] if self.settings["mode"] == "expect" else None

    def wiggle(self):
        """Hold TEST: watch for dropouts."""
        if self.battery.level == REFUSE:
            self.show(views.battery_notice(self))
            return
        collect()  # what is loaded now leaves a whole piece for the samples of one leg
        from ringout.ui import wiggle_view  # not needed to start and to test

        try:
            wiggle_view.begin(self)
        except Exception as error:
            self.mishap(error, wiggle_view.Wiggling.mode)

    def line(self, channel=None, wanted=None, look=True):
        """LINE (ui/line_view.py): look at a line from this end, or only show whose turn it is.
        Returns the record, None without one."""
        from ringout.ui import line_view

        if look:
            return line_view.press(self, channel, wanted)
        self.show(line_view.Line(self, None, channel, wanted))
        return None

    def tone(self, *asked):
        """Sound for whoever listens at the far end (ui/tone_view)."""
        from ringout.ui import tone_view

        return tone_view.begin(self, *asked)

    def keep_channel(self, channel, wanted):
        """A channel of the list that the tester walks through (line/walk.py)."""
        from ringout.line import walk

        walk.keep(self.board.files, channel, wanted)

    def finish(self, record, view=None):
        """A record that was not made by a press: show, sound, log."""
        self.record = record
        self.show(view or views.Result(self, record))
        self.sounder.verdict(record["verdict"], self.board.ticks_ms())
        self.keep(record)

    def insertion(self, now_ms):
        """AUTO-RUN: test a cable that has just been plugged in. True if one was tested."""
        if not self.settings["auto_run"]:
            self.auto_run = None
            return False
        if self.auto_run is None:
            from ringout.measure.auto_run import AutoRun

            self.auto_run = AutoRun(self.board)
        if not self.auto_run.update(now_ms, self.keys.down):
            return False
        self.press()
        return True

    # -- screens ---------------------------------------------------------------------------
    def show(self, view):
        """Change to a view and draw it."""
        if view is not self.view:
            self.view.leave()
        self.view = view
        self.draw()
        if isinstance(view, views.Ready):
            self.menu = None
            self.make_room()

    def draw(self):
        """Draw the view that is on."""
        self.canvas.show(self.view.layout())
        self.oled.show(self.canvas.buffer)

    def message(self):
        """What the ready screen has to say, most important first."""
        if self.keys.ignored:
            return _STUCK[self.keys.ignored]
        if views.log_is_filling(self):
            dropped = self.log.dropped
            return "%d tests not kept" % dropped if dropped else "log fills: pull it"
        problem = self.tester.calibration_problem
        if self.settings.message or problem in (checked_file.WHOLE, checked_file.MISSING):
            return self.settings.message
        return "older calibration" if problem == checked_file.FROM_FALLBACK else "calibration lost"

    # -- menu ------------------------------------------------------------------------------
    def open_menu(self):
        """Hold MODE."""
        if self.menu is None:
            from ringout.ui.menu import Menu  # not needed to start and to test
            from ringout.ui.menu_pages import Sources

            self.menu = Menu(Sources(self))
        self.menu.open()
        self.show(views.MenuView(self))

    def act(self, action):
        """Carry out what the menu says."""
        name = action[0]
        if name == "set":
            self.settings.set(action[1], action[2])
            self.apply_settings()
        elif name == "learn":
            from ringout.ui.walks import Learn

            self.show(Learn(self, action[1]))
        elif name == "forget":
            from ringout.diagnosis import golden

            golden.forget(self.board.files, action[1])
        elif name == "all_like":
            self.answers.keep(self.board.ticks_ms())
        elif name == "ask_again":
            self.answers.clear()
        elif name == "calibrate":
            from ringout.ui.walks import Calibrate

            self.show(Calibrate(self))
        elif name == "selftest":
            from ringout.ui.walks import self_test

            self.show(self_test(self))
        elif name == "wiggle":
            self.wiggle()
        elif name == "line":
            from ringout.ui import line_view

            line_view.begin(self)
        elif name == "tone":
            self.tone()
        elif name == "closed" and isinstance(self.view, views.MenuView):
            self.show(views.Ready(self))

    def goldens(self):
        """Names of the learned cables."""
        self.load()  # else what judges comes along, and stays in memory instead of flash
        from ringout.diagnosis import golden

        return golden.names(self.board.files)

    def info(self):
        """Rows of the device page."""
        stat = self.log.stat()
        return [
            ("id", self.board.uid),
            ("firmware", __version__),
            ("log", "%d, %d %%" % (stat["records"], stat["percent"])),
            ("cal", self.tester.calibration.id or "none"),
            ("supply", self.battery.text()),
        ]
