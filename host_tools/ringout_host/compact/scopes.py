"""What a function or class binds, and where imports inside functions bring names from."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from ringout_host.compact.bindings import Constant, External, LinkError, ModuleRef, Symbol
from ringout_host.compact.bound import Bound
from ringout_host.compact.modules import Package


@dataclass
class Late:
    """A name that a function imports from the package. aliases: what its uses need; statements:
    the imports that bring it, one for each place where the source has one; used: whether it is."""

    binding: Symbol | Constant | ModuleRef
    used: bool = False
    part: str | None = None
    aliases: list = field(default_factory=list)
    statements: list = field(default_factory=list)

    def statement(self) -> ast.ImportFrom:
        """An import statement, which stays empty if nothing turns out to be needed."""
        self.statements.append(ast.ImportFrom(self.part, self.aliases, 0))
        return self.statements[-1]

    def only_loads(self, package: str, part: str, name: str) -> None:
        """Nobody uses the name: the statements are there to load the part, and still do."""
        for statement in self.statements:
            statement.module = package
            statement.names = [ast.alias(part, name)]

    def need(self, part: str, name: str) -> bool:
        """Have the statements bring `name`. False if they bring from another part already."""
        if self.part not in (None, part):
            return False
        self.part = part
        for statement in self.statements:
            statement.module = part
        if name not in [alias.name for alias in self.aliases]:
            self.aliases.append(ast.alias(name))
        return True


@dataclass
class Scope:
    """Names of a function, comprehension or class.

    outside: those that hold a module of the interpreter or something from one.
    renamed: arguments, old name -> new. arguments: how many new names are in use.
    """

    kind: str  # "function" or "class"
    names: set
    outside: set = field(default_factory=set)
    late: dict = field(default_factory=dict)
    renamed: dict = field(default_factory=dict)
    arguments: int = 0


def of_function(
    package: Package, module: str, arguments: list[str], body: Sequence[ast.AST]
) -> tuple[Scope, set[str]]:
    """(Scope of a function with these argument names, arguments that must keep them)."""
    bound = Bound(body)
    scope = Scope("function", bound.names | set(arguments))
    for node in bound.imports:
        for alias in node.names:
            local = alias.asname or alias.name
            binding = package.target(module, node, alias)
            if isinstance(binding, External):
                scope.outside.add(local)
                continue
            known = scope.late.setdefault(local, Late(binding))
            if known.binding != binding or local in bound.stored | bound.fixed | set(arguments):
                raise LinkError(module, f"{local} is imported and something else as well", node)
            scope.names.discard(local)
    return scope, bound.fixed | bound.imported


def of_class(module: str, node: ast.ClassDef) -> Scope:
    """Scope of a class body."""
    bound = Bound(node.body)
    if bound.imports:
        raise LinkError(module, f"class {node.name} imports something", node)
    return Scope("class", bound.names)


def of_comprehension(generators: list[ast.comprehension]) -> Scope:
    """Scope of the names that a comprehension's loops bind."""
    return Scope("function", Bound([generator.target for generator in generators]).stored)
