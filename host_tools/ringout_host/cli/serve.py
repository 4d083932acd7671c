"""`ringout serve`: a virtual handheld on a pseudo-terminal, for everything that talks to one."""

import os
import select
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from ringout_host.cli.cable import plug, replug
from ringout_host.cli.options import Tester, examples
from ringout_host.cli.output import complain, err
from ringout_host.errors import RingoutError, UsageError
from ringout_host.link.ports import own_link

HELD_MS = 800
TICK_S = 0.01  # how often the handheld's app gets a turn while nothing happens
KEYS_HELP = (
    "Enter presses TEST, m presses MODE, M holds MODE, `cable SPEC` plugs another cable,"
    " Ctrl-C ends."
)


def add(app: typer.Typer) -> None:
    """Register the command."""

    @app.command(
        epilog=examples(
            "ringout serve --cable trs_trs,open=R@B",
            "ringout serve --cable trs_trs --link /tmp/tester &",
            "ringout test --port /tmp/tester",
            "ringout serve --seed 2 --link /tmp/second &",
            "ringout serve --tcp 7000   # then --port socket://127.0.0.1:7000",
        )
    )
    def serve(
        cable: Annotated[
            str, typer.Option("--cable", help="The cable that is plugged in, or none.")
        ] = "trs_trs,length=6m",
        link: Annotated[
            Path | None,
            typer.Option(
                "--link",
                help="Where to put the link to the port. Without it: where the other commands"
                " look by themselves.",
            ),
        ] = None,
        tcp: Annotated[
            int | None,
            typer.Option(
                "--tcp",
                min=0,
                max=65535,
                help="A TCP port of this computer in place of a link; 0: any free one. Windows has"
                " only this.",
            ),
        ] = None,
        state: Annotated[
            Path | None,
            typer.Option(
                "--state",
                help="Folder that keeps the handheld's flash (log, settings) from run to run."
                " Without it: forgotten at the end.",
            ),
        ] = None,
        seed: Annotated[
            int,
            typer.Option(
                "--seed", min=1, help="Which simulated tester: its device id and tolerances."
            ),
        ] = 1,
        tester: Tester = None,
    ) -> None:
        """Run a simulated handheld on a port; it speaks as a real one does.

        While it runs in a terminal, Enter presses TEST, m presses MODE, M holds it and
        `cable SPEC` plugs another cable. Ctrl-C ends it (exit 130), as does SIGTERM (exit 0);
        the link goes away.
        """
        if tcp is None and os.name != "posix":
            tcp = 0  # no pseudo-terminals there
        with ExitStack() as stack:
            if state is None:
                root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ringout-")))
            else:
                root = _folder(state)
            end_on_signals()
            handheld = plug(cable, root, seed, realtime=True, tester=tester)
            run(handheld, (link or own_link()) if tcp is None else tcp)


def run(handheld: Any, place: Path | int, keyboard: int | None = None) -> None:
    """Serve `handheld` until KeyboardInterrupt or SystemExit.

    place: of the link to its pseudo-terminal, or a TCP port of this computer; keyboard: descriptor
    that lines of KEYS_HELP come from; without it, stdin if a terminal.
    """
    from ringout_host.sim.pty import PtyLink
    from ringout_host.sim.tcp import TcpLink

    posix = os.name == "posix"  # elsewhere select() takes sockets only
    if keyboard is None and posix and sys.stdin is not None and sys.stdin.isatty():
        keyboard = sys.stdin.fileno()
    with TcpLink(place) if isinstance(place, int) else PtyLink(place) as pty:
        handheld.board.console_out = pty.write
        where = pty.port_path if isinstance(place, int) else f"{place} ({pty.port_path})"
        err.print(f"simulated handheld on {where}", soft_wrap=True)
        if keyboard is not None:
            err.print(KEYS_HELP, markup=False, soft_wrap=True)
        while True:
            sources: list[Any] = [pty] if keyboard is None else [pty, keyboard]
            ready, _, _ = select.select(sources, [], [], TICK_S)
            if pty in ready:
                handheld.board.console_in(pty.read())
            if keyboard is not None and keyboard in ready:
                typed = os.read(keyboard, 1024)
                if not typed:  # Ctrl-D: nobody types any more, the handheld stays
                    keyboard = None
                for line in typed.decode("utf-8", "replace").splitlines():
                    _obey(handheld, line)
            if not turn(handheld):
                err.print("the handheld went to its boot drive, which only a real one has")
                return


def turn(handheld: Any) -> bool:
    """One turn. False when the firmware restarted into the boot drive."""
    try:
        handheld.step()
    except SystemExit as ended:  # how a simulated board resets; signals end us with a number
        if ended.code == "reset":
            handheld.power_on()
        elif ended.code == "bootloader":
            return False
        else:
            raise
    return True


def _obey(handheld: Any, line: str) -> None:
    """Carry out one typed line."""
    word, _, rest = line.strip().partition(" ")
    try:
        if not word:
            handheld.press()
        elif word == "m":
            handheld.press("MODE")
        elif word == "M":
            handheld.press("MODE", HELD_MS)
        elif word == "cable" and rest:
            replug(handheld, rest.strip())
        else:
            complain(KEYS_HELP)
    except RingoutError as error:  # a mistake in a cable spec: the old cable stays
        complain(str(error))


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot use {path} as the state folder ({error.strerror}): name another, for"
            " example --state ~/ringout-flash"
        ) from error
    return path


def end_on_signals() -> None:
    """SIGTERM and SIGHUP end the command cleanly: the link is removed, exit 0.

    Ctrl-C ends it with 130, also where a script started it with `&`: shells have such a
    program ignore SIGINT.
    """

    def end(*_: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):  # not on Windows
        signal.signal(signal.SIGHUP, end)
