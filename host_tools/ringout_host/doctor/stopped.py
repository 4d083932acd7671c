"""What the firmware of a tester that does not answer did: hung, or failed for good.

Ctrl-C ends the firmware wherever it is, and MicroPython says where that was. After it has failed
three times in a row it stays at MicroPython's prompt, which can read the crash file.
"""

from collections.abc import Callable

from ringout_host.compact import traceback
from ringout_host.flash.bundle import DATA_FOLDER, program
from ringout_host.link.strangers import at_repl

_INTERRUPT, _RESTART = b"\x03", b"\x04"
_READ_CRASH = f"print(open('{DATA_FOLDER}/crash').read())\r".encode()


def told(send: Callable[[bytes], object], heard: Callable[[], bytes]) -> str:
    """What happened, one line; "" where nothing is to be learned. A firmware that hung runs again.

    send: give these bytes to the board. heard: what it says within the next second.
    """
    send(_INTERRUPT)
    said = heard().decode(errors="replace")
    if "KeyboardInterrupt" in said:
        frames, _, _ = said[said.rfind("Traceback") :].partition("KeyboardInterrupt")
        where = traceback.in_a_line(frames, program)
        if "start.crashed" not in where:  # it shows its crash for some seconds: kept as well
            send(_RESTART)
            return "the firmware hung: " + where
    elif not at_repl(said.encode()):
        return ""
    send(_READ_CRASH)
    text = heard().decode(errors="replace").replace("\r\n", "\n").rpartition(">>>")[0]
    if not traceback.is_crash(text):
        return ""
    return "the firmware failed: " + traceback.in_a_line(text, program)
