"""DATA: the signals that a cable may carry from plug to plug, and which plugs are sold for each.

The firmware's catalogue is made from this (`made.py`): every pair and triple of plugs times every
signal is a cable or has a reason why not, and `gaps.py` writes the table. The simulator's cables
(`cables/sold.py`) are a source of their own.

Wires, one token each; a contact is end and letter, 2 stands for R2:
  AT-BT      a conductor from A.T to B.T
  AS=BS      the shield; `AS=` is a shield connected at A only, `=BS` at B only
  BR~BS      a link inside plug B
  AT/470/BT  a conductor with a 470 ohm resistor in it
"""
# ruff: noqa: E501

from dataclasses import dataclass

from ringout.wirings.catalogue import BAD, INTENT, SOUND

# Kinds of plug, in the order of the tables: name in ids, on the screen, in full.
KINDS = {
    "XLR": ("xlr", "XLR", "XLR"),
    "TRS": ("trs", "TRS", "6.35 mm TRS"),
    "TS": ("ts", "TS", "6.35 mm TS"),
    "RCA": ("rca", "RCA", "RCA"),
    "TRS35": ("trs35", "3.5 TRS", "3.5 mm TRS"),
    "TS35": ("ts35", "3.5 TS", "3.5 mm TS"),
    "TRRS": ("trrs", "TRRS", "TRRS"),
}
RINGED = ("XLR", "TRS", "TRS35")  # a tip and one ring
MONO = ("TS", "RCA", "TS35")

# Why there is no cable: letter in the table, what it says.
NO_RING = "r"
BOTH_RINGED = "b"
TWO_RINGS = "4"
NO_R2_AT_C = "c"
NOT_SOLD = "n"
NO_BALANCED = "u"
NO_RETURN = "l"
SPEAKER = "s"
CANCELS = "x"
OTHER_WAY = "o"
REASONS = {
    NO_RING: "a plug has no ring for it",
    BOTH_RINGED: "both plugs have a ring: it is for one with and one without",
    TWO_RINGS: "only between two plugs with two rings, or from one: a headset's signals",
    NO_R2_AT_C: "jack C has no second ring",
    NO_BALANCED: "3.5 mm TRS and RCA outputs are not balanced: there is no cold leg to carry",
    NO_RETURN: "its shield is the return of two channels: lifted, it would not work",
    SPEAKER: "loudspeakers have TS (or speakON, for which there is no jack)",
    CANCELS: "one signal on both legs of a balanced input is nothing",
    OTHER_WAY: "the sources are the single plugs, so plug A is the one that takes their sum",
    NOT_SOLD: "nobody sells it: a cable file of your own (`ringout cables learn`)",
}


@dataclass(frozen=True)
class Signal:
    """key: what it is called here. id: behind the plugs in an id. title: head of its column. wires: from plug A on.
    plugs: those that are made, A first. screen: behind the plugs on the screen, the first that
    fits. says: behind the plugs in full. What each is good for is in the firmware's
    notes.py. only: (kinds of A,
    kinds of the others, reason): which have the contacts. not_sold: reason for the others."""

    key: str
    id: str
    title: str
    wires: str
    plugs: tuple[str, ...]
    screen: tuple[str, ...]
    says: str
    only: tuple[tuple[str, ...], tuple[str, ...], str]
    not_sold: str = NOT_SOLD
    standing: str = SOUND
    reasons: tuple[tuple[str, str], ...] = ()  # (plugs, reason) where it is not `not_sold`


PHONES = ("TRS", "TRS35")
_TO_MONO = tuple(f"{a} {b}" for a in RINGED for b in MONO)
_TIED = tuple(f"{b} XLR" for b in MONO) + tuple(f"{a} {b}" for a in PHONES for b in MONO)
_FROM_LINE = tuple(f"{b} XLR" for b in MONO) + tuple(f"TRS {b}" for b in MONO)
_TO_EARS = tuple(f"{a} {b}" for b in PHONES for a in MONO)
_STEREO_TO_MONO = tuple(f"{a} {b}" for a in PHONES for b in MONO)
_ANY = tuple(KINDS)

PAIRS = (
    Signal(
        "pair",
        "",
        "balanced or stereo",
        "AT-BT AR-BR AS=BS",
        ("TRS TRS", "XLR XLR", "TRS XLR", "TRS35 TRS35", "TRS35 TRS", "TRS35 XLR"),
        ("stereo",),
        "tip, ring and sleeve straight",
        (RINGED, RINGED, NO_RING),
    ),
    Signal(
        "crossed",
        "cross",
        "tip and ring exchanged",
        "AT-BR AR-BT AS=BS",
        ("XLR XLR", "TRS TRS", "TRS XLR", "TRS35 TRS35", "TRS35 TRS"),
        ("reversed",),
        "tip and ring exchanged",
        (RINGED, RINGED, NO_RING),
        standing=INTENT,
    ),
    Signal(
        "lift_b",
        "lift",
        "shield lifted at B",
        "AT-BT AR-BR AS=",
        ("XLR XLR", "TRS TRS", "TRS XLR"),
        ("shield lifted B", "lifted B"),
        "shield lifted at B",
        (RINGED, RINGED, NO_RING),
        not_sold=NO_RETURN,
    ),
    Signal(
        "lift_a",
        "lift_a",
        "shield lifted at A",
        "AT-BT AR-BR =BS",
        ("XLR XLR",),
        ("shield lifted A", "lifted A"),
        "shield lifted at A",
        (RINGED, RINGED, NO_RING),
        not_sold=NO_RETURN,
        standing=BAD,
        reasons=(("TRS TRS", "the same as lifted at B, turned round"),),
    ),
    Signal(
        "mono",
        "",
        "mono",
        "AT-BT AS=BS",
        ("TS TS", "RCA RCA", "TS RCA", "TS35 TS35", "TS35 TS", "TS35 RCA"),
        ("mono", ""),
        "mono",
        (MONO, MONO, "one plug has a ring: see the next three"),
    ),
    Signal(
        "speaker",
        "spk",
        "loudspeaker",
        "AT-BT AS-BS",
        ("TS TS",),
        ("speaker",),
        "loudspeaker, unshielded",
        (MONO, MONO, SPEAKER),
        not_sold=SPEAKER,
    ),
    Signal(
        "open",
        "open",
        "mono, ring open",
        "AT-BT AS=BS",
        _TO_MONO,
        ("ring open", "open"),
        "ring left open",
        (RINGED, MONO, NO_RING),
    ),
    Signal(
        "tied",
        "tied",
        "mono, ring tied to sleeve",
        "AT-BT AS=BS AR~AS",
        _TIED,
        ("ring to sleeve", "ring tied", "tied"),
        "ring tied to sleeve",
        (RINGED, MONO, NO_RING),
    ),
    Signal(
        "2core",
        "2core",
        "mono, cold to sleeve",
        "AT-BT AR-BS AS=BS",
        _FROM_LINE,
        ("two-core",),
        "two-core, cold joined to the shield at the far plug",
        (RINGED, MONO, NO_RING),
        not_sold=NO_BALANCED,
    ),
    Signal(
        "2core_lift",
        "2core_lift",
        "the same, shield lifted",
        "AT-BT AR-BS =BS",
        _FROM_LINE,
        ("two-core lift", "lifted"),
        "cold on the far sleeve, shield lifted at the plug with a ring",
        (RINGED, MONO, NO_RING),
        not_sold=NO_BALANCED,
    ),
    Signal(
        "both",
        "dual",
        "dual mono",
        "AT-BT AS=BS BT~BR",
        (*_TO_EARS, "XLR TRS", "XLR TRS35"),
        ("mono to both", "to both", "both"),
        "mono to both ears",
        (("TS", "RCA", "TS35", "XLR"), PHONES, "one end is mono, the other stereo"),
        not_sold=CANCELS,
    ),
    Signal(
        "joined",
        "joined",
        "stereo joined to mono",
        "AT-BT AR-BT AS=BS",
        _STEREO_TO_MONO,
        ("tip+ring sum", "joined"),
        "tip and ring joined: two outputs fight",
        (PHONES, MONO, "one end is stereo, the other mono"),
        standing=BAD,
    ),
    Signal(
        "summed",
        "sum",
        "summed by resistors",
        "AT/470/BT AR/470/BT AS=BS",
        _STEREO_TO_MONO,
        ("mono sum", "sum 470", "sum"),
        "stereo to mono sum lead, 470 ohm a leg",
        (PHONES, MONO, "one end is stereo, the other mono"),
    ),
    Signal(
        "summed_xlr",
        "sum",
        "summed to pin 2",
        "AT/470/BT AR/470/BT AS=BS BR~BS",
        ("TRS XLR", "TRS35 XLR"),
        ("mono sum", "sum 470", "sum"),
        "stereo to mono sum lead, 470 ohm a leg, pin 3 tied to pin 1",
        (PHONES, ("XLR",), "to a balanced input only"),
    ),
    Signal(
        "headset",
        "",
        "headset, straight",
        "AT-BT AR-BR A2-B2 AS=BS",
        ("TRRS TRRS",),
        ("straight",),
        "straight",
        (("TRRS",), ("TRRS",), TWO_RINGS),
        not_sold=TWO_RINGS,
    ),
    Signal(
        "ctia_omtp",
        "ctia_omtp",
        "CTIA to OMTP",
        "AT-BT AR-BR A2-BS AS=B2",
        ("TRRS TRRS",),
        ("CTIA-OMTP",),
        "CTIA to OMTP adapter, R2 and sleeve exchanged",
        (("TRRS",), ("TRRS",), TWO_RINGS),
        not_sold=TWO_RINGS,
    ),
    Signal(
        "phones",
        "phones",
        "headphones (CTIA)",
        "AT-BT AR-BR A2=BS",
        ("TRRS TRS35", "TRRS TRS"),
        ("mic open",),
        "headphone lead, microphone contact open",
        (("TRRS",), PHONES, TWO_RINGS),
    ),
    Signal(
        "phones_tied",
        "phones_tied",
        "the same, R2 to sleeve",
        "AT-BT AR-BR A2=BS A2~AS",
        ("TRRS TRS35", "TRRS TRS"),
        ("R2 to S",),
        "R2 tied to sleeve",
        (("TRRS",), PHONES, TWO_RINGS),
    ),
    Signal(
        "phones_omtp",
        "omtp",
        "headphones (OMTP)",
        "AT-BT AR-BR AS=BS",
        ("TRRS TRS35",),
        ("OMTP",),
        "headphone lead for OMTP, R2 open",
        (("TRRS",), PHONES, TWO_RINGS),
    ),
    Signal(
        "phone_mic",
        "mic",
        "microphone to phone",
        "AT-BS AS=B2",
        ("TRS35 TRRS", "TS35 TRRS", "TS TRRS"),
        ("mic to phone", "mic"),
        "microphone to phone, tip to sleeve",
        (("TRS35", "TS35", "TS", "RCA", "TRS"), ("TRRS",), TWO_RINGS),
    ),
    Signal(
        "phone_xlr",
        "mic",
        "XLR microphone to phone",
        "AT-BS AS=B2 AR~AS",
        ("XLR TRRS",),
        ("mic to phone", "mic"),
        "dynamic microphone to phone, pin 3 tied to pin 1",
        (("XLR",), ("TRRS",), TWO_RINGS),
    ),
)

_SPLIT = tuple(f"{a} {b} {b}" for a in MONO for b in MONO)
_OUTPUTS_B = tuple(f"{a} {b} {b}" for a in PHONES for b in MONO)
_LEGS_RINGED = tuple(f"{a} {b} {b}" for a in PHONES for b in ("XLR", "TRS"))

TRIPLES = (
    Signal(
        "pairs",
        "",
        "everything to both",
        "AT-BT AR-BR AS=BS AT-CT AR-CR AS=CS",
        (
            "XLR XLR XLR",
            "XLR TRS TRS",
            "TRS XLR XLR",
            "TRS TRS TRS",
            "TRS35 TRS35 TRS35",
            "TRS35 TRS TRS",
            "TRS TRS35 TRS35",
        ),
        ("splitter", "split"),
        "splitter, contacts paralleled",
        (RINGED, RINGED, NO_RING),
    ),
    Signal(
        "pairs_lift",
        "lift",
        "the same, shield lifted at C",
        "AT-BT AR-BR AS=BS AT-CT AR-CR =CS",
        ("XLR XLR XLR", "TRS XLR XLR"),
        ("lifted at C", "lift C"),
        "splitter, shield lifted at C",
        (RINGED, RINGED, NO_RING),
        not_sold=NO_RETURN,
    ),
    Signal(
        "legs",
        "",
        "tip to B, ring to C",
        "AT-BT AR-CT AS=BS AS=CS",
        (
            "TRS TS TS",
            "TRS35 RCA RCA",
            "TRS35 TS TS",
            "TRS RCA RCA",
            "TRS TS35 TS35",
            "TRS35 TS35 TS35",
        ),
        ("stereo", ""),
        "stereo breakout, tip to B, ring to C",
        (RINGED, MONO, "the legs have rings: see the two columns behind, or one ring is missing"),
    ),
    Signal(
        "legs_rev",
        "rev",
        "ring to B, tip to C",
        "AR-BT AT-CT AS=BS AS=CS",
        ("TRS TS TS",),
        ("reversed",),
        "ring to B, tip to C",
        (RINGED, MONO, NO_RING),
        not_sold="the legs of a stereo lead are told by colour: turn them",
    ),
    Signal(
        "legs_open",
        "open",
        "the same, rings of the legs open",
        "AT-BT AR-CT AS=BS AS=CS",
        _LEGS_RINGED,
        ("ring open", "open"),
        "stereo breakout, rings of the legs open",
        (RINGED, RINGED, NO_RING),
    ),
    Signal(
        "legs_tied",
        "tied",
        "the same, rings of the legs tied",
        "AT-BT AR-CT AS=BS AS=CS BR~BS CR~CS",
        _LEGS_RINGED,
        ("ring tied", "tied"),
        "stereo breakout, rings of the legs tied to sleeve",
        (RINGED, RINGED, NO_RING),
    ),
    Signal(
        "split",
        "",
        "mono to both",
        "AT-BT AT-CT AS=BS AS=CS",
        _SPLIT,
        ("splitter", "split"),
        "mono splitter",
        (MONO, MONO, "a plug has a ring: see the other columns"),
    ),
    Signal(
        "split_joined",
        "joined",
        "two outputs joined",
        "AT-BT AT-CT AS=BS AS=CS",
        ("TS TS TS",),
        ("as a mixer",),
        "two outputs joined into one",
        (MONO, MONO, "a plug has a ring"),
        not_sold="the copper of a splitter: what plugs into it decides",
        standing=BAD,
    ),
    Signal(
        "split_summed",
        "sum",
        "two outputs summed by resistors",
        "AT/470/BT AT/470/CT AS=BS AS=CS",
        ("TS TS TS", "RCA RCA RCA", "TS RCA RCA", "TS35 TS35 TS35", "RCA TS TS", "TS35 RCA RCA"),
        ("mono sum", "sum 470", "sum"),
        "two outputs into one, 470 ohm a leg",
        (MONO, MONO, OTHER_WAY),
    ),
    Signal(
        "hot_open",
        "hot_open",
        "hot to both, ring open",
        "AT-BT AT-CT AS=BS AS=CS",
        ("XLR RCA RCA", "XLR TS TS", "TRS RCA RCA"),
        ("ring open", "open"),
        "hot to both, ring open",
        (RINGED, MONO, NO_RING),
    ),
    Signal(
        "hot_tied",
        "hot_tied",
        "hot to both, ring tied",
        "AT-BT AT-CT AS=BS AS=CS AR~AS",
        ("XLR RCA RCA", "XLR TS TS", "TRS RCA RCA"),
        ("ring tied", "tied"),
        "hot to both, ring tied to sleeve",
        (RINGED, MONO, NO_RING),
    ),
    Signal(
        "phones_two",
        "",
        "one phone, two headphones",
        "AT-BT AR-BR A2=BS AT-CT AR-CR A2=CS",
        ("TRRS TRS35 TRS35",),
        ("phones",),
        "two headphones on one phone, microphone contact open",
        (("TRRS",), PHONES, TWO_RINGS),
        not_sold=NOT_SOLD,
    ),
    Signal(
        "phone_legs",
        "",
        "phone to two mono",
        "AT-BT AR-CT A2=BS A2=CS",
        ("TRRS RCA RCA", "TRRS TS TS"),
        ("stereo", ""),
        "CTIA phone to two mono inputs, microphone contact open",
        (("TRRS",), MONO, TWO_RINGS),
    ),
    Signal(
        "split_headset",
        "headset",
        "headset to PC",
        "AT-BT AR-BR A2=BS A2=CS AS-CT CT~CR",
        ("TRRS TRS35 TRS35",),
        ("headset",),
        "to headphone (B) and microphone (C)",
        (("TRRS",), ("TRS35",), TWO_RINGS),
    ),
    Signal(
        "split_headset_open",
        "headset_open",
        "the same, C's ring open",
        "AT-BT AR-BR A2=BS A2=CS AS-CT",
        ("TRRS TRS35 TRS35",),
        ("headset C open", "C open"),
        "to headphone (B) and microphone (C), ring of C open",
        (("TRRS",), ("TRS35",), TWO_RINGS),
    ),
    Signal(
        "split_headset_omtp",
        "headset_omtp",
        "the same for OMTP",
        "AT-BT AR-BR AS=BS AS=CS A2-CT CT~CR",
        ("TRRS TRS35 TRS35",),
        ("OMTP headset", "OMTP"),
        "OMTP headset to headphone (B) and microphone (C)",
        (("TRRS",), ("TRS35",), TWO_RINGS),
    ),
)

# The forty that were there first: id -> (signal, plugs, how common, name on the screen, full name).
# fmt: off
KEPT = {
    "trs_trs": ("pair", "TRS TRS", 9, "TRS balanced/stereo", "TRS-TRS, balanced mono or stereo"),
    "xlr_xlr": ("pair", "XLR XLR", 9, "XLR mic cable", "XLR-XLR mic cable"),
    "trs_xlr": ("pair", "TRS XLR", 8, "TRS-XLR balanced", "TRS-XLR balanced"),
    "xlr_y_split": ("pairs", "XLR XLR XLR", 4, "XLR Y splitter", "XLR Y splitter, pins paralleled"),
    "xlr_pol": ("crossed", "XLR XLR", 2, "XLR polarity reverse", "XLR polarity reverser, pins 2 and 3 exchanged"),
    "trs_cross": ("crossed", "TRS TRS", 1, "TRS tip-ring crossed", "TRS crossover, left and right exchanged"),
    "ts_ts": ("mono", "TS TS", 9, "TS instrument lead", "TS-TS instrument or line lead"),
    "ts_spk": ("speaker", "TS TS", 6, "TS speaker lead", "TS-TS speaker lead, unshielded"),
    "rca_rca": ("mono", "RCA RCA", 8, "RCA-RCA", "RCA-RCA"),
    "ts_rca": ("mono", "TS RCA", 6, "TS-RCA", "TS-RCA"),
    "rca_xlr_2w": ("tied", "RCA XLR", 4, "RCA-XLR pin 3 to 1", "RCA-XLR, pin 3 tied to pin 1 in the XLR"),
    "rca_xlr_3w": ("2core", "RCA XLR", 3, "RCA-XLR hum-fighting", "RCA-XLR, return on pin 3, shield on pin 1"),
    "rca_xlr_3w_lift": ("2core_lift", "RCA XLR", 2, "RCA-XLR shield lifted", "RCA-XLR, return on pin 3, shield lifted at the XLR"),
    "ts_xlr_tied": ("tied", "TS XLR", 4, "TS-XLR pin 3 to 1", "TS-XLR, pin 3 tied to pin 1 in the XLR"),
    "ts_xlr_open": ("open", "TS XLR", 3, "TS-XLR pin 3 open", "TS-XLR, pin 3 open"),
    "xlr_rca_open": ("open", "XLR RCA", 3, "XLR-RCA pin 3 open", "XLR-RCA, pin 3 open"),
    "trs_ts_tied": ("tied", "TRS TS", 4, "TRS-TS ring to sleeve", "TRS-TS, ring tied to sleeve in the TRS plug"),
    "trs_ts_2core": ("2core", "TRS TS", 3, "TRS-TS two-core", "TRS-TS two-core, cold joined to the shield at the TS plug"),
    "trs_ts_pseudo": ("2core_lift", "TRS TS", 1, "TRS-TS shield at TS", "TRS-TS, cold on the TS sleeve, shield open at the TRS plug"),
    "trs_ts_open": ("open", "TRS TS", 3, "TRS-TS ring open", "TRS-TS, ring left open"),
    "trs_rca_open": ("open", "TRS RCA", 2, "TRS-RCA ring open", "TRS-RCA, ring left open"),
    "xlr_lift_b": ("lift_b", "XLR XLR", 3, "XLR shield lifted B", "XLR-XLR, shield lifted at B"),
    "xlr_lift_a": ("lift_a", "XLR XLR", 1, "XLR shield lifted A", "XLR-XLR, shield lifted at A, the source end"),
    "trs_lift_b": ("lift_b", "TRS TRS", 2, "TRS shield lifted", "TRS-TRS, shield lifted at one end"),
    "insert": ("legs", "TRS TS TS", 6, "Y insert lead", "Insert lead: tip to B, ring to C"),
    "insert_rev": ("legs_rev", "TRS TS TS", 2, "Y insert, reversed", "Insert lead, ring to B, tip to C"),
    "stereo_rca_y": ("legs", "TRS35 RCA RCA", 6, "3.5 mm to 2 RCA", "3.5 mm TRS to two RCA, stereo breakout"),
    "stereo_ts_y35": ("legs", "TRS35 TS TS", 6, "3.5 mm to 2 TS", "3.5 mm TRS to two TS, stereo breakout"),
    "mono_y": ("split", "TS TS TS", 5, "TS Y splitter", "TS to two TS, mono splitter"),
    "sum_direct": ("joined", "TRS TS", 2, "TRS-TS tip+ring sum", "TRS-TS, tip and ring joined: two outputs fight"),
    "sum_y_direct": ("split_joined", "TS TS TS", 2, "TS Y as a mixer", "two TS outputs joined into one TS"),
    "sum_res": ("summed", "TRS TS", 2, "Mono sum, 470 ohm", "stereo to mono sum lead, 470 ohm a leg"),
    "hp_mono_y": ("both", "TS TRS", 2, "Mono to both ears", "TS-TRS, mono to both ears"),
    "trrs_str": ("headset", "TRRS TRRS", 5, "TRRS straight", "TRRS-TRRS straight"),
    "trrs_ctia_omtp": ("ctia_omtp", "TRRS TRRS", 2, "CTIA-OMTP adapter", "TRRS CTIA to OMTP adapter, R2 and sleeve exchanged"),
    "trrs_trs": ("phones", "TRRS TRS35", 3, "TRRS-TRS, mic open", "TRRS-TRS headphone lead, microphone contact open"),
    "trrs_trs_tied": ("phones_tied", "TRRS TRS35", 2, "TRRS-TRS, R2 to S", "TRRS-TRS, R2 tied to sleeve"),
    "trs35": ("pair", "TRS35 TRS35", 7, "3.5 mm TRS stereo", "3.5 mm TRS-TRS"),
    "trrs_split": ("split_headset", "TRRS TRS35 TRS35", 4, "Headset splitter", "TRRS to headphone (B) and microphone (C)"),
    "sc7": ("phone_mic", "TRS35 TRRS", 2, "Mic TRS-TRRS patch", "camera microphone to phone, tip to sleeve"),
}
# fmt: on

# How common, 1 rare to 9 (our own estimate: what shops list first), of the others. What is not here
# has 0: AUTO asks for it only before it would say UNKNOWN, EXPECT at any time.
COMMON = {
    ("mono", "TS35 TS35"): 6,
    ("pair", "TRS35 TRS"): 6,
    ("pairs", "TRS35 TRS35 TRS35"): 5,
    ("legs", "TRS RCA RCA"): 5,
    ("mono", "TS35 TS"): 5,
    ("mono", "TS35 RCA"): 4,
    ("split", "RCA RCA RCA"): 4,
    ("split", "TS35 TS35 TS35"): 4,
    ("split", "TS RCA RCA"): 3,
    ("legs_open", "TRS35 XLR XLR"): 4,
    ("legs_tied", "TRS35 XLR XLR"): 4,
    ("legs", "TRS35 TS35 TS35"): 4,
    ("legs", "TRS TS35 TS35"): 3,
    ("pairs", "TRS TRS TRS"): 3,
    ("pairs", "TRS XLR XLR"): 3,
    ("pair", "TRS35 XLR"): 4,
    ("tied", "TRS35 TS"): 3,
    ("open", "TRS35 TS"): 2,
    ("open", "TRS35 TS35"): 2,
    ("joined", "TRS RCA"): 1,
    ("joined", "TRS TS35"): 1,
    ("joined", "TRS35 TS"): 1,
    ("joined", "TRS35 RCA"): 1,
    ("joined", "TRS35 TS35"): 1,
    ("tied", "TRS35 TS35"): 3,
    ("both", "TS TRS35"): 3,
    ("both", "TS35 TRS35"): 3,
    ("phone_legs", "TRRS RCA RCA"): 3,
    ("lift_b", "TRS XLR"): 2,
    ("2core", "TS35 XLR"): 1,
    ("2core", "TRS TS35"): 1,
    ("split_headset_omtp", "TRRS TRS35 TRS35"): 1,
}

# Of these AUTO asks although a usual cable with an accident reads the same: shops sell them.
ASKED = {
    ("2core", "TS35 XLR"),
    ("2core", "TRS TS35"),
    ("split_headset_omtp", "TRRS TRS35 TRS35"),
}

# Names of their own, where plugs and signal do not say what people call it: screen, in full.
NAMED = {
    ("crossed", "TRS35 TRS35"): (
        "MIDI A-B 3.5 TRS",
        "3.5 mm TRS-TRS, MIDI type A to type B: tip and ring exchanged",
    ),
    ("crossed", "TRS35 TRS"): (
        "MIDI A-B 3.5-6.35",
        "3.5 mm TRS-TRS, MIDI type A to type B: tip and ring exchanged, 6.35 mm plug",
    ),
    ("pair", "TRS35 TRS"): ("3.5-6.35 TRS stereo", "3.5 mm TRS to 6.35 mm TRS, stereo"),
    ("mono", "TS35 TS35"): ("3.5 mm TS patch", "3.5 mm TS-TS, modular patch lead"),
    ("pairs", "TRS35 TRS35 TRS35"): (
        "3.5 phones splitter",
        "3.5 mm TRS to two 3.5 mm TRS, headphone splitter",
    ),
    ("pairs", "TRS TRS TRS"): ("TRS phones splitter", "TRS to two TRS, headphone splitter"),
    ("split", "RCA RCA RCA"): ("RCA Y", "RCA to two RCA, mono splitter"),
    ("split", "TS35 TS35 TS35"): ("3.5 TS Y", "3.5 mm TS to two 3.5 mm TS, modular splitter"),
}
