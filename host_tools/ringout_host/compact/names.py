"""Short names for what only the firmware itself sees.

A name that MicroPython has not met costs a record in memory and slows every later import. One
stock of two-letter names serves attributes, functions and arguments alike: they cannot be
mistaken for each other, and each is stored once.
"""

import ast
import builtins
import keyword
import string

from ringout_host.compact.modules import Symbol

ARGUMENTS = 24  # names kept for function arguments, by their place
_FIRST = string.ascii_lowercase + string.ascii_uppercase
_REST = _FIRST + string.digits

# Attributes of what the interpreter and the chip bring; some are ours as well, and stay.
_PYTHON = (str, bytes, bytearray, list, tuple, dict, set, int, float, memoryview, Exception)
_CHIP = """
acquire active atan buffer callback chain_to cleanup close commit config count datetime deinit
dma_irq duty_u16 exec feed flush freq get gpio_base init ioctl irq isenabled join line locals
machine mem16 mem32 mem8 mkfs mount name off on open pack_ctrl pixel poll print_exception put
read readinto readline registers register reset restart rx_fifo seek send soft_reset stat state
tell threshold toggle trigger tx_fifo umount unpack_ctrl unregister value write
writeto writevto scan init_addr show fill text hline vline rect blit scroll
"""


class Names:
    """New names of a package's symbols and attributes."""

    def __init__(self, package, kept, outside=()):
        """kept: Symbols that the outside calls by their name. outside: other sources that will
        be translated: they may not meet a new name, nor call with one as a keyword."""
        used = _Used()
        for tree in package.trees.values():
            used.visit(tree)
        defined = set(used.defined)
        for source in outside:
            used.visit(ast.parse(source))
        used.defined = defined
        self.keywords = used.keywords
        taken = used.every | set(dir(builtins)) | set(keyword.kwlist)
        stock = _stock(taken)
        self.arguments = [next(stock) for _ in range(ARGUMENTS)]
        shared = []  # both attributes and symbols take from this, from its start

        def nth(k):
            while len(shared) <= k:
                shared.append(next(stock))
            return shared[k]

        self._outside = set(_CHIP.split()).union(*map(dir, _PYTHON)) | used.strings
        ours = sorted(n for n in used.defined if n not in self._outside and n[:2] != "__")
        self.attributes = {name: nth(k) for k, name in enumerate(ours)}
        self.symbols = {}
        errors = _error_classes(package)
        count = 0
        for module, bound in sorted(package.bindings.items()):
            for name, binding in sorted(bound.items()):
                if binding != Symbol(module, name):
                    continue
                if binding in kept or binding in errors:
                    self.symbols[binding] = name
                else:
                    self.symbols[binding] = nth(count)
                    count += 1

    def attribute(self, name):
        """New name of an attribute of one of our objects."""
        return self.attributes.get(name, name)

    def readable(self, new):
        """What a short name in a traceback may stand for: a list of old ones."""
        found = [f"{s.module}.{s.name}" for s, short in self.symbols.items() if short == new]
        return found + [old for old, short in self.attributes.items() if short == new]


class _Used(ast.NodeVisitor):
    """Identifiers of a package, by how they are used."""

    def __init__(self):
        self.every = set()
        self.defined = set()  # attributes that our classes have
        self.keywords = set()  # of calls: the argument may belong to somebody else's function
        self.strings = set()

    def visit_ClassDef(self, node):
        self.every.add(node.name)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                self.defined.add(statement.name)
            for child in ast.walk(statement) if isinstance(statement, ast.Assign) else ():
                if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                    self.defined.add(child.id)
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        self.every.add(node.name)
        self.generic_visit(node)

    def visit_arg(self, node):
        self.every.add(node.arg)
        self.generic_visit(node)

    def visit_Name(self, node):
        self.every.add(node.id)

    def visit_Attribute(self, node):
        self.every.add(node.attr)
        if isinstance(node.ctx, ast.Store):
            self.defined.add(node.attr)
        self.generic_visit(node)

    def visit_keyword(self, node):
        if node.arg:
            self.every.add(node.arg)
            self.keywords.add(node.arg)
        self.generic_visit(node)

    def visit_alias(self, node):
        self.every.update(node.name.split("."))
        if node.asname:
            self.every.add(node.asname)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node.value.isidentifier():
            self.strings.add(node.value)
            self.every.add(node.value)


def _stock(taken):
    for first in _FIRST:
        for rest in _REST:
            if first + rest not in taken:
                yield first + rest
    for first in _FIRST:
        for second in _REST:
            for third in _REST:
                if first + second + third not in taken:
                    yield first + second + third


def _error_classes(package):
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
