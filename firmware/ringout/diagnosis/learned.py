"""A cable as a press found it, as the form of an own cable (wirings/own.py): what a person vouches
for needs no list. Loaded only to learn."""

from ringout.base import limits
from ringout.wirings.own import VERSION

_LEG_SHARE, _LEG_OHM = 1.3, 0.2  # what a leg may read more than the worst of the sample
_PERCENT = {"R": 10, "C": 20, "D": 25}
_VALUE = {"R": "ohm", "C": "pf", "D": "volt"}
_SILICON_V = 0.6
_NOT_READ_OHM = 99.0


def form_of(record, name):
    """The form of a cable with the nets and parts of a record."""
    ohm = record["leg_ohm"]
    wires = []
    shells = record.get("shells") or {}
    bonded = [end for end in shells if shells[end] == "pin 1"]
    for net in record["nets"]:
        wires += _tree([name for name in net if not (name[2:] == "SH" and name[0] in bonded)], ohm)
    for contact in hanging(record):
        wires.append(contact + ("=" if contact[2:] == "S" else "-"))
    own_id = name.lower().replace(" ", "-").replace(".", "-")
    form = {"v": VERSION, "id": own_id, "name": name, "wires": " ".join(wires)}
    if bonded:
        form["shells"] = {end: "must" for end in bonded}
    parts = []
    for part in record.get("parts") or ():
        first, last = part["net"]
        kind = part["kind"]
        parts.append({"at": first + "-" + last, "mark": "~" if first[0] == last[0] else "-",
                      "kind": kind, _VALUE[kind]: part.get(_VALUE[kind]) or _SILICON_V,
                      "tol": _PERCENT[kind]})  # fmt: skip
    if parts:
        form["parts"] = parts
    most = 0.0
    for pair in ohm:
        if ohm[pair] and most < ohm[pair][0] < limits.PART_OHM:
            most = ohm[pair][0]
    form["limits"] = {"leg_ohm": round(_LEG_SHARE * most + _LEG_OHM, 2)}
    return form


def hanging(record):
    """Contacts with a conductor that goes nowhere: they have picofarads, and are joined to
    nothing."""
    joined = []
    for net in record["nets"]:
        joined += net
    for pair in record["leg_ohm"]:
        joined += pair.split("-")
    out = []
    for pair in record["pf"]:
        for name in pair.split("-"):
            contact = name if "." in name else "A." + name
            if contact not in joined and contact not in out:
                out.append(contact)
    return out


def _tree(net, ohm):
    """Wires that join a net: bridges where a plug reads nothing, then the lowest readings from
    plug to plug, then what is left."""
    pairs = []
    for k in range(len(net)):
        for first in net[:k]:
            last = net[k]
            reading = ohm.get(first + "-" + last) or (_NOT_READ_OHM, 0.0)
            inside = first[0] == last[0]
            rank = 1 if not inside else 0 if reading[0] < limits.BRIDGE_OHM else 2
            pairs.append((rank, reading[0], first, last))
    pairs.sort()
    group = {contact: (contact,) for contact in net}
    wires = []
    for _, _, first, last in pairs:
        if last not in group[first]:
            both = group[first] + group[last]
            for contact in both:
                group[contact] = both
            mark = "~" if first[0] == last[0] else "=" if first[2:] == last[2:] == "S" else "-"
            wires.append(first + mark + last)
    return wires
