"""`ringout serve` as a process of its own, to talk to and to kill."""

import os
import subprocess
import sys
import time

_START_S = 30
RINGOUT = (sys.executable, "-c", "from ringout_host.cli import main; main()")


def ringout(*words: str, **options) -> subprocess.CompletedProcess:
    """Run a command line in a process of its own and wait for its end."""
    return subprocess.run([*RINGOUT, *words], capture_output=True, text=True, timeout=60, **options)


class Served:
    """A handheld on the port `link` with its flash in `state`, until the block ends."""

    def __init__(self, state, link):
        self.link = link
        command = [*RINGOUT, "serve", "--cable", "trs_trs,length=6m"]
        command += ["--link", str(link), "--state", str(state)]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        deadline = time.monotonic() + _START_S
        while not os.path.exists(link):
            assert self.process.poll() is None, self.process.stderr.read()
            assert time.monotonic() < deadline, "the handheld did not start"
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.kill()

    def kill(self):
        """As if the plug were pulled."""
        self.process.kill()
        self.process.wait(10)
        self.process.stderr.close()
        if os.path.islink(self.link):
            os.unlink(self.link)
