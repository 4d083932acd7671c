"""The shortest dropout that wiggle catches: `python -m tests.bench.wiggle`.

A contact drops out at ten random instants, at either plug, whichever end drives; a length
counts as caught if all of them are. Lengths are tried upwards in steps of a fifth,
from 1 us. The buffer in front of the ADC is ideal here: a real MCP6002 slews 0.6 V/us.
"""

import json
import random
import tempfile

from ringout.wiggle.session import Session
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard
from ringout_host.sim.spec import parse

LENGTHS_M = (1, 3, 10, 30)
EACH = 10
TURN_US = 5000
SEED = 2


def run() -> dict[str, dict[str, int]]:
    """{"all lines": {"1 m": us, ...}, "one leg": {...}, "proven": {...}}: the shortest dropout
    of the tip caught EACH times of EACH at both plugs, and what the tester proved by itself."""
    found: dict[str, dict[str, int]] = {"all lines": {}, "one leg": {}, "proven": {}}
    for metres in LENGTHS_M:
        name = f"{metres} m"
        for way, picked in (("all lines", None), ("one leg", "T")):
            sessions = [_session(metres, place, picked) for place in "AB"]
            found[way][name] = _shortest(sessions)
            if picked is None:
                found["proven"][name] = sessions[0].proven_us
    return found


def _session(metres: int, place: str, picked: str | None) -> Session:
    spec = parse(f"trs_trs,length={metres}m,intermittent=T@{place}:80us/500s")
    session = Session(SimBoard(Bench(spec, SEED), tempfile.gettempdir()))
    session.start()
    while session.picked_name() != picked:
        session.pick_next()
    return session


def _shortest(sessions: list[Session]) -> int:
    us = 1
    while us < 10000:
        if all(_caught(session, us) for session in sessions):
            return us
        us += max(1, us // 5)
    return 0


def _caught(session: Session, us: int) -> bool:
    """EACH dropouts of `us`, half of them while each end drives."""
    bench = session.board.bench
    generator = random.Random(us)
    before = session.latch.total()
    period_us = 100000 if session.picked is None else 500000
    gap_us = 2 * period_us / EACH
    start = bench.now_us + 3000
    starts = [start + k * gap_us + generator.uniform(0, gap_us / 2) for k in range(EACH)]
    bench.shake([(t, t + us) for t in starts])
    while bench.now_us < starts[-1] + 20000:
        bench.advance(TURN_US)
        session.turn()
    return session.latch.total() - before == EACH


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
