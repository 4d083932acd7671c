"""Make the MicroPython VM ready: node from this machine or a PyPI wheel, then its package.

Run by `make test` and `make page`; does nothing when everything is there.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from micropython_vm import PACKAGE, MicroPythonUnavailable, find_node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> None:
    """Install what is missing; a failing command ends the run with its own message."""
    try:
        node = find_node()
    except MicroPythonUnavailable:
        print("no node on this machine: installing the one from PyPI ...")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--group"]
        subprocess.run([*pip, f"{ROOT / 'pyproject.toml'}:node"], check=True)
        node = find_node()
    marker = HERE / "node_modules" / PACKAGE / "package.json"
    if marker.exists() and marker.stat().st_mtime >= (HERE / "package-lock.json").stat().st_mtime:
        return
    print("installing the MicroPython VM ...")
    subprocess.run(
        [*_npm(node), "ci", "--prefix", str(HERE), "--no-audit", "--no-fund", "--loglevel=error"],
        check=True,
    )
    marker.touch()


def _npm(node: str) -> list[str]:
    """The npm beside this node: the wheel's own launcher script is broken, so by its file."""
    beside = Path(node).resolve().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
    if beside.exists():
        return [node, str(beside)]
    found = shutil.which("npm")
    if found:
        return [found]
    raise SystemExit("npm is missing beside node: install npm, or remove that node")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError:
        sys.exit(
            "the MicroPython VM could not be installed, for the reason above: "
            "mend the network or its proxy settings, then run make again"
        )
