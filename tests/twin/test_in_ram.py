"""Where code cannot be left in flash, on another interpreter, the tester starts, and says it."""

import pytest
from building import firmware

from ringout_host.twin.twin import Twin, flash_with_firmware

NOTHING = "\n\ndef settle(names, running, flash):\n    return False\n"
CABLES = ["trs_trs,length=6m", "trs_trs,length=6m,open=R@B", "none", "insert,length=3m"]


def self_test(twin):
    checks = twin.device.call("selftest", timeout_s=30)["checks"]
    return next(check for check in checks if check["name"] == "memory")


def test_the_self_test_says_how_much_memory_is_free(started, forked):
    assert forked(self_test, started)["ok"]


@pytest.mark.slow
def test_ten_presses_in_a_row_with_all_code_in_memory(interpreter, forked):
    """What judges a press has no room then: each says so, and nothing crashes."""
    changed = firmware(**{"board.in_place": NOTHING})

    def press():
        twin = Twin("none", flash_with_firmware(interpreter, changed)).start()
        records = []
        for k in range(10):
            twin.plug(CABLES[k % len(CABLES)])
            records.append(twin.press())
        crash = twin.device.call("crash.read")["text"]
        return records, twin.device.log_stat()["records"], crash

    records, stored, crash = forked(press)
    assert [(r["verdict"], r["text"]) for r in records] == 10 * [
        ("ERROR", "self-test failed: code takes the memory: ringout flash")
    ]
    assert stored == 10 and crash == ""
