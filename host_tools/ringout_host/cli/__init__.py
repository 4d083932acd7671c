"""The `ringout` command. One module per command; each module's `add(app)` registers it."""

import os
import sys
from importlib import import_module

import typer

from ringout import __version__
from ringout_host.cli.output import complain
from ringout_host.errors import Exit, RingoutError

# In the order of `ringout --help`: from a laptop with nothing, to a shop with a fleet.
COMMANDS = ("logs",)

app = typer.Typer(
    name="ringout",
    help="Audio cable tester: simulate it, talk to it, pull its log, flash it.",
    epilog="Start here:  ringout simulate --cable trs_trs,length=6m,open=R@0.3m:B",
    no_args_is_help=True,
    add_completion=True,
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
        build()()
    except RingoutError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output went away: `ringout logs ls | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.OK)
