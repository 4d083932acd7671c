"""Hostile testers: whatever they send, one line, the right exit code, and nothing is obeyed."""

import pytest
from tests.hostile_tester import TEXTS, HostileTester
from tests.soak import hostile, take

from ringout_host.errors import Exit
from ringout_host.outside import Nonsense, json_text, sane, visible


@pytest.fixture
def folder(tmp_path):
    with hostile.impatient(tmp_path):
        yield tmp_path


def ran(folder, words, way, seed):
    tester = HostileTester(folder / "tester", seed, way)
    with hostile.served(tester):
        done = hostile.Ran(*words, *hostile.timeout(words), "--port", tester.path)
    done.check()
    return done, tester


def test_every_command_that_reads_a_tester_is_attacked():
    readers = {words for words, options in hostile.tree().items() if "--port" in options}
    lines = hostile.lines_with_a_port()
    missed = [r for r in readers if not any(line[: len(r)] == list(r) for line in lines)]
    assert missed == [("flash",)] and len(readers) > 12


@pytest.mark.parametrize("words", hostile.lines_with_a_port(), ids=" ".join)
def test_texts_that_a_terminal_would_obey_come_out_as_text(folder, words):
    """After an honest start, so that each command prints what it got."""
    for seed in (2, 13):
        done, _ = ran(folder, words, "texts", seed)
        assert "Missing argument" not in done.err, "say in hostile.MORE what it needs"


def test_any_command_against_any_tester():
    counted = take(hostile.rounds(20), "runs", 70)
    assert counted["exit 0"] and counted["exit 5"]


def test_a_tester_that_sends_no_line_gets_none_acknowledged(folder):
    tester = HostileTester(folder / "tester", 0, "lines")
    tester.lines = []
    tester.answers["log.stat"].pop("last")
    with hostile.served(tester):
        done = hostile.Ran("logs", "pull", "--port", tester.path)
    assert done.code == Exit.PROTOCOL and tester.acked == 0
    assert "holds records 1 to 40 and sent none" in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("seed", range(12))
def test_lines_that_are_missing_doubled_cut_or_out_of_order(folder, seed):
    done, tester = ran(folder, ["logs", "pull"], "lines", seed)
    assert tester.acked <= hostile.highest_stored(folder)
    if done.code == Exit.OK:
        assert tester.acked == hostile.highest_stored(folder) == 40


@pytest.mark.parametrize(
    "value", [2**70, -(2**54), float("inf"), float("nan"), {"a": [1, {"b": 10**400}]}]
)
def test_numbers_beyond_what_every_reader_agrees_on_are_refused(value):
    with pytest.raises(Nonsense):
        sane(value)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_seen_whole_and_does_nothing(text):
    assert visible(text).isprintable() and len(visible(text)) == len(text)
    assert sane({text: [text]}).popitem()[0].replace("\n", "").isprintable()


def test_json_means_the_same_and_cannot_be_obeyed():
    import json

    value = {"a": "\u202ex\x9b\u200b\U000e0041ü", "b": "caf\u00e9"}
    text = json.dumps(value, ensure_ascii=False)
    for encoding in ("utf-8", "cp1252", "ascii", "nonsense"):
        shown = json_text(text, encoding)
        assert shown.isprintable() and json.loads(shown) == value
        assert ("é" in shown) == (encoding == "utf-8")
