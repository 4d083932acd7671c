"""A firmware that hangs, or fails for good, says so, and where."""

import pytest
from building import changed

from ringout_host.errors import ProtocolError
from ringout_host.twin.twin import Twin, flash_with_firmware

CABLE = "trs_trs,length=6m"
BROKEN = "\n\ndef give_up(app):\n    raise ValueError('made up')\n\nApp.run = give_up\n"
HANGS = "\n\ndef hang(app):\n    while True:\n        pass\n\nApp._press = hang\n"


def said(interpreter, source):
    """What the twin says of a firmware with this at the end of app.py, when TEST is pressed."""
    with changed(app=source), pytest.raises(ProtocolError) as trouble:
        Twin(CABLE, flash_with_firmware(interpreter)).start().press()
    return str(trouble.value)


def test_a_firmware_that_fails_at_every_start(interpreter, forked):
    text = forked(said, interpreter, BROKEN)
    assert "did not start" in text and "ValueError: made up" in text
    assert "in app.give_up" in text and "in start.run" in text


@pytest.mark.slow
def test_a_firmware_that_hangs_in_a_press(interpreter, forked):
    text = forked(said, interpreter, HANGS)
    assert "no record came of a press: the firmware hung" in text and "in app.App.press" in text
