"""A record is drawn as the cable that was meant, and as it was found beside it."""

import pytest

from ringout_host.cables import drawing_file, shown
from ringout_host.cables.check import cable_of
from ringout_host.sim.handheld import Handheld
from tests.cables.test_drawing import texts, wrong


@pytest.fixture
def press(tmp_path):
    handheld = Handheld("none", str(tmp_path))

    def pressed(spec, mode="auto"):
        handheld.configure(mode)
        handheld.plug(spec)
        return handheld.press()

    return pressed


def test_a_cable_of_the_catalogue(press):
    picture = shown.picture(press("xlr_xlr,open=R@B", "expect:xlr_xlr"))
    assert "as found: FAIL" in texts(picture) and wrong(picture)


def test_an_unknown_one_is_drawn_as_it_was_found(press):
    picture = shown.picture(press("wires:A.T-C.R A.R2-B.T A.S-B.S,length=2m"))
    assert "as found: UNKNOWN" in texts(picture) and not wrong(picture)


def test_one_of_yours_by_its_id(press, tmp_path, monkeypatch):
    monkeypatch.setenv(shown.FOLDER, str(tmp_path / "mine"))
    record = press("wires:A.T-B.T A.S=B.S,length=1m") | {"cable": "di", "mode": "expect:di"}
    assert shown.picture(record) is not None  # as found, while nobody knows it
    own = cable_of({"id": "di", "name": "My DI", "wires": ["A.T-B.T", "A.R-B.R", "A.S=B.S"]})
    from ringout_host.cables import toml_file

    (tmp_path / "mine").mkdir()
    toml_file.write(tmp_path / "mine" / "di.toml", toml_file.text_of(own, "mine"))
    picture = shown.picture(record)
    assert "My DI" in texts(picture) and wrong(picture), "its ring is missing"


@pytest.mark.parametrize(
    "record",
    [{}, {"verdict": "LIVE"}, {"nets": 7, "leg_ohm": [], "cable": ["x"], "parts": "?"},
     {"nets": [["A.T", 3]], "mode": 9, "verdict": "PASS"}, {"cable": "../../etc/passwd"}],
)  # fmt: skip
def test_what_is_no_record_is_not_drawn(record, tmp_path):
    try:
        found = shown.picture(record)
    except (AttributeError, TypeError) as error:
        pytest.fail(f"{error!r}")
    assert found is None or drawing_file.svg(found)
