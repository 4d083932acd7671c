"""The only module that knows which interpreter runs.

CPython has no `micropython`, no `time.ticks_ms` and no `sys.print_exception`; the
WebAssembly VM has no code emitters. Everything else in the package is written once.
"""

import sys
import time

try:
    from micropython import const
except ImportError:

    def const(value):
        """CPython: a constant is just its value."""
        return value


try:
    from ringout import kernels
    from ringout.ink import ink
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM
    from ringout import kernels_plain as kernels  # noqa: F401
    from ringout.ink_plain import ink  # noqa: F401


_TICKS_MASK = const(0x3FFFFFFF)  # MicroPython's ticks wrap at 2**30

if hasattr(time, "ticks_ms"):
    ticks_ms = time.ticks_ms
    ticks_diff = time.ticks_diff
else:

    def ticks_ms():
        """Milliseconds from an arbitrary start, wrapping like MicroPython's."""
        return time.monotonic_ns() // 1000000 & _TICKS_MASK

    def ticks_diff(later, earlier):
        """Signed difference of two tick values across the wrap."""
        half = 0x20000000
        return ((later - earlier + half) & _TICKS_MASK) - half


def ticks_add(ticks, ms):
    """A tick value `ms` later: one that went past the wrap would not be a small integer."""
    return (ticks + ms) & _TICKS_MASK


def forget(name):
    """Drop a module of the package from memory; the next import reads it again. For what is
    needed once, such as the start's self-test: code is RAM on the chip."""
    import ringout

    if sys.modules.pop("ringout." + name, None) is not None and hasattr(ringout, name):
        delattr(ringout, name)


def traceback_text(error):
    """The traceback of `error` as text, on either interpreter."""
    import io

    out = io.StringIO()
    if hasattr(sys, "print_exception"):
        sys.print_exception(error, out)
    else:
        import traceback

        traceback.print_exception(error, file=out)
    return out.getvalue()
