"""What `--tester` gives a simulated board: each effect as its source or the laws of physics say."""

import json
import random
import subprocess
import sys

import pytest

from ringout.board import pinmap
from ringout.board.pinmap import ALL_LINES, LINES, line_of
from ringout_host.sim import tester_spec
from ringout_host.sim.adc import FINE, Adc, begins
from ringout_host.sim.bench import Bench
from ringout_host.sim.board import SimBoard, new_buffer
from ringout_host.sim.converters import PROFILES, REAL, WIDE
from ringout_host.sim.front_end import Z_NODE, FrontEnd
from ringout_host.sim.handheld import Handheld
from ringout_host.sim.noise import Random
from ringout_host.sim.spec import parse

MV_PER_CODE = 3270.0 / 4096


def bench(tester, cable="none", seed=1):
    return Bench(parse(cable), seed, tester_spec.parse(tester))


def captured(board, channel, count=2000):
    board.mux(channel)
    board.settle_us(1000)
    buffer = new_buffer(count)
    board.capture(buffer, count, None, None)
    return buffer


def spread(codes):
    mean = sum(codes) / len(codes)
    return (sum((x - mean) ** 2 for x in codes) / len(codes)) ** 0.5


# -- converters ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", REAL)
def test_a_profile_has_the_steps_of_the_published_sweeps(name):
    """Figures read off the published tables by eye and by code density: wide codes of 9 to 12,
    about one or two codes missing before 2048, 11 to 17 codes where there is no voltage."""
    edges = begins(PROFILES[name])
    width = [after - before for before, after in zip(edges, edges[1:], strict=False)]
    for code in WIDE:
        assert 8.5 < width[code] < 12.0
    assert width[2047] < 0.2
    assert 0.8 < sum(1.0 - width[code] for code in (2046, 2047)) < 2.5
    usual = [w for code, w in enumerate(width[:-1]) if code not in WIDE and code % 128 != 127]
    assert sum(usual) / len(usual) == pytest.approx(1.0, abs=0.002)
    adc = Adc(Random(3), PROFILES[name], noise_lsb=0.0)
    assert 10 <= adc.convert([0.0], 3.3)[0] <= 18


def test_the_ideal_converter_has_the_erratum_and_nothing_else():
    edges = begins(PROFILES["ideal"])
    lost = 0
    for code in range(1, 4095):
        lost += {511: 10, 1535: 9, 2559: 9, 3583: 10}.get(code - 1, 0)
        assert edges[code] == code + lost
    assert FINE * edges[-1] < len(Adc(Random(1), PROFILES["ideal"]).codes)


# -- supply --------------------------------------------------------------------------------
def test_ripple_is_there_until_the_regulator_is_quiet(tmp_path):
    """11 mV rms on 3V3 are half of it on 3V3/2, and nothing 5 ms after GP23 went high."""
    board = SimBoard(bench("ideal,ripple_mv=11"), str(tmp_path))
    loud = spread(captured(board, pinmap.MUX_HALF))
    assert loud == pytest.approx((1.0 + (5.5 / MV_PER_CODE) ** 2) ** 0.5, rel=0.1)
    board.quiet(True)
    board.settle_us(5000)
    assert spread(captured(board, pinmap.MUX_HALF)) < 1.3


def test_the_reference_lags_behind_a_switch_of_mode(tmp_path):
    board = SimBoard(bench("ideal,ripple_mv=11"), str(tmp_path))
    board.quiet(True)
    early = captured(board, pinmap.MUX_HALF, 100)
    board.settle_us(5000)
    late = captured(board, pinmap.MUX_HALF, 100)
    assert sum(early) / 100 - sum(late) / 100 > 0.5


# -- what nobody soldered ------------------------------------------------------------------
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_capacitance_of_a_contact_is_jack_pf(seed):
    stray = bench("ideal,jack_pf=46,mutual_pf=10", seed=seed).front_end.stray
    for line in range(LINES):
        mutual = sum(f for pair, f in stray.mutual_f.items() if line in pair)
        assert stray.line_f[line] + mutual == pytest.approx(46e-12, rel=0.101)
    beside = (line_of("A.T"), line_of("A.R"))
    assert stray.mutual_f[beside] == pytest.approx(10e-12, rel=0.31)


def leakage_na(rig, line):
    """Current that holds a line at 3.1 V with all others at ground: by the circuit itself."""
    config = {"high": 0, "low": ALL_LINES & ~(1 << line), "pull_down": False, "hi": 1, "lo": None}
    rig.configure(channel=line, **config)
    v_line = rig.settled()[Z_NODE]
    rig.configure(channel=pinmap.MUX_OPEN, **config)
    return (rig.settled()[Z_NODE] - v_line) / 200e3 * 1e9 * 3.1 / 3.0


def test_leakage_is_spread_about_its_median():
    found = sorted(
        leakage_na(bench("ideal,line_leak_na=16", seed=seed), line)
        for seed in range(1, 9)
        for line in range(LINES)
    )
    assert found[len(found) // 2] == pytest.approx(16, rel=0.25)
    assert found[-1] > 2 * found[len(found) // 2] > 4 * found[0] > 0


def test_leakage_doubles_every_ten_kelvin():
    cold, warm = bench("ideal,line_leak_na=16"), bench("ideal,line_leak_na=16,warm_k=20")
    assert leakage_na(warm, 3) == pytest.approx(4 * leakage_na(cold, 3), rel=0.05)
    drawn = bench("ideal,mux_leak_na=300,warm_k=10").front_end.stray
    assert abs(drawn.z_na * drawn.warmth) == pytest.approx(600)


def test_a_calibrated_board_warms_after_it_was_calibrated():
    board = bench("ideal,line_leak_na=16,warm_k=20,calibrated=yes")
    before = leakage_na(board, 3)
    board.warm_up()
    assert leakage_na(board, 3) == pytest.approx(4 * before, rel=0.05)


def test_a_leak_into_z_lowers_or_lifts_the_asymptote_by_its_current():
    moved = []
    for seed in range(1, 9):
        v = [_open_v(bench(f"ideal,mux_leak_na={na}", seed=seed)) for na in (0, 300)]
        moved.append(v[1] - v[0])
    assert all(abs(volts) == pytest.approx(300e-9 * 200e3, rel=0.02) for volts in moved)
    assert min(moved) < 0 < max(moved)


def _open_v(rig):
    rig.configure(hi=1, channel=pinmap.MUX_OPEN)
    return rig.settled()[Z_NODE]


def test_a_hand_on_the_sleeve_is_the_mains_through_a_pull_down():
    rig = bench("ideal,touch_ua=10", "trs_trs")
    rig.configure(pull_down=True)
    seen = []
    for _ in range(40):
        rig.advance(1000)
        seen.append(rig.voltages()[line_of("B.S")])
    pulls = rig.front_end.pull_ohm
    two = 1 / (1 / pulls[line_of("A.S")] + 1 / pulls[line_of("B.S")])
    assert max(seen) == pytest.approx(10e-6 * 2**0.5 * two, rel=0.05)


# -- materials -----------------------------------------------------------------------------
def test_a_film_resists_microamperes_and_breaks_at_milliamperes():
    rig = bench("ideal", "trs_trs,film=T@A:200ohm")
    near, far = line_of("A.T"), line_of("B.T")

    def resistance():
        """Through the charge resistor, 15 uA: gentle."""
        rig.configure(high=0, low=ALL_LINES & ~(1 << near), hi=1, channel=near)
        v = rig.settled()
        ampere = (rig.front_end.vdd - v[Z_NODE]) / (rig.front_end.chg_hi_ohm + 30.0)
        rig.configure(high=0, low=0, hi=None, channel=pinmap.MUX_OPEN)
        return (v[near] - v[far]) / ampere

    assert resistance() == pytest.approx(200.25, rel=0.05)
    rig.configure(high=1 << near, low=1 << far)
    rig.advance(100)
    rig.configure(high=0, low=0)
    assert resistance() < 2
    rig.plug(parse("trs_trs,film=T@A:200ohm"))
    assert resistance() > 150


def test_pvc_takes_up_its_share_of_charge_with_every_decade(tmp_path):
    """Charge on the tip for one volt: after 30 us, 300 us and 3 ms."""
    plain, soft = (
        [_charge_pf(bench("ideal", f"trs_trs,length=10m,pvc={pvc}"), us) for us in (30, 300, 3000)]
        for pvc in ("0", "0.1")
    )
    assert max(plain) / min(plain) < 1.02
    for before, after in zip(soft, soft[1:], strict=False):
        assert (after - before) / plain[0] == pytest.approx(0.1, abs=0.03)


def _charge_pf(rig, us):
    """Charge that the tip took, from the current through its driver."""
    line = line_of("A.T")
    rig.configure(high=1 << line, low=1 << line_of("A.S"), pull_down=False)
    front_end, total, step = rig.front_end, 0.0, 0.02
    passed = 0.0
    while passed < us:
        current = (front_end.vdd - rig.voltages()[line]) / (
            front_end.gpio_ohm[line] + front_end.force_ohm[line]
        )
        total += current * step * 1e-6
        rig.advance(step)
        passed += step
        step = min(step * 1.02, us / 50.0)
    return total / front_end.vdd * 1e12


# -- the grammar ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("wet", "unknown 'wet'"),
        ("adc=f", "no converter 'f'"),
        ("line_leak_na=5,line_leak_na=6", "twice"),
        ("jack_pf=lots", "not a number of pF"),
        ("line_leak_na=16nA", "'16nA' is not a number of nA"),
        ("jack_pf=30,mutual_pf=16", "more than half of jack_pf=30"),
        ("ideal,mutual_pf=12", "more than half of jack_pf=22"),
        ("line_leak_na=-5", "from 0 to 1000 nA"),
        ("wet\n\x1b[2J\u20ac\udcff=1", "unknown 'wet"),
        ("adc=\nc" + "c" * 500, "no converter"),
        ("jack_pf=4000", "from 5 to 120 pF"),
        ("calibrated=maybe", "not yes or no"),
        ("line_leak_na=5,ideal", "comes first"),
        ("unit=nowhere.json", "cannot read"),
        ("ripple_mv=", "no value"),
    ],
)
def test_a_mistake_is_one_line_with_an_example(text, complaint):
    with pytest.raises(tester_spec.TesterError, match=complaint) as caught:
        tester_spec.parse(text)
    said = str(caught.value)
    assert "write for example" in said and said.isascii() and said.isprintable()
    assert len(said) < 300


def test_no_text_at_all_is_anything_but_a_board_or_one_line(tmp_path):
    """Every key with every kind of value, alone and beside another, whole and cut anywhere: a
    board that can be built, or one printable line with an example that is right."""
    draw = random.Random(17)
    keys = [*tester_spec.NUMBERS, "adc", "calibrated", "expander", "unit", "typical", "ideal", "x"]
    values = (
        "0", "-0", "-1", "1e3", "nan", "inf", "--5", ".", "5.", "9" * 400, "16nA", "1,2", " 7 ",
        "yes", "no", "ideal", "a", "e", "", "\x00", "\ud800", "0x10", str(tmp_path), "12.5", "20",
        "60", "120", "=", "c=c",
    )  # fmt: skip
    built = 0
    for _ in range(2500):
        items = [f"{draw.choice(keys)}={draw.choice(values)}" for _ in range(draw.randint(1, 4))]
        if draw.random() < 0.5:
            items.insert(0, draw.choice(keys))
        text = ",".join(items)
        text = text[: draw.randint(0, len(text))] if draw.random() < 0.2 else text
        try:
            spec = tester_spec.parse(text)
        except tester_spec.TesterError as error:
            said = str(error)
            assert said.isprintable() and said.isascii() and len(said) < 300 + len(str(tmp_path))
            example = said.partition("write for example ")[2]
            if not example.startswith("unit="):
                tester_spec.parse(example)
            continue
        front_end = FrontEnd(1, spec)
        assert min(front_end.stray.line_f) > 0.0 and min(front_end.force_ohm) > 0.0
        built += 1
    assert built > 40


def test_who_asks_for_nothing_gets_a_usual_board(tmp_path):
    usual = Handheld("none", str(tmp_path)).bench.front_end.spec
    named = tester_spec.parse("typical")
    assert [getattr(usual, name) for name in tester_spec.NUMBERS] == [
        getattr(named, name) for name in tester_spec.NUMBERS
    ]
    assert usual.line_leak_na and usual.ripple_mv and usual.profile(1) in tester_spec.REAL


def test_the_command_line_explains_and_refuses():
    def ringout(*arguments):
        command = [sys.executable, "-m", "ringout_host", "simulate", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    explained = ringout("--tester", "list")
    assert explained.returncode == 0
    for name in (*tester_spec.NUMBERS, "adc", "calibrated", "unit", "ideal", "typical"):
        assert name in explained.stdout
    assert max(map(len, explained.stdout.splitlines())) <= 80
    refused = ringout("--cable", "none", "--tester", "adc=z")
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1


def test_a_unit_file_gives_the_board_its_values(tmp_path):
    file = tmp_path / "a unit.json"
    values = {
        "zero_pf": {"A.T": 55.0},
        "mutual_pf": {"A.T-A.R": 12.0},
        "leak_na": {"B.R": 40.0},
        "drive_ohm": {"A.S": 590.0},
        "supply_v": 3.31,
        "adc_offset_codes": 12.0,
    }
    file.write_text(json.dumps({"ringout": "unit", "format": 1, "values": values, "notes": "x"}))
    rig = bench(f"ideal,unit={file}")
    front_end = rig.front_end
    assert front_end.stray.mutual_f[(0, 1)] == pytest.approx(12e-12)
    assert front_end.gpio_ohm[3] + front_end.force_ohm[3] == pytest.approx(590.0)
    assert leakage_na(rig, line_of("B.R")) == pytest.approx(40.0, rel=0.05)
    assert front_end.vdd == 3.31


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[]", "no unit file"),
        ("{", "no JSON"),
        ("[" * 200_000, "no JSON"),
        (
            '{"ringout": "unit", "format": 1, "values": {"zero_pf": {"A.T": 9},'
            ' "mutual_pf": {"A.T-A.R": 5, "A.T-A.S": 5}}}',
            "more than its zero_pf",
        ),
        ('{"ringout": "unit", "format": 2, "values": {}}', "format"),
        ('{"ringout": "unit", "format": 1, "values": {"colour": 1}}', "colour"),
        ('{"ringout": "unit", "format": 1, "values": {"supply_v": 1e400}}', "supply_v"),
        ('{"ringout": "unit", "format": 1, "values": {"zero_pf": {"X": 1}}}', "no contact"),
        ('{"ringout": "unit", "format": 1, "values": {"zero_pf": {"A.T": NaN}}}', "zero_pf"),
    ],
)
def test_a_hostile_unit_file_is_refused(tmp_path, text, complaint):
    file = tmp_path / "unit.json"
    file.write_text(text)
    with pytest.raises(tester_spec.TesterError, match=complaint):
        tester_spec.parse(f"unit={file}")


def test_what_a_unit_file_says_is_not_said_beside_it(tmp_path):
    file = tmp_path / "unit.json"
    values = {"zero_pf": {"A.T": 55.0}, "mux_leak_na": 20.0, "adc_offset_codes": 12.0}
    file.write_text(json.dumps({"ringout": "unit", "format": 1, "values": values}))
    for key in ("jack_pf=40", "mux_leak_na=30", "adc=c"):
        with pytest.raises(tester_spec.TesterError, match="said by the unit file already"):
            tester_spec.parse(f"{key},unit={file}")
    assert tester_spec.parse(f"unit={file},warm_k=20,ripple_mv=3").warm_k == 20.0
