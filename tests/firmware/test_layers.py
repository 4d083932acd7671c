"""The layers of the firmware, read from its imports: data flows down, one door to the chip."""

import ast
import re
from pathlib import Path

import pytest

import ringout

PACKAGE = Path(ringout.__file__).parent
TABLE = (PACKAGE.parent / "README.md").read_text("utf-8")
FILES = sorted(PACKAGE.parent.glob("**/*.py"))
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"]
CHIP = {"machine", "rp2", "_rp2", "rp2040"}
# Interpreter differences live in compat; the code emitters have to stand where they are used.
INTERPRETER = {"micropython", "uctypes", "js"}
DOOR = PACKAGE / "board" / "rp2040.py"
KNOW_THE_CHIP = [
    DOOR,
    *(PACKAGE / "board" / f"{name}.py" for name in ("watch", "in_place", "registers_plain")),
]
DEVICE_MODULES = {
    "array", "binascii", "collections", "deflate", "errno", "framebuf", "gc", "hashlib", "io",
    "json", "math", "micropython", "os", "random", "re", "select", "struct", "sys", "time",
    "machine", "rp2", "traceback", "uctypes", "vfs", "ringout",
}  # fmt: skip

FOLDERS = re.findall(r"^\| `(\w+)` \|", TABLE, re.MULTILINE)  # lowest first
TOP = "(top)"
MOST_AT_THE_TOP = 12


def name_of(path: Path) -> str:
    """Such as "measure.live"."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def folder_of(name: str) -> str:
    return name.rpartition(".")[0] or TOP


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
    every = {name_of(module) for module in MODULES}
    names = set()
    for module, name in imports(path):
        if module.split(".")[0] == "ringout":
            inner = module[len("ringout.") :]
            names |= {inner, f"{inner}.{name}".strip(".")} & every
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_only_the_physical_board_imports_the_chip(path):
    modules = {module.split(".")[0] for module, _ in imports(path)}
    if path != DOOR:
        assert not modules & CHIP
    may_know = path.stem.endswith("_viper") or path.stem == "compat" or path in KNOW_THE_CHIP
    if not may_know:
        assert not modules & INTERPRETER
    assert modules <= DEVICE_MODULES


def test_the_table_lists_every_folder_once():
    found = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    assert sorted(FOLDERS) == found
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_TOP


def test_every_module_lies_in_a_folder_of_the_table():
    assert {folder_of(name_of(path)) for path in MODULES} == {*FOLDERS, TOP}


def test_imports_only_go_down():
    level = {folder: k for k, folder in enumerate([*FOLDERS, TOP])}
    wrong = [
        f"{name_of(path)} imports {name} from above it"
        for path in MODULES
        for name in neighbours(path)
        if level[folder_of(name)] > level[folder_of(name_of(path))]
    ]
    assert not wrong


def test_no_import_goes_in_a_circle():
    graph = {name_of(path): neighbours(path) for path in MODULES}
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
