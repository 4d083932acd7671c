"""What a name of the sources stands for, and the error for what stands for nothing."""

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


class LinkError(RingoutError):
    """A source does something that cannot be linked: says where and what."""

    def __init__(self, module, text, node=None):
        line = f" line {node.lineno}" if hasattr(node, "lineno") else ""
        super().__init__(f"the firmware cannot be linked: {module}.py{line}: {text}")
