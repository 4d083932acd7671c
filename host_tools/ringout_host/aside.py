"""Output files that are either whole or not there, and never behind somebody's link."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ringout_host.errors import UsageError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def written_aside(output: Path) -> Iterator[BinaryIO]:
    """A stream into a file beside `output` that takes its place when the block ends well.

    Raises UsageError when it cannot be written, or is a link that would lead elsewhere; `output`
    is then as it was.
    """
    refuse_link(output)
    aside = output.with_name(f".{output.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        with open(aside, "xb") as stream:  # x: nothing that is there already, no link either
            yield stream
        aside.replace(output)
    except OSError as error:
        wanted = "that has room" if error.errno in _NO_ROOM else "that is there and you may write"
        raise UsageError(
            f"cannot write {output} ({error.strerror or error}): name a file in a folder {wanted}"
        ) from None
    finally:
        with suppress(OSError):
            aside.unlink()


def refuse_link(path: Path) -> None:
    """UsageError for a symbolic link, or for a device, where a file is to be written."""
    if path.is_symlink():
        raise UsageError(f"{path} is a symbolic link: name the file itself, or remove the link")
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UsageError(f"{path} is no ordinary file: name one, for example ./{path.name}.out")
