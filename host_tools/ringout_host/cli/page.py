"""`ringout page`: the page in a browser, joined to a tester on this computer."""

import asyncio
import signal
import tempfile
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer

from ringout_host.cli.options import Seed, Tester, examples
from ringout_host.cli.output import err, out
from ringout_host.errors import UsageError
from ringout_host.installed import extra

PORT = 8737  # always the same: browsers keep what a page stored by its address


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout page",
            "ringout page --port /dev/ttyACM0",
            "ringout page --cable trs_trs,open=R@B --no-open",
        )
    )
    def page(
        port: Annotated[
            str | None,
            typer.Option("--port", help="The tester's port. Without it: the only one there is."),
        ] = None,
        cable: Annotated[
            str | None,
            typer.Option("--cable", help="A simulated tester with this cable in place of a port."),
        ] = None,
        open: Annotated[
            bool, typer.Option("--open/--no-open", help="Open it in the browser.")
        ] = True,
        listen: Annotated[
            int,
            typer.Option(
                "--listen",
                min=0,
                max=65535,
                help="TCP port of the page; 0: any free one. Your browser keeps a log for each.",
            ),
        ] = PORT,
        seed: Seed = 1,
        tester: Tester = None,
    ) -> None:
        """Open the tester's page: try it without one, or connect yours.

        Serves on this computer only; the address has a token without which nobody reaches the
        tester. The tester's port is taken while the page is connected. Ctrl-C ends it.
        """
        if port is not None and cable is not None:
            raise UsageError("--port and --cable are two testers: name one")
        try:
            import websockets  # noqa: F401
        except ImportError:
            raise UsageError(f"the page needs a package more: {extra('page')}") from None
        from ringout_host.cli.serve import end_on_signals
        from ringout_host.page.server import built

        end_on_signals()
        folder = built()
        with ExitStack() as stack:
            if cable is not None:
                from ringout_host.cli.cable import plug
                from ringout_host.page.simulated import served

                root = stack.enter_context(tempfile.TemporaryDirectory(prefix="ringout-"))
                handheld = plug(cable, Path(root), seed, realtime=True, tester=tester)
                port = stack.enter_context(served(handheld))
            asyncio.run(_serve(folder, port, listen, open))


async def _serve(folder: Path, port: str | None, listen: int, is_opened: bool) -> None:
    """Until somebody ends it: SIGTERM and SIGHUP in their turn, not in the middle of something."""
    from ringout_host.link.device import patience_wanted
    from ringout_host.page.bridge import Bridge
    from ringout_host.page.server import Site, serving

    over, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows
            loop.add_signal_handler(getattr(signal, name), over.set)
    async with serving(Site(folder, patience_wanted()), Bridge(port), listen) as address:
        out.print(address, markup=False, soft_wrap=True)
        out.file.flush()
        if is_opened and not await asyncio.to_thread(webbrowser.open, address):
            err.print("open this address in a browser")
        await over.wait()
