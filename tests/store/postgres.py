"""A real PostgreSQL of our own: from the system's package, in a folder, on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

_START_S = 30


def why_not() -> str | None:
    """Why no PostgreSQL can be started here, None when it can."""
    if programs() is None:
        return "no PostgreSQL here: apt-get install postgresql"
    if os.getuid() == 0 and _owner() is None:
        return "PostgreSQL refuses root and there is no user postgres"
    return None


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return kept[-1].parent if kept else None


def _owner() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


@contextmanager
def folder():
    """A folder for a server; not pytest's own, those are closed to the user postgres."""
    with tempfile.TemporaryDirectory(prefix="ringout-pg-") as made:
        Path(made).chmod(0o755)
        yield Path(made) / "pg"


def restart(folder: Path) -> None:
    """Stop the server of `folder` as a power cut would, and start it again."""
    run = _runner(programs(), folder)
    run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "-l", "log", "restart")


@contextmanager
def running(folder: Path):
    """Yields the URL of a server that lives in `folder` and ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.getuid() == 0:
        owner = _owner()
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    run = _runner(programs(), folder)
    run("initdb", "-D", "data", "-U", "ringout", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-D", "data", "-w", "-t", str(_START_S), "-l", "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://ringout@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")


def _runner(bin_folder: Path, folder: Path):
    who = {}
    if os.getuid() == 0:
        owner = _owner()
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        # A server started by pg_ctl would hold a captured pipe open: its output goes to a file.
        with open(folder.with_suffix(".out"), "ab") as out:
            subprocess.run(
                [bin_folder / program, *arguments],
                cwd=folder, stdout=out, stderr=out, stdin=subprocess.DEVNULL, check=True, **who,
            )  # fmt: skip

    return run
