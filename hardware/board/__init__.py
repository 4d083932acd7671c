"""The printed circuit board: placement as data, a router, KiCad for copper and rule check."""
