"""`ringout line`: look at an installed line from one end."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli import verdict
from ringout_host.cli.options import TEMPLATES, Json, Port, ScreenFile, Seed, Tester, examples
from ringout_host.cli.output import note, print_json
from ringout_host.errors import UsageError

_PLUG = "xlr_xlr,length=9m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B"


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout line --channel 'FOH L'",
            f"ringout line --cable {_PLUG}",
            "ringout line --cable xlr_xlr,unplug=B,open=R@1m:A --stock belden-8412",
            "ringout line --cable 'xlr_xlr,unplug=B,live=48V:6.81k@B.T-B.S,B.R-B.S' --json",
            "ringout line --channels stage.csv --sheet stage.pdf",
        )
    )
    def line(
        cable: Annotated[
            str | None,
            typer.Option(
                "--cable",
                help="A simulated line instead of a tester: as for ringout simulate, with unplug=B"
                " and what is at that end (part=T-S:4.7k@B, short=T-S@B, live=...@B.T-B.S).",
            ),
        ] = None,
        port: Port = None,
        stock: Annotated[
            str | None,
            typer.Option(
                "--stock",
                help="The line's stock, such as canare-l-4e6s; '' for none. A simulated line whose"
                " spec has no stock= is of this one.",
            ),
        ] = None,
        length: Annotated[
            str | None, typer.Option("--length", help="How long the line is: 50m or 160ft.")
        ] = None,
        mode: Annotated[
            str | None,
            typer.Option("--mode", help="expect:WIRING names the plugs: expect:rca_rca; or auto."),
        ] = None,
        channel: Annotated[
            str | None, typer.Option("--channel", help="Name of the line, for its record.")
        ] = None,
        plug: Annotated[
            str | None,
            typer.Option("--plug", help="The far-end plug that should be there: 4.7k/10k."),
        ] = None,
        channels: Annotated[
            Path | None,
            typer.Option(
                "--channels",
                metavar="LIST.csv",
                help="Walk through a list: a name a line, after a comma its plug. Goes on where it"
                " was left.",
            ),
        ] = None,
        anew: Annotated[
            bool, typer.Option("--anew", help="Begin the list again; what was found is kept aside.")
        ] = False,
        send: Annotated[
            bool, typer.Option("--send", help="Put the list into the tester, to walk without this.")
        ] = False,
        fetch: Annotated[
            bool, typer.Option("--fetch", help="Take what the tester found from its log.")
        ] = False,
        sheet: Annotated[
            Path | None,
            typer.Option(
                "--sheet", metavar="FILE", help="Also write the list's sheet: .pdf, .html, .json."
            ),
        ] = None,
        templates: Annotated[
            Path | None,
            typer.Option(
                "--templates",
                envvar=TEMPLATES,
                help="Folder with your texts.toml and logo.png or logo.svg, for the sheet.",
            ),
        ] = None,
        paper: Annotated[str, typer.Option("--paper", help="Of a PDF: a4 or letter.")] = "a4",
        seed: Seed = 1,
        tester: Tester = None,
        screen: ScreenFile = None,
        json: Json = False,
    ) -> None:
        """Look at an installed line from one end: far-end plug, breaks, equipment, phantom.

        At the far end: a plug with two resistors (the manual has the table), a shorting plug,
        nothing, or equipment. Stock, length and mode stay set in a real tester.

        With --channels: Enter (or the tester's TEST) looks at the channel, n and b go forward and
        back, a number goes there, q ends. Every record is kept in LIST.csv.line.jsonl at once. At
        the end a sheet says what lines have in common, and which to repair first.

        With --send the tester walks alone (menu, Line: MODE goes on, TEST held goes back), and
        --fetch takes the records from its log.

        Exit 0 PASS, 1 FAIL or LIVE, 6 not sure, 5 the tester failed.
        """
        told = told_of(stock, length, mode)
        if channels is not None:
            if channel is not None or plug is not None or screen is not None:
                raise UsageError(
                    "--channels has the names and plugs: without --channel, --plug, --screen"
                )
            from ringout_host.cli import line_list
            from ringout_host.cli.line_sheet import SheetFile

            file = SheetFile.named(sheet, templates, paper) if sheet is not None else None
            if send or fetch:
                code = line_list.without_walk(channels, cable, port, told, send, file, json)
            else:
                simulated = (cable, seed, tester)
                code = line_list.walked(channels, simulated, port, told, anew, file, json)
            raise typer.Exit(code)
        if anew or send or fetch or sheet is not None:
            raise UsageError("--anew, --send, --fetch and --sheet go with --channels LIST.csv")
        request = request_of(channel, plug)
        if cable is None:
            _on_tester(port, told, request, json, screen)
        else:
            _simulated(cable, seed, tester, told, request, json, screen)


def request_of(channel: str | None, plug: str | None) -> dict[str, Any]:
    """What the op `line` is asked with."""
    from ringout.line import plugs

    request: dict[str, Any] = {}
    if channel is not None:
        request["channel"] = channel[:40]
    if plug is not None:
        try:
            wanted = plugs.read(plug)
        except ValueError as error:
            raise UsageError(str(error)) from error
        request["tip"], request["ring"] = wanted["T-S"], wanted.get("R-S", 0)
    return request


def told_of(stock: str | None, length: str | None, mode: str | None) -> dict[str, Any]:
    """Settings of the tester, from the options."""
    from ringout_host.cli import cable as cables

    told: dict[str, Any] = {}
    if stock is not None:
        told["stock"] = stock and cables.checked_stock(stock)
    if length is not None:
        told["length_m"] = cables.length_m(length)
    if mode is not None:
        kind, _, name = cables.checked_mode(mode, True).partition(":")
        told.update({"mode": kind, **({"expect": name} if name else {})})
    return told


def _on_tester(
    port: str | None,
    told: dict[str, Any],
    request: dict[str, Any],
    json: bool,
    screen: Path | None,
) -> None:
    from ringout_host.link.device import open_device

    with open_device(port) as device:
        if told:
            device.settings_set(**told)
        record = verdict.known_verdict(device.line(request))
        if screen is not None:
            from ringout_host.cli import screenshot
            from ringout_host.cli.screen import rows

            screenshot.save(rows(device.screen()), screen)
    if json:
        print_json(record)
    else:
        verdict.show(record)
    raise typer.Exit(verdict.exit_code(record))


def _simulated(
    cable: str,
    seed: int,
    tester: str | None,
    told: dict[str, Any],
    request: dict[str, Any],
    json: bool,
    screen: Path | None,
) -> None:
    from ringout_host.cli import cable as cables

    with cables.plugged(cables.of_stock(cable, told.get("stock")), seed, tester) as handheld:
        if told:
            cables.ask(handheld, "settings.set", **told)
        record = cables.ask(handheld, "line", **request)["record"]
        verdict.show_with_screen(record, handheld.pixels, screen, json)
    for line in handheld.bench.spec.notes():
        note(line)
    raise typer.Exit(verdict.exit_code(record))
