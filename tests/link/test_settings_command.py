"""`ringout settings` on the simulated handheld."""

import json

import pytest
from tests.store.served import Served

from ringout_host.cli import settings
from ringout_host.errors import Exit

pytest_plugins = ("tests.store.command",)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handheld")
    with Served(folder / "state", folder / "tester"):
        yield str(folder / "tester")


@pytest.fixture
def run(ringout, port):
    return lambda *words: ringout("settings", *words, "--port", port)


def test_what_is_set_is_kept_and_shown_with_its_unit(run):
    code, out, err = run("set", "length_m=6 m", "beep=off", "lot=l17")
    assert (code, err) == (0, "")
    assert "length_m: unknown -> 6 m" in out and "beep: on -> off" in out and "- -> L17" in out
    assert run("get", "length_m")[:2] == (0, "6 m\n")
    code, out, _err = run("get", "length_m", "--json")
    assert json.loads(out)["value"] == 6.0 and json.loads(out)["unit"] == "m"
    values = json.loads(run("list", "--json")[1])["settings"]
    assert (values["length_m"], values["beep"], values["lot"]) == (6.0, False, "L17")
    assert run("set", "lot=", "beep=on", "length_m=0")[0] == 0


def test_the_list_has_every_setting_in_eighty_columns(run):
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    names = {line.split()[0] for line in out.splitlines() if line.strip()}
    assert set(settings._ROWS) < names


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("length_m=600", "0.05 to 300 m"),
        ("length_m=long", "0.05 to 300 m"),
        ("beep=perhaps", "on or off"),
        ("expect=hdmi", "wiring id"),
        ("mode=guess", "auto, expect, golden"),
        ("lot=way too long a lot name", "12 characters"),
        ("colour=red", "no setting 'colour'"),
        ("length_m", "NAME=VALUE"),
    ],
)
def test_what_is_not_allowed_changes_nothing_and_says_what_is(run, change, said):
    code, out, err = run("set", "operator=EVE", change)
    assert (code, out) == (Exit.USAGE, "") and said in err
    assert err.count("\n") == 1
    assert run("get", "operator")[1] == "-\n"
