"""DATA: what the wirings of the catalogue must measure, written down apart from the catalogue.

id -> (nets, same-end bridges). Nets: groups of contacts; a contact alone is not listed. Bridges:
`=ARAS` reads about nothing (in the plug), `~BRBS` a loop through the cable. C.R2 has no line in
hardware revision 1. Source: the project's domain notes (44 wirings; the four rows about XLR
shells need contacts that the tester does not have).
"""

# fmt: off
NETS = {
    "xlr_xlr": ("AR BR | AS BS | AT BT", ""),
    "trs_trs": ("AR BR | AS BS | AT BT", ""),
    "trs_xlr": ("AR BR | AS BS | AT BT", ""),
    "xlr_y_split": ("AR BR CR | AS BS CS | AT BT CT", ""),
    "xlr_pol": ("AR BT | AS BS | AT BR", ""),
    "trs_cross": ("AR BT | AS BS | AT BR", ""),
    "ts_ts": ("AR AS BR BS | AT BT", "=ARAS =BRBS"),
    "ts_spk": ("AR AS BR BS | AT BT", "=ARAS =BRBS"),
    "rca_rca": ("AS BS | AT BT", ""),
    "ts_rca": ("AR AS BS | AT BT", "=ARAS"),
    "rca_xlr_2w": ("AS BR BS | AT BT", "=BRBS"),
    "rca_xlr_3w": ("AS BR BS | AT BT", "~BRBS"),
    "rca_xlr_3w_lift": ("AS BR | AT BT", ""),
    "ts_xlr_tied": ("AR AS BR BS | AT BT", "=ARAS =BRBS"),
    "ts_xlr_open": ("AR AS BS | AT BT", "=ARAS"),
    "xlr_rca_open": ("AS BS | AT BT", ""),
    "trs_ts_tied": ("AR AS BR BS | AT BT", "=ARAS =BRBS"),
    "trs_ts_2core": ("AR AS BR BS | AT BT", "=BRBS ~ARAS"),
    "trs_ts_pseudo": ("AR BR BS | AT BT", "=BRBS"),
    "trs_ts_open": ("AS BR BS | AT BT", "=BRBS"),
    "trs_rca_open": ("AS BS | AT BT", ""),
    "xlr_lift_b": ("AR BR | AT BT", ""),
    "xlr_lift_a": ("AR BR | AT BT", ""),
    "trs_lift_b": ("AR BR | AT BT", ""),
    "insert": ("AR CT | AS BR BS CR CS | AT BT", "=BRBS =CRCS"),
    "insert_rev": ("AR BT | AS BR BS CR CS | AT CT", "=BRBS =CRCS"),
    "stereo_rca_y": ("AR CT | AR2 AS BS CS | AT BT", "=AR2AS"),
    "stereo_ts_y35": ("AR CT | AR2 AS BR BS CR CS | AT BT", "=AR2AS =BRBS =CRCS"),
    "mono_y": ("AR AS BR BS CR CS | AT BT CT", "=ARAS =BRBS =CRCS"),
    "sum_direct": ("AR AT BT | AS BR BS", "=BRBS ~ATAR"),
    "sum_y_direct": ("AR AS BR BS CR CS | AT BT CT", "=ARAS =BRBS =CRCS"),
    "sum_res": ("AS BR BS", "=BRBS"),
    "hp_mono_y": ("AR AS BS | AT BR BT", "=ARAS =BTBR"),
    "trrs_str": ("AR BR | AR2 BR2 | AS BS | AT BT", ""),
    "trrs_ctia_omtp": ("AR BR | AR2 BS | AS BR2 | AT BT", ""),
    "trrs_trs": ("AR BR | AR2 BR2 BS | AT BT", "=BR2BS"),
    "trrs_trs_tied": ("AR BR | AR2 AS BR2 BS | AT BT", "=AR2AS =BR2BS"),
    "trs35": ("AR BR | AR2 AS BR2 BS | AT BT", "=AR2AS =BR2BS"),
    "trrs_split": ("AR BR | AR2 BR2 BS CS | AS CR CT | AT BT", "=BR2BS =CTCR"),
    "sc7": ("AR2 AS BR2 | AT BS", "=AR2AS"),
}
# fmt: on


def measures(wiring_id):
    """The same of any sold cable: of those that are not written down here from the simulator's own
    table of them, which does not know the catalogue either."""
    if wiring_id in NETS:
        return NETS[wiring_id]
    from ringout_host.sim import copper

    cable = copper.sold(wiring_id)
    names = [contact.replace(".", "") for contact in copper.EVERY_CONTACT]
    nets, pairs = [], []
    for net in cable.nets():
        nets.append(" ".join(sorted(names[line] for line in net)))
        for first in sorted(net):
            for last in sorted(net):
                if first < last and names[first][0] == names[last][0]:
                    joined = any({first, last} <= lines for lines in cable.joined(names[first][0]))
                    pairs.append("~="[joined] + "".join(sorted((names[first], names[last]))))
    return " | ".join(sorted(nets)), " ".join(sorted(pairs))


# Shields that end in the air: at which plug they are connected.
LIFTED = {"xlr_lift_b": "A", "xlr_lift_a": "B", "trs_lift_b": "A"}

# What a press adds to a record that is not measured.
STAMP = {"dev": "d", "seq": 1, "boot": 1, "up_ms": 0, "t": None, "fw": "x", "mode": "auto"}
STAMP.update({"cal": None, "tag": {}, "ms": 1, "told": {}})
