"""DATA: cables that are sold, as plugs and a signal between them: the simulator's source.

The firmware has a catalogue of its own, and neither is made from the other: one test holds
them against each other. Wires are written as in a cable spec (`wires:`): a core `A.T-B.T`, a
shield `A.S=B.S` or `A.S=` (open at B), a bridge of wire inside a plug `B.R~B.S`. What a plug
bridges by its shape is in `plugs`.
"""

# Signals between two plugs
MONO = "A.T-B.T A.S=B.S"
SPEAKER = "A.T-B.T A.S-B.S"
PAIR = "A.T-B.T A.R-B.R A.S=B.S"  # balanced mono, or stereo
CROSSED = "A.T-B.R A.R-B.T A.S=B.S"
TO_COLD = "A.T-B.T A.S-B.R A.S=B.S"  # two cores from an unbalanced output: the return on cold
TO_COLD_LIFTED = "A.T-B.T A.S-B.R A.S="
COLD_TO_SLEEVE = "A.T-B.T A.R-B.S A.S=B.S"
COLD_TO_SLEEVE_LIFTED = "A.T-B.T A.R-B.S =B.S"
LIFTED_B = "A.T-B.T A.R-B.R A.S="
LIFTED_A = "A.T-B.T A.R-B.R =B.S"
JOINED = "A.T-B.T A.R-B.T A.S=B.S"
SUMMED = "A.T-B.T:470ohm A.R-B.T:470ohm A.S=B.S"
HEADSET = "A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S"
CTIA_OMTP = "A.T-B.T A.R-B.R A.R2-B.S A.S=B.R2"
HEADPHONES = "A.T-B.T A.R-B.R A.R2=B.S"

# Signals from one plug to two
PAIRS = "A.T-B.T A.R-B.R A.S=B.S A.T-C.T A.R-C.R A.S=C.S"
LEGS = "A.T-B.T A.R-C.T A.S=B.S A.S=C.S"  # tip to B, ring to C
LEGS_TURNED = "A.R-B.T A.T-C.T A.S=B.S A.S=C.S"
SPLIT = "A.T-B.T A.T-C.T A.S=B.S A.S=C.S"
HEADSET_LEGS = "A.T-B.T A.R-B.R A.R2=B.S A.R2=C.S A.S-C.T C.T~C.R"

SOLD = {
    "trs_trs": ("TRS TRS", PAIR),
    "xlr_xlr": ("XLR XLR", PAIR),
    "trs_xlr": ("TRS XLR", PAIR),
    "xlr_y_split": ("XLR XLR XLR", PAIRS),
    "xlr_pol": ("XLR XLR", CROSSED),
    "trs_cross": ("TRS TRS", CROSSED),
    "ts_ts": ("TS TS", MONO),
    "ts_spk": ("TS TS", SPEAKER),
    "rca_rca": ("RCA RCA", MONO),
    "ts_rca": ("TS RCA", MONO),
    "rca_xlr_2w": ("RCA XLR", MONO + " B.R~B.S"),
    "rca_xlr_3w": ("RCA XLR", TO_COLD),
    "rca_xlr_3w_lift": ("RCA XLR", TO_COLD_LIFTED),
    "ts_xlr_tied": ("TS XLR", MONO + " B.R~B.S"),
    "ts_xlr_open": ("TS XLR", MONO),
    "xlr_rca_open": ("XLR RCA", MONO),
    "trs_ts_tied": ("TRS TS", MONO + " A.R~A.S"),
    "trs_ts_2core": ("TRS TS", COLD_TO_SLEEVE),
    "trs_ts_pseudo": ("TRS TS", COLD_TO_SLEEVE_LIFTED),
    "trs_ts_open": ("TRS TS", MONO),
    "trs_rca_open": ("TRS RCA", MONO),
    "xlr_lift_b": ("XLR XLR", LIFTED_B),
    "xlr_lift_a": ("XLR XLR", LIFTED_A),
    "trs_lift_b": ("TRS TRS", LIFTED_B),
    "insert": ("TRS TS TS", LEGS),
    "insert_rev": ("TRS TS TS", LEGS_TURNED),
    "stereo_rca_y": ("TRS35 RCA RCA", LEGS),
    "stereo_ts_y35": ("TRS35 TS TS", LEGS),
    "mono_y": ("TS TS TS", SPLIT),
    "sum_direct": ("TRS TS", JOINED),
    "sum_y_direct": ("TS TS TS", SPLIT),
    "sum_res": ("TRS TS", SUMMED),
    "hp_mono_y": ("TS TRS", MONO + " B.T~B.R"),
    "trrs_str": ("TRRS TRRS", HEADSET),
    "trrs_ctia_omtp": ("TRRS TRRS", CTIA_OMTP),
    "trrs_trs": ("TRRS TRS35", HEADPHONES),
    "trrs_trs_tied": ("TRRS TRS35", HEADPHONES + " A.R2~A.S"),
    "trs35": ("TRS35 TRS35", PAIR),
    "trrs_split": ("TRRS TRS35 TRS35", HEADSET_LEGS),
    "sc7": ("TRS35 TRRS", "A.T-B.S A.S=B.R2"),
}
