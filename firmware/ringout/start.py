"""Starting the app and surviving whatever it does.

The app must never end. If it does with an exception, the screen says so, the traceback is kept
in the data folder, and the tester starts again. The third time in a row within a minute of a
start it stays at the prompt instead (safe mode), until it is switched off and on. Both keys held
at start give the prompt at once. Ctrl-C ends the app and gives the prompt, as mpremote expects.
"""

from ringout.base.compat import collect_every, const, ticks_diff, traceback_text
from ringout.board import code
from ringout.board.port import KEY_MODE, KEY_TEST

CRASHES = const(3)
STABLE_MS = const(60000)  # a crash later than this after the start is no crash loop
SHOW_US = const(4000000)
COLLECT_BYTES = const(49152)  # allocated between two collections while loading
COUNT_FILE = "crash.count"
CRASH, RESCUE = 0, 1  # what to show


def run():
    """One life of the app. Returns only when the prompt is wanted."""
    from ringout.board.rp2040 import Board

    board = Board()
    started_ms = board.ticks_ms()
    try:
        if rescued(board):
            return
        # Loading leaves garbage between the modules. Collected often, the modules lie together
        # and one whole piece stays free for buffers; collected late, no 4 KB are left in a row.
        collect_every(COLLECT_BYTES)
        # In two parts: the second has the room that the first one's code no longer takes.
        from ringout.tester import Tester  # noqa: F401, to load it

        code.leave_in_flash(board, ("start", "tester"), run)
        from ringout.app import App

        code.leave_in_flash(board, ("app",))
        code.no_more()
        collect_every(-1)
        App(board).run()
    except Exception as error:
        crashed(board, error, ticks_diff(board.ticks_ms(), started_ms))
    finally:
        board.release()
        board.tone(0)


def rescued(board):
    """Both keys held down, and still so a moment later: no app, the prompt."""
    for _ in range(3):
        if board.keys() != KEY_TEST | KEY_MODE:
            return False
        board.settle_us(10000)
    show(board, RESCUE)
    return True


def crashed(board, error, lasted_ms):
    """Safe state; show and keep the error; restart, unless it keeps happening."""
    board.release()
    text = traceback_text(error)
    print(text)
    count = keep_crash(board.files, text, lasted_ms)
    board.tone(0)
    board.lamps(False, True)
    show(board, CRASH, "%s: %s" % (type(error).__name__, error), count, CRASHES)
    if count >= CRASHES:
        board.files.remove(COUNT_FILE)
        return
    board.settle_us(SHOW_US)
    board.reset()


def keep_crash(files, text, lasted_ms):
    """Add a traceback to the crash file, which keeps the latest ones; count it.
    Returns how many starts in a row have crashed now."""
    from ringout.storage.crash import note

    count = crash_count(files) + 1 if lasted_ms < STABLE_MS else 1
    note(files, text, lasted_ms)
    files.replace(COUNT_FILE, b"%d" % count)
    return count


def crash_count(files):
    """How many starts in a row ended in a crash."""
    try:
        return int(files.read(COUNT_FILE) or b"0")
    except ValueError:
        return 0


def show(board, layout, *facts):
    """A layout on the display, if there is one and enough of the firmware works."""
    try:
        from ringout.screen import notices
        from ringout.screen.canvas import Canvas
        from ringout.screen.oled import Oled

        canvas = Canvas()
        canvas.show((notices.layout_crash if layout == CRASH else notices.layout_rescue)(*facts))
        screen = Oled(board)
        if screen.start():
            screen.show(canvas.buffer)
    except Exception as error:  # whatever broke the app may have broken this: say it on USB
        print("no display:", error)
