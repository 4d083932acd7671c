"""Which names a piece of source binds."""

import ast

_INNER = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Bound(ast.NodeVisitor):
    """What statements bind themselves, without those of inner functions and classes.

    stored: by assignment, loops and `with`; fixed: by statements that hold the name as text;
    imports: the import statements; globals: declared so.
    """

    def __init__(self, statements):
        self.stored, self.fixed, self.imports, self.globals = set(), set(), [], set()
        for node in statements:
            self.visit(node)
        self.stored -= self.globals
        self.fixed -= self.globals

    @property
    def imported(self):
        """Names that import statements bind."""
        return {alias.asname or alias.name for node in self.imports for alias in node.names}

    @property
    def names(self):
        """Everything that is local."""
        return self.stored | self.fixed | self.imported

    def visit_FunctionDef(self, node):
        self.fixed.add(node.name)

    visit_ClassDef = visit_FunctionDef

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.id)

    def visit_ExceptHandler(self, node):
        if node.name:
            self.fixed.add(node.name)
        self.generic_visit(node)

    def visit_Import(self, node):
        self.imports.append(node)

    visit_ImportFrom = visit_Import

    def visit_Global(self, node):
        self.globals.update(node.names)

    def generic_visit(self, node):
        if not isinstance(node, _INNER):
            super().generic_visit(node)
