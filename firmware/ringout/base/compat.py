"""The only module that knows which interpreter runs.

CPython has no `micropython`, no `time.ticks_ms` and no `sys.print_exception`; the
WebAssembly VM has no code emitters. Everything else in the package is written once.
"""

import gc
import sys
import time

try:
    from micropython import const
except ImportError:

    def const(value):
        """CPython: a constant is just its value."""
        return value


try:
    from ringout.loops import samples_viper as kernels
    from ringout.loops.ink_viper import changed, ink  # noqa: F401
except (ImportError, SyntaxError):  # CPython; the WebAssembly VM
    from ringout.loops import samples_plain as kernels  # noqa: F401
    from ringout.loops.ink_plain import changed, ink  # noqa: F401


_TICKS_MASK = const(0x3FFFFFFF)  # MicroPython's ticks wrap at 2**30
_FREES_BY_COLLECTING = hasattr(gc, "mem_free")  # MicroPython

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
    """Drop a module, such as "measure.selftest", from memory; the next import reads it again.
    For what is needed once, such as the start's self-test: code is RAM on the chip."""
    folder, _, stem = name.rpartition(".")
    _drop("ringout." + folder, stem)
    _drop("ringout", stem)  # linked, the parts of the firmware lie side by side


def _drop(package, stem):
    """True if that module of the package was in memory."""
    if sys.modules.pop(package + "." + stem, None) is None:
        return False
    holder = sys.modules.get(package)
    if hasattr(holder, stem):
        delattr(holder, stem)
    return True


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


def loaded_modules():
    """Names of the package's modules that are in memory."""
    return {name for name in sys.modules if name.startswith("ringout.")}


def forget_modules(keep):
    """Drop every module of the package that is not in `keep`; True if there was one. The next
    collection frees its code, which is read from flash again when it is next imported. The
    computer has memory enough."""
    if sys.implementation.name != "micropython":
        return False
    dropped = loaded_modules() - keep
    for name in dropped:
        package, _, stem = name.rpartition(".")
        _drop(package, stem)
    return bool(dropped)


def collect():
    """Free what nothing refers to any more. What is allocated next fills the gaps first, and
    the large free pieces last. A computer frees by itself: it counts references."""
    if _FREES_BY_COLLECTING:
        gc.collect()


def free_kb():
    """Memory that nothing refers to, None on a computer, which has enough."""
    if not _FREES_BY_COLLECTING:
        return None
    gc.collect()
    return gc.mem_free() // 1024


def collect_every(count):
    """Collect garbage whenever `count` bytes were allocated, -1: only when memory runs out.
    Collects now as well."""
    if hasattr(gc, "threshold"):
        gc.threshold(count)
    collect()
