"""The state machine: keys and console in, screens, sound and records out.

The app receives a board and never builds one. `step` is one turn of the loop; `run` repeats it.
"""

import binascii

from ringout import __version__, results, screens, wirings
from ringout.board import KEY_TEST
from ringout.canvas import Canvas
from ringout.compat import ticks_diff
from ringout.console import Console, need_int
from ringout.keys import PRESS, Keys
from ringout.log import Log
from ringout.oled import Oled
from ringout.sounder import Sounder
from ringout.tester import Tester

_POLL_MS = 5
_BOOT_FILE = "boot"
_STAGES = ("live", "scan", "resistance", "capacitance", "diagnosis")


class App:
    """The tester as its user knows it."""

    def __init__(self, board):
        self.board = board
        self.boot = self._count_boot()
        self.log = Log(board.files)
        self.tester = Tester(board, self.boot)
        self.canvas = Canvas()
        self.oled = Oled(board)
        self.keys = Keys()
        self.sounder = Sounder(board)
        self.record = None  # the latest one, still on the screen
        self.started_ms = board.ticks_ms()
        self.console = Console(board, self._ops())

    def _count_boot(self):
        """Number of this start, kept in a file of its own."""
        try:
            boot = int(self.board.files.read(_BOOT_FILE) or b"0") + 1
        except ValueError:
            boot = 1
        self.board.files.replace(_BOOT_FILE, b"%d" % boot)
        return boot

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
            names = [record["text"]]
        else:
            names = [wirings.screen_name(i) for i in record["wiring"][:1]]
        question = None
        if record["verdict"] == "LOOKS-LIKE":
            names = [wirings.screen_name(record["wiring"][0]), wirings.screen_name(record["wiring"][-1])]
            asked = record["question"]
            question = (asked["text"], asked["answers"][0]["label"], asked["answers"][1]["label"])
        results.draw_verdict(self.canvas, record, names if question else "".join(names), None, question)
        self.oled.show(self.canvas.buffer)

    # -- console ---------------------------------------------------------------------------
    def _ops(self):
        return {
            "hello": self._hello,
            "test": self._test,
            "log.stat": lambda request: self.log.stat(),
            "log.read": self._log_read,
            "log.ack": self._log_ack,
            "clock.set": self._clock_set,
            "screen": self._screen,
        }

    def _hello(self, request):
        return {
            "dev": self.board.uid,
            "product": "ringout",
            "proto": 1,
            "fw": __version__,
            "hw": 1,
            "boot": self.boot,
            "up_ms": ticks_diff(self.board.ticks_ms(), self.started_ms),
            "t": self.board.unix_s(),
        }

    def _test(self, request):
        return {"record": self.press()}

    def _log_read(self, request):
        start = need_int(request, "from", 0, 0x3FFFFFFF, 0)
        most = need_int(request, "max", 1, 256, 64)
        available = 0
        for _ in self.log.read(start, most):
            available += 1
        return {"data": available, "next": self.log.next_seq}, self.log.read(start, available)

    def _log_ack(self, request):
        seq = need_int(request, "seq", 0, self.log.next_seq - 1)
        self.log.ack(seq)
        return {"acked": self.log.acked}

    def _clock_set(self, request):
        self.board.set_unix_s(need_int(request, "t", 1577836800, 4102444800))
        return {"t": self.board.unix_s()}

    def _screen(self, request):
        return {
            "width": 128,
            "height": 64,
            "format": "mono_vlsb",
            "pixels": binascii.hexlify(self.canvas.buffer).decode(),
        }
