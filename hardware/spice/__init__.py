"""SPICE decks of the front end. `python -m hardware.spice` runs all and compares."""
