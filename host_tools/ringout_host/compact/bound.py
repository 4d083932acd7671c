"""Which names a piece of source binds."""

import ast
from collections.abc import Iterable

_INNER = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Bound(ast.NodeVisitor):
    """What statements bind themselves, without those of inner functions and classes.

    stored: by assignment, loops and `with`; fixed: by statements that hold the name as text;
    imports: the import statements; globals: declared so.
    """

    def __init__(self, statements: Iterable[ast.AST]) -> None:
        self.stored: set[str] = set()
        self.fixed: set[str] = set()
        self.imports: list[ast.Import | ast.ImportFrom] = []
        self.globals: set[str] = set()
        for node in statements:
            self.visit(node)
        self.stored -= self.globals
        self.fixed -= self.globals

    @property
    def imported(self) -> set[str]:
        """Names that import statements bind."""
        return {alias.asname or alias.name for node in self.imports for alias in node.names}

    @property
    def names(self) -> set[str]:
        """Everything that is local."""
        return self.stored | self.fixed | self.imported

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.ClassDef) -> None:
        self.fixed.add(node.name)

    visit_ClassDef = visit_FunctionDef

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.id)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.fixed.add(node.name)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.imports.append(node)

    visit_ImportFrom = visit_Import

    def visit_Global(self, node: ast.Global) -> None:
        self.globals.update(node.names)

    def generic_visit(self, node: ast.AST) -> None:
        if not isinstance(node, _INNER):
            super().generic_visit(node)
