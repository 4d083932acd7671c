"""A tester behind a pseudo-terminal, in a process of its own, that can lose power or its cable."""

import contextlib
import os
import signal
import time

PATIENCE = 200  # factor on time-outs


def in_child(make, link, file, operations=None, usb_bytes=None, report=None):
    """Serve the twin that `make()` gives at `link`; the child's process id.

    After so many flash operations, or so many bytes from the host, the tester is without power:
    its flash is left in `file` and the child ends. report: a file for the two counts so far.
    """
    child = os.fork()
    if child == 0:
        try:
            _serve(make(), link, file, operations, usb_bytes, report)
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


def _serve(twin, link, file, operations, usb_bytes, report):
    from ringout_host.twin.serve import Serving

    done = [0, 0]  # flash operations, bytes

    def off():
        file.write_bytes(twin.chip.flash)
        os._exit(0)

    def operated():
        done[0] += 1
        if done[0] == operations:
            off()

    send = twin.chip.usb.send

    def limited(data):
        data = data if usb_bytes is None else data[: usb_bytes - done[1]]
        done[1] += len(data)
        send(data)

    twin.chip.flash_chip.on_operation = operated
    twin.chip.usb.send = limited
    with Serving(twin, link) as serving:
        while usb_bytes is None or done[1] < usb_bytes:
            serving.step()
            if report is not None:
                report.write_text(f"{done[0]} {done[1]}")
        serving.run(lambda: not twin.chip.usb.pending)  # what arrived is still carried out
        off()
