"""ringout: audio cable tester. Runs unmodified on an RP2040, the MicroPython VM and CPython."""

__version__ = "0.1.0"
