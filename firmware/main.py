"""Start-up on the device: choose the firmware, run the app, survive whatever it does.

Two copies of the firmware can lie on the flash: /firmware/a and /firmware/b, and the file
/firmware/active names the one that runs. An update fills the other one, checks it, and then
replaces that file, so a power cut leaves the old firmware or the new one. Without these
folders `ringout` is looked for where mip and mpremote put it: / and /lib.

The app must never end. If it does with an exception, the screen says so, the traceback is kept
in the data folder, and the tester starts again. The third time in a row within a minute of a
start it stays at the prompt instead (safe mode), until it is switched off and on. Both keys held
at start give the prompt at once. Ctrl-C ends the app and gives the prompt, as mpremote expects.
"""

import sys
import time

_FIRMWARE = "/firmware/"
_CRASHES = 3
_STABLE_MS = 60000  # a crash later than this after the start is no crash loop
_CRASH_BYTES = 2048  # kept of the latest tracebacks
_SHOW_MS = 4000
_CRASH_FILE = "crash"
_COUNT_FILE = "crash.count"


def choose_firmware():
    """Put the active firmware first on the import path."""
    try:
        with open(_FIRMWARE + "active") as file:
            sys.path.insert(0, _FIRMWARE + file.read(8).strip())
    except OSError:
        pass  # installed with mip or copied: / and /lib are on the path already


def crash_count(files):
    """How many starts in a row ended in a crash."""
    try:
        return int(files.read(_COUNT_FILE) or b"0")
    except ValueError:
        return 0


def keep_crash(files, text, version, lasted_ms):
    """Add a traceback to the crash file, which keeps the latest ones; count it.
    Returns how many starts in a row have crashed now."""
    count = crash_count(files) + 1 if lasted_ms < _STABLE_MS else 1
    entry = "firmware %s, %d s after start\n%s\n" % (version, lasted_ms // 1000, text)
    old = files.read(_CRASH_FILE) or b""
    files.replace(_CRASH_FILE, (old + entry.encode())[-_CRASH_BYTES:])
    files.replace(_COUNT_FILE, b"%d" % count)
    return count


def show(board, what, what_to_do):
    """A message on the display, if there is one and enough of the firmware works."""
    try:
        from ringout import screens
        from ringout.canvas import Canvas
        from ringout.oled import Oled

        canvas = Canvas()
        canvas.show(screens.layout_error(what, what_to_do))
        screen = Oled(board)
        if screen.start():
            screen.show(canvas.buffer)
    except Exception as error:  # whatever broke the app may have broken this: say it on USB
        print("no display:", error)


def rescue_wanted(board):
    """Both keys held down, and still so a moment later."""
    for _ in range(3):
        if board.keys() != 3:
            return False
        time.sleep_ms(10)
    return True


def run():
    """One life of the app. Returns only when the prompt is wanted."""
    board = None
    started = time.ticks_ms()
    try:
        from ringout.board_rp2040 import Board

        board = Board()
        if rescue_wanted(board):
            show(board, "Rescue: both keys were held.", "USB has the prompt. Reset to go on.")
            return
        from ringout.app import App

        App(board).run()
    except Exception as error:
        if board is None:
            raise  # not even the board: the prompt, and the traceback on it
        board.release()
        crashed(board, error, time.ticks_diff(time.ticks_ms(), started))
    finally:
        if board is not None:
            board.release()
            board.tone(0)


def crashed(board, error, lasted_ms):
    """Show and keep the error; restart, unless it keeps happening."""
    from ringout import __version__
    from ringout.compat import traceback_text

    text = traceback_text(error)
    print(text)
    count = keep_crash(board.files, text, __version__, lasted_ms)
    board.tone(0)
    board.lamps(False, True)
    if count >= _CRASHES:
        board.files.remove(_COUNT_FILE)
        show(board, "Safe mode: firmware keeps failing.", "Connect USB, run ringout flash")
        return
    show(board, "Firmware error: " + type(error).__name__, "Starting again. " + str(error))
    time.sleep_ms(_SHOW_MS)
    board.reset()


if __name__ == "__main__":
    choose_firmware()
    run()
