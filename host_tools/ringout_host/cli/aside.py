"""Output files that are either whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ringout_host.errors import UsageError


@contextmanager
def written_aside(output: Path) -> Iterator[BinaryIO]:
    """A stream into a file beside `output` that takes its place when the block ends well.

    Raises UsageError when it cannot be written; `output` is then as it was.
    """
    aside = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with open(aside, "wb") as stream:
            yield stream
        aside.replace(output)
    except OSError as error:
        raise UsageError(
            f"cannot write {output} ({error.strerror}): name a file in a folder that has room"
        ) from None
    finally:
        with suppress(OSError):
            aside.unlink()
