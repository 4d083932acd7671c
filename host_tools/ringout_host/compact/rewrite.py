"""One module rewritten into the names of the linked program."""

import ast

from ringout_host.compact.constants import literal
from ringout_host.compact.modules import Constant, External, LinkError, ModuleRef, Symbol


class Scope:
    """Names of a function or class. late: alias -> (import statement, binding)."""

    def __init__(self, kind, names=()):
        self.kind = kind  # "function" or "class"
        self.names = set(names)
        self.renamed = {}
        self.late = {}
        self.arguments = 0


class Rewriter(ast.NodeTransformer):
    """Rewrites a module's top-level statements one by one; `uses` collects the Symbols and
    Externals that the latest one needs."""

    def __init__(self, package, names, module, is_visible, part_of):
        self.package = package
        self.names = names
        self.module = module
        self.is_visible = is_visible  # whether another module is in memory with this one
        self.part_of = part_of
        self.scopes = []
        self.uses = set()

    def rewrite(self, statement):
        """(new statement, uses)"""
        self.uses = set()
        return self.visit(statement), self.uses

    # -- names -----------------------------------------------------------------------------
    def _binding(self, name):
        """(scope or None, binding) of a name where it stands."""
        inner = True
        for scope in reversed(self.scopes):
            if name in scope.late:
                return scope, scope.late[name][1]
            if name in scope.names and (inner or scope.kind == "function"):
                return scope, None
            inner = False
        return None, self.package.resolve(self.module, name)

    def _global(self, binding, scope, name):
        """Expression for what is not local. scope: where a late import of it stands."""
        if isinstance(binding, Constant):
            return literal(binding.value)
        if isinstance(binding, Symbol):
            new = self.names.symbols[binding]
            if scope is not None and not self.is_visible(binding.module):
                self._bring(scope.late[name][0], binding, new)
            self.uses.add(binding)
            return ast.Name(new, ast.Load())
        raise LinkError(f"{self.module}: {name} is used as a value, but it is a module")

    def _bring(self, statement, binding, new):
        part = f"{self.package.name}.{self.part_of[binding.module]}"
        if statement.module not in (None, part):
            raise LinkError(f"{self.module}: one import of {part} and {statement.module}")
        statement.module = part
        if new not in [alias.name for alias in statement.names]:
            statement.names.append(ast.alias(new))

    def visit_Name(self, node):
        scope, binding = self._binding(node.id)
        if binding is None:
            if scope is not None:
                if scope.kind == "class":
                    node.id = self.names.attribute(node.id)
                else:
                    node.id = scope.renamed.get(node.id, node.id)
            return node
        if isinstance(binding, External):
            self.uses.add(binding)
            node.id = binding.name
            return node
        if isinstance(node.ctx, ast.Load):
            return self._global(binding, scope, node.id)
        if isinstance(binding, Symbol):
            self.uses.add(binding)
            node.id = self.names.symbols[binding]
        return node

    def visit_Attribute(self, node):
        root = node.value
        if isinstance(root, ast.Name):
            scope, binding = self._binding(root.id)
            if isinstance(binding, ModuleRef):
                if not isinstance(node.ctx, ast.Load):
                    raise LinkError(f"{self.module}: {root.id}.{node.attr} is set from outside")
                found = self.package.resolve(binding.module, node.attr)
                if found is None:
                    raise LinkError(f"{self.module}: there is no {root.id}.{node.attr}")
                return self._global(found, scope, root.id)
        outside = self._is_outside(root)
        node.value = self.visit(root)
        if not outside:
            node.attr = self.names.attribute(node.attr)
        return node

    def _is_outside(self, node):
        """Whether an expression is a module of the interpreter, or something in one."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and isinstance(self._binding(node.id)[1], External)

    def visit_Global(self, node):
        node.names = [self.names.symbols[Symbol(self.module, name)] for name in node.names]
        return node

    # -- scopes ----------------------------------------------------------------------------
    def visit_FunctionDef(self, node):
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        node.args.defaults = [self.visit(item) for item in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        if not self.scopes:
            node.name = self.names.symbols[Symbol(self.module, node.name)]
        elif self.scopes[-1].kind == "class":
            node.name = self.names.attribute(node.name)
        if _is_docstring(node.body[0]):
            node.body = node.body[1:] or [ast.Pass()]
        scope = self._enter_function(node, node.body)
        body = []
        for statement in node.body:
            new = self.visit(statement)
            body.extend(new if isinstance(new, list) else [new])
        node.body = body
        self.scopes.pop()
        _drop_empty_imports(node, scope)
        return node

    def visit_Lambda(self, node):
        node.args.defaults = [self.visit(item) for item in node.args.defaults]
        self._enter_function(node, [node.body])
        node.body = self.visit(node.body)
        self.scopes.pop()
        return node

    def _enter_function(self, node, body):
        args = node.args
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        every += [arg for arg in (args.vararg, args.kwarg) if arg]
        scope = Scope("function", [arg.arg for arg in every])
        for item in body:
            _collect_locals(item, scope.names)
        for item in body:
            for inner in ast.walk(item):
                if isinstance(inner, ast.Global):
                    scope.names -= set(inner.names)
        scope.arguments = max([s.arguments for s in self.scopes], default=0)
        for arg in every:
            if arg.arg not in self.names.keywords:
                new = self.names.arguments[scope.arguments]
                scope.arguments += 1
                scope.renamed[arg.arg] = new
                arg.arg = new
        self.scopes.append(scope)
        return scope

    def _comprehension(self, node):
        node.generators[0].iter = self.visit(node.generators[0].iter)
        scope = Scope("function")
        scope.arguments = max([s.arguments for s in self.scopes], default=0)
        for generator in node.generators:
            _collect_locals(generator.target, scope.names)
        self.scopes.append(scope)
        for k, generator in enumerate(node.generators):
            generator.target = self.visit(generator.target)
            if k:
                generator.iter = self.visit(generator.iter)
            generator.ifs = [self.visit(item) for item in generator.ifs]
        for field in ("elt", "key", "value"):
            if hasattr(node, field):
                setattr(node, field, self.visit(getattr(node, field)))
        self.scopes.pop()
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_ClassDef(self, node):
        node.bases = [self.visit(item) for item in node.bases]
        if self.scopes:
            raise LinkError(f"{self.module}: class {node.name} inside a function")
        node.name = self.names.symbols[Symbol(self.module, node.name)]
        if _is_docstring(node.body[0]):
            node.body = node.body[1:] or [ast.Pass()]
        scope = Scope("class")
        for statement in node.body:
            _collect_locals(statement, scope.names)
        self.scopes.append(scope)
        node.body = [self.visit(statement) for statement in node.body]
        self.scopes.pop()
        return node

    # -- imports inside functions ----------------------------------------------------------
    def visit_Import(self, node):
        if not self.scopes:
            return node  # inside a `try` of a script
        for alias in node.names:
            self.scopes[-1].names.add(alias.asname or alias.name)
        return node

    def visit_ImportFrom(self, node):
        if not self.scopes:
            return node
        kept = []
        out = []
        for alias in node.names:
            binding = self.package.target(node, alias)
            local = alias.asname or alias.name
            if isinstance(binding, External):
                kept.append(alias)
                self.scopes[-1].names.add(local)
                continue
            statement = ast.ImportFrom(None, [], 0)
            self.scopes[-1].late[local] = (statement, binding)
            self.scopes[-1].names.discard(local)
            if isinstance(binding, Symbol):
                self.uses.add(binding)
            out.append(statement)
        if kept:
            node.names = kept
            out.insert(0, node)
        return out


def _drop_empty_imports(function, scope):
    """Late imports of what is in memory anyway brought nothing: they go."""
    empty = {id(statement) for statement, _ in scope.late.values() if not statement.names}

    class Drop(ast.NodeTransformer):
        def visit_ImportFrom(self, node):
            return None if id(node) in empty else node

    Drop().visit(function)
    for node in ast.walk(function):
        for field in ("body",):
            if getattr(node, field, None) == []:
                setattr(node, field, [ast.Pass()])


def _is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _collect_locals(node, names):
    """Names that a piece of a function binds, without looking into inner functions."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        names.add(node.name)
        return
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
        names.add(node.id)
    if isinstance(node, ast.ExceptHandler) and node.name:
        names.add(node.name)
    if isinstance(node, ast.Import | ast.ImportFrom):
        names.update(alias.asname or alias.name for alias in node.names)
    for child in ast.iter_child_nodes(node):
        _collect_locals(child, names)
