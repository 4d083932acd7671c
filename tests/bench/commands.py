"""How long a command takes as a whole process: `python -m tests.bench commands`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 20
# times as long as `mpremote version`, at most
ALLOWED = {"ringout --version": 2.5, "ringout info": 4.0, "ringout test": 4.0}

_RINGOUT = (sys.executable, "-c", "from ringout_host.cli import main; main()")
_MPREMOTE = (sys.executable, "-c", "from mpremote.main import main; main()", "version")


def run() -> dict:
    """The best of RUNS of each command, in seconds, all in turn so that a busy moment meets each
    alike, and how many times as long as mpremote's; info and test talk to a served handheld."""
    with tempfile.TemporaryDirectory(prefix="ringout-bench-") as folder:
        port = Path(folder) / "tester"
        serving = subprocess.Popen(
            [*_RINGOUT, "serve", "--cable", "trs_trs", "--link", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while not os.path.islink(port):
                time.sleep(0.05)
            at = ("--port", str(port))
            commands = {
                "mpremote version": _MPREMOTE,
                "ringout --version": (*_RINGOUT, "--version"),
                "ringout info": (*_RINGOUT, "info", *at),
                "ringout test": (*_RINGOUT, "test", *at),
            }
            taken = {name: [] for name in commands}
            for _ in range(RUNS):
                for name, command in commands.items():
                    taken[name].append(_seconds(command))
        finally:
            serving.terminate()
            serving.wait()
    found = {name: min(times) for name, times in taken.items()}
    base = found["mpremote version"]
    result: dict = {f"{name}, s": round(seconds, 3) for name, seconds in found.items()}
    for name, allowed in ALLOWED.items():
        result[f"{name}, times mpremote"] = f"{found[name] / base:.2f} (at most {allowed})"
    result["holds"] = all(found[name] <= allowed * base for name, allowed in ALLOWED.items())
    return result


def _seconds(command: tuple[str, ...]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
