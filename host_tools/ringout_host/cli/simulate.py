"""`ringout simulate`: plug a simulated cable into the simulated handheld and press TEST."""

from typing import Annotated, Any

import typer

from ringout_host.cli import cable as cables
from ringout_host.cli import verdict
from ringout_host.cli.options import Draw, Json, ScreenFile, Seed, Tester, examples
from ringout_host.cli.output import note


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout simulate --cable trs_trs,length=6m,stock=mogami-w2549",
            "ringout simulate --cable trs_trs,length=6m,open=R@0.3m:B --length 6m",
            "ringout simulate --cable ts_ts,stock=canare-gs-6 --stock canare-gs-6",
            "ringout simulate --cable ts_ts --mode expect:trs_trs --json",
            "ringout simulate --cable trs_trs --tester line_leak_na=64,adc=c,calibrated=yes",
            "ringout simulate --cable 'wires:A.T-B.T:1k A.R-B.T:1k A.S=B.S,length=1m'",
            "ringout simulate --cable ./my.toml,open=T@B --mode expect:./my.toml",
            "ringout simulate --cable trs_trs,intermittent=T@B:80us/500ms --wiggle 2",
        )
    )
    def simulate(
        cable: Annotated[
            str,
            typer.Option(
                "--cable",
                help="What to plug in: a cable (trs_trs, 'wires:A.T-B.T A.S=B.S', ./my.toml) and"
                " modifiers, such as trs_trs,length=6m,open=R@B.",
            ),
        ],
        mode: Annotated[
            str, typer.Option("--mode", help="auto, expect:WIRING, or expect:./FILE.toml.")
        ] = "auto",
        length: Annotated[
            str | None,
            typer.Option("--length", help="Tell the tester how long the cable is: 6m or 20ft."),
        ] = None,
        stock: Annotated[
            str | None,
            typer.Option(
                "--stock", metavar="ID", help="Tell the tester what it is made of: canare-gs-6."
            ),
        ] = None,
        seed: Seed = 1,
        wiggle: Annotated[
            float | None,
            typer.Option(
                "--wiggle",
                min=0.5,
                max=600,
                metavar="SECONDS",
                help="Hold TEST instead: watch for dropouts for so long.",
            ),
        ] = None,
        tester: Tester = None,
        screen: ScreenFile = None,
        draw: Draw = None,
        json: Json = False,
    ) -> None:
        """Test a simulated cable with the real firmware.

        The exit code is the verdict: 0 PASS, 1 FAIL or LIVE, 6 not sure, 5 the tester failed,
        70 a fault of the program or the simulator.

        The simulator knows wires and physics only: the firmware has to find out.
        """
        if cables.own_cable(mode) is None:
            mode = cables.checked_mode(mode)
        known_m = cables.length_m(length) if length else None
        known_stock = cables.checked_stock(stock) if stock else None
        with cables.plugged(cable, seed, tester) as handheld:
            cables.set_mode(handheld, mode, known_m, known_stock)
            record = handheld.wiggle(wiggle) if wiggle else handheld.press()
            if draw is not None:
                from ringout_host.cables import shown  # only who draws pays for it

                shown.write(record, draw, cables.own_cable(mode))
            moved = handheld.bench.moving.shares()
            if moved and json:
                record = {**record, "simulated": {"moving": moved}}
            verdict.show_with_screen(record, handheld.pixels, screen, json)
        for line in handheld.bench.spec.notes():
            note(line)
        for share in moved:
            note(_moved(share))
        raise typer.Exit(verdict.exit_code(record))


def _moved(share: dict[str, Any]) -> str:
    """How much of a moving contact the tester could have met, in words."""
    did = "open" if share["kind"] == "intermittent" else "touching"
    percent = 100.0 * share["moved"]
    return (
        f"simulated: {share['contact']} was {did} {percent:.1f} % of the"
        f" {share['driven_ms']:.1f} ms in which its leg was driven"
    )
