"""Short names for what only the firmware itself sees.

A name that MicroPython has not met costs a record in memory, and slows every later import and every
text that is made. So the names that it has in ROM come first, then those of two letters. One stock
serves attributes and functions alike: they cannot be mistaken for each other, and each is stored
once. Arguments have a stock of their own.
"""

import ast
import builtins
import keyword
import string
from collections.abc import Iterable, Iterator, Sequence

from ringout_host.compact.bindings import Binding, LinkError, Symbol
from ringout_host.compact.interpreter import ROM_NAMES
from ringout_host.compact.modules import Package
from ringout_host.compact.used import Used

_FIRST = string.ascii_lowercase + string.ascii_uppercase
_REST = _FIRST + string.digits
_MOST_ARGUMENTS = 24  # of a function and those around it: the shortest names are for them

# Attributes of what the interpreter and the chip bring; some are ours as well, and stay.
_PYTHON = (str, bytes, bytearray, list, tuple, dict, set, int, float, memoryview, OSError,
           StopIteration)  # fmt: skip
_CHIP = """
acquire active atan buffer callback chain_to cleanup close commit config count datetime deinit
dma_irq duty_u16 exec feed flush freq get gpio_base init ioctl irq isenabled join line locals
machine mem16 mem32 mem8 mkfs mount name off on open pack_ctrl pixel poll print_exception put
read readblocks readinto readline registers register reset restart rx_fifo seek send soft_reset
stat state tell threshold toggle trigger tx_fifo umount unpack_ctrl unregister value write
writeblocks writeto writevto scan init_addr show fill text hline vline rect blit scroll
"""


class Names:
    """New names of a package's symbols, attributes and arguments.

    keywords: arguments that keep their names, because some call names them.
    """

    def __init__(
        self,
        package: Package,
        kept: Iterable[Symbol],
        outside: Iterable[str] = (),
        first: Sequence[str] = (),
    ) -> None:
        """kept: Symbols that the outside calls by their name. outside: other sources that will
        be translated: they may not meet a new name, nor call with one as a keyword. first:
        modules that are always in memory: theirs are the names that attributes have too."""
        ours, every = Used(), Used()
        for tree in package.trees.values():
            ours.visit(tree)
            every.visit(tree)
        early = Used()
        for module in first:
            early.visit(package.trees[module])
        for source in outside:
            every.visit(ast.parse(source))
        self.keywords = every.keywords
        self.own_arguments = ours.arguments
        self._arguments: list[str] = []
        self._stock = _stock(every.every | set(dir(builtins)) | set(keyword.kwlist))
        for k in range(_MOST_ARGUMENTS):
            self.argument(k)
        shared: list[str] = []  # both attributes and symbols take from this, from its start

        def nth(k: int) -> str:
            while len(shared) <= k:
                shared.append(next(self._stock))
            return shared[k]

        foreign = set(_CHIP.split()).union(*map(dir, _PYTHON)) | every.strings
        renamed = [n for n in ours.defined if n not in foreign and n[:2] != "__"]
        renamed.sort(key=lambda name: (name not in early.every, name))
        self.attributes = {name: nth(k) for k, name in enumerate(renamed)}
        self.symbols = {}
        kept = {*kept, *_error_classes(package)}
        apart = _in_class_bodies(package)
        count = 0
        for symbol in _symbols(package, first):
            if symbol in kept:
                self._keep(symbol)
            elif symbol in apart:
                self.symbols[symbol] = next(self._stock)
            else:
                self.symbols[symbol] = nth(count)
                count += 1

    def _keep(self, symbol: Symbol) -> None:
        if symbol.name in self.symbols.values():
            raise LinkError(symbol.module, f"another module has a {symbol.name} as well")
        self.symbols[symbol] = symbol.name

    def attribute(self, name: str) -> str:
        """New name of an attribute of one of our objects."""
        return self.attributes.get(name, name)

    def argument(self, place: int) -> str:
        """New name of a function's argument, by its place."""
        while len(self._arguments) <= place:
            self._arguments.append(next(self._stock))
        return self._arguments[place]

    def function(self, module: str, owner: str, name: str) -> str:
        """New name of a function, or of a method if it has an owner."""
        return self.attribute(name) if owner else self.symbols[Symbol(module, name)]


def _stock(taken: set[str]) -> Iterator[str]:
    """Names that nobody uses: the interpreter's own, then new ones, the shortest first."""
    yield from (name for name in ROM_NAMES if name not in taken)
    taken = taken | set(ROM_NAMES)
    for first in _FIRST:
        for rest in _REST:
            if first + rest not in taken:
                yield first + rest
    for first in _FIRST:
        for second in _REST:
            for third in _REST:
                if first + second + third not in taken:
                    yield first + second + third


def _symbols(package: Package, first: Sequence[str]) -> Iterator[Symbol]:
    """Every Symbol, in a fixed order."""
    for module in sorted(package.bindings, key=lambda module: (module not in first, module)):
        bound = package.bindings[module]
        for name, binding in sorted(bound.items()):
            if binding == Symbol(module, name):
                yield binding


def _in_class_bodies(package: Package) -> set[Binding | None]:
    """Symbols that class bodies use: there an attribute of the same new name would be found
    instead."""
    found = set()
    for module, tree in package.trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            for statement in node.body:
                for child in _at_class_level(statement):
                    if isinstance(child, ast.Name):
                        found.add(package.resolve(module, child.id))
                    if isinstance(child, ast.Attribute):
                        found.add(package.attribute(package.bindings[module].get, child))
    return found


def _at_class_level(statement: ast.stmt) -> Iterable[ast.AST]:
    """Nodes that run while the class is made."""
    if not isinstance(statement, ast.FunctionDef):
        return ast.walk(statement)
    args = statement.args
    parts = [*statement.decorator_list, *args.defaults, *filter(None, args.kw_defaults)]
    return [node for part in parts for node in ast.walk(part)]


def _error_classes(package: Package) -> set[Symbol]:
    """Symbols of exceptions: the screen shows their names."""
    found = set()
    for module, tree in package.trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.bases:
                base = node.bases[0]
                name = base.id if isinstance(base, ast.Name) else ""
                if name.endswith(("Error", "Exception")) or Symbol(module, name) in found:
                    found.add(Symbol(module, node.name))
    return found
