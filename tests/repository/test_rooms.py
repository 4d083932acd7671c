"""A module is one room: 250 lines at most, or its head says why not ("One file: ..."), or that it
is a table ("DATA: ...")."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 250
FOLDERS = ("firmware", "host_tools", "hardware")
LONG = [
    path.relative_to(ROOT)
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.read_text("utf-8").count("\n") > MOST_LINES
]


@pytest.mark.parametrize("path", LONG, ids=str)
def test_a_long_module_says_why_it_is_one(path):
    head = ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8"))) or ""
    assert "One file" in head.replace("\n", " ") or head.startswith("DATA:")
