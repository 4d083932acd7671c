"""Sources from outside: what they make of a line, when they come and go, and who is recorded."""

import math

import pytest

from ringout.board.pinmap import R_PULL_OHM, line_of
from ringout_host.sim.bench import Bench
from ringout_host.sim.outside import Recorder
from ringout_host.sim.spec import parse
from ringout_host.sim.units import SpecError

A_T, A_S, B_T = line_of("A.T"), line_of("A.S"), line_of("B.T")


def bench_of(source, cable="none"):
    bench = Bench(parse(f"{cable},live={source}"))
    bench.configure(pull_down=True)
    return bench


def pull_ohm(bench, line):
    return bench.front_end.pull_ohm[line] + bench.front_end.force_ohm[line]


def test_a_source_divides_over_the_pull_down():
    bench = bench_of("1V:22k@A.T")
    bench.advance(5000)
    r = pull_ohm(bench, A_T)
    assert bench.voltages()[A_T] == pytest.approx(r / (r + 22e3), rel=1e-3)
    assert r == pytest.approx(R_PULL_OHM, rel=0.25)


def test_it_comes_and_goes():
    bench = bench_of("1V:600ohm:from=3ms:to=5ms@A.T,B.T")
    bench.advance(200)
    seen = []
    for _ in range(7):
        bench.advance(1000)
        v = bench.voltages()
        seen.append(v[A_T] > 0.9 and v[B_T] > 0.9)
    assert seen == [False, False, True, True, False, False, False]


def test_its_times_count_from_the_press():
    bench = bench_of("1V:600ohm:from=3ms@A.T")
    bench.advance(2000)
    bench.sources_begin()
    bench.advance(2900)
    assert bench.voltages()[A_T] < 0.01
    bench.advance(1000)
    assert bench.voltages()[A_T] > 0.9


def test_between_two_contacts_of_a_floating_tester():
    bench = bench_of("1V:600ohm@A.T-A.S")
    bench.advance(5000)
    v = bench.voltages()
    across = pull_ohm(bench, A_T) + pull_ohm(bench, A_S)
    assert v[A_T] - v[A_S] == pytest.approx(across / (across + 600.0), rel=1e-3)
    assert v[A_S] < -0.4 < 0.4 < v[A_T]


def test_a_tone_and_music_have_the_peak_that_was_asked_for():
    for tone, crest in (("1kHz", 2**0.5), ("music", 3.2)):
        bench = bench_of(f"0.3V/{tone}:50ohm@A.T")
        seen = []
        for _ in range(4000):
            bench.advance(37)
            seen.append(bench.voltages()[A_T])
        rms = math.sqrt(sum(v * v for v in seen) / len(seen))
        assert max(seen) <= 0.3 and max(seen) > 0.2
        assert 0.3 / rms == pytest.approx(crest, rel=0.15)


def test_the_recorder_knows_how_long_a_live_line_was_driven():
    bench = bench_of("1V:22k:from=10ms:to=20ms@A.T")
    recorder = Recorder(bench)
    bench.configure(high=1)
    bench.advance(14000)
    bench.configure(high=0)
    bench.advance(1000)
    bench.configure(hi=1)
    bench.advance(1000)
    bench.configure(hi=None, low=2)
    bench.advance(500)
    bench.configure(low=0)
    bench.advance(5000)
    bench.configure(high=1)
    bench.advance(5000)
    assert recorder.driven_ms() == pytest.approx(4.5)
    assert recorder.driven_ms(charge=True) == pytest.approx(5.5)
    assert recorder.last_driven_ms() == pytest.approx(6.5)


@pytest.mark.parametrize(
    "source",
    [
        "1V@A.X", "1V@A.T-A.T", "1V@A.T-A.R-A.S", "1V/lots@A.T", "1V:from=9ms:to=3ms@A.T", "1V",
        "1V:from=@A.T",
    ],
)  # fmt: skip
def test_mistakes_are_refused_in_one_line(source):
    with pytest.raises(SpecError):
        parse(f"trs_trs,live={source}")


def test_several_contacts_of_one_source_and_several_sources():
    spec = parse("trs_trs,live=48V:6.81k@A.T,A.R:from=3ms,length=2m,live=1V@B.T-B.S,B.R")
    assert [len(live.places) for live in spec.live] == [2, 2]
    assert spec.live[0].from_us == 3000 and spec.length_m == 2


def test_clamps_are_looked_ahead_for(monkeypatch):
    """As if the circuit had been begun anew at every step."""

    def seen():
        bench = bench_of("4V/440Hz:2.2k:from=2ms:to=31ms@A.T,B.S", "trs_trs,length=20m")
        found = []
        for k in range(40):
            bench.configure(high=k % 3, channel=A_T)
            bench.advance(370)
            found += bench.samples(300, 2.0, 0)
        return found, list(bench.voltages())

    ahead = seen()
    monkeypatch.setattr(Bench, "_look_ahead", lambda self, end_us: None)
    stepped = seen()
    assert max(abs(a - b) for a, b in zip(ahead[0], stepped[0], strict=True)) <= 1
    assert ahead[1] == pytest.approx(stepped[1], abs=1e-6)
