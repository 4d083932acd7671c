"""A board on a pseudo-terminal whose firmware does not run: the doctor says why."""

import os
import threading

import pytest

from ringout import __version__
from ringout.storage import crash
from ringout_host.compact import link
from ringout_host.doctor import stopped, tester
from ringout_host.doctor.finding import BAD
from ringout_host.sim.pty import PtyLink

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs pseudo-terminals")
PROMPT = b"\r\n>>> "
HUNG = 'Traceback (most recent call last):\n  File "ringout/app.py", in %s\nKeyboardInterrupt: \n'


class Board:
    """hangs: what it prints when it is interrupted, None: it is at the prompt. crashed: the text
    of its crash file."""

    def __init__(self, path, hangs=None, crashed=""):
        self.link = PtyLink(path)
        self.hangs, self.crashed = hangs, crashed
        self.restarted = False
        self._over = False
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over = True
        self._thread.join()
        self.link.close()

    def _run(self):
        while not self._over:
            for byte in self.link.read(0.02):
                self._take(bytes([byte]))

    def _take(self, byte):
        if byte == b"\x04":
            self.restarted = True
        elif byte == b"\x03" and self.hangs is not None:
            self.link.write(self.hangs.replace("\n", "\r\n").encode() + PROMPT)
            self.hangs = None
        elif self.hangs is None and byte == b"\r":
            self.link.write(b"\r\n" + self.crashed.replace("\n", "\r\n").encode() + PROMPT)
        elif self.hangs is None:
            self.link.write(PROMPT if byte == b"\x03" else byte)


def test_where_a_firmware_hangs_and_it_runs_again(tmp_path, monkeypatch):
    sources = {"__init__": "", "app": "class App:\n    def step(self): pass\n"}
    program = link(sources, always=(("app",),), kept=None)
    monkeypatch.setattr(stopped, "program", lambda: program)  # the whole firmware takes a while
    step = program.names.function("app", "App", "step")
    with Board(tmp_path / "port", HUNG % step) as board:
        first, why = tester.examine(str(tmp_path / "port"))
    assert "nothing answers" in first.text and why.status == BAD == first.status
    assert "the firmware hung: " in why.text and "in app.App.step" in why.text and why.fix
    assert board.restarted


class Files(dict):
    read = dict.get
    replace = dict.__setitem__


def test_a_firmware_that_failed_for_good_left_its_crash_file(tmp_path):
    files = Files()
    crash.note(files, "Traceback (most recent call last):\nValueError: made up\n", 3000)
    with Board(tmp_path / "port", crashed=files[crash.FILE].decode()) as board:
        first, why = tester.examine(str(tmp_path / "port"))
    assert "prompt" in first.text and why.status == BAD
    assert "the firmware failed: " in why.text and "ValueError: made up" in why.text
    assert __version__ in why.text and not board.restarted


@pytest.mark.parametrize("answer", ["", "Traceback (most recent call last):\nOSError: 2\n"])
def test_a_board_without_a_crash_file_is_only_at_the_prompt(tmp_path, answer):
    with Board(tmp_path / "port", crashed=answer):
        (only,) = tester.examine(str(tmp_path / "port"))
    assert "prompt" in only.text
