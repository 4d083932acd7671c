"""A pytest plugin: a tester of its own for each test, with a simulated cable in it.

    @pytest.mark.ringout_cable("trs_trs,length=6m,open=R@0.3m:B", length_m=6)
    def test_my_tool(ringout_tester):
        record = ringout_tester.press()

It is there wherever ringout is installed; `ringout_host/sim/README.md` says what a tester can do.
"""

from pathlib import Path

import pytest

from ringout_host.sim.handheld import Handheld

MARKER = "ringout_cable(spec, seed=1, tester=None, mode='auto', length_m=None)"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", f"{MARKER}: the cable in `ringout_tester`")


@pytest.fixture
def ringout_tester(request: pytest.FixtureRequest, tmp_path: Path) -> Handheld:
    """A simulated tester, on and ready; its flash is a new folder. Without the marker nothing is
    plugged. A mistake in the spec is an error of the test, in one line."""
    marker = request.node.get_closest_marker("ringout_cable")
    spec, wishes = ("none", {}) if marker is None else (marker.args[0], dict(marker.kwargs))
    told = {name: wishes.pop(name) for name in ("mode", "length_m") if name in wishes}
    made = Handheld(spec, str(tmp_path / "ringout-flash"), **wishes)
    if told:
        made.configure(**told)
    return made
