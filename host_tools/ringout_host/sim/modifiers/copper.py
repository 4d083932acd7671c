"""What the cable is made of: its length, its stock, and values of its own."""

from ringout_host.sim import units
from ringout_host.sim.stocks import PLAIN, STOCKS
from ringout_host.sim.units import SpecError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ringout_host.sim.kinds import Handler, Modifiers
    from ringout_host.sim.spec import CableSpec

SHORTEST_M, LONGEST_M = 0.05, 300.0


def _length(spec: "CableSpec", value: str) -> None:
    spec.length_m = _checked_m(value, MODIFIERS["length"][1])


def _leg_length(end: str) -> "Handler":
    def handler(spec: "CableSpec", value: str) -> None:
        spec.leg_lengths[end] = _checked_m(value, MODIFIERS["length." + end][1])

    return handler


def _checked_m(value: str, example: str) -> float:
    metres = units.length_m(value, example)
    if not SHORTEST_M <= metres <= LONGEST_M:
        raise SpecError("length %s is not from 5 cm to 300 m" % value, example)
    return metres


def _stock(spec: "CableSpec", value: str) -> None:
    if value not in STOCKS:
        raise SpecError("unknown stock '%s'" % value, "one of " + " ".join(sorted(STOCKS)))
    spec.stock = value


def _override(modifier: str, key: str, unit_values: "Callable[[str, str], float]") -> "Handler":
    def handler(spec: "CableSpec", value: str) -> None:
        spec.overrides[key] = unit_values(value, MODIFIERS[modifier][1])

    return handler


def _imbalance(spec: "CableSpec", value: str) -> None:
    example = MODIFIERS["imbalance"][1]
    if not value.endswith("%"):
        raise SpecError("imbalance '%s' is not in percent" % value, example)
    spec.imbalance = units.number(value[:-1], example) / 100.0


MODIFIERS: "Modifiers" = {
    "length": (_length, "length=6m"),
    "length.B": (_leg_length("B"), "length.B=1m"),
    "length.C": (_leg_length("C"), "length.C=3m"),
    "stock": (_stock, "stock=mogami-w2549"),
    "cs": (_override("cs", "cs", units.pf_per_m), "cs=%gpF/m" % PLAIN[0]),
    "cc": (_override("cc", "cc", units.pf_per_m), "cc=%gpF/m" % PLAIN[1]),
    "core_ohm": (_override("core_ohm", "core", units.ohm_per_m), "core_ohm=0.08ohm/m"),
    "shield_ohm": (_override("shield_ohm", "shield", units.ohm_per_m), "shield_ohm=0.03ohm/m"),
    "imbalance": (_imbalance, "imbalance=5%"),
}
