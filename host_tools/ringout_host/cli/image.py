"""`ringout image`: one UF2 with everything, for drag and drop."""

from pathlib import Path
from typing import Annotated

import typer

from ringout_host.aside import written_aside
from ringout_host.cli.options import Json, examples
from ringout_host.cli.output import out, print_json


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout image ringout.uf2 --uf2 RPI_PICO-20260406-v1.28.0.uf2",
            "ringout image --check ringout.uf2",
            "ringout image --mip build/mip",
            "mpremote mip install --target / build/mip/package.json",
        )
    )
    def image(
        file: Annotated[
            Path | None, typer.Argument(help="The UF2 to write. Default: ringout-VERSION.uf2.")
        ] = None,
        uf2: Annotated[
            Path | None,
            typer.Option(
                "--uf2",
                envvar="RINGOUT_UF2",
                help="MicroPython for the Pico. Without it: the one in the cache.",
            ),
        ] = None,
        check: Annotated[
            Path | None, typer.Option("--check", help="Only say what is inside this UF2.")
        ] = None,
        mip: Annotated[
            Path | None,
            typer.Option("--mip", help="Write a folder for `mpremote mip install` instead."),
        ] = None,
        trust: Annotated[
            bool,
            typer.Option("--trust", help="Take a MicroPython that ringout does not know."),
        ] = False,
        json: Json = False,
    ) -> None:
        """Make one UF2 that turns a bare Pico into a tester.

        Hold BOOTSEL, plug in, drop it. It erases what was on the Pico, log and settings too:
        `ringout flash` keeps them.
        """
        from ringout_host.flash import bundle, micropython
        from ringout_host.flash import image as images

        if mip is not None:
            _package(mip, json)
            return
        if check is not None:
            file = check
        else:
            firmware = bundle.build()
            file = file or Path(f"ringout-{firmware.version}.uf2")
            source = micropython.require(uf2)
            micropython.refuse_unknown(source, trust)
            data = images.make(source, firmware)
            with written_aside(file) as stream:
                stream.write(data)
        contents = images.inspect(file, trust or check is None)
        if json:
            print_json({"file": str(file), **vars(contents)})
            return
        lines = [
            f"{check or file}: {contents.blocks} blocks, {contents.bytes // 1024} KB, RP2040",
            f"  MicroPython  {contents.micropython or 'none'} ({contents.board or 'no board'})",
            f"  ringout      {contents.firmware or 'none'} ({len(contents.files)} files)",
        ]
        out.print("\n".join(lines), markup=False, soft_wrap=True)


def _package(folder: Path, json: bool) -> None:
    from ringout_host.flash import bundle, package

    path = package.write(bundle.build(), folder)
    if json:
        print_json({"file": str(path)})
    else:
        out.print(f"mpremote mip install --target / {path}", markup=False, soft_wrap=True)
