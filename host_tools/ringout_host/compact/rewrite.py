"""One module rewritten into the names of the linked program.

One file: a visitor's methods, which share the scopes that they stand in.
"""

import ast
import builtins
from collections.abc import Callable, Sequence
from typing import Any

from ringout_host.compact import scopes
from ringout_host.compact.bindings import (
    Binding,
    Constant,
    External,
    LinkError,
    ModuleRef,
    Symbol,
)  # fmt: skip
from ringout_host.compact.constants import literal
from ringout_host.compact.modules import Package
from ringout_host.compact.names import Names

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

# A name that is not the module's own is looked for in its whole table, each time, before the
# interpreter's; so those that code calls often are made the module's own.
_BUILTINS = {name for name in dir(builtins) if name.islower() and callable(getattr(builtins, name))}


class Rewriter(ast.NodeTransformer):
    """Rewrites a module's top-level statements one by one; `uses` collects the Symbols and
    Externals that the latest one needs."""

    def __init__(
        self,
        package: Package,
        names: Names,
        module: str,
        is_visible: Callable[[str], bool],
        part_of: dict[str, str],
    ) -> None:
        self.package = package
        self.names = names
        self.module = module
        self.is_visible = is_visible  # whether another module is in memory with this one
        self.part_of = part_of
        self.scopes: list[scopes.Scope] = []
        self.uses: set[Symbol | External] = set()

    def rewrite(self, statement: ast.stmt) -> tuple[ast.stmt, set[Symbol | External]]:
        """(new statement, uses)"""
        self.uses = set()
        return self.visit(statement), self.uses

    # -- names -----------------------------------------------------------------------------
    def _binding(self, name: str) -> tuple[scopes.Scope | None, Binding | None]:
        """(scope or None, binding) of a name where it stands."""
        for scope in reversed(self.scopes):
            if scope.kind == "class" and scope is not self.scopes[-1]:
                continue  # methods do not see the names of their class
            if name in scope.late:
                scope.late[name].used = True
                return scope, scope.late[name].binding
            if name in scope.names:
                return scope, None
        return None, self.package.resolve(self.module, name)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        scope, binding = self._binding(node.id)
        if isinstance(binding, External):
            return self._external(binding, node)
        if isinstance(node.ctx, ast.Load) and binding is not None:
            return self._value(binding, scope, node)
        if isinstance(binding, Symbol):
            self.uses.add(binding)
            node.id = self.names.symbols[binding]
        elif scope is not None and scope.kind == "class":
            node.id = self.names.attribute(node.id)
        elif scope is not None:
            node.id = scope.renamed.get(node.id, node.id)
        elif node.id in _BUILTINS and isinstance(node.ctx, ast.Load):
            self.uses.add(External(node.id, "builtins"))
        return node

    def _external(self, binding: External, node: ast.Name) -> ast.Name:
        if node.id != binding.name and any(binding.name in scope.names for scope in self.scopes):
            raise LinkError(self.module, f"{binding.name} is a module and a local name", node)
        self.uses.add(binding)
        node.id = binding.name
        return node

    def _value(self, binding: Binding, scope: scopes.Scope | None, node: ast.Name) -> ast.expr:
        """Expression for what is not local. scope: where a late import of it stands."""
        if isinstance(binding, Constant):
            return literal(binding.value)
        if not isinstance(binding, Symbol):
            raise LinkError(self.module, f"{binding.module} is a module, used as a value", node)
        new = self.names.symbols[binding]
        if scope is not None and not self.is_visible(binding.module):
            part = f"{self.package.name}.{self.part_of[binding.module]}"
            if not scope.late[node.id].need(part, new):
                raise LinkError(self.module, f"{node.id} brings names of several parts", node)
        self.uses.add(binding)
        return ast.Name(new, ast.Load())

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        root = node.value
        if isinstance(root, ast.Name):
            scope, binding = self._binding(root.id)
            if isinstance(binding, ModuleRef):
                return self._of_module(binding, scope, node, root.id)
        outside = self._is_outside(root)
        node.value = self.visit(root)
        if not outside:
            node.attr = self.names.attribute(node.attr)
        return node

    def _of_module(
        self, ref: ModuleRef, scope: scopes.Scope | None, node: ast.Attribute, name: str
    ) -> ast.expr:
        """`module.name`, of a module of the package. name: what it is called here."""
        what = f"{ref.module}.{node.attr}"
        if not isinstance(node.ctx, ast.Load):
            raise LinkError(self.module, f"{what} is set from outside", node)
        found = self.package.resolve(ref.module, node.attr)
        if found is None:
            raise LinkError(self.module, f"there is no {what}", node)
        if isinstance(found, External):
            raise LinkError(self.module, f"{what} is not the package's: import it here", node)
        return self._value(found, scope, ast.copy_location(ast.Name(name), node))

    def _is_outside(self, node: ast.expr) -> bool:
        """Whether an expression is a module of the interpreter, or something in one."""
        while isinstance(node, ast.Attribute):
            node = node.value
        if not isinstance(node, ast.Name):
            return False
        scope, binding = self._binding(node.id)
        return isinstance(binding, External) or scope is not None and node.id in scope.outside

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        if node.name and not self.scopes:
            node.name = self.names.symbols[Symbol(self.module, node.name)]
        return self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> ast.Global:
        node.names = [self._global(name, node) for name in node.names]
        return node

    def _global(self, name: str, node: ast.Global) -> str:
        symbol = Symbol(self.module, name)
        if self.package.resolve(self.module, name) != symbol:
            raise LinkError(self.module, f"global {name} is not assigned at the top", node)
        self.uses.add(symbol)
        return self.names.symbols[symbol]

    # -- scopes ----------------------------------------------------------------------------
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        self._defaults(node.args)
        if not self.scopes:
            node.name = self.names.symbols[Symbol(self.module, node.name)]
        elif self.scopes[-1].kind == "class":
            node.name = self.names.attribute(node.name)
        self._body(node, self._function_scope(node.args, node.body))
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        self._defaults(node.args)
        self.scopes.append(self._function_scope(node.args, [node.body]))
        node.body = self.visit(node.body)
        self.scopes.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        if self.scopes:
            raise LinkError(self.module, f"class {node.name} is not at the top", node)
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        node.bases = [self.visit(item) for item in node.bases]
        node.name = self.names.symbols[Symbol(self.module, node.name)]
        self._body(node, scopes.of_class(self.module, node))
        return node

    def _body(self, node: ast.FunctionDef | ast.ClassDef, scope: scopes.Scope) -> None:
        """Rewrite the statements of a function or class; its docstring stays away."""
        self.scopes.append(scope)
        body = node.body[_is_docstring(node.body[0]) :]
        node.body = _without_empty([self.visit(item) for item in body]) or [ast.Pass()]
        self.scopes.pop()
        for name, late in scope.late.items():
            if not late.used:
                self._only_load(name, late, node)
        _Emptied().visit(node)

    def _only_load(self, name: str, late: scopes.Late, node: ast.AST) -> None:
        """An import whose name nobody uses is there to load a part: so it still does."""
        if isinstance(late.binding, Constant):
            raise LinkError(self.module, f"imports {name}, a constant that nobody uses", node)
        if not self.is_visible(late.binding.module):
            late.only_loads(self.package.name, self.part_of[late.binding.module], name)

    def _defaults(self, args: ast.arguments) -> None:
        """Default values belong to the scope around the function."""
        args.defaults = [self.visit(item) for item in args.defaults]
        args.kw_defaults = [item and self.visit(item) for item in args.kw_defaults]

    def _function_scope(self, args: ast.arguments, body: Sequence[ast.AST]) -> scopes.Scope:
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        every += [arg for arg in (args.vararg, args.kwarg) if arg]
        names = [arg.arg for arg in every]
        scope, fixed = scopes.of_function(self.package, self.module, names, body)
        scope.arguments = self._arguments_around()
        for arg in every:
            if arg.arg not in self.names.keywords | fixed:
                scope.renamed[arg.arg] = self.names.argument(scope.arguments)
                scope.arguments += 1
                arg.arg = scope.renamed[arg.arg]
        return scope

    def _arguments_around(self) -> int:
        """An inner function may use the arguments of the outer ones."""
        return max([scope.arguments for scope in self.scopes], default=0)

    def _comprehension(self, node: Comprehension) -> Comprehension:
        first = node.generators[0]
        first.iter = self.visit(first.iter)  # belongs to the scope around it
        scope = scopes.of_comprehension(node.generators)
        scope.arguments = self._arguments_around()
        self.scopes.append(scope)
        for generator in node.generators:
            generator.target = self.visit(generator.target)
            if generator is not first:
                generator.iter = self.visit(generator.iter)
            generator.ifs = [self.visit(item) for item in generator.ifs]
        for field in ("elt", "key", "value"):
            if hasattr(node, field):
                setattr(node, field, self.visit(getattr(node, field)))
        self.scopes.pop()
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    # -- imports inside functions ----------------------------------------------------------
    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        if not self.scopes:
            return node  # of the interpreter's, inside a `try` of a script
        kept, out = [], []
        for alias in node.names:
            late = self.scopes[-1].late.get(alias.asname or alias.name)
            if late is None:
                kept.append(alias)
                continue
            if isinstance(late.binding, Symbol):
                self.uses.add(late.binding)
            out.append(late.statement())
        if kept:
            node.names = kept
            out.insert(0, node)
        return out


class _Emptied(ast.NodeTransformer):
    """Late imports of what is in memory anyway brought nothing: they go."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom | None:
        return node if node.names else None

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if getattr(node, "body", None) == []:
            setattr(node, "body", [ast.Pass()])  # noqa: B010 (of all kinds of statement)
        if isinstance(node, ast.Try) and not node.handlers and not node.finalbody:
            node.finalbody = [ast.Pass()]
        return node


def _without_empty(statements: list[Any]) -> list[ast.stmt]:
    """Flatten the lists that import statements became."""
    out = []
    for statement in statements:
        out.extend(statement if isinstance(statement, list) else [statement])
    return out


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
