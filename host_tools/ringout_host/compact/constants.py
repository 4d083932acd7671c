"""Values that are known before the firmware runs: literals and arithmetic on them."""

import ast
import operator
from collections.abc import Callable
from typing import Any, Protocol

from ringout_host.compact.bindings import Binding, Constant, Lookup, Symbol

NOT_CONSTANT = object()


class Resolver(Protocol):
    """What `evaluate` asks a package for."""

    def attribute(self, bound: Lookup, node: ast.Attribute) -> Binding | None:
        """As Package.attribute."""


_LONGEST = 12  # characters or items: anything longer stays one shared object

_BINARY: dict[type[ast.operator], Callable[..., Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
    ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
}  # fmt: skip
_UNARY: dict[type[ast.unaryop], Callable[..., Any]] = {
    ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
    ast.Not: operator.not_,
}  # fmt: skip
_CALLS: dict[str, Callable[..., Any]] = {
    "const": lambda value: value, "len": len, "int": int, "float": float, "min": min, "max": max,
    "round": round,
}  # fmt: skip


def evaluate(node: ast.expr, lookup: Lookup, package: Resolver) -> object:
    """The value of an expression, NOT_CONSTANT if it has to be left to the device.

    lookup(name) gives a name's binding; package resolves `module.NAME`. Numbers, texts, bytes,
    None, booleans and tuples of them are constants.
    """
    try:
        value = _value(node, lookup, package)
    except (_Unknown, ArithmeticError, TypeError, ValueError):
        return NOT_CONSTANT
    return value if _is_small(value) else NOT_CONSTANT


class _Unknown(Exception):
    pass


def _value(node: ast.expr, lookup: Lookup, package: Resolver) -> Any:
    if isinstance(node, ast.Constant):
        if node.value is Ellipsis:
            raise _Unknown
        return node.value
    if isinstance(node, ast.Name):
        return _of(lookup(node.id))
    if isinstance(node, ast.Attribute):
        return _of(package.attribute(lookup, node))
    if isinstance(node, ast.Tuple):
        return tuple([_value(item, lookup, package) for item in node.elts])
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        left, right = _value(node.left, lookup, package), _value(node.right, lookup, package)
        return _BINARY[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp) and type(node.op) in _UNARY:
        return _UNARY[type(node.op)](_value(node.operand, lookup, package))
    if isinstance(node, ast.Call) and (known := _known(node, lookup)):
        return known(*[_value(item, lookup, package) for item in node.args])
    raise _Unknown


def _known(call: ast.Call, lookup: Lookup) -> Callable[..., Any] | None:
    """What a call calls if it is one of _CALLS, and not a function of the package's own."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if isinstance(lookup(name), Symbol) or call.keywords:
        return None
    return _CALLS.get(name)


def _of(binding: Binding | None) -> object:
    if not isinstance(binding, Constant):
        raise _Unknown
    return binding.value


def _is_small(value: object) -> bool:
    if isinstance(value, tuple):
        return len(value) <= _LONGEST and all(_is_small(item) for item in value)
    if isinstance(value, str | bytes):
        return len(value) <= _LONGEST
    return value is None or isinstance(value, bool | int | float)


def literal(value: Any) -> ast.expr:
    """The syntax tree of a constant."""
    if isinstance(value, tuple):
        return ast.Tuple([literal(item) for item in value], ast.Load())
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)
