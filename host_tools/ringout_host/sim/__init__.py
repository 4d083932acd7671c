"""The simulated board: cable physics, front end, ADC, OLED, keys, USB."""

import sys

try:
    import framebuf  # noqa: F401  MicroPython has its own
except ImportError:
    from ringout_host.sim import framebuf

    sys.modules["framebuf"] = framebuf
