"""Cables that no catalogue knows: what the grammar says is what current can flow through.

The copper is worked out here by its own union-find from the spec's text, and held against the
simulated voltages: one contact driven high at a time, all others pulled down.
"""

from random import Random

import pytest

from ringout.board.pinmap import CONTACTS
from ringout_host.sim.bench import Bench
from ringout_host.sim.front_end import LOGIC_V
from ringout_host.sim.spec import parse

MONO = "A.T-B.T A.S=B.S"
SLEEVES = "A.S=B.S A.S=C.S"
CABLES = {
    "6.35 mm TRS to two RCA": f"wires:A.T-B.T A.R-C.T {SLEEVES}",
    "TRS to two XLR, pin 3 open": f"wires:A.T-B.T A.R-C.T {SLEEVES},length.C=1m",
    "TRS to two XLR, pin 3 tied": f"wires:A.T-B.T A.R-C.T {SLEEVES} B.R~B.S C.R~C.S",
    "XLR to two RCA": f"wires:A.T-B.T A.T-C.T {SLEEVES}",
    "3.5 TRS to 6.35 TRS": "wires:A.T-B.T A.R-B.R A.S=B.S A.R2~A.S",
    "3.5 TRS to XLR": "wires:A.T-B.T A.R-B.R A.S=B.S A.R2~A.S,length=3m",
    "3.5 TRS to 6.35 TS": f"wires:{MONO} A.R2~A.S B.R~B.S",
    "3.5 TS patch": f"wires:{MONO} A.R~A.S A.R2~A.S B.R~B.S B.R2~B.S,length=30cm",
    "3.5 TS Y": f"wires:A.T-B.T A.T-C.T {SLEEVES} A.R~A.S A.R2~A.S B.R~B.S B.R2~B.S C.R~C.S",
    "3.5 headphone splitter": f"wires:A.T-B.T A.R-B.R A.T-C.T A.R-C.R {SLEEVES} A.R2~A.S B.R2~B.S",
    "RCA Y": f"wires:A.T-B.T A.T-C.T {SLEEVES},length=20cm",
    "TS to two RCA": f"wires:A.T-B.T A.T-C.T {SLEEVES} A.R~A.S",
    "XLR to TRS dual mono": "wires:A.T-B.T A.T-B.R A.S=B.S",
    "tip and ring joined to TS": "wires:A.T-B.T A.R-B.T A.S=B.S B.R~B.S",
    "summing, 100 ohm": "wires:A.T-B.T:100ohm A.R-B.T:100ohm A.S=B.S B.R~B.S",
    "summing, 10 k": "wires:A.T-B.T:10k A.R-B.T:10k A.S=B.S B.R~B.S",
    "U-pad": "wires:A.T-B.T:270ohm A.R-B.R:270ohm A.S=B.S,part=T-R:180ohm@B",
    "terminator": "wires:A.T-B.T A.R-B.R A.S=B.S,part=T-R:120ohm@B",
    "treble cut, 1 nF": f"wires:{MONO} A.R~A.S B.R~B.S,part=T-S:1nF@A",
    "treble cut, 2.2 nF": f"wires:{MONO} A.R~A.S B.R~B.S,part=T-S:2.2nF@B",
    "footswitch with LED": f"wires:{MONO} A.R~A.S,part=T-S:led@B",
    "footswitch with 1N4148": f"wires:{MONO} A.R~A.S,part=T-S:diode@B",
    "MIDI on TRS, type A to B": "wires:A.T-B.R A.R-B.T A.S=B.S A.R2~A.S B.R2~B.S",
    "MIDI to DIN, type A": "wires:A.R-B.T A.T-B.R A.S=B.S A.R2~A.S",
    "MIDI to DIN, between": "wires:A.T-B.T A.R-B.R A.S= A.R2~A.S",
    "shield through a capacitor": "wires:A.T-B.T A.R-B.R A.S=B.S:10nF",
    "plug C alone": "wires:C.T~C.S",
    "legs B to C": "wires:B.T-C.T B.S=C.S,length=5m",
}


def joined(spec):
    """Sets of contacts that bare copper joins, by the text of a spec alone."""
    parent = {contact: contact for contact in CONTACTS}

    def root(contact):
        while parent[contact] != contact:
            contact = parent[contact]
        return contact

    for token in spec.split(",")[0].removeprefix("wires:").split():
        joint, _, part = token.partition(":")
        ends = joint.replace("=", "-").replace("~", "-").split("-")
        if not part and all(ends):
            parent[root(ends[0])] = root(ends[1])
    return {c: {d for d in CONTACTS if root(d) == root(c)} for c in CONTACTS}


def conducts(bench, line):
    """Contacts that read high while one is driven, a long time after."""
    bench.configure(high=1 << line, low=0, pull_down=True)
    bench.advance(20_000)
    volts = bench.voltages()
    bench.configure(high=0, low=0, pull_down=True)
    return {contact for contact, v in zip(CONTACTS, volts, strict=False) if v > LOGIC_V}


@pytest.mark.parametrize("name", CABLES)
def test_current_flows_where_the_wires_are(name):
    spec = CABLES[name]
    bench = Bench(parse(spec), 5)
    wanted = joined(spec)
    for line, contact in enumerate(CONTACTS):
        high = conducts(bench, line)
        assert wanted[contact] <= high, contact
        extra = high - wanted[contact]
        if ":" not in spec.removeprefix("wires:"):
            assert not extra, (contact, extra)


@pytest.mark.parametrize(
    ("part", "forward", "backward"),
    [("diode", 2.7, 0.0), ("schottky", 3.0, 0.0), ("led", 1.7, 0.0), ("led:2.4V", 0.9, 0.0),
     ("led-white", 0.6, 0.0)],
)  # fmt: skip
def test_a_diode_conducts_one_way_at_its_own_voltage(part, forward, backward):
    """A contact behind a diode reads what is left of the supply; white stays under a level."""
    bench = Bench(parse(f"wires:A.T-B.T A.S=B.S,part=T-S:{part}@A"), 1)
    for driven, other, volts in (("A.T", "A.S", forward), ("A.S", "A.T", backward)):
        bench.configure(high=1 << CONTACTS.index(driven), low=0, pull_down=True)
        bench.advance(20_000)
        seen = bench.voltages()[CONTACTS.index(other)]
        assert seen == pytest.approx(volts, abs=0.12)
        assert seen == pytest.approx(bench.settled()[CONTACTS.index(other)], abs=1e-3)
        bench.configure(high=0, low=0, pull_down=True)
        bench.advance(20_000)


def test_a_diode_carries_the_current_that_its_line_says():
    """Against the circuit by hand: supply less forward voltage over all resistances."""
    bench = Bench(parse("wires:A.T-B.T A.S=B.S,part=T-S:diode@A,length=5cm"), 1)
    high, low = CONTACTS.index("A.T"), CONTACTS.index("A.S")
    bench.configure(high=1 << high, low=1 << low, pull_down=False)
    bench.advance(5000)
    front_end, volts = bench.front_end, bench.voltages()
    loop = sum(front_end.gpio_ohm[n] + front_end.force_ohm[n] for n in (high, low))
    ampere = (front_end.vdd - 0.6) / (loop + 12.0 + 0.016)
    assert volts[high] - volts[low] == pytest.approx(0.6 + 12.016 * ampere, abs=2e-3)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("wires:", "without a wire"),
        ("wires:A.T-B.X", "'B.X' is not a contact"),
        ("wires:A.T B.T", "'A.T' is not two contacts"),
        ("wires:A.T-B.T A.T-B.T", "joined twice"),
        ("wires:A.T-B.T B.T=A.T", "joined twice"),
        ("wires:A.T-A.T", "with itself"),
        ("wires:A.T~B.T", "a bridge is inside one plug"),
        ("wires:A.T-A.R", "stays in one plug"),
        ("wires:-", "begins or ends nowhere"),
        ("wires:A.T-:1k", "begins or ends nowhere"),
        ("wires:A.T-B.T:1x", "is no part"),
        ("wires:A.T-B.T:0ohm", "a part of 0ohm"),
        ("wires:A.T-B.T,unplug=C", "no end C"),
        ("wires:A.T-B.T,length.C=2m", "no leg to C"),
        ("A.T-B.T", "wires:A.T-B.T"),
        ("trs_trs,part=T-R:180ohm@0.3m:B", "not along the cable"),
        ("trs_trs,part=T-R:led:9V@B", "LED of 1.2 to 3.2 V"),
        ("trs_trs,part=T-R:180", "is no part"),
        ("trs_trs,jack=A:B", "both in jack B"),
        ("trs_trs,jack=C:A", "no end C"),
        ("rca_rca,part=T-R:1k@A", "no contact A.R"),
    ],
)
def test_a_mistake_names_itself_and_shows_what_is_right(spec, says):
    with pytest.raises(ValueError, match="; write for example ") as caught:
        parse(spec)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


NOTHING = [
    "trrs_split,open=R@C", "trrs_split,joint=R2:3ohm@C", "rca_xlr_2w,open=R@B",
    "rca_rca,swap=T-R@B", "trs_trs,open=R2@B", "ts_ts,short=R-S@B", "ts_ts,swap=R-S@A",
    "rca_xlr_3w,leak=R-S:200k@B", "insert,open=R@0.3m:B", "insert,open=T@0.3m:C",
    "insert,short=T-R@50%", "insert,short=T-R@0.3m:B", "xlr_lift_b,open=S@B",
    "ts_ts,intermittent=R@B:1ms/9ms", "ts_ts,touch=R-S@B:1ms/9ms", "hp_mono_y,swap=T-R@B",
    "trs_ts_open,open=R@50%", "ts_xlr_tied,part=R-S:1k@B", "stereo_rca_y,short=T-R2@C",
    "trs_trs,unplug=B,joint=T:3ohm@B", "trs_trs,unplug=B,swap=T-R@B", "ts_spk,imbalance=5%",
    "trs_trs,joint=T:0ohm@A", "trs_trs,open=R@B,open=R@B", "trrs_split,crackle=R@C:1-9ohm",
    "trrs_split,film=R@C:200ohm", "trs_trs,length.C=2m", "trs_trs,core=R2@50%",
]  # fmt: skip


@pytest.mark.parametrize("spec", NOTHING)
def test_a_fault_without_effect_is_refused(spec):
    with pytest.raises(ValueError, match="; write for example "):
        parse(spec)


def readings(spec):
    """Every node voltage of the contacts, for each contact driven, and their capacitances."""
    bench = Bench(parse(spec), 3)
    rows = []
    for line in range(len(CONTACTS)):
        bench.configure(high=1 << line, low=0, pull_down=True)
        bench.advance(3)
        rows.extend(bench.voltages()[: len(CONTACTS)])
        bench.advance(20_000)
        rows.extend(bench.voltages()[: len(CONTACTS)])
        bench.configure(high=0, low=0, pull_down=True)
        bench.advance(20_000)
    return rows


@pytest.mark.parametrize(
    "modifier",
    ["open=T@B", "open=R@30%", "short=T-S@B", "swap=T-R@B", "joint=T:3ohm@A", "leak=T-S:200k",
     "core=R@50%", "unplug=B", "jack=B:C", "part=T-R:180ohm@B", "part=T-S:1nF", "part=T-R:diode@A",
     "length.B=5m"],
)  # fmt: skip
def test_what_is_accepted_changes_what_is_read(modifier):
    sound, changed = readings("wires:A.T-B.T A.R-B.R A.S=B.S"), None
    changed = readings("wires:A.T-B.T A.R-B.R A.S=B.S," + modifier)
    assert max(abs(a - b) for a, b in zip(sound, changed, strict=True)) > 1e-5


def test_a_plug_in_another_jack_is_read_there():
    bench = Bench(parse("insert,jack=B:C,jack=C:B"), 2)
    assert conducts(bench, CONTACTS.index("A.T")) == {"A.T", "C.T"}
    bench = Bench(parse("trrs_str,jack=B:C"), 2)  # jack C has no second ring
    assert conducts(bench, CONTACTS.index("A.R2")) == {"A.R2"}


def test_a_leg_of_its_own_length_has_its_own_resistance_and_capacitance():
    spec = parse("wires:A.T-B.T A.R-C.T A.S=B.S A.S=C.S,length=1m,length.C=4m")
    cable = Bench(spec).cable
    assert [spec.leg_m(ends) for ends, _ in cable.bundles] == [1.0, 4.0]
    assert cable.truth_pf() == {"T-S": 100.0}


def random_wires(random):
    """A netlist of up to eleven contacts without a rule, no two joined twice: a spec."""
    contacts = random.sample(CONTACTS, random.randint(2, len(CONTACTS)))
    tokens, groups = [], {c: {c} for c in contacts}
    for _ in range(random.randint(1, 10)):
        first, last = random.sample(contacts, 2)
        if groups[first] is not groups[last]:
            mark = "~" if first[0] == last[0] else random.choice("--=")
            tokens.append(f"{first}{mark}{last}")
            both = groups[first] | groups[last]
            groups.update(dict.fromkeys(both, both))
    return "wires:" + " ".join(tokens or [f"{contacts[0]}="])


def test_random_netlists_are_what_they_say():
    random = Random(11)
    for number in range(300):
        spec = random_wires(random)
        wanted = joined(spec)
        parsed = parse(spec)
        nets = {frozenset(CONTACTS[line] for line in net) for net in parsed.wiring.nets()}
        assert nets == {frozenset(net) for net in wanted.values() if len(net) > 1}, spec
        if number % 20 == 0:
            bench = Bench(parsed, number + 1)
            for line, contact in enumerate(CONTACTS):
                assert conducts(bench, line) == wanted[contact], (spec, contact)


@pytest.mark.parametrize(("faults", "ohm"), [
    ("joint=T:3k@20%,joint=T:5k@20%", 8e3), ("joint=T:5k@1m:B,joint=T:3k@1m:B", 8e3),
    ("swap=T-S@50%,swap=S-T@50%,joint=T:4k@50%", 4e3)])  # fmt: skip
def test_faults_at_one_place_lie_one_after_the_other(faults, ohm):
    """A divider of the supply: what the far tip's pull-down leaves of it."""
    plain = share(f"ts_ts,length=2m,joint=T:{ohm}ohm@30%")
    assert share("ts_ts,length=2m," + faults) == pytest.approx(plain, abs=1e-3)


def share(spec):
    """Volts at the far tip of a lead whose near tip is driven."""
    bench = Bench(parse(spec), 1)
    bench.configure(high=1 << CONTACTS.index("A.T"), low=1 << CONTACTS.index("A.S"), pull_down=True)
    bench.advance(20_000)
    return bench.voltages()[CONTACTS.index("B.T")]
