"""One thing that was looked at."""

from dataclasses import dataclass

from ringout_host.errors import Exit, RingoutError

OK, WARN, BAD = "ok", "warning", "problem"


@dataclass(frozen=True)
class Finding:
    """check: what was looked at; status: OK, WARN or BAD; fix: what to do, empty when OK.

    exit_code is what `ringout doctor` ends with if this is its first problem.
    """

    check: str
    status: str
    text: str
    fix: str = ""
    exit_code: int = Exit.OK


def from_error(check: str, error: RingoutError) -> Finding:
    """The problem behind an expected error: its line is "what is wrong: what to do"."""
    text, fix = _halves(str(error))
    return Finding(check, BAD, text, fix, error.exit_code)


def _halves(line: str) -> tuple[str, str]:
    """Split at the first ": " that stands in no brackets: those quote other programs."""
    depth = 0
    for at, char in enumerate(line):
        depth += (char in "([{") - (char in ")]}")
        if depth <= 0 and line.startswith(": ", at):
            return line[:at], line[at + 2 :]
    return line, ""
