"""A label to a printer, by a command of the user's choice and without a shell."""

import shlex
import subprocess

from ringout_host.errors import UsageError

PRINT_S = 60.0


def print_with(command: str, label: bytes) -> None:
    """Run `command` with the label on its standard input.

    The command is split into words as a shell would, and nothing else of a shell is done: a record
    cannot reach it. Raises UsageError, with what it said, when it fails.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"--print: {error}") from None
    if not words:
        raise UsageError("--print needs a command, such as 'lp -d Zebra -o raw'")
    try:
        done = subprocess.run(words, input=label, capture_output=True, timeout=PRINT_S, check=False)
    except FileNotFoundError:
        raise UsageError(f"--print: there is no command {words[0]!r} here") from None
    except OSError as error:
        raise UsageError(f"--print: cannot run {words[0]!r}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"--print: {words[0]!r} did not end within {PRINT_S:.0f} s") from None
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise UsageError(
            f"--print: {words[0]!r} ended with {done.returncode}: {said[-1] if said else 'no word'}"
        )
