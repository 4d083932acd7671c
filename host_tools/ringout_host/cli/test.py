"""`ringout test`: press TEST from the computer; the exit code is the verdict."""

from typing import Annotated

import typer

from ringout_host.cli import verdict as verdicts
from ringout_host.cli.options import Draw, Json, Port, examples
from ringout_host.cli.output import print_json
from ringout_host.errors import ProtocolError
from ringout_host.installed import newer
from ringout_host.link.device import SLOW_S, Device, open_device
from ringout_host.store.serials import checked_serial
from ringout_host.verdicts import VERDICT_EXIT


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout test",
            "ringout test --mode expect:./my-cable.toml",
            "ringout test --serial CAB-1   # what ringout label CAB-1 asks for",
            "ringout test --json | jq .faults",
            "ringout test --draw found.svg",
            "ringout test --port /dev/ttyACM0 && echo the cable is good",
        )
    )
    def test(
        port: Port = None,
        mode: Annotated[
            str | None,
            typer.Option("--mode", help="auto, expect:WIRING, or expect:./FILE.toml; stays set."),
        ] = None,
        serial: Annotated[
            str | None, typer.Option("--serial", help="The cable's serial, into its record.")
        ] = None,
        json: Json = False,
        draw: Draw = None,
        timeout: Annotated[
            float, typer.Option("--timeout", min=1.0, help="Seconds to wait for the verdict.")
        ] = SLOW_S,
    ) -> None:
        """Test the plugged cable now, as the TEST key does.

        Exit 0 for PASS, 1 for FAIL or LIVE, 6 if it is not sure, 5 if the tester failed.
        """
        if serial is not None:
            serial = checked_serial(serial)
        with open_device(port) as device:
            if mode is not None:
                _choose(device, mode)
            record = device.test(timeout, serial)
        verdict = record.get("verdict")
        if verdict not in VERDICT_EXIT:
            raise ProtocolError(
                f"the tester gave a verdict that ringout does not know ({verdict!r:.40}): {newer()}"
            )
        if draw is not None:
            from ringout_host.cables import shown
            from ringout_host.cli import cable as cables

            shown.write(record, draw, cables.own_cable(mode) if mode else None)
        if json:
            print_json(record)
        else:
            verdicts.show(record)
        raise typer.Exit(verdicts.exit_code(record))


def _choose(device: Device, mode: str) -> None:
    """Set the tester's mode; a cable file is stored in the tester first."""
    from ringout_host.cables import transfer
    from ringout_host.cli import cable as cables

    own = cables.own_cable(mode)
    if own is not None:
        transfer.put(device.call, own)
    kind, _, name = (f"expect:{own.id}" if own else cables.checked_mode(mode, True)).partition(":")
    device.settings_set(mode=kind, **({"expect": name} if name else {}))
