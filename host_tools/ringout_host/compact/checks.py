"""What sources may not do, since a linked program would do something else."""

import ast

from ringout_host.compact.bindings import LinkError, Symbol
from ringout_host.compact.bound import Bound
from ringout_host.compact.modules import Package

_REFUSED = (ast.Nonlocal, ast.AsyncFunctionDef, ast.NamedExpr, ast.Match)
_MODULES_BY_NAME = ("base.compat",)  # takes modules of the package from sys.modules
_BY_NAME = ("getattr", "setattr", "hasattr", "delattr")


def check(package: Package) -> None:
    """LinkError for the first thing that cannot be linked."""
    for module, tree in package.trees.items():
        for statement in tree.body:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                _top_level(module, statement)
        for node in ast.walk(tree):
            _anywhere(package, module, node)
    _globals(package)
    for name, binding in package.bindings.get("__init__", {}).items():
        if isinstance(binding, Symbol):
            raise LinkError("__init__", f"{name} is no constant")


def _top_level(module: str, statement: ast.stmt) -> None:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return
    for node in Bound([statement]).imports:
        raise LinkError(module, "imports inside another statement at the top", node)


def _anywhere(package: Package, module: str, node: ast.AST) -> None:
    if isinstance(node, _REFUSED):
        raise LinkError(module, f"{type(node).__name__} is not supported", node)
    if isinstance(node, ast.Call):
        if any(word.arg is None for word in node.keywords):
            raise LinkError(module, "calls with **: an argument's name may be another", node)
        if isinstance(node.func, ast.Name) and node.func.id in _BY_NAME:
            _by_name(module, node.func.id, node)


def _by_name(module: str, function: str, call: ast.Call) -> None:
    """A name that is no literal may be that of a renamed attribute."""
    if module not in _MODULES_BY_NAME and not isinstance(call.args[1], ast.Constant):
        raise LinkError(module, f"{function} with a name that is computed", call)


def _globals(package: Package) -> None:
    """A variable that functions assign has to stay in its module: who imports it from another
    part has a copy."""
    changing = {
        Symbol(module, name)
        for module, tree in package.trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
        for name in node.names
    }
    for module, tree in package.trees.items():
        bound = package.bindings[module]
        for node in ast.walk(tree):
            found = bound.get(node.id) if isinstance(node, ast.Name) else None
            if isinstance(node, ast.Attribute):
                found = package.attribute(bound.get, node)
            if found in changing and found.module != module:
                raise LinkError(module, f"uses {found.module}.{found.name}, which changes", node)
