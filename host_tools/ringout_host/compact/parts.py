"""Which modules are loaded together.

What a start needs is one part, what is needed to be ready and to test another. The rest comes
when a function imports it, and goes again: modules that the same functions bring share a part.
"""

import ast

from ringout_host.compact.modules import LinkError


def assign(package, always):
    """{module: part}. always: lists of root modules, in the order in which they are loaded;
    a part has the name of its first root."""
    direct = {module: _imports(package, tree.body) for module, tree in package.trees.items()}
    part = {}
    for roots in always:
        for module in sorted(_closure(direct, roots)):
            part.setdefault(module, roots[0])
    late = set()
    while True:  # what late modules bring late themselves counts as well
        reached = _closure(direct, set(part) | late)
        found = {m for module in reached for m in _late_imports(package, module)} - set(part)
        if found <= late:
            break
        late |= found
    brought_by = {}
    for root in sorted(late):
        for module in _closure(direct, [root]):
            if module not in part:
                brought_by.setdefault(module, set()).add(root)
    groups = {}
    for module, roots in brought_by.items():
        groups.setdefault(frozenset(roots), []).append(module)
    for modules in groups.values():
        name = min(modules, key=lambda m: (m not in late, m))
        for module in modules:
            part[module] = name
    return part


def in_order(package, modules):
    """Modules sorted so that each comes after those it imports."""
    done, out = set(), []

    def visit(module, trail):
        if module in trail:
            raise LinkError(f"{module} imports itself through {' -> '.join(trail)}")
        if module in done:
            return
        for other in sorted(_imports(package, package.trees[module].body)):
            if other in modules:
                visit(other, (*trail, module))
        done.add(module)
        out.append(module)

    for module in sorted(modules):
        visit(module, ())
    return out


def _closure(direct, roots):
    seen, waiting = set(), list(roots)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(direct[module])
    return seen


def _imports(package, body):
    """Modules that top-level statements import, also inside `if` and `try`."""
    found = set()
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(statement):
            found |= modules_of(package, node)
    return found - {"__init__"}


def _late_imports(package, module):
    """Modules that functions of a module import."""
    found = set()
    for statement in package.trees[module].body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for node in ast.walk(statement):
                found |= modules_of(package, node)
    return found - {"__init__"}


def modules_of(package, node):
    """Modules of the package that an import statement names."""
    found = set()
    if isinstance(node, ast.ImportFrom):
        if node.module == package.name:
            found = {alias.name if alias.name in package.trees else "__init__"
                     for alias in node.names}  # fmt: skip
        elif node.module.startswith(package.name + "."):
            found = {node.module[len(package.name) + 1 :]}
    return found
