"""Every module of the host tools imports on every system, also where something is missing."""

import pkgutil
import subprocess
import sys

import ringout_host

# Others' packages and Python's own have ways of their own on Windows, so they come first; then
# goes what Windows has not.
IMPORT_ALL = """
import asyncio, importlib, multiprocessing, os, signal, subprocess, sys, tempfile
import alembic.command, matplotlib.figure, mpremote.transport_serial, serial.tools.list_ports
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("openpty", "ttyname", "fork", "geteuid", "set_blocking"):
    delattr(os, name)
del signal.SIGHUP
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def modules():
    for found in pkgutil.walk_packages(ringout_host.__path__, "ringout_host."):
        if not found.name.endswith((".__main__", ".migrations.env")):  # programs
            yield found.name


def test_every_module_imports_without_posix():
    names = list(modules())
    assert len(names) > 100
    ended = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *names], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
