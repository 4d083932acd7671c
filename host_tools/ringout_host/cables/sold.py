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
TO_SLEEVE = "A.T-B.S A.S=B.R2"  # a microphone on a phone's four poles

# Signals from one plug to two
PAIRS = "A.T-B.T A.R-B.R A.S=B.S A.T-C.T A.R-C.R A.S=C.S"
LEGS = "A.T-B.T A.R-C.T A.S=B.S A.S=C.S"  # tip to B, ring to C
LEGS_TURNED = "A.R-B.T A.T-C.T A.S=B.S A.S=C.S"
SPLIT = "A.T-B.T A.T-C.T A.S=B.S A.S=C.S"
HEADSET_LEGS = "A.T-B.T A.R-B.R A.R2=B.S A.R2=C.S A.S-C.T"
HEADSET_LEGS_OMTP = "A.T-B.T A.R-B.R A.S=B.S A.S=C.S A.R2-C.T"
PAIRS_LIFTED_C = "A.T-B.T A.R-B.R A.S=B.S A.T-C.T A.R-C.R =C.S"
SUMMED_LEGS = "A.T-B.T:470ohm A.T-C.T:470ohm A.S=B.S A.S=C.S"
PHONES = "A.T-B.T A.R-B.R A.R2=B.S A.T-C.T A.R-C.R A.R2=C.S"
PHONE_LEGS = "A.T-B.T A.R-C.T A.R2=B.S A.R2=C.S"

# Bridges of wire inside a plug
COLD_A = " A.R~A.S"
COLD_B = " B.R~B.S"
COLD_LEGS = " B.R~B.S C.R~C.S"
BOTH_B = " B.T~B.R"
MIC_C = " C.T~C.R"

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
    "trrs_split": ("TRRS TRS35 TRS35", HEADSET_LEGS + MIC_C),
    "sc7": ("TRS35 TRRS", TO_SLEEVE),
    # 3.5 mm, and between 3.5 and 6.35 mm
    "trs35_trs": ("TRS35 TRS", PAIR),
    "trs35_xlr": ("TRS35 XLR", PAIR),
    "trs35_trs35_cross": ("TRS35 TRS35", CROSSED),  # MIDI, type A to type B
    "trs35_trs_cross": ("TRS35 TRS", CROSSED),
    "ts35_ts35": ("TS35 TS35", MONO),
    "ts35_ts": ("TS35 TS", MONO),
    "ts35_rca": ("TS35 RCA", MONO),
    # balanced, other plugs
    "trs_xlr_cross": ("TRS XLR", CROSSED),
    "trs_xlr_lift": ("TRS XLR", LIFTED_B),
    # one plug with a ring, one without
    "xlr_ts35_open": ("XLR TS35", MONO),
    "trs_ts35_open": ("TRS TS35", MONO),
    "trs35_ts_open": ("TRS35 TS", MONO),
    "trs35_rca_open": ("TRS35 RCA", MONO),
    "trs35_ts35_open": ("TRS35 TS35", MONO),
    "ts35_xlr_tied": ("TS35 XLR", MONO + COLD_B),
    "trs_rca_tied": ("TRS RCA", MONO + COLD_A),
    "trs_ts35_tied": ("TRS TS35", MONO + COLD_A),
    "trs35_ts_tied": ("TRS35 TS", MONO + COLD_A),
    "trs35_rca_tied": ("TRS35 RCA", MONO + COLD_A),
    "trs35_ts35_tied": ("TRS35 TS35", MONO + COLD_A),
    "ts_xlr_2core": ("TS XLR", TO_COLD),
    "ts35_xlr_2core": ("TS35 XLR", TO_COLD),
    "trs_rca_2core": ("TRS RCA", COLD_TO_SLEEVE),
    "trs_ts35_2core": ("TRS TS35", COLD_TO_SLEEVE),
    "ts_xlr_2core_lift": ("TS XLR", TO_COLD_LIFTED),
    "ts35_xlr_2core_lift": ("TS35 XLR", TO_COLD_LIFTED),
    "trs_rca_2core_lift": ("TRS RCA", COLD_TO_SLEEVE_LIFTED),
    "trs_ts35_2core_lift": ("TRS TS35", COLD_TO_SLEEVE_LIFTED),
    # mono to both ears
    "rca_trs_dual": ("RCA TRS", MONO + BOTH_B),
    "ts35_trs_dual": ("TS35 TRS", MONO + BOTH_B),
    "ts_trs35_dual": ("TS TRS35", MONO + BOTH_B),
    "rca_trs35_dual": ("RCA TRS35", MONO + BOTH_B),
    "ts35_trs35_dual": ("TS35 TRS35", MONO + BOTH_B),
    "xlr_trs_dual": ("XLR TRS", MONO + BOTH_B),
    "xlr_trs35_dual": ("XLR TRS35", MONO + BOTH_B),
    # stereo to mono: joined, and by resistors
    "trs_rca_joined": ("TRS RCA", JOINED),
    "trs_ts35_joined": ("TRS TS35", JOINED),
    "trs35_ts_joined": ("TRS35 TS", JOINED),
    "trs35_rca_joined": ("TRS35 RCA", JOINED),
    "trs35_ts35_joined": ("TRS35 TS35", JOINED),
    "trs_rca_sum": ("TRS RCA", SUMMED),
    "trs_ts35_sum": ("TRS TS35", SUMMED),
    "trs35_ts_sum": ("TRS35 TS", SUMMED),
    "trs35_rca_sum": ("TRS35 RCA", SUMMED),
    "trs35_ts35_sum": ("TRS35 TS35", SUMMED),
    "trs_xlr_sum": ("TRS XLR", SUMMED + COLD_B),
    "trs35_xlr_sum": ("TRS35 XLR", SUMMED + COLD_B),
    # phones and headsets
    "trrs_trs_phones": ("TRRS TRS", HEADPHONES),
    "trrs_trs_phones_tied": ("TRRS TRS", HEADPHONES + " A.R2~A.S"),
    "trrs_trs35_omtp": ("TRRS TRS35", PAIR),
    "ts35_trrs_mic": ("TS35 TRRS", TO_SLEEVE),
    "ts_trrs_mic": ("TS TRRS", TO_SLEEVE),
    "xlr_trrs_mic": ("XLR TRRS", TO_SLEEVE + COLD_A),
    # one plug to two: everything to both
    "xlr_trs_y": ("XLR TRS TRS", PAIRS),
    "trs_xlr_y": ("TRS XLR XLR", PAIRS),
    "trs_trs_y": ("TRS TRS TRS", PAIRS),
    "trs35_trs35_y": ("TRS35 TRS35 TRS35", PAIRS),
    "trs35_trs_y": ("TRS35 TRS TRS", PAIRS),
    "trs_trs35_y": ("TRS TRS35 TRS35", PAIRS),
    "xlr_xlr_y_lift": ("XLR XLR XLR", PAIRS_LIFTED_C),
    "trs_xlr_y_lift": ("TRS XLR XLR", PAIRS_LIFTED_C),
    # tip to one, ring to the other
    "trs_rca_y": ("TRS RCA RCA", LEGS),
    "trs_ts35_y": ("TRS TS35 TS35", LEGS),
    "trs35_ts35_y": ("TRS35 TS35 TS35", LEGS),
    "trs_xlr_y_open": ("TRS XLR XLR", LEGS),
    "trs_trs_y_open": ("TRS TRS TRS", LEGS),
    "trs35_xlr_y_open": ("TRS35 XLR XLR", LEGS),
    "trs35_trs_y_open": ("TRS35 TRS TRS", LEGS),
    "trs_xlr_y_tied": ("TRS XLR XLR", LEGS + COLD_LEGS),
    "trs_trs_y_tied": ("TRS TRS TRS", LEGS + COLD_LEGS),
    "trs35_xlr_y_tied": ("TRS35 XLR XLR", LEGS + COLD_LEGS),
    "trs35_trs_y_tied": ("TRS35 TRS TRS", LEGS + COLD_LEGS),
    # mono to both, and two into one by resistors
    "ts_rca_y": ("TS RCA RCA", SPLIT),
    "ts_ts35_y": ("TS TS35 TS35", SPLIT),
    "rca_ts_y": ("RCA TS TS", SPLIT),
    "rca_rca_y": ("RCA RCA RCA", SPLIT),
    "rca_ts35_y": ("RCA TS35 TS35", SPLIT),
    "ts35_ts_y": ("TS35 TS TS", SPLIT),
    "ts35_rca_y": ("TS35 RCA RCA", SPLIT),
    "ts35_ts35_y": ("TS35 TS35 TS35", SPLIT),
    "ts_ts_y_sum": ("TS TS TS", SUMMED_LEGS),
    "rca_rca_y_sum": ("RCA RCA RCA", SUMMED_LEGS),
    "ts_rca_y_sum": ("TS RCA RCA", SUMMED_LEGS),
    "ts35_ts35_y_sum": ("TS35 TS35 TS35", SUMMED_LEGS),
    "rca_ts_y_sum": ("RCA TS TS", SUMMED_LEGS),
    "ts35_rca_y_sum": ("TS35 RCA RCA", SUMMED_LEGS),
    "xlr_rca_y_hot_open": ("XLR RCA RCA", SPLIT),
    "xlr_ts_y_hot_open": ("XLR TS TS", SPLIT),
    "trs_rca_y_hot_open": ("TRS RCA RCA", SPLIT),
    "xlr_rca_y_hot_tied": ("XLR RCA RCA", SPLIT + COLD_A),
    "xlr_ts_y_hot_tied": ("XLR TS TS", SPLIT + COLD_A),
    "trs_rca_y_hot_tied": ("TRS RCA RCA", SPLIT + COLD_A),
    # phones and headsets to two
    "trrs_trs35_y": ("TRRS TRS35 TRS35", PHONES),
    "trrs_rca_y": ("TRRS RCA RCA", PHONE_LEGS),
    "trrs_ts_y": ("TRRS TS TS", PHONE_LEGS),
    "trrs_trs35_y_headset_open": ("TRRS TRS35 TRS35", HEADSET_LEGS),
    "trrs_trs35_y_headset_omtp": ("TRRS TRS35 TRS35", HEADSET_LEGS_OMTP + MIC_C),
}
