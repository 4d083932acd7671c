"""`make demo`: the main job on a simulated handheld, start to end, in half a minute.

Three cables are plugged in one after another and TEST is pressed; then the log is pulled by the
real client through a pseudo-terminal and shown as a table. Nothing here knows the answers.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.rule import Rule

from ringout_host.cli import cable as cables
from ringout_host.cli import verdict
from ringout_host.cli.output import err, out
from ringout_host.cli.terminal import settle
from ringout_host.installed import checkout
from ringout_host.sim.picture import to_text

CABLES = (
    ("a good 6 m balanced TRS cable", "trs_trs,length=6m,stock=mogami-w2549"),
    ("the same, ring open near plug B", "trs_trs,length=6m,stock=mogami-w2549,open=R@0.3m:B"),
    ("the same, tip and ring crossed", "trs_trs,length=6m,stock=mogami-w2549,swap=T-R@B"),
)
WAIT_S = 15.0
NEXT = """What to try next
  {ringout} simulate --cable ts_ts,length=3m,joint=T:3ohm@A
  {ringout} simulate --cable trs_trs,short=T-S:2ohm@B --screen oled.png
  {ringout} serve --cable trs_trs,length=6m      a handheld that stays; Enter = TEST
  {ringout} --help                               everything else"""
PAGE = "In a browser:  make page && {ringout} page    the same tester, with keys to press"
TESTS = "  make test                                              all tests, no hardware"


def main() -> int:
    """Run the demo; returns the exit status."""
    settle()
    with tempfile.TemporaryDirectory(prefix="ringout-demo-") as folder:
        flash, link, database = (Path(folder) / name for name in ("flash", "tester", "log.db"))
        flash.mkdir()
        for number, (what, spec) in enumerate(CABLES, 1):
            _press(number, what, spec, flash)
        out.print(Rule("the log, pulled over a serial port"))
        with _served(CABLES[0][1], flash, link):
            for words in (("logs", "pull", "--port", str(link)), ("logs", "ls")):
                done = _ringout(*words, "--db", str(database))
                if done.returncode:
                    return done.returncode
    out.print(Rule())
    top = checkout()
    out.print(
        NEXT.format(ringout="ringout" if top is None else ".venv/bin/ringout"), soft_wrap=True
    )
    if top is not None:
        out.print(TESTS, soft_wrap=True)
        out.print(PAGE.format(ringout=".venv/bin/ringout"), soft_wrap=True)
    return 0


def _press(number: int, what: str, spec: str, flash: Path) -> None:
    """Plug, press TEST, show the display and the verdict."""
    out.print(Rule(f"{number}. {what}"))
    out.print(f"plugged: {spec}", markup=False, soft_wrap=True)
    handheld = cables.plug(spec, flash)
    handheld.configure(length_m=6.0)
    handheld.board.set_unix_s(int(time.time()))  # as any host does when it connects
    record = handheld.press()
    out.print(to_text(handheld.pixels), markup=False, soft_wrap=True)
    style = verdict.COLOURS.get(record["verdict"], "yellow")
    out.print(verdict.headline(record), style=f"bold {style}", markup=False, soft_wrap=True)


@contextmanager
def _served(spec: str, flash: Path, link: Path) -> Iterator[None]:
    """The same handheld on a pseudo-terminal, as `ringout serve` runs it."""
    words = ["serve", "--cable", spec, "--link", str(link), "--state", str(flash)]
    quiet: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(_command(*words), **quiet) as server:
        try:
            deadline = time.monotonic() + WAIT_S
            while not os.path.lexists(link):
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("the simulated handheld did not start: run ringout serve")
                time.sleep(0.05)
            yield
        finally:
            server.terminate()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "ringout_host", *words]


def _ringout(*words: str) -> subprocess.CompletedProcess:
    """Run a command as a person would, and show its command line."""
    out.print("$ ringout " + " ".join(words), style="bold", markup=False, soft_wrap=True)
    out.file.flush()
    return subprocess.run(_command(*words))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        err.print("stopped")
        sys.exit(130)
