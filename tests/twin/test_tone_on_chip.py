"""A tone on the emulated chip: the PIO program as MicroPython assembles it."""

from ringout_host.sim.outside import Recorder

CABLE = "xlr_xlr,length=20m,unplug=B,part=T-R:600ohm@B"
SWINGS = 0b11


def sounding(twin, cable, ms, source=""):
    """(state at the end, ms of each burst, worst ms against the source, ms of each hole)."""
    twin.plug(cable + source)
    recorder = Recorder(twin.bench)
    assert twin.device.call("tone", step="start", leg="T-R", seconds=30)["sounds"]
    begin_us = twin.bench.now_us
    twin.chip.run_us(1000 * ms)
    spans = [(since, to) for since, to, lines, _, _ in recorder.spans if lines == SWINGS]
    recorder.note()
    state = twin.device.call("tone")
    joined = []
    for since, to in spans:
        if since < begin_us:
            continue
        if joined and since - joined[-1][1] < 20:
            joined[-1][1] = to
        else:
            joined.append([since, to])
    worst_ms = recorder.last_driven_ms()
    twin.device.call("tone", step="stop")
    twin.chip.run_us(30_000)
    twin.device.call("tone")  # what the pins did last reaches the bench
    assert not twin.bench.is_driven()
    return state, [(to - since) / 1000 for since, to in joined], worst_ms, [
        (joined[k + 1][0] - joined[k][1]) / 1000 for k in range(len(joined) - 1)
    ]  # fmt: skip


def test_it_sounds_in_bursts_that_end_by_themselves(started, forked):
    state, bursts, _, holes = forked(sounding, started, CABLE, 200)
    assert state["sounds"] and len(bursts) > 7
    assert all(14.9 < ms < 15.2 for ms in bursts[1:-1])
    assert max(holes[1:]) < 8  # in the first one the page is drawn


def test_phantom_power_that_comes_ends_it(started, forked):
    source = ",live=48V:6.81k:from=350ms@A.T,A.R"
    state, _, worst_ms, _ = forked(sounding, started, CABLE, 300, source)
    assert state["ended"] == "live" and worst_ms < 20
