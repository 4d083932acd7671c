"""The result record, version 1: what one press of TEST leaves behind.

One JSON object, the same on the console, in the log and in every export; stored.py writes it
down.
"""

from collections import OrderedDict

from ringout.base.masks import every_line_of
from ringout.board.pinmap import CONTACTS, EVERY_CONTACT, LETTERS

VERSION = 1
_SCALES = (1.0, 10.0, 100.0, 1000.0, 10000.0)  # by digits
_EXACT = 4e6  # a single-precision number so large still has its last half


def make(stamp, readings, diagnosis):
    """The record as an ordered dict. `stamp` holds dev, seq, boot, up_ms, t, fw, mode, cal,
    tag, ms and what the tester was told (`told`); readings may be None where nothing could be
    measured (ERROR)."""
    record = OrderedDict()
    record["v"] = VERSION
    for key in ("dev", "seq", "boot", "up_ms", "t", "fw", "mode"):
        record[key] = stamp[key]
    record["verdict"] = diagnosis.verdict
    record["wiring"] = diagnosis.wiring
    record["cable"] = diagnosis.cable
    record["nets"] = _nets(readings) if readings else []
    record["faults"] = diagnosis.faults
    record["leg_ohm"] = {}
    record["pf"] = {}
    record["length_m"] = diagnosis.length_m and rounded(diagnosis.length_m, 3)
    record["pf_per_ft"] = diagnosis.pf_per_ft and rounded(diagnosis.pf_per_ft, 2)
    record["cmrr_db"] = None
    if diagnosis.cmrr_db:
        _cmrr(record, diagnosis.cmrr_db)
    record["ends"] = diagnosis.ends
    record["text"] = diagnosis.text
    if readings:
        record["leg_ohm"] = leg_ohm(readings)
        record["pf"] = pf(readings)
    if diagnosis.unseen and diagnosis.verdict == "PASS":
        record["unseen"] = diagnosis.unseen
    if diagnosis.question:
        record["question"] = diagnosis.question
    in_force = judged_by(diagnosis.limits, stamp["told"])
    if in_force:
        record["limits"] = in_force
    if diagnosis.stocks is not None:
        record["stocks"] = diagnosis.stocks
    if readings and readings.digital is not None:
        shells = readings.digital.told(readings.nets, diagnosis.plugs, diagnosis.ends)
        if shells:
            record["shells"] = shells
    for key in diagnosis.more:  # nearest, parts
        record[key] = diagnosis.more[key]
    if diagnosis.plugs:
        record["plugs"] = list(diagnosis.plugs)
    if stamp["told"].get("product"):
        record["product"] = stamp["told"]["product"]
    for key in ("cal", "tag", "ms"):
        record[key] = stamp[key]
    return record


def judged_by(limits, told):
    """What the readings were judged by, only what was in force: `limits` of the diagnosis, and
    the length and the stock that a person had told."""
    out = {}
    for name in ("leg_ohm", "pf_per_ft"):
        if name in limits:
            out[name] = _nearest(limits[name], 3)
    stock = None
    if told.get("stock"):
        from ringout.wirings import stocks  # only for those who name one

        stock = stocks.find(told["stock"])
    if stock and stock.shield_pf_per_ft:
        out["stock_pf_per_ft"] = _nearest(stock.shield_pf_per_ft, 1)
    elif told.get("stock_pf_per_ft"):
        out["stock_pf_per_ft"] = told["stock_pf_per_ft"]
    if told.get("length_m"):
        out["length_m"] = told["length_m"]
    return out


def leg_ohm(readings):
    """{"A.T-B.T": [ohm, uncertainty]} of every connection, resistive ones too."""
    out = {}
    for table in (readings.ohm, readings.links, readings.leak):
        for pair in table:
            out["%s-%s" % (CONTACTS[pair[0]], CONTACTS[pair[1]])] = rounded(table[pair], 4)
    return out


def pf(readings):
    """{"T-S": [pF, uncertainty]} of every pair of nets."""
    out = {}
    for pair in readings.pair_pf:
        out[pair_name(pair, readings)] = rounded(readings.pair_pf[pair], 2)
    return out


def _nets(readings):
    nets = readings.nets
    if readings.digital is not None:
        nets = readings.digital.nets(nets)
    return net_names(nets)


def net_names(nets):
    """Masks as the record's list of lists of contact names, all sorted."""
    return sorted(sorted(EVERY_CONTACT[line] for line in every_line_of(mask)) for mask in nets)


def pair_name(pair, readings):
    """Name of a pair of nets: "T-S" where both have a contact at A, in the order T R R2 S; a
    net without one goes by its full contact name. A net with the sleeve in it is S."""
    names = []
    for line in pair:
        at_a = readings.net_of(line) & 15
        if not at_a:
            names.append((4 + line, CONTACTS[line]))
        else:
            first = 3 if at_a & 8 else 0 if at_a & 1 else 1 if at_a & 2 else 2
            names.append((first, LETTERS[first]))
    one, other = names
    if one > other:
        one, other = other, one
    return "%s-%s" % (one[1], other[1])


def rounded(reading, digits):
    """[value, uncertainty], both rounded; what cannot be a number in JSON becomes None."""
    value, u = reading
    if value != value or u != u or abs(value) > 1e15 or abs(u) > 1e15:
        return None
    return [_nearest(value, digits), _nearest(u, digits)]


def _nearest(value, digits):
    """Rounded to what the text with so many digits says: MicroPython's round leaves
    599.9299999999999, and most texts cost ten times as long as a division."""
    scale = _SCALES[digits]
    scaled = value * scale
    if -_EXACT < scaled < _EXACT:
        return int(scaled + (0.5 if scaled > 0 else -0.5)) / scale
    return float("%%.%df" % digits % value)


def _cmrr(record, by_hertz):
    """CMRR readings; those that are the tester's own limit ("this many dB or more") have no
    uncertainty and are listed in `cmrr_at_least`."""
    record["cmrr_db"] = {}
    limits = []
    for hertz, (decibel, u) in by_hertz.items():
        record["cmrr_db"][hertz] = rounded((decibel, u or 0.0), 1)
        if u is None:
            limits.append(hertz)
    if limits:
        record["cmrr_at_least"] = sorted(limits)
