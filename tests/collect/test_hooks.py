"""Hooks: each record once, failures tried again, nothing of a record in a command line."""

import json
import os
import sys
import time

import pytest

from ringout_host.collect import hooks
from ringout_host.collect.hooks import Hook
from ringout_host.errors import UsageError
from ringout_host.store.database import open_store
from tests.report import hostile
from tests.store.sample import line, open_ring, record, shop_lines
from tests.store.test_ingest import put

NOW = 1_790_000_000


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "db.sqlite")) as opened:
        yield opened


@pytest.fixture
def writing(tmp_path):
    """A hook that appends its standard input and its environment to a file."""
    script = tmp_path / "hook.py"
    script.write_text(
        "import json, os, sys\n"
        "record = json.load(sys.stdin)\n"
        "with open(sys.argv[1], 'a') as file:\n"
        "    names = ('RINGOUT_RECORD', 'RINGOUT_ATTEMPT')\n"
        "    json.dump([record, *map(os.environ.get, names)], file)\n"
        "    file.write('\\n')\n"
        "sys.exit(os.path.exists(sys.argv[1] + '.broken'))\n"
    )
    return Hook(f"{sys.executable} {script} {tmp_path / 'got'}", 20)


def hand_over(store, hook, now_s=NOW):
    """Everything that is due; what was said."""
    said = []
    while found := hooks.due(store, hook, now_s):
        for row, attempts in found:
            hooks.deliver(store, hook, row, attempts, lambda: now_s, said.append)
        hooks.tidy(store, hook, now_s)
    return said


def got(tmp_path):
    path = tmp_path / "got"
    return [json.loads(row) for row in path.read_text().splitlines()] if path.exists() else []


def test_each_record_is_handed_over_once_and_whole(store, writing, tmp_path):
    made = [record(1, later={"x": [1]}), open_ring(2)]
    hooks.register(store, writing, False, NOW)
    put(store, [line(one) for one in made])
    assert hand_over(store, writing) == []
    assert hand_over(store, writing) == []
    assert [row[0] for row in got(tmp_path)] == made
    assert [row[1:] for row in got(tmp_path)] == [[f"{made[0]['dev']}:{n}", "1"] for n in (1, 2)]


def test_a_new_hook_gets_what_comes_and_with_all_what_there_is(store, writing, tmp_path):
    put(store, [line(record(1)), line(record(2))])
    hooks.register(store, writing, False, NOW)
    put(store, [line(record(3))])
    hand_over(store, writing)
    hooks.register(store, writing, True, NOW)  # known already: nothing changes
    hand_over(store, writing)
    assert [row[0]["seq"] for row in got(tmp_path)] == [3]
    other = Hook(writing.command + " second")
    hooks.register(store, other, True, NOW)
    hand_over(store, other)
    assert [row[0]["seq"] for row in got(tmp_path)] == [3, 1, 2, 3]


def test_a_failure_is_said_kept_and_tried_again_later_and_later(store, writing, tmp_path):
    hooks.register(store, writing, True, NOW)
    put(store, [line(record(1))])
    broken = tmp_path / "got.broken"
    broken.touch()
    now, tries = NOW, []
    for _day in range(30):
        said = hand_over(store, writing, now)
        tries += [now] * len(said)
        now += 60
    # at once, then after 5 s, 30 s, 120 s and 600 s: seen at the next minute
    assert [now - NOW for now in tries] == [0, 60, 120, 240, 840]
    broken.unlink()
    assert hand_over(store, writing, now + 3600) == []
    attempts = [row[2] for row in got(tmp_path)]
    assert attempts == [str(n) for n in range(1, len(attempts) + 1)]
    before = len(attempts)
    hand_over(store, writing, now + 10**6)
    assert len(got(tmp_path)) == before


def test_one_that_fails_holds_no_other_up(store, tmp_path):
    script = tmp_path / "hook.py"
    script.write_text(
        "import json, sys\nseq = json.load(sys.stdin)['seq']\n"
        f"open({str(tmp_path / 'seqs')!r}, 'a').write(f'{{seq}} ')\nsys.exit(seq == 2)\n"
    )
    hook = Hook(f"{sys.executable} {script}")
    hooks.register(store, hook, True, NOW)
    put(store, [line(record(n)) for n in range(1, 6)])
    hand_over(store, hook)
    put(store, [line(record(6))])
    hand_over(store, hook)
    assert (tmp_path / "seqs").read_text().split() == ["1", "2", "3", "4", "5", "6"]
    assert [row.seq for row, _attempts in hooks.due(store, hook, NOW + 60)] == [2]


def test_a_hook_that_hangs_is_ended_with_its_children(store, tmp_path):
    mark = tmp_path / "late"
    child = tmp_path / "child.py"
    child.write_text(f"import time; time.sleep(3); open({str(mark)!r}, 'w')")
    script = tmp_path / "hook.py"
    script.write_text(
        "import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, {str(child)!r}])\ntime.sleep(60)\n"
    )
    hook = Hook(f"{sys.executable} {script}", 1.0)
    hooks.register(store, hook, True, NOW)
    put(store, [line(record(1))])
    began = time.monotonic()
    (said,) = hand_over(store, hook)
    assert "did not end within 1 s" in said and time.monotonic() - began < 20
    time.sleep(3)
    assert not mark.exists()


def test_a_record_that_another_program_took_is_left_to_it(store, writing, tmp_path):
    hooks.register(store, writing, True, NOW)
    put(store, [line(record(1))])
    ((row, attempts),) = hooks.due(store, writing, NOW)
    assert hooks.deliver(store, writing, row, attempts, lambda: NOW, print)
    assert not hooks.deliver(store, writing, row, attempts, lambda: NOW, print)
    assert len(got(tmp_path)) == 1


def test_killed_in_a_hook_it_is_tried_again_and_says_so(store, writing, tmp_path):
    hooks.register(store, writing, True, NOW)
    put(store, [line(record(1))])
    ((row, _attempts),) = hooks.due(store, writing, NOW)
    assert hooks._claim(store, writing, row, 0, NOW + 30)  # and then the lights went out
    assert hooks.due(store, writing, NOW + 10) == []
    hand_over(store, writing, NOW + 60)
    assert [row[2] for row in got(tmp_path)] == ["2"]


def test_nothing_of_a_record_is_carried_out(store, writing, tmp_path):
    hooks.register(store, writing, True, NOW)
    shell = {"serial": f"`touch {tmp_path}/x` $(touch {tmp_path}/x); touch {tmp_path}/x"}
    put(store, [*hostile.lines(), line(record(900, tag=shell))])
    assert hand_over(store, writing) == []
    assert not (tmp_path / "x").exists()
    assert got(tmp_path)[-1][0]["tag"] == shell
    assert (tmp_path / "got").read_bytes().isascii()


@pytest.mark.parametrize("command", ["", "  ", "'"])
def test_no_command(command):
    with pytest.raises(UsageError):
        _ = Hook(command).words


def test_a_program_that_is_not_there_is_a_failure_that_is_tried_again(store):
    hook = Hook("no-such-program-at-all")
    hooks.register(store, hook, True, NOW)
    put(store, [line(record(1))])
    (said,) = hand_over(store, hook)
    assert "no-such-program" in said and len(hooks.due(store, hook, NOW + 10)) == 1


def test_looking_for_work_stays_quick_in_a_large_store(store):
    put(store, shop_lines(3000))
    hook = Hook("true" if os.name == "posix" else sys.executable)
    hooks.register(store, hook, False, NOW)
    put(store, [line(record(3001))])
    hand_over(store, hook)
    with store.read() as connection:
        (count,) = connection.exec_driver_sql("SELECT count(*) FROM deliveries").one()
    assert count == 1  # the mark alone is left
