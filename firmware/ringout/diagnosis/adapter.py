"""What an adapter pair adds to a cable, taken off its readings. Loaded where a file tells it."""

from ringout.board.pinmap import same_jack

_REPEATS_OHM = 0.02  # a contact, from one insertion to the next


def take_off(readings, told):
    """Changes the Readings: `adapter_ohm` of told less from plug to plug, `adapter_pf` less between
    two conductors. Returns what was taken off, as the record has it: {"ohm", "pf"}."""
    off_ohm, off_pf = told.get("adapter_ohm", 0.0), told.get("adapter_pf", 0.0)
    for pair in readings.ohm:
        if off_ohm and not same_jack(pair[0], pair[1]):
            ohm, u = readings.ohm[pair]
            readings.ohm[pair] = (ohm - off_ohm, u + _REPEATS_OHM)
    for pair in readings.pair_pf:
        pf, u = readings.pair_pf[pair]
        readings.pair_pf[pair] = (pf - off_pf, u)
    return {"ohm": off_ohm, "pf": off_pf}
