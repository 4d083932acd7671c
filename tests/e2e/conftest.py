"""The `ringout` command as a person runs it: its own process, its own user folders."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

WAIT_S = 30


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """User folders that belong to this test alone."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("RINGOUT_PORT", raising=False)
    monkeypatch.delenv("RINGOUT_DB", raising=False)
    return tmp_path


@pytest.fixture
def ringout(home):
    """Run a command to its end: `ringout("simulate", "--cable", "none").returncode`."""

    def run(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "ringout_host", *words],
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture
def serve(home):
    """Start `ringout serve` and return (process, link) once the link is there."""
    started = []

    def start(cable: str, link: Path, *more: str) -> subprocess.Popen:
        words = ["serve", "--cable", cable, "--link", str(link), *more]
        process = subprocess.Popen(
            [sys.executable, "-m", "ringout_host", *words],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        deadline = time.monotonic() + WAIT_S
        while not os.path.exists(link):
            assert process.poll() is None, process.stderr.read().decode()
            assert time.monotonic() < deadline, "serve did not make its link"
            time.sleep(0.02)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stderr.close()
