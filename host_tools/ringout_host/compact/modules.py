"""The modules of a package: their trees, what each name at their top level stands for.

A binding says what a name is: a Symbol (defined in some module), a Constant, a Part of the
package (a module), or something External (a module or name that the interpreter brings).
"""

import ast
from dataclasses import dataclass
from pathlib import Path

from ringout_host.compact.constants import NOT_CONSTANT, evaluate


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


class LinkError(Exception):
    """The sources do something that cannot be linked; the text says where and what."""


class Package:
    """All modules by name, and what their names mean. native: with machine-code kernels."""

    def __init__(self, name, sources, native_only=(), native=True):
        self.name = name
        self.trees = {module: ast.parse(text) for module, text in sources.items()}
        for tree in self.trees.values():
            tree.body = _chosen(tree.body, name, native_only, native)
        self.bindings = {}
        for module in self.trees:
            self.bind(module)

    def target(self, node, alias):
        """What `alias` of an import statement brings: a binding."""
        module = node.module if isinstance(node, ast.ImportFrom) else alias.name
        if module != self.name and not module.startswith(self.name + "."):
            if isinstance(node, ast.ImportFrom):
                return External(alias.name, module)
            return External(alias.name)
        if isinstance(node, ast.Import):
            return External(alias.name)  # `import package`: by its own name
        inner = module[len(self.name) + 1 :]
        if not inner:
            if alias.name in self.trees:
                return ModuleRef(alias.name)
            inner = "__init__"
        if inner not in self.trees:
            raise LinkError(f"there is no module {module}")
        return self.resolve(inner, alias.name)

    def resolve(self, module, name):
        """What `name` at the top of `module` stands for, None if it is not bound there."""
        self.bind(module)
        return self.bindings[module].get(name)

    def bind(self, module):
        """What the names at a module's top level stand for."""
        if module in self.bindings:
            return self.bindings[module]
        bound = self.bindings[module] = {}
        tree = self.trees[module]
        stores = _stores(tree)
        for statement in tree.body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                for alias in statement.names:
                    found = self.target(statement, alias)
                    if found is None:
                        raise LinkError(f"{module}: {alias.name} is not in {statement.module}")
                    bound[alias.asname or alias.name] = found
                continue
            for name in bound_names(statement):
                bound[name] = Symbol(module, name)
            target = _simple_target(statement)
            if target and stores[target] == 1:
                value = evaluate(statement.value, lambda name: self._constant(bound, name), self)
                if value is not NOT_CONSTANT:
                    bound[target] = Constant(value)
        return bound

    def _constant(self, bound, name):
        return bound.get(name)

    def attribute(self, bound, node):
        """Binding of `module.name`, None if the value is no module of the package."""
        if isinstance(node.value, ast.Name):
            ref = bound(node.value.id)
            if isinstance(ref, ModuleRef):
                return self.resolve(ref.module, node.attr)
        return None


def read_package(folder):
    """Sources by module name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(Path(folder).glob("*.py"))}


def bound_names(statement):
    """Names that a top-level statement binds, also inside `if`, `for` and `try`."""
    names = []

    def visit(node):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
            return
        if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp
                      | ast.GeneratorExp):  # fmt: skip
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.extend(alias.asname or alias.name for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(statement)
    return names


def _simple_target(statement):
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            return target.id
    return None


def _stores(tree):
    """How often each name is bound at the top level or declared global somewhere."""
    counts = {}
    for statement in tree.body:
        for name in bound_names(statement):
            counts[name] = counts.get(name, 0) + 1
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            for name in node.names:
                counts[name] = counts.get(name, 0) + 2
    return counts


def _chosen(body, package, native_only, native):
    """Top-level statements with every `try: import` decided: the kernels as machine code are
    there or not, everything else that MicroPython may lack is there."""
    out = []
    for statement in body:
        if not isinstance(statement, ast.Try) or not statement.handlers:
            out.append(statement)
            continue
        wanted = set()
        for node in statement.body:
            if not isinstance(node, ast.Import | ast.ImportFrom):
                wanted = None
                break
            if isinstance(node, ast.ImportFrom) and node.module.startswith(package):
                wanted |= {node.module.rpartition(".")[2], *(alias.name for alias in node.names)}
        if wanted is None:
            out.append(statement)
        elif wanted & set(native_only) and not native:
            out.extend(statement.handlers[0].body)
        else:
            out.extend(statement.body)
    return out
