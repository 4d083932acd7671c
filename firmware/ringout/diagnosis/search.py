"""The loops of the search for an explanation, as machine code where there is any, and the places
in the table that they share (search_plain.py)."""

from array import array

from ringout.wirings.index import ENTRIES

try:
    from ringout.loops import matching_viper as matching
    from ringout.loops import search_viper as kernels
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM, which has no machine code
    from ringout.loops import matching_plain as matching
    from ringout.loops import search_plain as kernels

begin = kernels.begin
least = kernels.least
twice = kernels.twice
exchange = kernels.exchange
compare = kernels.compare
suspects = kernels.suspects
alike = matching.alike
loops = matching.loops
likely = matching.likely

PARTS = 11
NETS = 33
JOINS = 39
SURE = 40
LEAKS = 41
DOUBT = 42
SUSPECTS = 67
PLUGS = 73
LINKS = 75
HANGING = 77
FOUND = 78
COSTS = 82
APART = 88
KEYS = 99
_EMPTY = bytes(2 * KEYS + len(ENTRIES) // 4)  # one key for each of the entries


def new_table(at, nets, joins):
    """For a press. at: by line, the mask of its net. nets: the masks of two or more. joins: how
    many these take."""
    out = array("H", _EMPTY)
    for line in range(len(at)):
        out[line] = at[line]
    out[NETS] = len(nets)
    for k in range(len(nets)):
        out[NETS + 1 + k] = nets[k]
    out[JOINS] = joins
    return out
