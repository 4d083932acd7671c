"""Small packages for the linker: `# name` begins a module, `main` is what runs."""

# Printed the same as they are and linked. Each is a way in which a renamed, folded or moved
# name could become another one.
SOURCES = {
    "a class attribute does not hide a global of the same new name": """
        # main
        from pkg.other import aaa, bbb, Holder
        print(Holder().total, Holder.both, Holder().method())
        # other
        aaa = [1]
        bbb = [2]
        def early(): return [7]
        class Holder:
            first = early()
            second = [8]
            both = aaa + bbb + early()
            def method(self, extra=aaa + bbb): return extra + self.second
            @property
            def total(self): return self.both + aaa
    """,
    "methods do not see the names of their class": """
        # main
        limit = [3]
        class Meter:
            limit = [4]
            twice = [2 * x for x in limit]
            def read(self): return limit, self.limit
        print(Meter().read(), Meter.twice)
    """,
    "default values belong to the scope around": """
        # main
        level = [1]
        def outer(level, other=level):
            def inner(level=level, *, wide=other): return level, wide
            return inner(), (lambda level=other, *, x=level: (level, x))()
        print(outer([5]))
    """,
    "an argument that other statements bind by name": """
        # main
        def first(time):
            import time
            return time.monotonic() > 0
        def second(error):
            try: raise ValueError("bad")
            except ValueError as error: return str(error)
        def third(g):
            def g(): return 6
            return g()
        print(first(1), second(2), third(3))
    """,
    "inner functions use the arguments of outer ones": """
        # main
        def outer(a, b):
            def inner(c): return [a + c + d + b for d in range(c)]
            return inner(a) + [(lambda a: a + b)(x) for x in inner(b)]
        print(outer(2, 3))
    """,
    "a comprehension's name hides an argument and a global": """
        # main
        row = [9]
        def f(row): return [row for row in row], {row: k for k, row in enumerate(row)}
        print(f([1, 2]), row, [row for row in [3]], row)
    """,
    "arguments that some call names keep their names": """
        # main
        from pkg.other import area
        print(area(wide=2, high=3), area(2, 3), area(high=1, wide=9))
        # other
        def area(wide, high): return wide * 10 + high
    """,
    "modules of the interpreter keep their attributes, also inside a function": """
        # main
        class Store:
            def rename(self): return self.path.upper()
            def getcwd(self): return 5
        def where():
            import os
            from os import path
            return os.path.isabs(os.getcwd()), path.isabs(os.getcwd())
        store = Store()
        store.path = "x"
        store.isabs = 4
        print(where(), store.rename(), store.getcwd(), store.isabs)
    """,
    "an alias of an interpreter's module": """
        # main
        import math as m
        from math import floor as down
        def f(m2): return m.ceil(m2) + down(m2)
        print(f(1.5), m.pi > 3)
    """,
    "late imports: before their use, in branches, of a module, twice": """
        # main
        def run(which):
            def g(): return helper(2)
            if which:
                from pkg.late import helper
            else:
                from pkg.late import helper
            from pkg import late
            return g(), late.helper(3), late.SIZE, late.table
        print(run(True), run(False))
        # late
        SIZE = 4
        table = [SIZE]
        def helper(x): return x * SIZE + len(table)
    """,
    "a late import whose name nobody uses loads all the same": """
        # main
        def load():
            from pkg.second import thing
        def load_module():
            from pkg import third
        def load_and_more(thing):
            if thing:
                from pkg.fourth import name
            return thing
        print("before")
        load()
        print(load_and_more([0]))
        load_module()
        # second
        print("loaded")
        thing = [1]
        # third
        print("as well")
        def needed(): pass
        # fourth
        name = [2]
        print("and this")
    """,
    "a late import that brings nothing leaves whole statements": """
        # main
        from pkg.near import here
        def f():
            try:
                from pkg.near import SIZE
            finally:
                pass
            if SIZE:
                from pkg.near import here
            return here(SIZE)
        print(f(), here(1))
        # near
        SIZE = 5
        def here(x): return x + 1
    """,
    "what a module passes on from another": """
        # main
        from pkg.shop import make, thing
        from pkg import shop
        print(make(), thing, shop.thing, shop.make())
        # shop
        from pkg.works import make, thing
        # works
        thing = [1]
        def make(): return thing + [2]
    """,
    "variables that functions change": """
        # main
        from pkg.state import bump, now
        bump(); bump()
        print(now())
        # state
        count = 0
        def bump():
            global count
            count += 1
            def unrelated():
                global other
                other = 7
            unrelated()
        other = 1
        def now():
            def inner():
                other = 3
                return other
            return count, other, inner()
    """,
    "constants": """
        # main
        from pkg.limits import *
        # limits
        A = 1
    """.replace("from pkg.limits import *", "from pkg.limits import B, C, E, F, G\n"
                "        print(B, C, E, F[1], G, -B ** 2, (-B) ** 2, 2 ** -B, not B)")
       .replace("A = 1", "A = 3\n        B = -(A << 2) // 5\n        C = (A, (B, 'x'), None)\n"
                "        D = [A]\n        E = D[0] + len('abc')\n        F = C[1], A\n"
                "        G = 1\n        G = 2"),
    "a function with the name of a builtin": """
        # main
        from pkg.other import LEAST
        print(LEAST)
        # other
        def min(a, b): return a + b
        LEAST = min(3, 4)
    """,
    "an inherited method and an overridden one": """
        # main
        from pkg.base import Base
        class Mine(Base):
            def name(self): return "mine " + super().name()
            def format(self): return "f"
        print(Mine().show(), Mine().format(), "{}".format(3))
        # base
        class Base:
            def __init__(self): self.tag = "t"
            def name(self): return self.tag
            def show(self): return self.name() + getattr(self, "tag") + str(hasattr(self, "show"))
    """,
    "exceptions keep their names": """
        # main
        from pkg.faults import Broken, Worse
        for kind in (Broken, Worse):
            try: raise kind("x")
            except Broken as error: print(type(error).__name__, error.args)
        # faults
        class Broken(Exception):
            pass
        class Worse(Broken):
            pass
    """,
    "statements at the top that do something": """
        # main
        table = {}
        for name in ("a", "b"):
            table[name] = len(table)
        if table:
            first, (second, *rest) = 1, (2, 3, 4)
            def chosen(): return first
        else:
            def chosen(): return second
        try:
            table["c"]
        except KeyError as error:
            missing = str(error)
        with __import__("io").StringIO() as file:
            file.write("text")
            kept = file.getvalue()
        print(table, chosen(), second, rest, missing, kept)
    """,
    "formatted text": """
        # main
        class Reading:
            def __init__(self, ohm): self.ohm = ohm
            def text(self, width): return f"{self.ohm:{width}.1f}|{self.ohm!r}|{width=}"
        print(Reading(3.25).text(8), "%(ohm)s" % {"ohm": 1})
    """,
}  # fmt: skip

# (sources, what the refusal says)
REFUSED = {
    "name a part": ("# main\nfrom pkg.other import *", r"no pkg.other.\*"),
    "relative": ("# main\nfrom . import other\n# other\nx = 1", "relative"),
    "missing name": ("# main\nfrom pkg.other import y\n# other\nx = 1", r"main.py line 1.*other.y"),
    "missing attribute": ("# main\nfrom pkg import other\nother.y\n# other\nx = 1", "no other.y"),
    "set": ("# main\nfrom pkg import other\nother.x = 2\n# other\nx = 1", "set from outside"),
    "a module as value": ("# main\nfrom pkg import other\nprint(other)\n# other\nx = 1", "value"),
    "changing": (
        "# main\nfrom pkg import other\nprint(other.x)\n"
        "# other\nx = 1\ndef f():\n    global x\n    x = 2", "which changes"),
    "computed": ("# main\ndef f(o, n): return getattr(o, n)", "computed"),
    "double star": ("# main\ndef f(**a): return dict(**a)", r"\*\*"),
    "nonlocal": ("# main\ndef f():\n    x = 1\n    def g():\n        nonlocal x", "Nonlocal"),
    "inner class": ("# main\ndef f():\n    class C: pass", "not at the top"),
    "import under if": ("# main\nif 1:\n    import os", "inside another statement"),
    "circle": ("# main\nfrom pkg import other\ny = other.x\n# other\nfrom pkg import main\nx = []",
               "imports itself"),
    "two of a name": ("# main\nfrom math import pow\nfrom pkg.other import f\nf(pow(1, 2))\n"
                      "# other\nfrom operator import pow\ndef f(x): return pow(x, x)",
                      "two modules"),
    "alias meets a local": ("# main\nimport time as t\ndef f():\n    time = t.time()",
                            "local name"),
    "late and something else": ("# main\ndef f():\n    x = 1\n    from pkg.other import x\n"
                                "# other\nx = []", "something else"),
    "a constant that nobody uses": ("# main\ndef f():\n    from pkg.other import x\n# other\nx = 1",
                                    "nobody uses"),
    "import package.module": ("# main\nimport pkg.other\n# other\nx = 1", "from ... import"),
}  # fmt: skip
