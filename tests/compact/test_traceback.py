"""Crashes of the linked firmware, as a person reads them."""

import re

import pytest

from ringout import __version__
from ringout_host.compact import link
from ringout_host.compact.traceback import crash, readable

SOURCES = {
    "__init__": "",
    "main": "from ringout.ui.views import View\n\ndef begin():\n    return View().leave_now()\n"
    "def a_first(): pass\n",
    "ui.views": "class View:\n    def leave_now(self):\n        return self.no_such\n"
    "class Page:\n    def leave_now(self): pass\n",
}


@pytest.fixture(scope="module")
def program():
    return link(SOURCES, always=(("main",),), kept=None)


def frames(program):
    begin = program.names.function("main", "", "begin")
    leave = program.names.function("ui.views", "View", "leave_now")
    view = re.search(r"class (\w+)", program.parts["main"])[1]
    return (
        f'Traceback (most recent call last):\n  File "ringout/main.py", in {begin}\n'
        f'  File "ringout/main.py", in {leave}\n'
        f"AttributeError: '{view}' object has no attribute '{leave}'\n"
    )


# a method's new name may be a function's as well
READABLE = (
    'Traceback (most recent call last):\n  File "ringout/main.py", in main.begin\n'
    '  File "ringout/main.py", in main.a_first or ui.views.View.leave_now'
    " or ui.views.Page.leave_now\n"
)


def test_frames_and_quoted_names_are_those_of_the_sources(program):
    text = readable(frames(program), program)
    assert text.startswith(READABLE)
    assert text.endswith("'ui.views.View' object has no attribute 'leave_now'\n")


def test_other_names_stay(program):
    text = 'File "main.py", in <module>\nFile "ringout/main.py", in __init__\nFile "x/y.py", in aa'
    assert readable(text, program) == text


def entry(version, text, seconds=3):
    return f"firmware {version}, {seconds} s after start\n{text}\n"


def test_the_latest_entry_is_given(program):
    kept = "half of one\n" + entry("0.0.1", "earlier") + entry(__version__, frames(program))
    text, remark = crash(kept, lambda: program)
    assert "earlier" not in text and READABLE in text and not remark


def test_another_firmwares_names_are_left_and_it_is_said(program):
    text, remark = crash(entry("0.0.1", frames(program)), lambda: pytest.fail("linked"))
    assert frames(program).strip() in text
    assert "0.0.1" in remark


def test_a_crash_outside_of_the_firmware_needs_no_linking():
    text, remark = crash(entry(__version__, "MemoryError:"), lambda: pytest.fail("linked"))
    assert text.endswith("MemoryError:") and not remark
