"""What a console request may be: one short line of printable ASCII holding a JSON object.

Pure functions: bytes in, a request or a refusal out. Nothing here trusts what it reads, and
nothing is ever evaluated.
"""

import json

from ringout.base.compat import const

LINE_BYTES = const(512)  # longest request line
DEPTH = const(8)  # deepest nesting: beyond it a JSON parser may run out of stack
ID_CHARS = const(32)  # longest text id
ERROR_CHARS = const(160)  # longest error text


class Refused(Exception):
    """An answer to a request that will not be carried out.

    code: "bad-op", "bad-arg", "busy", "too-long" or "failed"; text: one sentence for a person.
    """

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
        self.text = text


class LineBuffer:
    """Collects one line of at most LINE_BYTES printable bytes in a buffer made once."""

    def __init__(self):
        self._line = bytearray(LINE_BYTES)
        self._length = 0
        self._bad = False  # too long or not printable: dropped when it ends

    def feed(self, byte):
        """Take one byte. Returns the line (bytearray) that it ended, else None."""
        if byte == 10 or byte == 13:
            length, bad = self._length, self._bad
            self._length, self._bad = 0, False
            return None if bad or not length else self._line[:length]
        if byte < 32 or byte > 126 or self._length == LINE_BYTES:
            self._bad = True
        else:
            self._line[self._length] = byte
            self._length += 1
        return None


def parse(line):
    """The request object in `line`, or None for anything else."""
    if line[0] != 123 or _too_deep(line):  # 123: {
        return None
    try:
        request = json.loads(line)
    except Exception:  # whatever the parser cannot take is not a request
        return None
    # "ok" and "end" mark the tester's own words, come back from a terminal that echoes
    if not isinstance(request, dict) or "ok" in request or "end" in request:
        return None
    return request


def _too_deep(line):
    depth = 0
    quoted = escaped = False
    for byte in line:
        if quoted:
            if escaped:
                escaped = False
            elif byte == 92:  # backslash
                escaped = True
            elif byte == 34:
                quoted = False
        elif byte == 34:  # "
            quoted = True
        elif byte == 123 or byte == 91:  # { [
            depth += 1
            if depth > DEPTH:
                return True
        elif byte == 125 or byte == 93:  # } ]
            depth -= 1
    return False


def need_int(request, name, low, high, default=None):
    """Argument `name` as an int in low..high; `default`, if not None, when it is absent."""
    value = request.get(name, default)
    if not _is_int(value):
        raise Refused("bad-arg", "%s must be a whole number" % name)
    if not low <= value <= high:
        raise Refused("bad-arg", "%s must be %d to %d" % (name, low, high))
    return value


def need_text(request, name, longest, default=None):
    """Argument `name` as a text of at most `longest` characters; `default` when absent."""
    value = request.get(name, default)
    if not isinstance(value, str):
        raise Refused("bad-arg", "%s must be a text" % name)
    if len(value) > longest:
        raise Refused("too-long", "%s must have at most %d characters" % (name, longest))
    return value


def id_text(value):
    """JSON text of a request's id: an int, or a short printable text."""
    if _is_int(value):
        return str(value)
    if isinstance(value, str) and len(value) <= ID_CHARS and value == _plain(value):
        return json.dumps(value)
    raise Refused("bad-arg", "id must be a whole number or a short text")


def error_text(code, text):
    """The error object as JSON, its text cut to ERROR_CHARS printable characters."""
    return json.dumps({"code": code, "text": _plain(text[:ERROR_CHARS])})


def _is_int(value):
    return isinstance(value, int) and value is not True and value is not False


def _plain(text):
    return "".join([char if 32 <= ord(char) < 127 else "?" for char in text])
