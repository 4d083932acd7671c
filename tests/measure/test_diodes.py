"""Diodes of every drop are found by the way they conduct, whether the scan sees them or not."""

import pytest
from tests.measuring_rig import Rig

from ringout.diagnosis import diagnose
from ringout_host.catalogue.survey import Surveyor


@pytest.fixture(scope="module")
def tester():
    return Surveyor(seed=3)


@pytest.mark.parametrize("volt", [1.2, 1.6, 1.7, 1.75, 1.8, 2.0, 2.4])
@pytest.mark.parametrize(("ends", "net"), [("T-S", ["T", "S"]), ("S-T", ["S", "T"])])
def test_an_led_is_named_with_its_direction_and_drop(tester, volt, ends, net):
    result = tester.test(f"ts_ts,length=2m,part={ends}:led:{volt}V@B")
    (part,) = result.more["parts"]
    assert result.verdict == "LOOKS-LIKE" and result.text.endswith("meant?")
    assert part["kind"] == "D" and [contact[2:] for contact in part["net"]] == net
    assert abs(part["volt"] - volt) < 0.06


@pytest.mark.parametrize("kind", ["schottky", "diode", "led-green"])
def test_the_kind_is_said(tester, kind):
    name = {"schottky": "Schottky", "diode": "diode", "led-green": "LED"}[kind]
    result = tester.test(f"xlr_xlr,length=2m,part=R-T:{kind}@A")
    assert name in diagnose.diagnose(tester.measure()).text and name in result.text


@pytest.mark.parametrize("spec", ["trs_trs", "xlr_xlr,leak=T-S:20M", "ts_ts,leak=T-S:50k",
                                  "insert,open=T@C", "trs_trs,length=30m,leak=R-S:2M",
                                  "ts_ts,leak=T-S:18k", "ts_ts,leak=T-S:21k@B",
                                  "ts_ts,leak=T-S:24k", "insert,leak=T-S:14k@B",
                                  "insert,leak=T-S:20k"])  # fmt: skip
def test_a_leak_or_a_loose_contact_is_no_diode(tester, spec):
    assert not tester.read(spec).one_way


@pytest.mark.parametrize("electronics", ["line_leak_na=64", "line_leak_na=16,calibrated=yes"])
def test_a_leaking_tester_takes_no_leak_for_the_diode(tmp_path, electronics):
    """Into a cathode flows what the tester leaks: as ohms that is no diode, and was a PASS."""
    for cable in ("xlr_xlr,length=2m,part=R-T:schottky@A", "ts_ts,length=2m,part=T-S:schottky@B"):
        rig = Rig(tmp_path, 3, cable, electronics)
        for _ in range(2):
            record = rig.test()
            assert record["verdict"] == "LOOKS-LIKE", record["text"]
            assert [part["kind"] for part in record["parts"]] == ["D"]
