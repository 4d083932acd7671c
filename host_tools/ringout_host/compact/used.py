"""Identifiers of sources, by how they are used."""

import ast


class Used(ast.NodeVisitor):
    """every: all of them. defined: attributes that classes have or that are assigned.
    arguments: of functions. keywords: of calls, the argument may be somebody else's function's.
    strings: texts that could be an attribute's name."""

    def __init__(self) -> None:
        self.every: set[str] = set()
        self.defined: set[str] = set()
        self.arguments: set[str] = set()
        self.keywords: set[str] = set()
        self.strings: set[str] = set()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.every.add(node.name)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                self.defined.add(statement.name)
                continue
            for child in ast.walk(statement):
                if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                    self.defined.add(child.id)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.every.add(node.name)
        self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> None:
        self.every.add(node.arg)
        self.arguments.add(node.arg)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self.every.add(node.id)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.every.add(node.name)
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.every.update(node.names)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.every.add(node.attr)
        if isinstance(node.ctx, ast.Store):
            self.defined.add(node.attr)
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg:
            self.every.add(node.arg)
            self.keywords.add(node.arg)
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        self.every.update(node.name.split("."))
        if node.asname:
            self.every.add(node.asname)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and node.value.isidentifier():
            self.strings.add(node.value)
            self.every.add(node.value)
