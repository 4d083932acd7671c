"""Exit codes of commands that end in a verdict; apart from `errors`, which loads nothing of the
firmware."""

from ringout.results.vocabulary import VERDICTS
from ringout_host.errors import Exit

VERDICT_EXIT = {kind.name: Exit(kind.exit_code) for kind in VERDICTS}
