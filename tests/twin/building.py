"""This checkout's firmware with something changed."""

from contextlib import contextmanager
from unittest.mock import patch

from ringout_host.flash import bundle


@contextmanager
def changed(**added):
    """In it this checkout's firmware is another one, also where a crash is read: names in its
    traceback are those of the firmware that ran. added: source text put behind a module's own."""
    read = bundle.modules.read_package

    def edited(folder):
        sources = read(folder)
        for module, text in added.items():
            sources[module] += text
        return sources

    with patch.object(bundle.modules, "read_package", edited):
        yield


def firmware(**added):
    """The Bundle of a `changed` one."""
    with changed(**added):
        return bundle.build()


REPLAY = """
import json
from ringout.board.replayed import press
def capture(app):
    app.load()  # before the case takes memory: what judges has not been left in flash yet
    with open("/case.json") as file:
        case = json.load(file)
    with open("/case.txt") as lines:
        return {"record": press(case, lines, app.board.files)}
def raw(app, request):
    return {}
"""


def replaying(replayed):
    """A Bundle whose op `capture` replays the case in /case.json and /case.txt. replayed: source
    of the board that gives readings back, which is the host's."""
    read = bundle.modules.read_package

    def edited(folder):
        return {**read(folder), "board.replayed": replayed, "console.kit": REPLAY}

    with patch.object(bundle.modules, "read_package", edited):
        return bundle.build()
