"""`ringout characterise`: what this tester's electronics are like, in a file."""

import json as json_text
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli.options import Json, Port, Tester, examples, simulated_instead
from ringout_host.cli.output import note, out, print_json, progress


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout characterise --out unit.json",
            "ringout characterise --tester typical,adc=c --out unit.json",
            "ringout simulate --cable trs_trs --tester unit=unit.json",
            "ringout doctor --unit unit.json",
        )
    )
    def characterise(
        unit: Annotated[Path, typer.Option("--out", help="The file to write, such as unit.json.")],
        port: Port = None,
        tester: Tester = None,
        seed: Annotated[
            int | None,
            typer.Option("--seed", min=1, help="Measure a simulated tester: which one."),
        ] = None,
        ramps: Annotated[
            int,
            typer.Option(
                "--ramps", min=0, max=1000, help="Slow ramps for the converter's wide codes."
            ),
        ] = 160,
        json: Json = False,
    ) -> None:
        """Measure what this tester's electronics are like.

        That is noise, leakage, capacitance of jacks and wires, drivers, pull-downs, amplifiers and
        the converter's steps. Unplug every cable first; it takes half a minute.

        `--tester unit=FILE` makes a simulated tester of the file, `ringout doctor --unit FILE` says
        what is odd about it.
        """
        values, seen, info = _measure(port, tester, seed, ramps)
        made = {
            "ringout": "unit",
            "format": 1,
            "dev": info.get("dev"),
            "fw": info.get("fw"),
            "t": int(time.time()),
            "simulated": None if tester is None and seed is None else tester or "by its seed",
            "values": values,
            "measured": seen,
        }
        _save(made, unit)
        if json:
            print_json(made)
            return
        for line in summary(values):
            out.print(line)
        note(f"written to {unit}; what is odd: ringout doctor --unit {unit}")


def _measure(
    port: str | None, tester: str | None, seed: int | None, ramps: int
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    from ringout_host.characterise import measure
    from ringout_host.cli import cable as cables
    from ringout_host.link.device import open_device
    from ringout_host.link.inside import device_of

    with progress() as bar:
        task = bar.add_task("measuring", total=measure.steps(ramps))

        def tick() -> None:
            bar.advance(task)

        if tester is None and seed is None:
            with open_device(port) as device:
                return *measure.measured(device.call, tick, ramps), device.info
        simulated_instead(port)
        with cables.plugged("none", seed or 1, tester) as handheld:
            device = device_of(handheld)
            return *measure.measured(device.call, tick, ramps), device.info


def _save(made: dict[str, Any], path: Path) -> None:
    from ringout_host.aside import written_aside

    with written_aside(path) as stream:
        stream.write(json_text.dumps(made, indent=1).encode() + b"\n")


_UNITS = {"pf": "pF", "na": "nA", "ohm": "ohm", "mv": "mV", "codes": "codes"}


def summary(values: dict[str, Any]) -> list[str]:
    """One line for each value: of contacts the lowest, the middle and the highest."""
    lines = []
    for name, value in values.items():
        words = name.split("_")
        unit = _UNITS.get(words[-1], "")
        label = " ".join(words[:-1] if unit else words)
        if isinstance(value, dict):
            rows = sorted(value.values())
            least, middle, most = rows[0], rows[len(rows) // 2], rows[-1]
            text = f"{least:g} to {most:g}, half of them under {middle:g} {unit}"
        elif isinstance(value, list):
            text = " ".join(f"{each:g}" for each in value)
        else:
            text = f"{value:g} {unit}"
        lines.append(f"{label:<16}{text}".rstrip())
    return lines
