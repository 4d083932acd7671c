"""The layers of the firmware, read from its imports: data flows down, one door to the chip."""

import ast
import re
from pathlib import Path

import pytest

import ringout

PACKAGE = Path(ringout.__file__).parent
TABLE = (PACKAGE.parent / "README.md").read_text("utf-8")
FILES = sorted(PACKAGE.parent.glob("**/*.py"))
CHIP = {"machine", "rp2", "_rp2", "rp2040"}
# Interpreter differences live in compat; the code emitters have to stand where they are used.
INTERPRETER = {"micropython", "uctypes", "js"}
PHYSICAL = {
    "board_rp2040.py", "watch_rp2040.py", "in_place.py", "registers_plain.py",
    "registers_rp2040.py",
}  # fmt: skip
MAY_KNOW_INTERPRETER = {
    "compat.py", "kernels.py", "packing_kernels.py", "search_kernels.py", "matching_kernels.py",
    "ink.py", *PHYSICAL,
}  # fmt: skip
DEVICE_MODULES = {
    "array", "binascii", "collections", "deflate", "errno", "framebuf", "gc", "hashlib", "io",
    "json", "math", "micropython", "os", "random", "re", "select", "struct", "sys", "time",
    "machine", "rp2", "traceback", "uctypes", "vfs", "ringout",
}  # fmt: skip

ROWS = re.findall(r"^\| (?!layer)([^|]+?) \| ([^|]+?) \|$", TABLE, re.MULTILINE)
LAYERS = [set(modules.split()) for _, modules in ROWS]  # lowest first


def imports(path: Path) -> list[tuple[str, str]]:
    """(module, name) of every import in a file; name is "" for `import module`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the layer"
            found += [(node.module, alias.name) for alias in node.names]
    return found


def neighbours(path: Path) -> set[str]:
    """Names of the firmware modules that a file imports."""
    names = set()
    for module, name in imports(path):
        if module == "ringout" and (PACKAGE / f"{name}.py").exists():
            names.add(name)
        elif module.startswith("ringout."):
            names.add(module.split(".")[1])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_only_the_physical_board_imports_the_chip(path):
    modules = {module.split(".")[0] for module, _ in imports(path)}
    if path.name != "board_rp2040.py":
        assert not modules & CHIP
    if path.name not in MAY_KNOW_INTERPRETER:
        assert not modules & INTERPRETER
    assert modules <= DEVICE_MODULES


def test_the_table_lists_every_module_once():
    listed = [name for _, modules in ROWS for name in modules.split()]
    assert sorted(listed) == sorted(p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__")


def test_imports_only_go_down():
    level = {name: k for k, layer in enumerate(LAYERS) for name in layer}
    wrong = []
    for path in PACKAGE.glob("*.py"):
        own = level.get(path.stem)
        for name in neighbours(path):
            if own is not None and level.get(name, -1) > own:
                wrong.append(f"{path.stem} imports {name} from above it")
    assert not wrong


def test_no_import_goes_in_a_circle():
    graph = {path.stem: neighbours(path) for path in PACKAGE.glob("*.py")}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())
    assert len(done) > 20
