"""The linked program: parts of MicroPython source, and how to read their names."""

import ast

from ringout_host.compact import parts as grouping
from ringout_host.compact.modules import Constant, External, LinkError, Package, Symbol
from ringout_host.compact.names import Names
from ringout_host.compact.rewrite import Rewriter

ALWAYS = (("start", "board_rp2040"), ("app",))  # roots, in the order in which they are loaded
KEPT = (Symbol("start", "run"),)  # called by main.py
NATIVE_ONLY = ("kernels", "ink", "packing_kernels")


class Program:
    """parts: {name: source}. part_of: {module: part}. names: names.Names."""

    def __init__(self, package, always, kept, outside):
        self.package = package
        self.always = [roots[0] for roots in always]
        self.part_of = grouping.assign(package, always)
        self.names = Names(package, kept or (), outside)
        self._uses = {}  # Symbol -> what its definition needs
        self._rewritten = {}  # module -> [(symbols, new statement, uses)]
        for module in self.part_of:
            self._rewritten[module] = self._rewrite(module)
        self._alive = self._reachable(kept)
        self.parts = {}
        for part in sorted(set(self.part_of.values())):
            self.parts[part] = self._emit(part)

    def _is_visible(self, part, other):
        """Whether a module is in memory whenever `part` is."""
        theirs = self.part_of[other]
        if theirs == part:
            return True
        if theirs in self.always:
            return part not in self.always or self.always.index(theirs) < self.always.index(part)
        return False

    def _rewriter(self, module, part):
        return Rewriter(
            self.package, self.names, module,
            lambda other: self._is_visible(part, other), self.part_of,
        )  # fmt: skip

    def _rewrite(self, module):
        rewriter = self._rewriter(module, self.part_of[module])
        out = []
        bound = self.package.bindings[module]
        for statement in self.package.trees[module].body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                continue
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # the docstring
            symbols = _definitions(statement, module)
            if symbols and all(isinstance(bound.get(s.name), Constant) for s in symbols):
                continue
            new, uses = rewriter.rewrite(statement)
            out.append((symbols, new, uses))
        return out

    def _reachable(self, kept):
        """Symbols that something uses, from what is kept and what runs on import."""
        if kept is None:
            return set(self.names.symbols)
        needs, waiting = {}, list(kept)
        for statements in self._rewritten.values():
            for symbols, _, uses in statements:
                inner = {use for use in uses if isinstance(use, Symbol)}
                for symbol in symbols:
                    needs.setdefault(symbol, set()).update(inner)
                if not symbols:
                    waiting.extend(inner)
        alive = set()
        while waiting:
            symbol = waiting.pop()
            if symbol not in alive:
                alive.add(symbol)
                waiting.extend(needs.get(symbol, ()))
        return alive

    def _emit(self, part):
        modules = [module for module, name in self.part_of.items() if name == part]
        body, externals, borrowed = [], set(), set()
        for module in grouping.in_order(self.package, modules):
            for symbols, statement, uses in self._rewritten[module]:
                if symbols and not self._alive.intersection(symbols):
                    continue
                body.append(statement)
                for use in uses:
                    if isinstance(use, External):
                        externals.add(use)
                    elif self.part_of[use.module] != part and self._is_borrowed(part, use.module):
                        borrowed.add(use)
        return self._text(externals | borrowed, body)

    def _text(self, uses, body):
        """Statements behind the imports that they use."""
        tree = ast.Module([*self._imports(uses), *body], [])
        return ast.unparse(ast.fix_missing_locations(tree)) + "\n"

    def _imports(self, uses):
        """Import statements for Symbols and Externals, one for each part."""
        out = []
        for use in sorted((u for u in uses if isinstance(u, External)), key=repr):
            name = [ast.alias(use.name)]
            out.append(ast.ImportFrom(use.module, name, 0) if use.module else ast.Import(name))
        by_part = {}
        for use in uses:
            if isinstance(use, Symbol):
                by_part.setdefault(self.part_of[use.module], set()).add(self.names.symbols[use])
        for part, names in sorted(by_part.items()):
            names = [ast.alias(name) for name in sorted(names)]
            out.append(ast.ImportFrom(f"{self.package.name}.{part}", names, 0))
        return out

    def _is_borrowed(self, part, module):
        """Whether `part` imports from that module's part when it is loaded itself."""
        if self._is_visible(part, module):
            return True
        theirs = self.part_of[module]
        mine = [m for m, name in self.part_of.items() if name == part]
        return any(
            self.part_of.get(other) == theirs
            for m in mine
            for other in grouping._imports(self.package, self.package.trees[m].body)
        )

    def translate(self, source):
        """A script that uses the package by its module names, in the linked program's names."""
        package, script = self.package, "__script__"
        tree = package.trees[script] = ast.parse(source)
        try:
            for name in package.bind(script):
                self.names.symbols[Symbol(script, name)] = name
            rewriter = Rewriter(package, self.names, script, lambda other: True, self.part_of)
            body, uses, brought = [], set(), set()
            for statement in tree.body:
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    here = [package.target(statement, alias) for alias in statement.names]
                    here = {b for b in here if isinstance(b, Symbol | External)}
                    body.extend(self._imports(here))  # where the script has them
                    brought |= here
                    continue
                new, used = rewriter.rewrite(statement)
                body.append(new)
                uses |= used - brought
        finally:
            del package.trees[script], package.bindings[script]
        uses = {use for use in uses if isinstance(use, External) or use.module != script}
        return self._text(uses, body)


def link(sources, native=True, outside=(), always=ALWAYS, kept=KEPT, name="ringout"):
    """The Program of a package's sources. LinkError if they do what cannot be linked.

    native: with the kernels as machine code. outside: sources that will be translated.
    always: see ALWAYS. kept: Symbols that are called by their name, and with them all that they
    need; None for everything.
    """
    package = Package(name, sources, NATIVE_ONLY, native)
    for module, tree in package.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Nonlocal | ast.AsyncFunctionDef | ast.NamedExpr):
                raise LinkError(f"{module}: {type(node).__name__} is not supported")
    return Program(package, always, kept, outside)


def _definitions(statement, module):
    """Symbols that a statement only defines; empty if it does something else as well."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [Symbol(module, statement.name)]
    if isinstance(statement, ast.Assign):
        names = []
        for target in statement.targets:
            for node in [target] if isinstance(target, ast.Name) else getattr(target, "elts", [None]):
                if not isinstance(node, ast.Name):
                    return []
                names.append(Symbol(module, node.id))
        return names
    return []
