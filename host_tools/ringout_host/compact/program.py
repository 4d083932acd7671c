"""The linked program: parts of MicroPython source, and how to read their names."""

import ast
from collections.abc import Iterable, Iterator

from ringout_host.catalogue import fresh
from ringout_host.compact.bindings import Constant, External, LinkError, Symbol
from ringout_host.compact.bound import Bound
from ringout_host.compact.checks import check
from ringout_host.compact.modules import Package
from ringout_host.compact.names import Names
from ringout_host.compact.parts import Parts
from ringout_host.compact.rewrite import Rewriter
from ringout_host.compact.used import Used

ALWAYS = (
    ("start", "board.rp2040"),
    ("tester", "measure.drive"),  # the self-test needs it, and the first cable that fails
    ("app",),
    ("results.sentences", "results.record"),  # without these a press says nothing
    ("diagnosis.explain", "diagnosis.candidates"),  # once it is ready, in two parts as well
    (  # the short ones would be read from flash by a press
        "diagnosis.diagnose",
        "diagnosis.questions",
        "diagnosis.other_cable",
        "diagnosis.one_end",
        "diagnosis.parts",
        "diagnosis.lumped",
        "diagnosis.unlisted",
        "measure.again",
    ),
)  # roots, in the order in which they are loaded
# The same of parts that stay where they are needed: the first without what the second needs.
TOGETHER = (("wirings.own_files",), ("diagnosis.own_cable",))
KEPT = (Symbol("start", "run"),)  # called by main.py
NATIVE_ONLY = (
    "loops.samples_viper", "loops.ink_viper", "loops.packing_viper", "loops.search_viper",
    "loops.matching_viper", "board.registers_viper",
)  # fmt: skip
Roots = tuple[tuple[str, ...], ...]
Rewritten = tuple[set[Symbol], ast.stmt, set[Symbol | External]]  # symbols, new statement, uses
_SCRIPT = "__script__"


class Program:
    """parts: {name: source}. part_of: {module: part}. names: names.Names. functions: (module,
    class or "", function) of every function of the sources."""

    def __init__(
        self,
        package: Package,
        always: Roots,
        together: Roots,
        kept: Iterable[Symbol] | None,
        outside: Iterable[str],
    ) -> None:
        self.package = package
        self.functions = list(_functions(package))  # now: rewriting changes the trees
        self._parts = Parts(package, always, together)
        self.part_of = self._parts.of
        self.always = self._parts.always
        self.with_map = [*self.always, *self._parts.together]
        first = [module for module, part in self.part_of.items() if part in self.always]
        self.names = Names(package, kept or (), outside, first)
        self._rewritten: dict[str, list[Rewritten]] = {}  # by module
        for module, part in self.part_of.items():
            self._rewritten[module] = self._rewrite(module, part)
        self._alive = self._reachable(kept)
        self.parts = {part: self._emit(part) for part in sorted(set(self.part_of.values()))}

    def _rewrite(self, module: str, part: str) -> list[Rewritten]:
        """A module's statements, without imports, docstring and constants."""
        rewriter = Rewriter(
            self.package, self.names, module,
            lambda other: self._parts.is_visible(part, other), self.part_of,
        )  # fmt: skip
        out = []
        bound = self.package.bindings[module]
        for statement in self.package.trees[module].body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                continue
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue
            names = _defined(statement)
            if names and all(isinstance(bound[name], Constant) for name in names):
                continue
            new, uses = rewriter.rewrite(statement)
            out.append(({Symbol(module, name) for name in names}, new, uses))
        return out

    def _reachable(self, kept: Iterable[Symbol] | None) -> set[Symbol]:
        """Symbols that something uses, from what is kept and what runs on import."""
        if kept is None:
            return set(self.names.symbols)
        needs: dict[Symbol, set[Symbol]] = {}
        waiting = list(kept)
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

    def _emit(self, part: str) -> str:
        """The source of a part."""
        body, imports = [], set()
        for module in self._parts.modules(part):
            for symbols, statement, uses in self._rewritten[module]:
                if symbols and not self._alive & symbols:
                    continue
                body.append(statement)
                imports |= {use for use in uses if self._is_imported(part, use)}
        return self._text(imports, body)

    def _is_imported(self, part: str, use: Symbol | External) -> bool:
        """Whether a part imports it when it is loaded; the rest is brought by functions."""
        if isinstance(use, External):
            return use.module != "builtins" or part in self.always
        return self.part_of[use.module] != part and self._parts.is_visible(part, use.module)

    def _text(self, uses: set[Symbol | External], body: list[ast.stmt]) -> str:
        """Statements behind the imports that they use."""
        tree = ast.Module([*self._imports(uses), *body], [])
        return ast.unparse(ast.fix_missing_locations(tree)) + "\n"

    def _imports(self, uses: set[Symbol | External]) -> list[ast.stmt]:
        """Import statements for Symbols and Externals, one for each part."""
        out: list[ast.stmt] = []
        by_part: dict[str, set[str]] = {}
        sources: dict[str, str] = {}
        for outer in sorted((use for use in uses if isinstance(use, External)), key=repr):
            if sources.setdefault(outer.name, outer.module) != outer.module:
                raise LinkError(outer.module, f"{outer.name} is imported from two modules")
            name = [ast.alias(outer.name)]
            out.append(ast.ImportFrom(outer.module, name, 0) if outer.module else ast.Import(name))
        for use in uses:
            if isinstance(use, Symbol):
                by_part.setdefault(self.part_of[use.module], set()).add(self.names.symbols[use])
        for part, names in sorted(by_part.items()):
            aliases = [ast.alias(name) for name in sorted(names)]
            out.append(ast.ImportFrom(f"{self.package.name}.{part}", aliases, 0))
        return out

    def translate(self, source: str) -> str:
        """A script that uses the package by its module names, in the linked program's names."""
        package, symbols = self.package, self.names.symbols
        tree = ast.parse(source)
        self._refuse_clash(tree)
        package.trees[_SCRIPT] = tree
        own: set[Symbol] = set()
        try:
            own = {Symbol(_SCRIPT, name) for name in package.bind(_SCRIPT)}
            symbols.update((symbol, symbol.name) for symbol in own)
            return self._translated(tree)
        finally:
            for symbol in own:
                del symbols[symbol]
            del package.trees[_SCRIPT], package.bindings[_SCRIPT]

    def _translated(self, tree: ast.Module) -> str:
        rewriter = Rewriter(self.package, self.names, _SCRIPT, lambda other: True, self.part_of)
        body: list[ast.stmt] = []
        uses: set[Symbol | External] = set()
        brought: set[Symbol | External] = set()
        for statement in tree.body:
            if isinstance(statement, ast.Import | ast.ImportFrom):
                found = [self.package.target(_SCRIPT, statement, name) for name in statement.names]
                here = {binding for binding in found if isinstance(binding, Symbol | External)}
                body.extend(self._imports(here))  # where the script has them
                brought |= here
                continue
            new, used = rewriter.rewrite(statement)
            body.append(new)
            uses |= {u for u in used if u.module != "builtins"} - brought
        uses = {use for use in uses if isinstance(use, External) or use.module != _SCRIPT}
        return self._text(uses, body)

    def _refuse_clash(self, tree: ast.Module) -> None:
        """A script that was not in `outside` may use a name that is now something else."""
        script = Used()
        script.visit(tree)
        new = {short for symbol, short in self.names.symbols.items() if short != symbol.name}
        clash = script.every & (new | {*self.names.attributes.values()})
        clash |= script.keywords & self.names.own_arguments - self.names.keywords
        if clash:
            names = ", ".join(sorted(clash))
            raise LinkError(_SCRIPT, f"link with this script as `outside`: {names}")


def link(
    sources: dict[str, str],
    native: bool = True,
    outside: Iterable[str] = (),
    always: Roots = ALWAYS,
    together: Roots = TOGETHER,
    kept: Iterable[Symbol] | None = KEPT,
    name: str = "ringout",
) -> Program:
    """The Program of a package's sources. LinkError if they do what cannot be linked.

    native: with the kernels as machine code. outside: sources that will be translated.
    always, together: see ALWAYS. kept: Symbols that are called by their name, and with them all
    that they need; None for everything.
    """
    if "wirings.index" in sources and not fresh.fits(
        sources["wirings.rows"], sources["wirings.index"]
    ):
        raise LinkError("wirings.index", fresh.STALE)
    package = Package(name, sources, NATIVE_ONLY, native)
    check(package)
    return Program(package, always, together, kept, outside)


def _functions(package: Package) -> Iterator[tuple[str, str, str]]:
    for module, tree in package.trees.items():
        for node in tree.body:
            owner = node.name if isinstance(node, ast.ClassDef) else ""
            for inner in node.body if isinstance(node, ast.ClassDef) else [node]:
                if isinstance(inner, ast.FunctionDef):
                    yield module, owner, inner.name


def _defined(statement: ast.stmt) -> set[str]:
    """Names that a statement defines and nothing else; empty if it does something as well."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        targets = [ast.walk(target) for target in statement.targets]
        parts = [node for target in targets for node in target]
        if all(isinstance(node, ast.Name | ast.Tuple | ast.expr_context) for node in parts):
            return Bound([statement]).names
    return set()
