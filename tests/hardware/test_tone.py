"""The tone's level and spectrum: the simulated circuit, ngspice and the manual say the same."""

import re
import wave

import numpy as np
import pytest
from hardware.paths import HARDWARE
from hardware.spice import ngspice, tone

from ringout_host.errors import UsageError
from ringout_host.sim.handheld import Handheld
from ringout_host.tone import level, simulated, wav

MANUAL = HARDWARE / "manual" / "MANUAL.md"
FAR = {"TS": "B.T-B.S", "TR": "B.T-B.R"}
CASES = [
    ("T", "TS", 50.0, 150.0, 1000),
    ("T", "TS", 50.0, 10e3, 400),
    ("T-R", "TR", 50.0, 600.0, 1000),
    ("T-R", "TR", 3.0, tone.OPEN_OHM, 1000),
]


@pytest.mark.skipif(not ngspice.available(), reason=ngspice.MISSING)
@pytest.mark.parametrize(("leg", "pair", "length_m", "ohm", "hz"), CASES)
def test_simulated_tone_is_that_of_ngspice(tmp_path, leg, pair, length_m, ohm, hz):
    cable = f"xlr_xlr,length={length_m:g}m,unplug=B,part={pair[0]}-{pair[1]}:{ohm:.0f}ohm@B"
    heard = simulated.listen(Handheld(cable, str(tmp_path)), "A", leg, hz)
    (found,) = [one.level for one in heard if one.between == FAR[pair]]
    spice = tone.waveform(leg, pair, length_m, ohm, hz)
    assert found.dbu == pytest.approx(tone.dbu(spice), abs=0.5)
    for partial in (3, 5, 7):
        spice_db = tone.dbu(spice, partial) - tone.dbu(spice)
        assert found.partials[partial] == pytest.approx(spice_db, abs=0.5)
    assert found.partials[2] < -60


def test_level_of_a_known_wave():
    turn = 2 * np.pi * np.arange(512) / 256
    found = level.level(list(level.DBU_V * np.sqrt(2) * (np.sin(turn) + 0.1 * np.sin(3 * turn))), 2)
    assert found.dbu == pytest.approx(0.0, abs=1e-6)
    assert found.partials[3] == pytest.approx(-20.0, abs=1e-6)
    assert level.level([0.0] * 512, 2).dbu is None


def test_the_manuals_table_is_what_was_computed():
    text = MANUAL.read_text("utf-8")
    said = re.findall(r"^\| ([^|]+) \| [\d.]+ V \| ([+\u2212][\d.]+) dBu \|$", text, re.MULTILINE)
    ohms = {"nothing": tone.OPEN_OHM, "10 k": 10e3, "600 ohm": 600.0, "150 ohm": 150.0}
    levels = {ohms[name.split(":")[0]]: float(dbu.replace("\u2212", "-")) for name, dbu in said}
    assert levels == {ohm: dbu for (*_, ohm), dbu in tone.LEVELS.items()}


def test_a_wav_that_cannot_be_written_is_refused_before_it_sounds(tmp_path):
    handheld = Handheld("none", str(tmp_path))
    began_us = handheld.bench.now_us
    with pytest.raises(UsageError, match="cannot write"):
        wav.write(tmp_path / "nowhere" / "heard.wav", handheld, "A", "T", 1000, 1.0)
    assert handheld.bench.now_us == began_us


def test_a_wav_has_the_beeps_with_the_level_of_the_circuit(tmp_path):
    """Two beeps are the tip's; within one, between two looks, its fundamental is what is listed."""
    cable = "xlr_xlr,length=50m,unplug=B,part=T-S:10k@B"
    path = tmp_path / "heard.wav"
    assert wav.write(path, Handheld(cable, str(tmp_path / "a")), "A", "T+R", 1000, 1.3) == "B"
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, 48000)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)
    volts = samples * wav.FULL_V / 32767
    loud = [np.abs(volts[at : at + 1440]).max(0) > 2.0 for at in range(0, len(volts) - 1440, 1440)]
    beeps = [sum(1 for k in range(1, len(loud)) if loud[k][n] > loud[k - 1][n]) for n in (0, 1)]
    assert [beeps[0] + int(loud[0][0]), beeps[1]] == [2, 1]  # the first began already
    begins = 48 + int(np.argmax(np.abs(volts[:, 0]) > 2.0))  # the second period of a burst
    found = level.level(list(volts[begins : begins + 96, 0]), 2)
    heard = simulated.listen(Handheld(cable, str(tmp_path / "b")), "A", "T", 1000)
    (listed,) = [one.level for one in heard if one.between == "B.T-B.S"]
    assert found.dbu == pytest.approx(listed.dbu, abs=0.5)
