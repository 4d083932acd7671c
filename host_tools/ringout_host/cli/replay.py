"""`ringout replay`: the firmware's diagnosis on the readings of a captured press."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli import verdict
from ringout_host.cli.options import Json, ScreenFile, examples
from ringout_host.cli.output import note


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout replay case.json",
            "ringout replay case.json --json | jq .captured",
            "for f in tests/cases/*.json; do ringout replay $f; done",
        )
    )
    def replay(
        case: Annotated[Path, typer.Argument(help="A file of ringout capture.")],
        screen: ScreenFile = None,
        json: Json = False,
    ) -> None:
        """Diagnose a captured press anew, with the firmware of this installation.

        Nothing is measured: every reading is the recorded one. The exit code is the verdict's, 5
        where this firmware measures otherwise than the one that captured, 7 for a file that is no
        case.
        """
        from ringout_host.cases import case as cases
        from ringout_host.cases import replay as replaying

        found = cases.load(case)
        record = replaying.replayed(found)
        other = replaying.differences(record, found.record)
        shown = {**record, "captured": _captured(found.record, found.cable, other)}
        verdict.show_with_screen(shown, _dots(record, found.settings), screen, json)
        note(f"captured of: {found.cable}")
        if not other:
            note("as the tester said")
        for line in other:
            note(f"otherwise than the tester said: {line}")
        raise typer.Exit(verdict.exit_code(record))


def _dots(record: dict[str, Any], settings: dict[str, Any]) -> Any:
    """The display of a tester that says so."""
    from ringout_host.cli import cable as cables

    with cables.plugged("none") as handheld:
        from ringout.ui import views  # now: the simulator has brought its frame buffer

        app = handheld.app
        app.settings.set("units", settings.get("units", app.settings["units"]))
        asks = record["verdict"] == "LOOKS-LIKE"
        app.show(views.Question(app, record) if asks else views.Result(app, record))
        return handheld.pixels


def _captured(then: dict[str, Any], cable: str, other: list[str]) -> dict[str, Any]:
    """What the tester said, beside the record."""
    return {"cable": cable, "verdict": then.get("verdict"), "same": not other, "other": other}
