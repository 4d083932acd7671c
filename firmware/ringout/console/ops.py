"""What the console can be asked: one function for each op of the protocol.

`table(app)` gives them to the console. Every function takes a request (a dict) and returns the
fields of the reply, with an iterable of stored lines beside them where there are data lines.
"""

import binascii

from ringout import __version__
from ringout.console.protocol import Refused, need_int, need_text
from ringout.storage import crash, packing
from ringout.storage.segments import SEQ_MAX

PROTOCOL = 1
_PAGE_RECORDS = 256
_T_MIN, _T_MAX = 1577836800, 4102444800  # 2020 to 2100
_NOT_SETTINGS = ("id", "op", "serial")


class Ops:
    """The ops of one app: its board, log, tester, settings, tags and canvas."""

    def __init__(self, app):
        self.app = app
        self.service = None
        self.own = None
        self.toned = None  # the tone that a host asked for last

    def hello(self, request):
        """Who this is, and when."""
        app = self.app
        return {
            "dev": app.board.uid,
            "product": "ringout",
            "proto": PROTOCOL,
            "fw": __version__,
            "hw": 1,
            "boot": app.tester.boot,
            "up_ms": app.uptime.ms(),
            "t": app.board.unix_s(),
            "packing": packing.ID,
        }

    def test(self, request):
        """A press of TEST from afar; "serial" in the request goes into its record."""
        if "serial" in request:
            self._set_serial(request)
        record = self.app.press()
        if record is None:
            raise Refused("low-battery", "the cells are too low to measure: change them")
        return {"record": record}

    def line(self, request):
        """A look at a line from this end (line_ops.py)."""
        from ringout.console import line_ops

        return line_ops.look(self.app, request)

    def log_stat(self, request):
        """How much is in the log."""
        return self.app.log.stat()

    def log_read(self, request):
        """Stored lines from seq "from" on, at most "max"; with "packed": true all bytes of
        their segment from there on, which a host of the same packing unpacks and checks."""
        log = self.app.log
        start = need_int(request, "from", 0, SEQ_MAX, 0)
        if request.get("packed") is True:
            size, pieces = log.stretch(start)
            return {"packed": size, "next": log.next_seq}, pieces
        most = need_int(request, "max", 1, _PAGE_RECORDS, 64)
        available, lines = log.page(start, most, True)
        return {"data": available, "next": log.next_seq}, lines

    def log_ack(self, request):
        """The host has everything up to "seq"."""
        log = self.app.log
        log.ack(need_int(request, "seq", 0, log.next_seq - 1))
        return {"acked": log.acked}

    def clock_set(self, request):
        """Set the clock. The host may date this start by it: no other one may have its number."""
        self.app.chores.keep_boot()
        board = self.app.board
        board.set_unix_s(need_int(request, "t", _T_MIN, _T_MAX))
        return {"t": board.unix_s()}

    def settings_get(self, request):
        """All settings, the serial that waits, what was wrong with the stored ones, and the
        wirings for which an answer stands ("all like this")."""
        app = self.app
        return {
            "settings": app.settings.values,
            "serial": app.tags.serial,
            "message": app.settings.message,
            "answers": app.answers.names(app.board.ticks_ms()),
        }

    def answers_clear(self, request):
        """No answer stands any more: every question is asked again."""
        self.app.answers.clear()
        return self.settings_get(request)

    def settings_set(self, request):
        """Change the named settings, all or none; "serial" goes into the next record only."""
        names = [name for name in request if name not in _NOT_SETTINGS]
        before = self.app.tags.serial
        if "serial" in request:
            self._set_serial(request)
        try:
            self.app.settings.update([(name, request[name]) for name in names])
        except ValueError as error:
            self.app.tags.serial = before
            raise Refused("bad-arg", str(error))
        self.app.apply_settings()
        return self.settings_get(request)

    def _set_serial(self, request):
        try:
            self.app.tags.set_serial(need_text(request, "serial", 40))
        except ValueError as error:
            raise Refused("bad-arg", str(error))

    def screen(self, request):
        """The dots of the display."""
        return {
            "width": 128,
            "height": 64,
            "format": "mono_vlsb",
            "pixels": binascii.hexlify(self.app.canvas.buffer).decode(),
        }

    def crash_read(self, request):
        """The latest tracebacks as "text", empty if there are none; "clear": true forgets them."""
        files = self.app.board.files
        text = printable(files.read(crash.FILE, 0, crash.BYTES) or b"")
        if request.get("clear") is True:
            files.remove(crash.FILE)
        return {"text": text}

    def calibrate(self, request):
        """One step of a calibration (service.py)."""
        return self._service().calibrate(request)

    def selftest(self, request):
        """Every check (service.py)."""
        return self._service().selftest(request)

    def _service(self):
        """Calibration and self-test: imported by who asks for them, kept for their next step."""
        self.app.view.leave()  # what is on the screen lets go of the board first (wiggle)
        if self.service is None:
            from ringout.console.service import Service

            self.service = Service(self.app.tester)
        return self.service

    def cables(self, request):
        """Own cables (cable_ops.py): the ops that begin with "cable."."""
        if self.own is None:
            from ringout.console.cable_ops import Cables

            self.own = Cables(self.app.board.files)
        own, op = self.own, request["op"]
        if op == "cable.list":
            return own.listed(request)
        if op == "cable.get":
            return own.get(request)
        return own.put(request) if op == "cable.put" else own.remove(request)

    def tone(self, request):
        """A tone on the cable (tone_op.py)."""
        from ringout.console import tone_op

        self.toned, reply = tone_op.tone(self.app, request, self.toned)
        return reply

    def capture(self, request):
        """Every reading of a press (kit.py)."""
        from ringout.console import kit

        return kit.capture(self.app)

    def raw(self, request):
        """One capture with the pins as asked (kit.py)."""
        from ringout.console import kit

        return kit.raw(self.app, request)

    def bootsel(self, request):
        """Restart as a USB drive, once the reply has left."""
        board = self.app.board
        self.app.console.after_reply(lambda: board.reset(True))


def printable(data):
    """Bytes as text; what is neither printable ASCII nor a line end becomes a question mark."""
    return "".join([chr(b) if 32 <= b < 127 or b == 10 else "?" for b in data])


def table(app):
    """Op name -> function, for the console."""
    ops = Ops(app)
    named = {
        "hello": ops.hello,
        "test": ops.test,
        "line": ops.line,
        "log.stat": ops.log_stat,
        "log.read": ops.log_read,
        "log.ack": ops.log_ack,
        "clock.set": ops.clock_set,
        "settings.get": ops.settings_get,
        "settings.set": ops.settings_set,
        "answers.clear": ops.answers_clear,
        "screen": ops.screen,
        "crash.read": ops.crash_read,
        "bootsel": ops.bootsel,
        "calibrate": ops.calibrate,
        "selftest": ops.selftest,
        "cable.list": ops.cables,
        "cable.get": ops.cables,
        "cable.put": ops.cables,
        "cable.remove": ops.cables,
        "tone": ops.tone,
        "capture": ops.capture,
        "raw": ops.raw,
    }
    return named
