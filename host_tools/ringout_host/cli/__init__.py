"""The `ringout` command. One module per command; each module's `add(app)` registers it."""

import errno
import os
import sys
from typing import Any

import typer

from ringout import __version__
from ringout_host.cli.lazy import lazy_group
from ringout_host.cli.terminal import settle
from ringout_host.errors import Exit, ReaderGoneError, RingoutError

# In the order of `ringout --help`: from a laptop with nothing, to a shop with a fleet. A command
# is imported when it is called, so its line for `--help` stands here: the first of its docstring.
COMMANDS = {
    "simulate": "Test a simulated cable with the real firmware.",
    "serve": "Run a simulated handheld on a port; it speaks as a real one does.",
    "page": "Open the tester's page: try it without one, or connect yours.",
    "devices": "List the testers that are plugged in: port, identity, state.",
    "info": "Show identity, versions, clock, and how full the log is.",
    "test": "Test the plugged cable now, as the TEST key does.",
    "line": "Look at an installed line from one end: far-end plug, breaks, equipment, phantom.",
    "tone": "Send a tone down a leg: find it, or measure its level, at the far end.",
    "screen": "Fetch the picture that the tester's display shows right now.",
    "selftest": "Check the tester itself.",
    "calibrate": "Calibrate: empty jacks, then the reference plugs in each jack.",
    "characterise": "Measure what this tester's electronics are like.",
    "capture": "Keep every reading of one press in a file: what a bug report needs.",
    "replay": "Diagnose a captured press anew, with the firmware of this installation.",
    "settings": "Read and change the tester's settings: limits, lot, display.",
    "logs": "Pull test records from testers, read them, export them.",
    "cables": "Your own cables: keep, draw, learn them, take them to a tester.",
    "report": "Write an HTML report: yield, faults, readings, lots, cables.",
    "certificate": "Make a cable's certificate or a lot's sheet, or verify one.",
    "label": "Make the label of a tested cable: its serial as a code, product, verdict, date, "
    "length, lot.",
    "query": "Ask the database in SQL, read-only: tests, readings, faults, lots.",
    "products": "Part numbers: what each asks of a cable, for ringout station.",
    "station": "Test a batch: scan or type a serial, press TEST.",
    "collect": "Wait for testers, pull each new record, acknowledge it, hand it to commands. For "
    "weeks.",
    "doctor": "Find out why a tester does not work here, and what to do.",
    "flash": "Install or update the tester's firmware.",
    "image": "Make one UF2 that turns a bare Pico into a tester.",
    "twin": "Run the real firmware on an emulated chip.",
}

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

app = typer.Typer(
    name="ringout",
    cls=lazy_group(__name__, COMMANDS),
    help="Audio cable tester: simulate it, talk to it, pull its log, flash it.",
    epilog="Start here:  ringout simulate --cable trs_trs,length=6m,open=R@0.3m:B",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"ringout {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
    ),
) -> None:
    pass


def main() -> None:
    """Entry point: an exit code for everything that may happen, none for two kinds of it."""
    settle()
    try:
        status = _run()
    except SystemExit:
        raise
    except BaseException as error:  # a bug, or what the simulator never lets the firmware do
        import traceback

        from ringout_host.outside import visible

        sys.stderr.write(visible(traceback.format_exc(), "\n"))  # it may quote anything
        _complain(f"a fault of ringout itself, not of a cable: {type(error).__name__}: {error}")
        status = Exit.INTERNAL
    sys.exit(status)


def _run() -> int:
    """Run the command; expected errors become one line and an exit code."""
    status: Any = Exit.UNREAD
    try:
        status = app(prog_name="ringout", standalone_mode=False)
        sys.stdout.flush()  # here, where a closed pipe is still caught
    except RingoutError as error:
        _complain(str(error))
        status = error.exit_code
    except typer.TyperException as error:  # the command line could not be understood
        status = _explain(error)
    except (KeyboardInterrupt, typer.Abort):
        status = Exit.INTERRUPTED
    except (BrokenPipeError, ReaderGoneError):  # `ringout logs ls | head`
        _drop_output()  # a command that was done keeps its code: it may be a verdict
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _complain("the disk is full, or the file that the output goes to: free some room")
        _drop_output()
        status = Exit.USAGE
    return status if isinstance(status, int) else Exit.OK


def _complain(text: str) -> None:
    """A line of trouble on stderr; what prints it is imported when there is trouble."""
    from ringout_host.cli import output

    output.complain(text)


def _drop_output() -> None:
    """Nobody takes our output any more: what is still buffered must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: typer.TyperException) -> int:
    """What is wrong with the command line, in one line with where to look."""
    context = getattr(error, "ctx", None)
    text = error.format_message().strip().rstrip(".")
    if text:  # without one, the help has been shown already: `ringout logs` alone
        _complain(f"{text}. See: {context.command_path if context else 'ringout'} --help")
    return Exit.USAGE
