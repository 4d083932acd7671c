"""DATA: the catalogue of cable wirings.

One row a wiring: id, plugs at A, B (and C), wires, standing, how common (1 rare to 9, our own
estimate: it settles ties and decides how much evidence AUTO asks for), name on the screen (at
most 21 characters), full name. The simulator builds its cables from the same rows, the manual
its table, so there is one source.

Wires, one token each; a contact is end and letter, 2 stands for R2:
  AT-BT      a conductor from A.T to B.T
  AS=BS      the shield; `AS=` is a shield connected at A only, `=BS` at B only
  BR~BS      a link inside plug B
  AT/470/BT  a conductor with a 470 ohm resistor in it

Standing: "sound" passes in AUTO; "intent" is a fault unless that wiring is expected (a
polarity reverser); "bad" is never passed.
"""
# ruff: noqa: E501

SOUND = "sound"
INTENT = "intent"
BAD = "bad"

# What a plug itself bridges in the tester's jacks: a TS plug's sleeve reaches the ring
# contact of a TRS jack, a 3.5 mm TRS plug's sleeve the R2 contact of a TRRS jack.
PLUG_LINKS = {"TS": ("R", "S"), "TRS35": ("R2", "S")}

# Contacts that a plug of this kind reaches.
PLUG_CONTACTS = {
    "XLR": ("T", "R", "S"),
    "TRS": ("T", "R", "S"),
    "TS": ("T", "R", "S"),
    "RCA": ("T", "S"),
    "TRS35": ("T", "R", "R2", "S"),
    "TRRS": ("T", "R", "R2", "S"),
}

# fmt: off
ROWS = (
    ("trs_trs", "TRS TRS", "AT-BT AR-BR AS=BS", SOUND, 9, "TRS balanced/stereo", "TRS-TRS, balanced mono or stereo"),
    ("xlr_xlr", "XLR XLR", "AT-BT AR-BR AS=BS", SOUND, 9, "XLR mic cable", "XLR-XLR mic cable"),
    ("trs_xlr", "TRS XLR", "AT-BT AR-BR AS=BS", SOUND, 8, "TRS-XLR balanced", "TRS-XLR balanced"),
    ("xlr_y_split", "XLR XLR XLR", "AT-BT AR-BR AS=BS AT-CT AR-CR AS=CS", SOUND, 4, "XLR Y splitter", "XLR Y splitter, pins paralleled"),
    ("xlr_pol", "XLR XLR", "AT-BR AR-BT AS=BS", INTENT, 2, "XLR polarity reverse", "XLR polarity reverser, pins 2 and 3 exchanged"),
    ("trs_cross", "TRS TRS", "AT-BR AR-BT AS=BS", INTENT, 1, "TRS tip-ring crossed", "TRS crossover, left and right exchanged"),
    ("ts_ts", "TS TS", "AT-BT AS=BS", SOUND, 9, "TS instrument lead", "TS-TS instrument or line lead"),
    ("ts_spk", "TS TS", "AT-BT AS-BS", SOUND, 6, "TS speaker lead", "TS-TS speaker lead, unshielded"),
    ("rca_rca", "RCA RCA", "AT-BT AS=BS", SOUND, 8, "RCA-RCA", "RCA-RCA"),
    ("ts_rca", "TS RCA", "AT-BT AS=BS", SOUND, 6, "TS-RCA", "TS-RCA"),
    ("rca_xlr_2w", "RCA XLR", "AT-BT AS=BS BR~BS", SOUND, 4, "RCA-XLR pin 3 to 1", "RCA-XLR, pin 3 tied to pin 1 in the XLR"),
    ("rca_xlr_3w", "RCA XLR", "AT-BT AS-BR AS=BS", SOUND, 3, "RCA-XLR hum-fighting", "RCA-XLR, return on pin 3, shield on pin 1"),
    ("rca_xlr_3w_lift", "RCA XLR", "AT-BT AS-BR AS=", SOUND, 2, "RCA-XLR shield lifted", "RCA-XLR, return on pin 3, shield lifted at the XLR"),
    ("ts_xlr_tied", "TS XLR", "AT-BT AS=BS BR~BS", SOUND, 4, "TS-XLR pin 3 to 1", "TS-XLR, pin 3 tied to pin 1 in the XLR"),
    ("ts_xlr_open", "TS XLR", "AT-BT AS=BS", SOUND, 3, "TS-XLR pin 3 open", "TS-XLR, pin 3 open"),
    ("xlr_rca_open", "XLR RCA", "AT-BT AS=BS", SOUND, 3, "XLR-RCA pin 3 open", "XLR-RCA, pin 3 open"),
    ("trs_ts_tied", "TRS TS", "AT-BT AS=BS AR~AS", SOUND, 4, "TRS-TS ring to sleeve", "TRS-TS, ring tied to sleeve in the TRS plug"),
    ("trs_ts_2core", "TRS TS", "AT-BT AR-BS AS=BS", SOUND, 3, "TRS-TS two-core", "TRS-TS two-core, cold joined to the shield at the TS plug"),
    ("trs_ts_pseudo", "TRS TS", "AT-BT AR-BS =BS", SOUND, 1, "TRS-TS shield at TS", "TRS-TS, cold on the TS sleeve, shield open at the TRS plug"),
    ("trs_ts_open", "TRS TS", "AT-BT AS=BS", SOUND, 3, "TRS-TS ring open", "TRS-TS, ring left open"),
    ("trs_rca_open", "TRS RCA", "AT-BT AS=BS", SOUND, 2, "TRS-RCA ring open", "TRS-RCA, ring left open"),
    ("xlr_lift_b", "XLR XLR", "AT-BT AR-BR AS=", SOUND, 3, "XLR shield lifted B", "XLR-XLR, shield lifted at B"),
    ("xlr_lift_a", "XLR XLR", "AT-BT AR-BR =BS", BAD, 1, "XLR shield lifted A", "XLR-XLR, shield lifted at A, the source end"),
    ("trs_lift_b", "TRS TRS", "AT-BT AR-BR AS=", SOUND, 2, "TRS shield lifted B", "TRS-TRS, shield lifted at B"),
    ("insert", "TRS TS TS", "AT-BT AR-CT AS=BS AS=CS", SOUND, 6, "Y insert lead", "Insert lead: tip to B, ring to C"),
    ("insert_rev", "TRS TS TS", "AR-BT AT-CT AS=BS AS=CS", SOUND, 2, "Y insert, reversed", "Insert lead, ring to B, tip to C"),
    ("stereo_rca_y", "TRS35 RCA RCA", "AT-BT AR-CT AS=BS AS=CS", SOUND, 6, "3.5 mm to 2 RCA", "3.5 mm TRS to two RCA, stereo breakout"),
    ("stereo_ts_y35", "TRS35 TS TS", "AT-BT AR-CT AS=BS AS=CS", SOUND, 6, "3.5 mm to 2 TS", "3.5 mm TRS to two TS, stereo breakout"),
    ("mono_y", "TS TS TS", "AT-BT AT-CT AS=BS AS=CS", SOUND, 5, "TS Y splitter", "TS to two TS, mono splitter"),
    ("sum_direct", "TRS TS", "AT-BT AR-BT AS=BS", BAD, 2, "TRS-TS tip+ring sum", "TRS-TS, tip and ring joined: two outputs fight"),
    ("sum_y_direct", "TS TS TS", "AT-BT AT-CT AS=BS AS=CS", BAD, 2, "TS Y as a mixer", "two TS outputs joined into one TS"),
    ("sum_res", "TRS TS", "AT/470/BT AR/470/BT AS=BS", SOUND, 2, "Mono sum, 470 ohm", "stereo to mono sum lead, 470 ohm a leg"),
    ("hp_mono_y", "TS TRS", "AT-BT AS=BS BT~BR", SOUND, 2, "Mono to both ears", "TS-TRS, mono to both ears"),
    ("trrs_str", "TRRS TRRS", "AT-BT AR-BR A2-B2 AS=BS", SOUND, 5, "TRRS straight", "TRRS-TRRS straight"),
    ("trrs_ctia_omtp", "TRRS TRRS", "AT-BT AR-BR A2-BS AS=B2", SOUND, 2, "CTIA-OMTP adapter", "TRRS CTIA to OMTP adapter, R2 and sleeve exchanged"),
    ("trrs_trs", "TRRS TRS35", "AT-BT AR-BR A2=BS", SOUND, 3, "TRRS-TRS, mic open", "TRRS-TRS headphone lead, microphone contact open"),
    ("trrs_trs_tied", "TRRS TRS35", "AT-BT AR-BR A2=BS A2~AS", SOUND, 2, "TRRS-TRS, R2 to S", "TRRS-TRS, R2 tied to sleeve"),
    ("trs35", "TRS35 TRS35", "AT-BT AR-BR AS=BS", SOUND, 7, "3.5 mm TRS stereo", "3.5 mm TRS-TRS"),
    ("trrs_split", "TRRS TRS35 TRS35", "AT-BT AR-BR A2=BS A2=CS AS-CT CT~CR", SOUND, 4, "Headset splitter", "TRRS to headphone (B) and microphone (C)"),
    ("sc7", "TRS35 TRRS", "AT-BS AS=B2", SOUND, 2, "Mic TRS-TRRS patch", "camera microphone to phone, tip to sleeve"),
)
# fmt: on
