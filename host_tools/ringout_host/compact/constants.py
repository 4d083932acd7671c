"""Values that are known before the firmware runs: literals and arithmetic on them."""

import ast
import operator

from ringout_host.compact.bindings import Constant, Symbol

NOT_CONSTANT = object()
_LONGEST = 12  # characters or items: anything longer stays one shared object

_BINARY = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
    ast.BitOr: operator.or_, ast.BitAnd: operator.and_, ast.BitXor: operator.xor,
}  # fmt: skip
_UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert,
          ast.Not: operator.not_}  # fmt: skip
_CALLS = {"const": lambda value: value, "len": len, "int": int, "float": float, "min": min,
          "max": max, "round": round}  # fmt: skip


def evaluate(node, lookup, package):
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


def _value(node, lookup, package):
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
    if isinstance(node, ast.Call) and _is_known(node, lookup):
        return _CALLS[node.func.id](*[_value(item, lookup, package) for item in node.args])
    raise _Unknown


def _is_known(call, lookup):
    """Whether a call is to one of _CALLS, and not to a function of the package's own."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    return name in _CALLS and not isinstance(lookup(name), Symbol) and not call.keywords


def _of(binding):
    if not isinstance(binding, Constant):
        raise _Unknown
    return binding.value


def _is_small(value):
    if isinstance(value, tuple):
        return len(value) <= _LONGEST and all(_is_small(item) for item in value)
    if isinstance(value, str | bytes):
        return len(value) <= _LONGEST
    return value is None or isinstance(value, bool | int | float)


def literal(value):
    """The syntax tree of a constant."""
    if isinstance(value, tuple):
        return ast.Tuple([literal(item) for item in value], ast.Load())
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)
