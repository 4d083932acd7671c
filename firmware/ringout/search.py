"""The loops of the search for an explanation, as machine code where there is any, and the places
in the table that they share (search_plain.py)."""

from array import array

try:
    from ringout.search_kernels import compare, likely, loops, plug_joins, suspects  # noqa: F401
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM, which has no machine code
    from ringout.search_plain import compare, likely, loops, plug_joins, suspects  # noqa: F401

PARTS = 11
SUSPECTS = 67
GIVEN = 73
FOUND = 78
KEYS = 82
_SIZE = 192


def new_table(at, nets):
    """For a press. at: by line, the mask of its net. nets: the masks of two or more."""
    nets = list(nets)
    out = array("H", at + [0] * 22 + [len(nets)] + nets)
    out.extend(array("H", bytes(2 * (_SIZE - len(out)))))
    return out
