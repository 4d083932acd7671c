"""The page's JavaScript as TypeScript's checker sees it: no name and no call that is not there.

offline.js is left out: a service worker has another world of names than a page, and the build
writes its first lines.
"""

import subprocess
from pathlib import Path

import pytest

from tests.vm.micropython_vm import MicroPythonUnavailable, find_node

HERE = Path(__file__).parent
CHECKER = HERE.parent / "vm/node_modules/typescript/bin/tsc"


def check(config: Path) -> str:
    try:
        node = find_node()
    except MicroPythonUnavailable as error:
        pytest.skip(str(error))
    if not CHECKER.exists():
        pytest.skip("no TypeScript here: python tests/vm/provision.py")
    return subprocess.run(
        [node, str(CHECKER), "--project", str(config)], capture_output=True, text=True, timeout=120
    ).stdout


def test_the_pages_scripts_fit_together():
    assert check(HERE / "tsconfig.json") == ""
