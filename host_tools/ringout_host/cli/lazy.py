"""Command groups that know their commands by name and import one only when it is called."""

from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ringout_host.errors import ReaderGoneError


def lazy_group(package: str, lines: dict[str, str]) -> type["LazyGroup"]:
    """The class for `typer.Typer(cls=...)`.

    package: where each command has a module of its name, whose `add(app)` registers it;
    lines: name -> its line in the group's help, the first of the command's own, in that order.
    """
    return type("Lazy", (LazyGroup,), {"package": package, "lines": lines})


class LazyGroup(TyperGroup):
    """Holds a line of help in place of every command that has not been called yet.

    Help and completion read the lines. What a command needs (a database, a circuit solver, a
    plotter) costs time only where it is used: `ringout info` is not to wait for SQLAlchemy.
    """

    package = ""
    lines: dict[str, str] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, line in self.lines.items():
            self.add_command(TyperCommand(name, help=line))
        self._called: set[str] = set()

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begin with, now imported, as Typer finds it."""
        if args:
            self.load(args[0])
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """As Typer does it, which ends with 1 where a pipe is closed: that is a FAIL here."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def load(self, name: str) -> None:
        """Put the command itself where its line was; nothing for a name that is none of ours."""
        if name not in self.lines or name in self._called:
            return
        holder = typer.Typer(rich_markup_mode=self.rich_markup_mode)
        holder.callback()(lambda: None)  # so that one command is a group's, too
        module = name.replace("-", "_")
        if iskeyword(name) or name == "add":  # `add` is the function of the package itself
            module += "_"
        import_module(f"{self.package}.{module}").add(holder)
        self.add_command(typer.main.get_group(holder).commands[name])
        self._called.add(name)

    def load_all(self) -> None:
        """The whole tree, for whoever documents or checks it."""
        for name in self.lines:
            self.load(name)
            child = self.commands[name]
            if isinstance(child, LazyGroup):
                child.load_all()
