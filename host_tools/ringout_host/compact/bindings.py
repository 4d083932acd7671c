"""What a name of the sources stands for, and the error for what stands for nothing."""

import ast
from collections.abc import Callable
from dataclasses import dataclass

from ringout_host.errors import RingoutError


@dataclass(frozen=True)
class Symbol:
    """A function, class or variable at the top of a module."""

    module: str
    name: str


@dataclass(frozen=True)
class Constant:
    """A value that never changes: it is written where it is used."""

    value: object


@dataclass(frozen=True)
class ModuleRef:
    """A module of the package."""

    module: str


@dataclass(frozen=True)
class External:
    """`import name`, or `from module import name`, of what is not in the package."""

    name: str
    module: str = ""


Binding = Symbol | Constant | ModuleRef | External
Lookup = Callable[[str], Binding | None]  # what a name stands for, where it stands


class LinkError(RingoutError):
    """A source does something that cannot be linked: says where and what."""

    def __init__(self, module: str, text: str, node: object = None) -> None:
        line = f" line {node.lineno}" if isinstance(node, ast.stmt | ast.expr) else ""
        super().__init__(f"the firmware cannot be linked: {module}.py{line}: {text}")
