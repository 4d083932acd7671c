"""Loops in machine code against their plain equals: names alike here, results alike on the chip."""

import ast
import json
import os
from pathlib import Path

import pytest

import ringout

LOOPS = Path(ringout.__file__).parent / "loops"
UF2 = os.environ.get("RINGOUT_UF2", "")

needs_chip = pytest.mark.skipif(
    not Path(UF2).is_file(), reason="RINGOUT_UF2 names no MicroPython UF2 file"
)


def functions(name: str) -> dict[str, list[str]]:
    """Public functions of a file of loops and their arguments, read without importing it: CPython
    has no such decorator."""
    tree = ast.parse((LOOPS / name).read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: [a.arg for a in node.args.args] for node in found if node.name[0] != "_"}


def constants(name: str) -> dict[str, int]:
    """Constants at the head of a file of loops, `const(n)` or n."""
    found = {}
    for node in ast.parse((LOOPS / name).read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            value = node.value.args[0] if isinstance(node.value, ast.Call) else node.value
            found[node.targets[0].id] = value.value
    return found


def on_chip(job: str, *names: str):
    """What `results(loops)` of a job gives on the emulated chip with the loops of these files."""
    from ringout_host.twin.chip import Chip
    from ringout_host.twin.repl import Repl
    from ringout_host.twin.twin import flash_with_firmware

    chip = Chip(flash_with_firmware(UF2, firmware=False))
    assert chip.run_until(lambda: chip.usb.connected, 10_000_000)
    sources = [(LOOPS / name).read_text("utf-8") for name in names]
    job += (
        "class Loops:\n    def __init__(self, sources):\n        scope = {}\n"
        "        for source in sources:\n            exec(source, scope)\n"
        "        for name, value in scope.items():\n"
        "            setattr(self, name, value)\n"
        f"import json\nprint(json.dumps(results(Loops({sources!r}))))\n"
    )
    return json.loads(Repl(chip).run(job))
