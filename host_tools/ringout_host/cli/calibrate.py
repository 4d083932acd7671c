"""`ringout calibrate`: walk through a calibration, plug by plug."""

from typing import Annotated, Any

import typer

from ringout_host.cli.options import Json, Port, examples
from ringout_host.cli.output import complain, err, print_json
from ringout_host.errors import DeviceError, UsageError
from ringout_host.link.device import SLOW_S, Device, open_device

PLUGS = {"short": "the shorting plug", "10ohm": "the 10 ohm plug"}


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout calibrate",
            "ringout calibrate --jacks A,B",
            "ringout calibrate --jacks none",
            "ringout calibrate --show --json",
        )
    )
    def calibrate(
        port: Port = None,
        jacks: Annotated[
            str,
            typer.Option("--jacks", help="Jacks to do with the reference plugs: A,B,C or none."),
        ] = "A,B,C",
        show: Annotated[
            bool, typer.Option("--show", help="Only say which calibration is in force.")
        ] = False,
        json: Json = False,
    ) -> None:
        """Calibrate: empty jacks, then the reference plugs in each jack.

        The reference plugs are a shorting one and one of 10 ohm. The tester sees by itself which
        plug is where. Nothing changes before the last step.
        """
        wanted = _jacks(jacks)
        with open_device(port) as device:
            done = _call(device, "status") if show else _walk(device, wanted)
        facts = {"cal": done.get("cal"), "t": done.get("t"), "zeroed": done.get("zeroed")}
        if json:
            print_json(facts)
        else:
            err.print(f"calibration in force: {facts['cal'] or 'none, nominal values'}")


def _jacks(text: str) -> list[str]:
    if text == "none":
        return []
    jacks = text.upper().split(",")
    if any(jack not in ("A", "B", "C") for jack in jacks) or len(set(jacks)) != len(jacks):
        raise UsageError(f"--jacks '{text}' is not a list of A, B, C or none: --jacks A,B")
    return jacks


def _call(device: Device, step: str) -> dict[str, Any]:
    return device.call("calibrate", step=step, timeout_s=SLOW_S)


def _walk(device: Device, jacks: list[str]) -> dict[str, Any]:
    """Every step, each repeated until the tester is content. Ctrl-C leaves the old one."""
    _call(device, "stop")
    try:
        _step(device, "open", "Unplug everything from all jacks")
        for jack in jacks:
            for kind, name in PLUGS.items():
                _plug(device, kind, jack, name)
        return _call(device, "save")
    except (KeyboardInterrupt, typer.Abort):
        _call(device, "stop")
        raise


def _plug(device: Device, kind: str, jack: str, name: str) -> None:
    while True:
        reply = _step(device, "plug", f"Put {name} into jack {jack}, nothing else")
        found = reply.get("step"), reply.get("jack")
        if found == (kind, jack):
            return
        complain(f"that was {PLUGS.get(str(found[0]), 'another plug')} in jack {found[1]}")


def _step(device: Device, step: str, prompt: str) -> dict[str, Any]:
    while True:
        typer.prompt(f"{prompt}, then press Enter", default="", show_default=False, err=True)
        try:
            return _call(device, step)
        except DeviceError as error:
            if error.code != "calibrate":
                raise
            complain(error.text)
