"""DATA: the bytes of a packed wiring record and of an entry of the index (index.py), once.

The loops have these names with an underscore before them; a test compares the numbers.
"""

# A record: what differs in length follows its head: TIES, RUNS, then the tokens, ended by 255.
REACH = 0  # mask of contacts that the plugs touch, low byte, high byte
FREE_ENDS = 2  # mask of contacts whose conductor goes nowhere, low byte, high byte
PLUG_TIES = 4  # how many of the bridges are the plugs themselves
WITH_RESISTOR = 5  # how many conductors have one
TIES_SIZE = 6  # bytes of the bridges: two lines each
RUNS_SIZE = 7  # bytes of the conductors: two lines each, RESISTOR and SHIELD in the first
HEAD = 8
RESISTOR = 16  # bits of a conductor's first byte
SHIELD = 32
LINE = 15  # its line
NO_MORE = 255  # behind the last token
IN_ONE = 4  # rows, of a piece of PACKED and of TEXTS: what lies in two blocks of flash is copied
RECORD = 46  # bytes, of PACKED for a row of the catalogue in one orientation

# An entry of ENTRIES.
COMMON = 0  # 0 to 9 in the low four bits, then TURN, then STANDING times the standing
TURN = 16
STANDING = 32
ROW = 1  # number of the row
LINKED = 2  # what the plugs bridge, as a mask: low byte, high byte
TOUCHES = 4  # what the plugs reach: low byte, high byte
GROUP = 6  # number of its nets in GROUPS
COPPER = 7
ENTRY = 8
NETS_SIZE = 10  # bytes of GROUPS for the nets of one group
