"""The modules of a package: their trees, what each name at their top level stands for."""

import ast
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeGuard

from ringout_host.compact.bindings import (
    Binding,
    Constant,
    External,
    LinkError,
    Lookup,
    ModuleRef,
    Symbol,
)  # fmt: skip
from ringout_host.compact.bound import Bound
from ringout_host.compact.constants import NOT_CONSTANT, evaluate


class Package:
    """All modules by name, and what their names mean. native: with machine-code kernels."""

    def __init__(
        self,
        name: str,
        sources: dict[str, str],
        native_only: Iterable[str] = (),
        native: bool = True,
    ) -> None:
        self.name = name
        self.trees = {module: ast.parse(text) for module, text in sources.items()}
        for tree in self.trees.values():
            tree.body = _chosen(tree.body, name, native_only, native)
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    kept = [inner for inner in node.body if not _is_promise(inner)]
                    node.body = kept or [ast.Pass()]
        self.bindings: dict[str, dict[str, Binding]] = {}
        for module in self.trees:
            self.bind(module)

    def target(self, module: str, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Binding:
        """The binding that `alias` of an import statement in `module` brings."""
        source = node.module if isinstance(node, ast.ImportFrom) else alias.name
        if source is None or isinstance(node, ast.ImportFrom) and node.level:
            raise LinkError(module, "imports relative to itself", node)
        if source != self.name and not source.startswith(self.name + "."):
            if isinstance(node, ast.ImportFrom):
                return External(alias.name, source)
            return External(alias.name)
        if isinstance(node, ast.Import):
            if source != self.name:
                raise LinkError(module, f"import {source}: use from ... import", node)
            return External(alias.name)
        inner = source[len(self.name) + 1 :]
        module_name = f"{inner}.{alias.name}" if inner else alias.name
        if module_name in self.trees:
            return ModuleRef(module_name)
        inner = inner or "__init__"
        found = self.resolve(inner, alias.name) if inner in self.trees else None
        if found is None:
            raise LinkError(module, f"there is no {source}.{alias.name}", node)
        return found

    def resolve(self, module: str, name: str) -> Binding | None:
        """What `name` at the top of `module` stands for, None if it is not bound there."""
        return self.bind(module).get(name)

    def bind(self, module: str) -> dict[str, Binding]:
        """What the names at a module's top level stand for."""
        if module in self.bindings:
            return self.bindings[module]
        bound = self.bindings[module] = {}
        tree = self.trees[module]
        stores = _stores(tree)
        for statement in tree.body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                for alias in statement.names:
                    bound[alias.asname or alias.name] = self.target(module, statement, alias)
                continue
            for name in Bound([statement]).names:
                bound[name] = Symbol(module, name)
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                if isinstance(target, ast.Name) and stores[target.id] == 1:
                    value = evaluate(statement.value, bound.get, self)
                    if value is not NOT_CONSTANT:
                        bound[target.id] = Constant(value)
        return bound

    def attribute(self, bound: Lookup, node: ast.Attribute) -> Binding | None:
        """Binding of `module.name`, None if the value is no module of the package."""
        if isinstance(node.value, ast.Name):
            ref = bound(node.value.id)
            if isinstance(ref, ModuleRef):
                return self.resolve(ref.module, node.attr)
        return None


def read_package(folder: Path) -> dict[str, str]:
    """Sources by module name, such as "app" or "measure.live". A folder's own `__init__` is its
    label for who reads the sources, and no module: MicroPython imports from a bare folder."""
    found = {}
    for path in sorted(Path(folder).rglob("*.py")):
        name = path.relative_to(folder).with_suffix("").as_posix().replace("/", ".")
        if not name.endswith(".__init__"):
            found[name] = path.read_text("utf-8")
        elif not _is_label(path):
            raise LinkError(name, "a folder's __init__ has nothing but its docstring")
    return found


def _is_label(path: Path) -> bool:
    body = ast.parse(path.read_text("utf-8")).body
    return len(body) == 1 and ast.get_docstring(ast.Module(body, [])) is not None


def _stores(tree: ast.Module) -> Counter[str]:
    """How often each name is bound at the top level or declared global somewhere."""
    counts: Counter[str] = Counter()
    for statement in tree.body:
        counts.update(Bound([statement]).names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            counts.update(2 * node.names)
    return counts


def _chosen(
    body: list[ast.stmt], package: str, native_only: Iterable[str], native: bool
) -> list[ast.stmt]:
    """Top-level statements with every `try` of only imports decided: the kernels as machine
    code are there or not, everything else that MicroPython may lack is there."""
    out = []
    for statement in body:
        if not _is_try_import(statement):
            out.append(statement)
        elif not native and _imported(statement.body, package) & set(native_only):
            out.extend(statement.handlers[0].body)
        else:
            out.extend(statement.body)
    return out


def _is_promise(node: ast.stmt) -> bool:
    """A method that only says what subclasses have: for readers, and no use on a chip."""
    if not isinstance(node, ast.FunctionDef) or not isinstance(node.body[-1], ast.Raise):
        return False
    only = len(node.body) == (1 if ast.get_docstring(node) is None else 2)
    return only and getattr(node.body[-1].exc, "id", "") == "NotImplementedError"


def _is_try_import(statement: ast.stmt) -> TypeGuard[ast.Try]:
    if not isinstance(statement, ast.Try) or not statement.handlers:
        return False
    return all(isinstance(node, ast.Import | ast.ImportFrom) for node in statement.body)


def _imported(imports: list[ast.stmt], package: str) -> set[str]:
    """Module names, and names from them, that `from package... import` statements mention."""
    found = set()
    for node in imports:
        source = node.module if isinstance(node, ast.ImportFrom) else None
        if isinstance(node, ast.ImportFrom) and source and source.startswith(package):
            inner = source[len(package) + 1 :]
            found |= {inner, *(f"{inner}.{alias.name}" for alias in node.names)}
    return found
