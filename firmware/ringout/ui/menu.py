"""The menu: every mode and setting with two keys. Pure logic; the app hosts it.

    menu = Menu(Sources(app))      what its pages show (menu_pages.py)
    menu.open()
    for action in menu.key(event, key): ...        while menu.is_open: feed it key events
    canvas.show(menu.layout())                     after every event

MODE goes to the next line, TEST takes it; MODE held goes back, TEST held jumps five lines,
both keys close the menu. In an editor MODE goes to the next place, TEST changes it, TEST held
goes faster, MODE held takes the value, both keys leave it as it was.

Actions (tuples) for the app to carry out, in order:
    ("set", name, value)      a setting; already checked
    ("wiggle",) ("tone",)     start it              ("line",)         a line from one end
    ("learn", name)           learn a golden cable
    ("forget", name)          delete a golden one   ("calibrate",)
    ("selftest",)             and ("closed",) when the menu has closed
    ("all_like",)             the latest answer stands for all cables like it
    ("ask_again",)            no answer stands any more
"""

from ringout.board.port import KEY_TEST
from ringout.screen.lists import layout_list
from ringout.screen.notices import layout_info
from ringout.settings.settings import check
from ringout.ui import menu_pages
from ringout.ui.keys import BOTH, HOLD, PRESS

JUMP = 5


class Menu:
    """Where the user is: a stack of pages, the last one shown."""

    def __init__(self, sources):
        self.is_open = False
        self._sources = sources
        self._stack = []  # [page name, chosen line]
        self._editor = None
        self._editing = None  # name of the setting, or None for a golden cable's name

    def open(self):
        """Show the first page."""
        self.is_open = True
        self._editor = None
        self._stack = [["menu", 0]]

    def key(self, event, key):
        """Take a key event (keys.py); returns the actions that follow from it."""
        if not self.is_open or event not in (PRESS, HOLD, BOTH):
            return ()
        if self._editor:
            return self._edit(event, key)
        if event == BOTH:
            return self._close()
        name, entries = self._page()
        here = self._stack[-1]
        if event == HOLD and key != KEY_TEST:
            return self._back()
        if not entries:
            return self._back()
        if event == PRESS and key == KEY_TEST:
            return self._take(entries[here[1]][2])
        step = 1 if event == PRESS else JUMP
        last = len(entries) - 1
        here[1] = 0 if here[1] == last else min(here[1] + step, last)
        return ()

    def layout(self):
        """What to draw."""
        if self._editor:
            return self._editor.layout()
        name, entries = self._page()
        if self._stack[-1][0] == "device":
            return layout_info(self._sources.info())
        return layout_list(name, [entry[:2] for entry in entries], self._stack[-1][1])

    def _page(self):
        return menu_pages.page(self._stack[-1][0], self._sources)

    def _take(self, target):
        kind = target[0]
        if kind == "page":
            self._stack.append([target[1], 0])
            self._stack[-1][1] = self._current_line()
            return ()
        if kind == "edit":
            self._editing = target[1]
            self._editor = menu_pages.editor(target[1], self._sources.values)
            return ()
        if kind == "back":
            return self._back()
        if kind == "set" or kind == "mode":  # pairs of name and value
            actions = tuple([("set",) + pair for pair in target[1]])
            return actions + (self._close() if kind == "mode" else self._back())
        return (target[1],) + self._close()

    def _current_line(self):
        """The line that holds the value in force, where a list shows one."""
        for at, entry in enumerate(self._page()[1]):
            if entry[1] == menu_pages.CHOSEN:
                return at
        return 0

    def _edit(self, event, key):
        editor = self._editor
        if event == BOTH:
            self._editor = None
        elif key == KEY_TEST:
            editor.change(1 if event == PRESS else editor.JUMP)
        elif event == PRESS:
            editor.next()
        else:
            return self._accept(editor)
        return ()

    def _accept(self, editor):
        value = editor.value()
        if self._editing == menu_pages.NEW_GOLDEN:
            if not value:
                editor.complaint = "give it a name"
                return ()
            self._editor = None
            return (("learn", value),) + self._close()
        try:
            value = check(self._editing, value)
        except ValueError:
            editor.refuse()
            return ()
        self._editor = None
        return (("set", self._editing, value),)

    def _back(self):
        self._stack.pop()
        return () if self._stack else self._close()

    def _close(self):
        self.is_open = False
        self._stack = []
        return (("closed",),)
