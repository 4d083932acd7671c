"""The linked firmware does what its sources do: both press TEST, and both open the menu.

The simulator is translated into the linked program's names as well, so the whole press runs
through the parts, from the jacks to the record.
"""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ringout
import ringout_host
from ringout_host.compact import link, modules
from ringout_host.compact.traceback import readable
from ringout_host.flash import bundle
from ringout_host.sim.handheld import Handheld

CABLES = [
    "trs_trs,length=6m,open=R@0.3m:B",
    "trs_trs,length=6m,stock=mogami-w2549",
    "trs_trs,live=48V:6.81k@A.T,A.R",
    "none",
]
PRESS = """
import json
import os
from ringout_host.sim.handheld import Handheld
for cable in {cables!r}:
    handheld = Handheld(cable, "/flash" + str(len(cable)), seed=3)
    record = handheld.press()
    stored = [bytes(line).decode() for line in handheld.app.log.read(0, 10)]
    handheld.app.open_menu()
    print(json.dumps([record, len(stored), sum(handheld.app.canvas.buffer)]))
"""


def simulator():
    """Sources of the simulator's modules that a handheld needs."""
    every = {}
    root = Path(ringout_host.__file__).parent
    every |= {f"sim.{name}": text for name, text in modules.read_package(root / "sim").items()}
    for path in (root / "cables").glob("*.py"):  # not the files that ship beside them
        every[f"cables.{path.stem}"] = path.read_text("utf-8")
    needed = ["sim.__init__", "sim.handheld"]
    for name in needed:
        found = [n for n in imported(every[name]) if n in every and n != "sim.machine"]
        needed += [n for n in dict.fromkeys(found) if n not in needed]
    return {name: every[name] for name in needed}


def imported(source):
    """What may be modules of the simulator among the names that a source imports early."""
    early = [node for node in ast.parse(source).body if not isinstance(node, ast.FunctionDef)]
    for node in ast.walk(ast.Module(early, [])):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("ringout_host."):
            inner = node.module.removeprefix("ringout_host.")
            yield from (inner, *(f"{inner}.{alias.name}" for alias in node.names))


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """(folder with the linked firmware and the simulator, its Program, the script's source)."""
    firmware = modules.read_package(Path(ringout.__file__).parent)
    sim, script = simulator(), PRESS.format(cables=CABLES)
    program = link(
        firmware, native=False, outside=[*sim.values(), script],
        always=(("board.port", "storage.files"), ("tester",), ("app",)), kept=None,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("linked")
    inner = folder / "ringout_host"
    inner.mkdir()
    (folder / "ringout").mkdir()
    for name, text in {**program.parts, "__init__": firmware["__init__"]}.items():
        (folder / "ringout" / f"{name}.py").write_text(text, "utf-8")
    (inner / "__init__.py").write_text("")
    for name, text in sim.items():
        path = inner / (name.replace(".", "/") + ".py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(program.translate(text), "utf-8")
    return folder, program, script


def answers(printed):
    """One (record, stored lines, dots of the menu) for each cable."""
    return [json.loads(line) for line in printed.splitlines()]


def test_the_linked_firmware_gives_the_records_of_its_sources(linked, tmp_path):
    folder, program, script = linked
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n"
         + program.translate(script).replace("/flash", str(tmp_path / "linked"))],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for k, (cable, answer) in enumerate(zip(CABLES, answers(done.stdout), strict=True)):
        handheld = Handheld(cable, str(tmp_path / str(k)), seed=3)
        expected = json.loads(json.dumps(handheld.press()))
        handheld.app.open_menu()
        assert answer == [expected, 1, sum(handheld.app.canvas.buffer)]


CRASH = """
from ringout_host.sim.handheld import Handheld
handheld = Handheld("none", "/flash", seed=3)
handheld.app.log = None
handheld.press()
"""


def test_a_crash_is_read_in_the_names_of_the_sources(linked, tmp_path):
    folder, program, _ = linked
    script = program.translate(CRASH).replace("/flash", str(tmp_path / "flash"))
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{script}"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "AttributeError" in done.stderr
    assert ", in app.App." not in done.stderr
    ours = [line for line in readable(done.stderr, program).splitlines() if "/ringout/" in line]
    assert ours and all(re.search(r", in \w+\.(\w+\.)?\w+", line) for line in ours), ours
    assert "app.App." in ours[0]


@pytest.mark.vm
def test_the_linked_firmware_runs_on_micropython(linked):
    """With the simulator's circuits solved in Python, too: elsewhere on the VM JavaScript does."""
    from tests.vm.micropython_vm import MicroPythonVM

    folder, program, script = linked
    cables = ["ts_ts,open=T@0.3m:B"]  # the fewest nodes
    translated = program.translate(script).replace(repr(CABLES), repr(cables))
    ((record, stored, _),) = answers(
        MicroPythonVM(timeout=240, plain=True).run(translated, [(folder, "/")])
    )
    assert [f["code"] for f in record["faults"]] == ["open"] and stored == 1
    assert record["faults"][0]["contact"] == "B.T"


def test_linking_gives_the_same_text_every_time():
    """A tester gets only files that changed: linked again, they must be the same bytes."""
    code = "from ringout_host.flash.bundle import program; print(program().parts)"
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    ).stdout  # fmt: skip
    assert printed == f"{bundle.program().parts}\n"
