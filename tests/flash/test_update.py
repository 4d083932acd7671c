"""Updates: only what changed is sent, nothing of the user's is touched, and whenever the power
fails the board starts with the old or the new firmware."""

import random

import pytest
from board import FolderBoard, PowerCut

from ringout_host.errors import DataCorruptError, ProtocolError, UsageError
from ringout_host.flash import update
from ringout_host.flash.board_facts import Facts, bundle_for, facts_of, refuse_downgrade
from ringout_host.flash.bundle import Bundle, build


def bundle(version, **changes):
    files = {f"ringout/m{k}.mpy": f"module {k}".encode() * 150 for k in range(8)}
    files.update({f"ringout/{name}.mpy": data for name, data in changes.items()})
    files["ringout/version.txt"] = version.encode()
    FolderBoard.manifests[version] = files
    return Bundle(version, b"from ringout import start# " + version.encode()[:1], files)


def put(board, wanted):
    facts = facts_of(board)
    plan = update.plan(board, facts, wanted)
    update.apply(board, plan, wanted)
    return plan


@pytest.fixture
def board(tmp_path):
    (tmp_path / "ringout-data").mkdir()
    (tmp_path / "ringout-data" / "log.1").write_bytes(b"a record nobody has pulled")
    return FolderBoard(tmp_path)


def test_a_bare_micropython_gets_everything(board):
    first = bundle("1.0.0")
    plan = put(board, first)
    assert set(plan.send) == {f"/firmware/a/{path}" for path in first.files}
    assert board.starts() == "1.0.0"


def test_the_same_firmware_again_does_nothing(board):
    first = bundle("1.0.0")
    put(board, first)
    board.changes = 0
    plan = update.plan(board, facts_of(board), first)
    assert plan.is_done
    assert board.changes == 0


def test_only_changed_files_are_sent(board):
    put(board, bundle("1.0.0"))
    plan = put(board, bundle("1.1.0", m3=b"better"))
    names = {path.rpartition("/")[2] for path in plan.send}
    assert names == {"m3.mpy", "version.txt"}
    assert len(plan.copy) == 7
    assert board.starts() == "1.1.0"


def test_the_next_but_one_update_uses_what_lies_in_the_other_folder(board):
    put(board, bundle("1.0.0"))
    put(board, bundle("1.1.0", m3=b"better"))
    plan = put(board, bundle("1.2.0", m3=b"better", m4=b"new"))
    assert plan.folder == "/firmware/a"
    assert {path.rpartition("/")[2] for path in plan.copy} == {"m3.mpy"}
    assert {path.rpartition("/")[2] for path in plan.send} == {"m4.mpy", "version.txt"}


def test_stale_files_go(board, tmp_path):
    put(board, bundle("1.0.0", old=b"to be dropped"))
    put(board, bundle("1.1.0"))
    put(board, bundle("1.2.0"))
    assert not list((tmp_path / "firmware" / "a").rglob("old.mpy"))
    assert board.starts() == "1.2.0"


def test_the_data_folder_is_untouched(board, tmp_path):
    put(board, bundle("1.0.0"))
    put(board, bundle("1.1.0", m1=b"x"))
    data = tmp_path / "ringout-data"
    assert [p.name for p in data.iterdir()] == ["log.1"]
    assert (data / "log.1").read_bytes() == b"a record nobody has pulled"


def test_somebody_elses_main_is_kept(board, tmp_path):
    (tmp_path / "main.py").write_text("print('blink')")
    put(board, bundle("1.0.0"))
    assert (tmp_path / "main.before-ringout.py").read_text() == "print('blink')"
    assert board.starts() == "1.0.0"


def test_power_cut_at_every_change_leaves_old_or_new_and_a_second_try_completes(tmp_path):
    old, new = bundle("1.0.0", gone=b"stale"), bundle("2.0.0", m2=b"changed", m9=b"added")
    outcomes = []
    for stop in range(200):
        root = tmp_path / str(stop)
        root.mkdir()
        board = FolderBoard(root)
        put(board, old)
        board.changes, board.cut_after = 0, stop
        try:
            put(board, new)
        except PowerCut:
            board.power_on()
            outcomes.append(board.starts())
            put(board, new)
            assert board.starts() == "2.0.0"
        else:
            break
    assert len(outcomes) > 10, "the update made fewer changes than it has files"
    assert set(outcomes) == {"1.0.0"}, "the switch is the last change"


def test_power_cut_while_a_bare_board_is_filled(tmp_path):
    """There is no old firmware: nothing must pretend to be whole."""
    new = bundle("1.0.0")
    draw = random.Random(3)
    for attempt in range(25):
        root = tmp_path / str(attempt)
        root.mkdir()
        board = FolderBoard(root)
        board.cut_after = draw.randrange(1, 16)
        try:
            put(board, new)
        except PowerCut:
            board.power_on()
            assert board.starts() in (None, "1.0.0")
            put(board, new)
        board.power_on()
        assert board.starts() == "1.0.0"


def test_a_damaged_transfer_keeps_the_old_firmware(board, monkeypatch):
    put(board, bundle("1.0.0"))
    run = board.run
    monkeypatch.setattr(board, "run", lambda code: run(code.replace("Ym", "Yn")))
    with pytest.raises(DataCorruptError, match="keeps its old firmware"):
        put(board, bundle("1.1.0", m1=b"better" * 50))
    assert board.starts() == "1.0.0"


def test_a_silent_downgrade_is_refused(board):
    put(board, bundle("1.10.0"))
    facts = facts_of(board)
    with pytest.raises(UsageError, match=r"1\.10\.0, newer than .*1\.9\.0"):
        refuse_downgrade(facts, bundle("1.9.0"), False)
    refuse_downgrade(facts, bundle("1.9.0"), True)
    refuse_downgrade(facts, bundle("1.10.0"), False)
    refuse_downgrade(facts, bundle("2.0.0"), False)


@pytest.mark.parametrize(
    ("machine", "why"),
    [
        ("Raspberry Pi Pico W with RP2040", "GP23, 24, 29.*take a plain Raspberry Pi Pico"),
        ("Raspberry Pi Pico2 with RP2350", "pull-downs.*E9.*take a plain Raspberry Pi Pico"),
        ("Raspberry Pi Pico 2 W with RP2350", "pull-downs.*take a plain Raspberry Pi Pico"),
        ("ESP32", "not a Raspberry Pi Pico"),
    ],
)
def test_other_boards_are_refused(tmp_path, machine, why):
    with pytest.raises(ProtocolError, match=why):
        facts_of(FolderBoard(tmp_path, machine=machine))


def test_a_full_flash_is_said_before_anything_is_written(board):
    big = bundle("1.0.0", huge=bytes(1_500_000))
    with pytest.raises(UsageError, match="pull its log"):
        update.plan(board, facts_of(board), big)
    assert board.changes == 0


def test_another_mpy_format_gets_sources(tmp_path):
    facts = facts_of(FolderBoard(tmp_path, mpy=7))
    assert all(path.endswith((".py", ".txt")) for path in bundle_for(facts).files)


def test_a_strange_active_file_counts_as_no_firmware(board, tmp_path):
    (tmp_path / "firmware").mkdir()
    (tmp_path / "firmware" / "active").write_text("../../ringout-data")
    plan = put(board, bundle("1.0.0"))
    assert plan.folder == "/firmware/a"
    assert board.starts() == "1.0.0"


def test_the_real_firmware_is_put_whole(board):
    real = build()
    FolderBoard.manifests[real.version] = real.files
    put(board, real)
    assert board.starts() == real.version


@pytest.mark.parametrize("name", ["../main.py", "/main.py", "a/../../x", "a\\b", "c:x", ""])
def test_a_file_outside_of_the_firmwares_folder_is_refused(board, name):
    bad = bundle("1.0.0")
    bad.files[name] = b""
    with pytest.raises(DataCorruptError, match="outside of its folder"):
        put(board, bad)
    assert board.changes == 0


def test_a_full_board_takes_an_update_that_replaces_as_much(board, monkeypatch):
    put(board, bundle("1.0.0", big=bytes(400_000)))
    put(board, bundle("1.1.0", big=bytes(400_001)))
    facts = facts_of(board)
    tight = Facts(**{**vars(facts), "free": 60_000})
    assert update.plan(board, tight, bundle("1.2.0", big=bytes(400_002))).folder == "/firmware/a"
    with pytest.raises(UsageError, match="pull its log"):
        update.plan(board, tight, bundle("1.3.0", big=bytes(500_000)))
