"""DATA: what the catalogue of wirings is made with: kinds of plug, and standings.

The rows are in rows.py, their nets and conductors in index.py: both are made by `make index` from
the host's `catalogue/signals.py`, plugs times signals.
"""

# "sound" passes in AUTO; "intent" is a fault unless that wiring is expected (a polarity reverser);
# "bad" is never passed.
SOUND = "sound"
INTENT = "intent"
BAD = "bad"
STANDINGS = (SOUND, INTENT, BAD)  # as the index numbers them

# What a plug itself bridges in the tester's jacks: a TS plug's sleeve reaches the ring
# contact of a TRS jack, a 3.5 mm TRS plug's sleeve the R2 contact of a TRRS jack.
PLUG_LINKS = {
    "TS": (("R", "S"),),
    "TRS35": (("R2", "S"),),
    "TS35": (("R", "S"), ("R2", "S")),
}

# Contacts that a plug of this kind reaches.
PLUG_CONTACTS = {
    "XLR": ("T", "R", "S"),
    "TRS": ("T", "R", "S"),
    "TS": ("T", "R", "S"),
    "RCA": ("T", "S"),
    "TRS35": ("T", "R", "R2", "S"),
    "TS35": ("T", "R", "R2", "S"),
    "TRRS": ("T", "R", "R2", "S"),
}
