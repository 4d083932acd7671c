"""`ringout tone`: a tone on a leg, to find it or to measure it at the far end."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from ringout_host.cli.options import Json, Port, Tester, examples
from ringout_host.cli.output import note, out, print_json, tell
from ringout_host.errors import DeviceError, Exit, UsageError
from ringout_host.link.device import SLOW_S, Device, open_device

LEGS = ("T+R", "T", "R", "R2", "T-R")
HERTZ = (1000, 400)
WAV_S = 3.0  # a pattern of both legs takes less
ASK_S = 1.0  # the tester ends a tone that nobody asks for in five seconds
ENDED = {
    "key": "ended at the tester",
    "time": "the time is over",
    "usb": "USB power went",
    "host": "ended",
    "busy": "ended: the tester has something else to do",
}


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout tone",
            "ringout tone --leg T-R --hz 400 --seconds 20",
            "ringout tone --cable xlr_xlr,length=50m,unplug=B,part=T-R:10k@B --leg T-R",
            "ringout tone --cable trs_trs,length=20m,unplug=B,open=R@50% --json",
            "ringout tone --cable xlr_xlr,length=50m,unplug=B --wav heard.wav",
        )
    )
    def tone(
        port: Port = None,
        leg: Annotated[
            str,
            typer.Option(
                "--leg",
                metavar="LEG",
                help="T, R, R2: that leg against the rest of the plug; T+R: both by turns, two"
                " beeps T, one R; T-R: one against the other, steady.",
            ),
        ] = LEGS[0],
        jack: Annotated[str, typer.Option("--jack", help="A, B or C.")] = "A",
        hz: Annotated[int, typer.Option("--hz", help="1000 or 400.")] = HERTZ[0],
        seconds: Annotated[
            int, typer.Option("--seconds", min=1, max=3600, help="End after so long.")
        ] = 60,
        cable: Annotated[
            str | None,
            typer.Option(
                "--cable",
                metavar="SPEC",
                help="On a simulated tester with this cable: level and spectrum at its far end.",
            ),
        ] = None,
        wav: Annotated[
            Path | None,
            typer.Option(
                "--wav",
                metavar="FILE.wav",
                help="With --cable: also what its far end hears for 3 s; left tip, right ring, 4 V"
                " full scale.",
            ),
        ] = None,
        tester: Tester = None,
        json: Json = False,
    ) -> None:
        """Send a tone down a leg: find it, or measure its level, at the far end.

        It never sounds on a cable with a voltage on it, and stops when one comes. Ctrl-C, a key of
        the tester, the time, or pulling USB ends it. Exit 1 if there is or came a voltage.
        """
        if leg not in LEGS or jack not in ("A", "B", "C") or (leg == "R2" and jack == "C"):
            raise UsageError(f"--leg is one of {' '.join(LEGS)}, --jack A, B or C (C has no R2)")
        if hz not in HERTZ:
            raise UsageError("--hz is 1000 or 400")
        if cable is not None:
            if wav is not None:
                _recorded(wav, cable, tester, jack, leg, hz)
            _simulated(cable, tester, jack, leg, hz, json)
            return
        if wav is not None:
            raise UsageError("--wav is of a simulated line: give --cable")
        with open_device(port) as device:
            state = _sound(device, {"jack": jack, "leg": leg, "hz": hz, "seconds": seconds})
        if json:
            print_json(state)
        elif state["ended"] != "live":
            tell(ENDED.get(state["ended"], "ended"))
        if state["ended"] == "live":
            note(f"a voltage on {' '.join(state['contacts'])}: unplug the far end")
            raise typer.Exit(Exit.CABLE_FAILED)


def _sound(device: Device, asked: dict[str, Any]) -> dict[str, Any]:
    """Start it, and stay until it is over; the state at the end."""
    try:
        state = device.call("tone", step="start", timeout_s=SLOW_S, **asked)
    except DeviceError as error:
        if error.code != "live":
            raise
        return {**asked, "ended": "live", "contacts": error.text.split(":")[0].split()[3:]}
    tell(f"{state['leg']} sounds at jack {state['jack']}, {state['hz']} Hz; Ctrl-C ends it")
    try:
        while state["sounds"]:
            time.sleep(ASK_S)
            state = device.call("tone", step="status")
    except KeyboardInterrupt:
        state = device.call("tone", step="stop")
    return {name: value for name, value in state.items() if name not in ("id", "ok", "step")}


def _recorded(path: Path, spec: str, tester: str | None, jack: str, leg: str, hz: int) -> None:
    from ringout_host.cli import cable as cables
    from ringout_host.tone import wav

    with cables.plugged(spec, tester=tester) as handheld:
        end = wav.write(path, handheld, jack, leg, hz, WAV_S)
    note(f"{path}: {WAV_S:.0f} s at plug {end}")


def _simulated(spec: str, tester: str | None, jack: str, leg: str, hz: int, json: bool) -> None:
    from ringout_host.cli import cable as cables
    from ringout_host.tone import simulated

    with cables.plugged(spec, tester=tester) as handheld:
        heard = simulated.listen(handheld, jack, leg, hz)
    if json:
        rows = [
            {
                "sounds": one.sounds,
                "between": one.between,
                "volt": round(one.level.volt, 5),
                "dbu": None if one.level.dbu is None else round(one.level.dbu, 2),
                "partials_db": {str(n): round(v, 1) for n, v in one.level.partials.items()},
            }
            for one in heard
        ]
        print_json({"cable": spec, "jack": jack, "leg": leg, "hz": hz, "heard": rows})
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("sounds", "between", "volt", "dBu", "3rd", "5th"):
        table.add_column(heading, justify="left" if heading in ("sounds", "between") else "right")
    for one in heard:
        silent = one.level.dbu is None or one.level.dbu < -100.0
        partials = [f"{one.level.partials.get(n, 0):.1f} dB" for n in (3, 5)]
        table.add_row(
            one.sounds,
            one.between,
            "silent" if silent else f"{one.level.volt:.3f}",
            "" if silent else f"{one.level.dbu:+.1f}",
            *(["", ""] if silent else partials),
        )
    out.print(table)
