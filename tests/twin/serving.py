"""A tester behind a pseudo-terminal, in a process of its own, that can lose power."""

import contextlib
import os
import signal
import time

PATIENCE = 200  # factor on time-outs


def in_child(make, link, file, operations=None, serve=None):
    """Serve the twin that `make()` gives at `link`; the child's process id.

    After so many flash operations the tester is without power: its flash is left in `file` and
    the child ends. serve: a function of a Serving, instead of serving for ever.
    """
    child = os.fork()
    if child == 0:
        try:
            _serve(make(), link, file, operations, serve)
        except BaseException as error:
            file.with_suffix(".error").write_text(repr(error))
        finally:
            os._exit(1)
    while not link.exists():
        if os.waitpid(child, os.WNOHANG)[0]:
            trouble = file.with_suffix(".error")
            raise AssertionError(trouble.read_text() if trouble.exists() else "the child ended")
        time.sleep(0.05)
    return child


def end(child):
    """End a child that is still there."""
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _serve(twin, link, file, operations, serve):
    from ringout_host.twin.serve import Serving

    def operated():
        if twin.chip.flash_chip.operations == first + operations:
            file.write_bytes(twin.chip.flash)
            os._exit(0)

    first = twin.chip.flash_chip.operations
    if operations is not None:
        twin.chip.flash_chip.on_operation = operated
    with Serving(twin, link) as serving:
        if serve is not None:
            serve(serving)
        else:
            serving.run(lambda: False)
