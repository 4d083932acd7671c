"""What must never happen on a bench, and whether it does right now."""

from ringout.board import pinmap as pin
from ringout.board.pinmap import LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringout_host.sim.bench import Bench

UNSETTLED_V = 0.004
HIGH_SHARE = 0.75  # of 3V3: a driver that nothing else pulls at is above


class IllegalElectricity(BaseException):
    """The firmware did what must never happen on the bench. No Exception: the firmware survives
    every one of those, and this is for those who run it."""


def check_contention(bench: "Bench") -> None:
    """Two drivers on one net: a driven line far from its rail while nothing else pulls."""
    if bench.moving.contacts or bench.live_now or not bench.strict:
        return
    if bench.has_junctions:  # through a diode: what the scan does not see cannot be known
        return
    front_end, config = bench.front_end, bench.config
    v = bench.settled()
    high = config["high"] | config["x_high"] << LINES
    for line, node in enumerate(front_end.contact_nodes):
        if line in front_end.stuck or not high >> line & 1:
            continue
        digital = front_end.expander
        if line >= LINES and digital is not None and digital.is_open(line - LINES):
            continue
        if v[node] < HIGH_SHARE * front_end.vdd:
            raise IllegalElectricity("%s is driven high into a low" % pin.EVERY_CONTACT[line])


def check_settled(bench: "Bench") -> None:
    """An analog reading of Z while it still moves."""
    if not bench.is_still():
        return
    if bench.unsettled_v() > UNSETTLED_V:
        raise IllegalElectricity("Z read before it settled")
