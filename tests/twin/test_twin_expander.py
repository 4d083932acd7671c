"""Shells and fifth pins on the emulated chip, where an expander is on the display's bus."""

import pytest
from pressing import press

from ringout_host.sim.handheld import Handheld

TESTER = "expander=yes"
FIVE = "wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5"
CABLES = [
    FIVE + ",length=6m",
    FIVE + ",length=3m,open=5@B",
    "xlr_xlr,length=6m,short=S-SH@A,short=S-SH@B",
]


@pytest.fixture(scope="module")
def fitted(flash):
    """A tester with the expander, ready. Use it only inside `forked`."""
    from ringout_host.twin.twin import Twin

    return Twin("none", flash, tester=TESTER).start()


@pytest.mark.parametrize("cable", CABLES)
def test_a_press_with_shells_and_fifth_pins(fitted, forked, tmp_path, cable):
    record = forked(press, fitted, cable)
    expected = Handheld(cable, str(tmp_path), tester=TESTER).press()
    for key in ("verdict", "nets", "wiring", "shells", "text"):
        assert record.get(key) == expected.get(key)
    assert [f["code"] for f in record["faults"]] == [f["code"] for f in expected["faults"]]
