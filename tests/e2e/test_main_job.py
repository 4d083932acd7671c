"""The main job from outside: what a person types, what comes back, and the exit code."""

import json

import pytest

from ringout_host.sim.stocks import per_metre


def test_a_good_cable_passes_with_its_capacitances(ringout):
    done = ringout("simulate", "--cable", "trs_trs,length=6m,stock=mogami-w2549", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    record = json.loads(done.stdout)
    assert record["verdict"] == "PASS"
    assert "trs_trs" in record["wiring"]
    cs, cc, _, _ = per_metre("mogami-w2549")
    for pair, pf in (("T-S", 6 * cs), ("R-S", 6 * cs), ("T-R", 6 * cc)):
        assert record["pf"][pair][0] == pytest.approx(pf, abs=0.03 * pf + 3.0)


def test_a_break_is_named_with_its_leg_and_end(ringout):
    done = ringout("simulate", "--cable", "trs_trs,length=6m,open=R@0.3m:B", "--json")
    assert done.returncode == 1
    [fault] = json.loads(done.stdout)["faults"]
    assert (fault["code"], fault["net"], fault["end"]) == ("open", ["A.R", "B.R"], "B")
    assert fault["text"].startswith("RING OPEN")


def test_tip_and_ring_crossed_is_reversed(ringout):
    done = ringout("simulate", "--cable", "trs_trs,length=6m,swap=T-R@B", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert [fault["code"] for fault in record["faults"]] == ["reversed"]
    assert record["nets"] == [["A.R", "B.T"], ["A.S", "B.S"], ["A.T", "B.R"]]


def test_nothing_plugged_is_no_cable(ringout):
    done = ringout("simulate", "--cable", "none", "--json")
    assert done.returncode == 6
    assert json.loads(done.stdout)["verdict"] == "NO-CABLE"


def test_phantom_power_is_live(ringout):
    done = ringout("simulate", "--cable", "trs_trs,live=48V:6.81k@A.T,A.R", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert record["verdict"] == "LIVE"
    assert record["nets"] == [] and record["pf"] == {}  # nothing was driven


def test_expected_wiring_decides(ringout):
    straight = ["simulate", "--cable", "trs_trs,length=3m", "--json"]
    assert ringout(*straight, "--mode", "expect:trs_trs").returncode == 0
    assert ringout(*straight, "--mode", "expect:trs_cross").returncode == 1


@pytest.mark.parametrize(
    ("spec", "mistake"),
    [
        ("trs_trs,length=6", "6"),
        ("trs_tsr", "trs_tsr"),
        ("trs_trs,opne=R@B", "opne"),
        ("trs_trs,open=R@9m:B", "9 m"),
        ("trs_trs,swap=T-T@B", "T-T"),
        ("trs_trs,stock=nosuch", "nosuch"),
        ("", "no cable"),
        ("trs_trs,length=\x1b[31m6m", "length"),
    ],
)
def test_a_mistake_in_the_spec_is_one_line_with_an_example(ringout, spec, mistake):
    done = ringout("simulate", "--cable", spec)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert mistake in line and "for example" in line
    assert "\x1b" not in line


def test_the_screen_is_written_as_a_picture(ringout, tmp_path):
    from PIL import Image

    picture = tmp_path / "oled.png"
    done = ringout("simulate", "--cable", "ts_ts", "--screen", str(picture), "--json")
    assert done.returncode in (0, 6)
    with Image.open(picture) as image:
        assert image.width > 128 and len(image.convert("RGB").getcolors()) > 2
    refused = ringout("simulate", "--cable", "ts_ts", "--screen", str(tmp_path / "no" / "x.png"))
    assert refused.returncode == 2


def test_press_over_the_port_then_pull_and_list(ringout, serve, tmp_path):
    link, database = tmp_path / "tester", str(tmp_path / "log.db")
    serve("trs_trs,length=6m,open=R@0.3m:B", link)
    port = ("--port", str(link))
    info = ringout("info", *port, "--json")
    assert info.returncode == 0, info.stderr
    tested = ringout("test", *port, "--json")
    assert tested.returncode == 1
    ringout("test", *port)
    pulled = ringout("logs", "pull", *port, "--db", database, "--json")
    assert pulled.returncode == 0, pulled.stderr
    listed = json.loads(ringout("logs", "ls", "--db", database, "--json").stdout)
    records = listed["records"] if isinstance(listed, dict) else listed
    assert sorted(r["seq"] for r in records) == [1, 2]
    exported = ringout("logs", "export", "--db", database, "--format", "ndjson")
    lines = [json.loads(line) for line in exported.stdout.splitlines()]
    assert json.loads(tested.stdout)["faults"] in [line["faults"] for line in lines]


def test_ports_that_cannot_be_used(ringout, serve, tmp_path):
    missing = ringout("info", "--port", str(tmp_path / "nothing"))
    assert (missing.returncode, missing.stdout) == (3, "")
    assert "Traceback" not in missing.stderr and missing.stderr.count("\n") == 1


def test_a_killed_handheld_loses_and_doubles_nothing(ringout, serve, tmp_path):
    link, flash = tmp_path / "tester", tmp_path / "flash"
    database = str(tmp_path / "log.db")
    server = serve("trs_trs,length=3m", link, "--state", str(flash))
    for _ in range(3):
        assert ringout("test", "--port", str(link)).returncode == 0
    server.kill()
    server.wait()
    assert ringout("logs", "pull", "--port", str(link), "--db", database).returncode in (3, 4, 5)
    link.unlink(missing_ok=True)
    serve("trs_trs,length=3m", link, "--state", str(flash))
    assert ringout("test", "--port", str(link)).returncode == 0
    for _ in range(2):
        assert ringout("logs", "pull", "--port", str(link), "--db", database).returncode == 0
    listed = json.loads(ringout("logs", "ls", "--db", database, "--json").stdout)
    records = listed["records"] if isinstance(listed, dict) else listed
    assert sorted(r["seq"] for r in records) == [1, 2, 3, 4]
