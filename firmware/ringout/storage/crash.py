"""The crash file: the latest tracebacks, of what ended the app and of what a press survived."""

from ringout import __version__

FILE = "crash"
BYTES = 2048  # kept of the latest


def note(files, text, lasted_ms):
    """Add a traceback. lasted_ms: since the start."""
    entry = "firmware %s, %d s after start\n%s\n" % (__version__, lasted_ms // 1000, text)
    old = files.read(FILE) or b""
    files.replace(FILE, (old + entry.encode())[-BYTES:])
