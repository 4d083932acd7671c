"""Connections from plug to plug as they were read. Pure."""


class Leg:
    """A connection from plug to plug as it was read. first, last: lines. kind: "core" or "shield".
    ohm, u: its reading."""

    def __init__(self, first, last, kind, reading):
        self.first = first
        self.last = last
        self.kind = kind
        self.ohm, self.u = reading


def read_legs(case):
    """Every Leg that connects and was read; a resistor in a leg is a part and none of them."""
    facts = case.facts
    bridges = case.wiring.bridges()
    out = []
    for first, last, kind in case.legs:
        reading = facts.between(first, last)
        if reading is None:  # at what its plugs bridge, or against a third contact
            reading = facts.leg(first, last, bridges, False)
            if reading is None and not case.explanation.differences:
                reading = facts.edge(first, last)
        if kind != "resistor" and reading is not None and facts.joined(first, last):
            out.append(Leg(first, last, kind, reading))
    return out
