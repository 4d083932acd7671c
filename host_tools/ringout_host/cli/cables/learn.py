"""`ringout cables learn`."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cables import learn as learning
from ringout_host.cables import toml_file
from ringout_host.cables.check import checked_id
from ringout_host.cables.mistaken import Mistaken
from ringout_host.cli import cable as cables
from ringout_host.cli.cables.common import usage, write_new
from ringout_host.cli.options import Json, Port, Seed, Tester, examples
from ringout_host.cli.output import note, out, print_json
from ringout_host.link.device import SLOW_S, open_device


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout cables learn --port /dev/ttyACM0 --id piano-di --out piano.toml",
            "ringout cables learn --cable 'wires:A.T-B.T:1k A.S=B.S' --id pad --out p.toml",
            "ringout cables learn --id dark-lead --length 3m --out dark.toml",
        )
    )
    def learn(
        id: Annotated[str, typer.Option("--id", help="What it is to be called: a-z 0-9 - _.")],
        to: Annotated[Path, typer.Option("--out", help="The cable file to write.")],
        cable: Annotated[
            str | None, typer.Option("--cable", help="A simulated cable instead of a tester.")
        ] = None,
        name: Annotated[
            str | None, typer.Option("--name", help="What the screen shows, 20 at most.")
        ] = None,
        length: Annotated[
            str | None,
            typer.Option(
                "--length",
                help="How long it is, 6m or 20ft: then a capacitor in it is found, and kept.",
            ),
        ] = None,
        seed: Seed = 1,
        tester: Tester = None,
        force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
        port: Port = None,
        json: Json = False,
    ) -> None:
        """Press TEST once and write what it found as a cable file.

        You vouch for the cable: it is learned as it is. Not learned: voltage on it, a contact
        that comes and goes, empty jacks (exit code 6).
        """
        try:
            checked_id(id)
        except Mistaken as mistake:
            raise usage(mistake, "--id") from None
        known_m = cables.length_m(length) if length else None
        if cable is not None:
            with cables.plugged(cable, seed, tester) as handheld:
                handheld.configure("auto", known_m)
                record = handheld.press()
        else:
            with open_device(port) as device:
                if known_m is not None:
                    device.settings_set(length_m=known_m)
                record = device.test(SLOW_S)
        try:
            made = learning.learned(record, id, name)
        except Mistaken as mistake:
            raise usage(mistake, "what was found") from None
        said = f"learned from one press; the tester said {record.get('verdict')}"
        write_new(to, toml_file.text_of(made, said), force)
        if json:
            print_json({"file": str(to), **toml_file.definition(made)})
        else:
            out.print(f"{to}: {made.id}", markup=False, soft_wrap=True)
        for fault in record.get("faults") or []:
            note(f"the tester saw: {fault.get('text')}; it is learned as it is")
