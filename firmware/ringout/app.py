"""The state machine: keys and console in, screens, sound and records out.

The app receives a board and never builds one. `step` is one turn of the loop; `run` repeats it.
"""

from ringout import __version__, checked, ops, results, screens, wirings
from ringout.board import KEY_TEST
from ringout.canvas import Canvas
from ringout.console import Console
from ringout.keys import PRESS, Keys
from ringout.log import Log
from ringout.oled import Oled
from ringout.settings import Settings
from ringout.sounder import Sounder
from ringout.tags import Tags
from ringout.tester import Tester

_POLL_MS = 5
_BOOT_FILE = "boot"
_STAGES = ("live", "scan", "resistance", "capacitance", "diagnosis")


class App:
    """The tester as its user knows it."""

    def __init__(self, board):
        self.board = board
        self.log = Log(board.files)
        self.boot = self._count_boot()
        self.settings = Settings(board.files)
        self.tags = Tags(self.settings)
        self.tester = Tester(board, self.boot)
        self.apply_settings()
        self.canvas = Canvas()
        self.oled = Oled(board)
        self.keys = Keys()
        self.sounder = Sounder(board)
        self.record = None  # the latest one, still on the screen
        self.started_ms = board.ticks_ms()
        self.console = Console(board, ops.table(self))

    def _count_boot(self):
        """Number of this start; if its file is lost, one more than in the latest record."""
        known = (checked.load(self.board.files, _BOOT_FILE)[0] or {}).get("boot")
        boot = max(known if isinstance(known, int) else 0, self.log.last_boot) + 1
        checked.save(self.board.files, _BOOT_FILE, {"boot": boot})
        return boot

    def apply_settings(self):
        """Test as the settings say."""
        mode = self.settings["mode"]
        if mode != "auto":
            mode += ":" + self.settings[mode]  # expect:<wiring id>, golden:<name>
        self.tester.mode = mode
        self.tester.length_m = self.settings["length_m"] or None

    # -- life ------------------------------------------------------------------------------
    def start(self):
        """Safe state, start-up screen, ready."""
        self.board.release()
        self.oled.start()
        screens.draw_startup(self.canvas, __version__, [("log", True)])
        self.oled.show(self.canvas.buffer)
        self.show_ready()

    def run(self):
        """For ever."""
        self.start()
        while True:
            self.step(_POLL_MS)

    def step(self, wait_ms=0):
        """One turn: keys, console, sound."""
        now_ms = self.board.ticks_ms()
        for event, key in self.keys.update(now_ms, self.board.keys()):
            if event == PRESS and key == KEY_TEST:
                self.press()
        self.console.poll(wait_ms)
        self.sounder.update(self.board.ticks_ms())

    # -- the job ---------------------------------------------------------------------------
    def press(self):
        """TEST: measure, show, sound, log. Returns the record."""
        self.sounder.dark()
        if not self.oled.present:
            self.oled.start()
        self._stage(_STAGES[0])
        self.tester.tag = self.tags.take()
        record = self.tester.test(self.log.next_seq, self._stage)
        self.record = record
        self.show_result()
        self.sounder.verdict(record["verdict"], self.board.ticks_ms())
        self.log.append(record)
        return record

    def _stage(self, name):
        """Between two stages of a test: note keys pressed meanwhile, move the bar once."""
        if name == _STAGES[0]:
            screens.draw_testing(self.canvas, name, 0, len(_STAGES))
            self.oled.show(self.canvas.buffer)

    # -- screens ---------------------------------------------------------------------------
    def show_ready(self):
        """What the tester shows while it waits."""
        screens.draw_ready(
            self.canvas, self.tester.mode, 100, self.log.percent(), self.board.usb_present()
        )
        self.oled.show(self.canvas.buffer)

    def show_result(self):
        """The verdict page of the latest record."""
        record = self.record
        if record["verdict"] in ("ERROR", "NO-CABLE"):
            names = [record.get("question", "")]
        else:
            names = [wirings.screen_name(i) for i in record["wiring"][:1]]
        question = None
        if record["verdict"] == "LOOKS-LIKE":
            names = [wirings.screen_name(record["wiring"][0]), wirings.screen_name(record["wiring"][-1])]
            question = ("Which one is it?", names[0][:8], names[1][:8])
        results.draw_verdict(self.canvas, record, names if question else "".join(names), None, question)
        self.oled.show(self.canvas.buffer)
