"""`ringout capture`: one press with every reading in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ringout_host.cli.options import Json, Port, Tester, examples, simulated_instead
from ringout_host.cli.output import note, print_json
from ringout_host.errors import NoDeviceError

if TYPE_CHECKING:
    from ringout_host.cases.case import Case


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout capture --cable 'mogami 6 m, ring broken in plug B' --out case.json",
            "ringout capture --port /dev/ttyACM0 --cable 'FAILs, is good' --out case.json",
            "ringout capture --cable trs_trs,open=R@B --tester typical --out case.json",
            "ringout replay case.json",
        )
    )
    def capture(
        cable: Annotated[
            str,
            typer.Option(
                "--cable",
                help="What is plugged in, in your words; of a simulated tester, a cable spec.",
            ),
        ],
        out: Annotated[Path, typer.Option("--out", help="The file to write, such as case.json.")],
        port: Port = None,
        tester: Tester = None,
        seed: Annotated[
            int | None,
            typer.Option("--seed", min=1, help="Press a simulated tester: which one."),
        ] = None,
        json: Json = False,
    ) -> None:
        """Keep every reading of one press in a file: what a bug report needs.

        The tester presses TEST, sends all that it read, and stores nothing in its log. No operator,
        lot or serial goes into the file. --tester and --seed press a simulated tester; so does a
        cable spec while no tester is plugged in.
        """
        from ringout_host.cases import case as cases

        case = _captured(cable, port, tester, seed)
        cases.save(case, out)
        verdict = str(case.record["verdict"])
        if json:
            print_json(
                {"file": str(out), "verdict": verdict, "calls": len(case.calls), "fw": case.fw}
            )
        else:
            note(f"{out}: {verdict}, {len(case.calls)} readings and settings of firmware {case.fw}")


def _captured(cable: str, port: str | None, tester: str | None, seed: int | None) -> "Case":
    if tester is not None or seed is not None:
        simulated_instead(port)
        return _simulated(cable, tester, seed or 1)
    from ringout_host.cases import capture as capturing
    from ringout_host.link.device import open_device

    try:
        with open_device(port) as device:
            return capturing.from_device(device, cable)
    except NoDeviceError:
        if port is not None or not _is_spec(cable):
            raise
    note("no tester is plugged in: a simulated one was pressed")
    return _simulated(cable, None, 1)


def _is_spec(cable: str) -> bool:
    from ringout_host.sim import spec
    from ringout_host.sim.units import SpecError

    try:
        spec.parse(cable)
    except SpecError:
        return False
    return True


def _simulated(cable: str, tester: str | None, seed: int) -> "Case":
    from ringout_host.cases import capture as capturing
    from ringout_host.cli import cable as cables

    with cables.plugged(cable, seed, tester) as handheld:
        return capturing.from_handheld(handheld, cable, {"tester": tester, "seed": seed})
