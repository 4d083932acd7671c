"""`ringout cables`: your own cables: kept, drawn, learned, taken to a tester."""

import typer

from ringout_host.cli.lazy import lazy_group
from ringout_host.cli.options import examples

COMMANDS = {
    "ls": "List your cables, and the files that ship; --all: those of the catalogue too.",
    "show": "Show one cable: plugs, wires, parts, limits.",
    "draw": "Draw a cable as SVG or PNG, and beside it one as it was found.",
    "check": "Check cable files without storing them.",
    "add": "Keep a cable file among your cables.",
    "rm": "Remove cables of yours.",
    "learn": "Press TEST once and write what it found as a cable file.",
    "push": "Store cables of yours in a tester.",
    "pull": "Bring a tester's cables into your folder.",
    "import": "Read a WireViz harness as a cable.",
    "export": "Write a cable as a WireViz harness.",
}


def add(app: typer.Typer) -> None:
    """Register the group; its commands are imported when they are called."""
    group = typer.Typer(
        name="cables",
        cls=lazy_group(__name__, COMMANDS),
        help="Your own cables: keep, draw, learn them, take them to a tester.",
        no_args_is_help=True,
        epilog=examples(
            "ringout cables learn --cable ts_ts --id patch --out patch.toml",
            "ringout cables add patch.toml",
            "ringout simulate --cable ./patch.toml,open=T@B --mode expect:./patch.toml",
        ),
    )
    group.callback()(lambda: None)
    app.add_typer(group)
