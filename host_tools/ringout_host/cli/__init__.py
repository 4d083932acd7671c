"""The `ringout` command. One module per command; each module's `add(app)` registers it."""

import errno
import os
import sys
from importlib import import_module

import typer
from typer.core import TyperGroup

from ringout import __version__
from ringout_host.cli.output import complain
from ringout_host.errors import Exit, RingoutError

# In the order of `ringout --help`: from a laptop with nothing, to a shop with a fleet.
COMMANDS = (
    "simulate", "serve", "devices", "info", "test", "screen", "selftest", "calibrate", "settings",
    "logs", "report", "station", "doctor", "flash", "image", "twin",
)  # fmt: skip


class _InOrder(TyperGroup):
    """Lists commands in our order; Typer would put the groups last."""

    def list_commands(self, ctx) -> list[str]:
        return [name for name in COMMANDS if name in self.commands]


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

app = typer.Typer(
    name="ringout",
    cls=_InOrder,
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


def build() -> typer.Typer:
    """The complete command tree; commands are imported here and nowhere else."""
    if not app.registered_commands and not app.registered_groups:
        for name in COMMANDS:
            import_module(f"ringout_host.cli.{name}").add(app)
    return app


def main() -> None:
    """Entry point: run the command and turn expected errors into one line and an exit code."""
    try:
        status = build()(prog_name="ringout", standalone_mode=False)
        sys.stdout.flush()  # here, where a closed pipe is still caught
    except RingoutError as error:
        complain(str(error))
        status = error.exit_code
    except typer.TyperException as error:  # the command line could not be understood
        status = _explain(error)
    except (KeyboardInterrupt, typer.Abort):
        status = Exit.INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away: `ringout logs ls | head`
        _drop_output()
        status = Exit.OK
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        complain("the disk is full, or the file that the output goes to: free some room")
        _drop_output()
        status = Exit.USAGE
    sys.exit(status if isinstance(status, int) else Exit.OK)


def _drop_output() -> None:
    """Nobody takes our output any more: what is still buffered must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: typer.TyperException) -> int:
    """What is wrong with the command line, in one line with where to look."""
    context = getattr(error, "ctx", None)
    text = error.format_message().strip().rstrip(".")
    if text:  # without one, the help has been shown already: `ringout logs` alone
        complain(f"{text}. See: {context.command_path if context else 'ringout'} --help")
    return Exit.USAGE
