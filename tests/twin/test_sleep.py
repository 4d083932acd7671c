"""Deep sleep on the emulated chip: what wakes it, and that it begins anew."""

import pytest
from building import firmware

from ringout.board.port import KEY_MODE
from ringout_host.twin.twin import Twin, flash_with_firmware

SOON = "\n\nRest.MINUTE_MS = 10\n"


def slept(interpreter, wake):
    """(whether it sleeps: awake on USB, then on cells while nobody comes; whether lines are driven
    meanwhile; starts it took to wake; the number of this start)."""
    flash = flash_with_firmware(interpreter, firmware(**{"ui.power": SOON}))
    twin = Twin("trs_trs,length=3m", flash).start()
    twin.press()
    asleep = [twin.chip.crystal.asleep]
    twin.harness.usb(False)
    twin.chip.run_us(1_200_000)  # the supply is looked at twice a second
    for _ in range(3):
        asleep.append(twin.chip.crystal.asleep)
        twin.chip.run_us(50_000)
    driven, resets = twin.bench.is_driven(), twin.chip.resets
    if wake == "key":
        twin.harness.hold(KEY_MODE)
        twin.chip.run_us(60_000)
        twin.harness.hold(0)
    else:
        twin.harness.usb(True)
        twin.chip.run_us(20_000)
    starts = twin.chip.resets - resets
    twin.harness.usb(True)
    twin.start()
    return asleep, driven, starts, twin.device.info["boot"]


@pytest.mark.parametrize("wake", ["key", "usb"])
def test_it_sleeps_until_a_key_or_usb_and_begins_anew(interpreter, forked, wake):
    assert forked(slept, interpreter, wake) == ([False, True, True, True], False, 1, 2)
