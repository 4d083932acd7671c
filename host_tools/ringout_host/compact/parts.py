"""Which modules are loaded together.

What a start needs is one part, what is needed to be ready and to test another. The rest comes
when a function imports it, and goes again: modules that the same functions bring share a part.
"""

import ast
import graphlib
from collections.abc import Iterable

from ringout_host.compact.bindings import LinkError
from ringout_host.compact.modules import Package


class Parts:
    """of: {module: part}. always: names of the parts that are always loaded, in that order.
    together: names of those that come late, but each as one. Made from lists of root modules; a
    part has the name of its first root, without the folder: parts lie side by side."""

    def __init__(
        self,
        package: Package,
        always: Iterable[tuple[str, ...]],
        together: Iterable[tuple[str, ...]] = (),
    ) -> None:
        self._direct = {module: _imports(package, tree) for module, tree in package.trees.items()}
        self.of: dict[str, str] = {}
        together = [roots for roots in together if roots[0] in package.trees]
        for roots in [*always, *together]:
            for module in sorted(self._closure(roots)):
                self.of.setdefault(module, _stem(roots[0]))
        self.always = [_stem(roots[0]) for roots in always]
        self.together = [_stem(roots[0]) for roots in together]
        late = self._late(package)
        brought_by: dict[str, set[str]] = {}
        for root in sorted(late):
            for module in self._closure([root]) - set(self.of):
                brought_by.setdefault(module, set()).add(root)
        groups: dict[frozenset[str], list[str]] = {}
        for module, bringing in sorted(brought_by.items()):
            groups.setdefault(frozenset(bringing), []).append(module)
        for modules in groups.values():
            name = min(modules, key=lambda module: (module not in late, module))
            self.of.update(dict.fromkeys(modules, self._free_name(name)))
        self._with = {part: self._loaded_with(part) for part in set(self.of.values())}

    def _free_name(self, root: str) -> str:
        """The name of another part, after its root."""
        taken = set(self.of.values())
        return root.replace(".", "_") if _stem(root) in taken else _stem(root)

    def modules(self, part: str) -> list[str]:
        """The modules of a part, each after those that it imports."""
        inside = sorted(module for module, name in self.of.items() if name == part)
        graph = {module: sorted(self._direct[module] & set(inside)) for module in inside}
        try:
            return list(graphlib.TopologicalSorter(graph).static_order())
        except graphlib.CycleError as error:
            circle = error.args[1]
            raise LinkError(circle[0], f"imports itself: {' -> '.join(circle)}") from error

    def is_visible(self, part: str, module: str) -> bool:
        """Whether a module is in memory when `part` is loaded."""
        return self.of[module] in self._with[part]

    def _loaded_with(self, part: str) -> set[str]:
        """Parts in memory with this one: those that are always there by then, and what its
        modules import."""
        inside = [module for module, name in self.of.items() if name == part]
        earlier = self.always
        if part in earlier:
            earlier = earlier[: earlier.index(part)]
        return {part, *earlier, *(self.of[module] for module in self._closure(inside))}

    def _late(self, package: Package) -> set[str]:
        """Modules that functions import, also functions of modules that come that way."""
        late: set[str] = set()
        while True:
            reached = self._closure({*self.of, *late})
            found = {m for module in reached for m in _late_imports(package, module)}
            if found <= late | set(self.of):
                return late
            late |= found - set(self.of)

    def _closure(self, roots: Iterable[str]) -> set[str]:
        """The modules and all that they import when they are loaded."""
        seen, waiting = set(), list(roots)
        while waiting:
            module = waiting.pop()
            if module not in seen:
                seen.add(module)
                waiting.extend(self._direct[module])
        return seen


def _stem(module: str) -> str:
    return module.rpartition(".")[2]


def _imports(package: Package, tree: ast.Module) -> set[str]:
    """Modules that top-level statements import."""
    return {module for statement in tree.body for module in _modules_of(package, statement)}


def _late_imports(package: Package, module: str) -> set[str]:
    """Modules that functions of a module import."""
    return {
        found
        for statement in package.trees[module].body
        if isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        for found in _modules_of(package, node)
    }


def _modules_of(package: Package, node: ast.AST) -> set[str]:
    """Modules of the package that an import statement names; the package itself is none."""
    if not isinstance(node, ast.ImportFrom) or not node.module:
        return set()
    if node.module == package.name:
        return {alias.name for alias in node.names if alias.name in package.trees}
    if not node.module.startswith(package.name + "."):
        return set()
    inner = node.module[len(package.name) + 1 :]
    if inner in package.trees:
        return {inner}
    return {f"{inner}.{alias.name}" for alias in node.names}
