"""DATA: what each wiring is good for, what goes wrong elsewhere, and what to do.

id -> "good for|if misused|do"; an empty part is left out, an id instead of a text means the
same notes. Loaded only while the advice page is made.
"""
# ruff: noqa: E501

# fmt: off
NOTES = {
    "trs_trs": "Balanced mono line, or stereo to stereo.|Stereo source into a balanced input: voice and bass cancel.|Same copper for both: check what it plugs into.",
    "xlr_xlr": "Microphone, balanced line, phantom power.||Shield on pin 1 at both ends, shell free.",
    "trs_xlr": "Balanced line.|Headphone out into an XLR input leaves left minus right.|Phantom off before plugging the TRS end.",
    "xlr_y_split": "One output to two inputs.|Two outputs joined fight; two phantom supplies meet.|Split only. Hum: lift pin 1 of one leg or use a transformer.",
    "xlr_pol": "Turning polarity on purpose; pin-3-hot gear.|With a second mic: thin sound, no bass.|Label it.",
    "trs_cross": "Left-right exchange, TRS-MIDI A to B.|Stereo image turned; balanced line out of polarity.|Label it.",
    "ts_ts": "Instrument, unbalanced line.|On balanced gear the ring is grounded: -6 dB, hum if grounds differ.|Do not use on loudspeakers.",
    "ts_spk": "Amplifier to cabinet.|As instrument lead: hum, radio, handling noise.|Looks like an instrument lead: check the print on the jacket.",
    "rca_rca": "Consumer line; S/PDIF if it is 75 ohm.|Hum between gear on two earths.|Keep under 3 m.",
    "ts_rca": "Unbalanced line.|Hum when mixed with balanced gear.|",
    "rca_xlr_2w": "Unbalanced output to balanced input, short.|Hum current runs in the shield.|Better: two-core, return on pin 3, shield on pin 1.",
    "rca_xlr_3w": "Unbalanced output to balanced input, the good way.|Level differs by about 12 dB, no more.|",
    "rca_xlr_3w_lift": "RCA to XLR where a ground loop hums.|Radio pickup.|Never on a mic input with phantom power.",
    "ts_xlr_tied": "Unbalanced source to XLR input.|Shorts pin 3 of an active output.|Phantom off: 7 mA through pin 3.",
    "ts_xlr_open": "Active XLR output to TS input.|From transformer outputs: thin or silent. As input lead: half level.|Join pins 3 and 1 for transformer or servo outputs.",
    "xlr_rca_open": "Active balanced output to RCA.|-6 dB; nearly nothing from a transformer.|Join pins 3 and 1 for transformer or servo outputs.",
    "trs_ts_tied": "Transformer, servo or impedance balanced output to TS input.|Shorts the cold leg of plain active outputs.|",
    "trs_ts_2core": "Ground sensing output to TS input.|Shorts the cold leg of plain active outputs.|Look at plug B: a TRS there has a ring-sleeve short.",
    "trs_ts_pseudo": "Floating or cross-coupled output to TS input.|Hum where the chassis need a bond.|Shield is open at the TRS on purpose.",
    "trs_ts_open": "Active balanced output to TS input; left channel of stereo.|Floating output: thin, hum.|",
    "trs_rca_open": "Active balanced output to RCA.|-6 dB.|",
    "xlr_lift_b": "Line level with a ground loop.|On a mic: no phantom power, hum.|Lifted end at the receiver. Label it.",
    "xlr_lift_a": "Nothing.|Shield at the receiver only turns imbalance into noise.|Turn the cable round.",
    "trs_lift_b": "Balanced line with a ground loop.|Stereo: no return, only left minus right.|Lifted end at the receiver. Label it.",
    "insert": "Console insert; stereo to two mono.|Legs swapped: silence through the insert.|Desks differ: tip or ring may be the send.",
    "insert_rev": "Ring-send desks; stereo to two mono, turned.|No sound, or left and right swapped.|Check the labels of the legs.",
    "stereo_rca_y": "Phone or laptop to hi-fi.||",
    "stereo_ts_y35": "Phone or laptop to two mixer channels.||",
    "mono_y": "One output to two inputs.|As mixer: outputs fight.|Split only, never join.",
    "sum_direct": "Nothing.|Two outputs shorted: distortion, heat; balanced sources go silent.|Put 470 ohm in each leg.",
    "sum_y_direct": "Nothing as a mixer; as splitter it is sound.|Two outputs shorted: distortion, heat.|Put 470 ohm in each leg.",
    "sum_res": "Stereo output to mono input.|About -6 dB a side.|",
    "hp_mono_y": "Mono source to both ears.|Turned round it joins two outputs.|",
    "trrs_str": "Headset extension, CTIA or OMTP.||",
    "trrs_ctia_omtp": "CTIA headset on an OMTP socket.|Hollow sound, microphone dead.|Label it.",
    "trrs_trs": "CTIA phone to stereo input.|OMTP phone: thin, left minus right.|",
    "trrs_trs_tied": "Any phone to stereo input.|The phone may see a pressed button.|",
    "trs35": "Stereo line, TRS-MIDI of one type.||",
    "trrs_split": "Headset to a PC.|Legs swapped: no microphone.|Phones leg in B, microphone in C.",
    "sc7": "Camera microphone to phone.|With a plain TRS lead the phone hears nothing.|",
}
# fmt: on
