"""Mains hum on an unshielded lead: averaged away while that works, refused when it does not."""

import pytest
from tests.measuring_rig import Rig, pair


def both(tmp_path, cable, seed):
    rig = Rig(tmp_path, seed)
    quiet = rig.take(cable)
    humming = rig.take(cable + ",hum=" + "0.4uA/60Hz" if seed % 2 else cable + ",hum=0.4uA/50Hz")
    return rig, quiet, humming


@pytest.mark.parametrize("seed", range(1, 9))
def test_hum_is_averaged_away(tmp_path, seed):
    _, quiet, humming = both(tmp_path, "ts_spk,length=5m", seed)
    where = pair("A.T-A.R")
    assert humming.pair_pf[where][0] == pytest.approx(
        quiet.pair_pf[where][0], abs=1.5
    )  # noise of both, and the phase at which the captures begin: 0.2 to 1.2 of twelve boards
    assert humming.hum_ua == pytest.approx(0.4, rel=0.05)
    assert quiet.hum_ua < 0.01  # a leaking line is looked at, too
    assert humming.leak == {}  # a low asymptote in the trough of the hum is no leak
    assert not humming.hum_too_strong


def test_without_averaging_it_would_be_wrong(tmp_path, monkeypatch):
    """The averaging does it, not luck: switched off, some of the same boards go astray."""
    monkeypatch.setattr("ringout.base.limits.HUM_CODES", 1e9)
    monkeypatch.setattr("ringout.base.limits.HUM_TOO_STRONG_CODES", 1e9)
    errors = []
    for seed in range(1, 9):
        _, quiet, humming = both(tmp_path, "ts_spk,length=5m", seed)
        where = pair("A.T-A.R")
        pf = humming.pair_pf.get(where, (0.0, 0.0))[0]
        errors.append(abs(pf - quiet.pair_pf[where][0]))
    assert max(errors) > 3.0


@pytest.mark.parametrize("hertz", [50, 60])
def test_too_strong_is_refused(tmp_path, hertz):
    taken = Rig(tmp_path).take(f"ts_spk,length=5m,hum=0.7uA/{hertz}Hz")
    assert taken.hum_too_strong
    assert taken.hum_ua == pytest.approx(0.7, rel=0.05)
    assert taken.node_pf == {} and taken.pair_pf == {}
    assert len(taken.nets) == 2 and pair("A.T-B.T") in taken.ohm  # the rest still stands


def test_a_shielded_lead_is_not_slowed_down(tmp_path):
    rig = Rig(tmp_path, 3)
    rig.take("none")
    start_us = rig.bench.now_us
    taken = rig.take("trs_trs,length=3m,hum=1uA")
    assert rig.bench.now_us - start_us < 100e3
    assert taken.hum_ua == 0.0
