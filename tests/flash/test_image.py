"""The factory image and the files in it, without MicroPython itself."""

import json
from pathlib import Path
from random import Random

import pytest
from littlefs import LittleFS
from sample import micropython_flash, micropython_uf2

from ringout_host import cli
from ringout_host.errors import DataCorruptError, Exit, UsageError
from ringout_host.flash import bundle, filesystem, identity, image, micropython, uf2


@pytest.fixture(scope="module")
def firmware():
    return bundle.build()


@pytest.fixture
def interpreter(tmp_path):
    path = tmp_path / "RPI_PICO-sample.uf2"
    path.write_bytes(micropython_uf2())
    return path


def ringout(*arguments, monkeypatch):
    monkeypatch.setattr("sys.argv", ["ringout", *map(str, arguments)])
    with pytest.raises(SystemExit) as ending:
        cli.main()
    return ending.value.code


def test_binary_info_is_read():
    found = identity.identify(micropython_flash())
    assert (found.program, found.version, found.board) == ("MicroPython", "v1.28.0", "pico")
    assert found.version_tuple == (1, 28, 0)
    assert found.filesystem == (filesystem.ADDRESS, filesystem.SIZE)


def test_damaged_binary_info_is_just_empty():
    flash = bytearray(micropython_flash())
    for at in range(0x1D4, 0x1E8):
        broken = flash[:]
        broken[at] ^= 0xFF
        identity.identify(bytes(broken))  # no exception
    assert identity.identify(b"\xff" * 5000).program == ""


def test_every_part_is_in_the_bundle_and_compiled(firmware):
    program = bundle.program()
    parts = {f"ringout/{name}.mpy" for name in [*program.parts, "__init__"]}
    assert parts == set(firmware.parts)
    left = {f"ringout/{name}.mpy" for name in [*program.with_map, *bundle.LEFT_IN_FLASH]}
    assert left == set(firmware.left) and left <= parts
    assert set(firmware.files) == {bundle.VERSION_FILE, bundle.PACK_FILE}
    for path, data in firmware.parts.items():
        if path.endswith(".mpy"):
            assert data[:2] == b"M\x06", path
    assert firmware.files[bundle.VERSION_FILE].decode() == firmware.version
    assert b"from ringout import start" in firmware.main


def test_the_file_system_holds_the_bundle(firmware):
    files = filesystem.files_of(filesystem.build(firmware))
    assert files.pop("/main.py") == firmware.main
    assert files.pop("/firmware/active") == b"a"
    assert files == {f"/firmware/a/{path}": data for path, data in firmware.files.items()}


def test_a_damaged_file_system_is_refused(firmware):
    image_bytes = bytearray(filesystem.build(firmware))
    image_bytes[: 2 * filesystem.BLOCK_BYTES] = bytes(2 * filesystem.BLOCK_BYTES)
    with pytest.raises(DataCorruptError):
        filesystem.files_of(bytes(image_bytes))


def test_the_image_is_the_interpreter_and_the_file_system_in_its_place(interpreter, firmware):
    pages = uf2.read(image.make(interpreter, firmware))
    for address, page in uf2.load(interpreter).items():
        assert pages[address] == page
    at = filesystem.ADDRESS - uf2.FLASH_START
    flash = bytes(uf2.flash_of(pages))[at : at + filesystem.SIZE]
    assert filesystem.files_of(flash)["/firmware/a/" + bundle.PACK_FILE]
    # the boot ROM erases 4 KB when a sector's first page comes: no sector may be half there
    sectors = {}
    for address in pages:
        if address >= filesystem.ADDRESS:
            sectors.setdefault(address // 4096, []).append(address)
    assert all(len(found) == 16 for found in sectors.values())


def test_the_command_writes_and_checks_an_image(interpreter, tmp_path, monkeypatch, capsys):
    target = tmp_path / "out.uf2"
    words = ["image", target, "--uf2", interpreter]
    assert ringout(*words, monkeypatch=monkeypatch) == Exit.USAGE and not target.exists()
    assert "--trust" in capsys.readouterr().err
    assert ringout(*words, "--trust", monkeypatch=monkeypatch) == Exit.OK
    capsys.readouterr()
    assert ringout("image", "--check", target, "--json", monkeypatch=monkeypatch) == Exit.OK
    said = json.loads(capsys.readouterr().out)
    assert said["micropython"] == "v1.28.0"
    assert said["firmware"] == bundle.build().version
    assert "/main.py" in said["files"]


def test_an_image_that_is_altered_or_cut_short_is_refused(interpreter, firmware, tmp_path):
    made = uf2.read(image.make(interpreter, firmware))
    dice = Random(4)
    path = tmp_path / "image.uf2"
    for _ in range(60):  # counts and magic numbers are right: only the content tells
        pages = dict(made)
        if dice.random() < 0.5:
            address = dice.choice(sorted(pages))
            page = bytearray(pages[address])
            page[dice.randrange(256)] ^= 1 << dice.randrange(8)
            pages[address] = bytes(page)
        else:
            for address in sorted(pages)[-dice.randrange(1, 400) :]:
                del pages[address]
        path.write_bytes(uf2.write(pages))
        with pytest.raises((DataCorruptError, UsageError)):
            image.inspect(path)
    path.write_bytes(uf2.write(made))
    assert image.inspect(path).firmware == firmware.version


def test_a_micropython_that_nobody_vouches_for_is_named_by_its_hash(interpreter):
    with pytest.raises(UsageError, match="SHA-256 [0-9a-f]{64}.*--trust"):
        image.inspect(interpreter)
    assert image.inspect(interpreter, trust=True).micropython == "v1.28.0"


def test_a_planted_link_is_not_followed(interpreter, tmp_path, monkeypatch, capsys):
    mine = tmp_path / "mine"
    mine.write_text("mine")
    target = tmp_path / "out.uf2"
    target.symlink_to(mine)
    words = ["image", target, "--uf2", interpreter, "--trust"]
    assert ringout(*words, monkeypatch=monkeypatch) == Exit.USAGE
    assert "symbolic link" in capsys.readouterr().err
    folder = tmp_path / "mip"
    folder.mkdir()
    (folder / "package.json").symlink_to(mine)
    assert ringout("image", "--mip", folder, monkeypatch=monkeypatch) == Exit.USAGE
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / micropython.FILE).symlink_to(mine)
    monkeypatch.setattr(micropython, "cache_folder", lambda: cache)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("RINGOUT_UF2", raising=False)
    assert micropython.find() is None
    assert mine.read_text() == "mine"


def test_checking_a_truncated_image_exits_7(interpreter, tmp_path, monkeypatch, capsys):
    target = tmp_path / "cut.uf2"
    target.write_bytes(interpreter.read_bytes()[:-512])
    code = ringout("image", "--check", target, monkeypatch=monkeypatch)
    assert code == Exit.DATA_CORRUPT
    assert "truncated" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"program": "blink"}, "no MicroPython"),
        ({"filesystem": (0x1012C000, 0xD4000), "board": "pico_w"}, "another board"),
        ({"filesystem": None}, "another board"),
        ({"version": "v1.19.1"}, "too old"),
    ],
)
def test_other_programs_are_refused(tmp_path, facts, reason):
    path = tmp_path / "other.uf2"
    path.write_bytes(micropython_uf2(**facts))
    with pytest.raises(DataCorruptError, match=reason):
        micropython.checked(path)


def test_without_a_uf2_the_message_says_what_to_download_and_where_to_put_it(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.delenv("RINGOUT_UF2", raising=False)
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(micropython.Path, "home", lambda: tmp_path)
    code = ringout("image", tmp_path / "x.uf2", monkeypatch=monkeypatch)
    said = capsys.readouterr().err
    assert code == Exit.USAGE
    assert micropython.URL in said and str(tmp_path / "cache") in said
    assert not (tmp_path / "x.uf2").exists()


def test_a_uf2_in_the_cache_is_found(tmp_path, monkeypatch):
    monkeypatch.delenv("RINGOUT_UF2", raising=False)
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path)
    (tmp_path / "RPI_PICO-20251209-v1.27.0.uf2").write_bytes(b"")
    assert micropython.find().name == "RPI_PICO-20251209-v1.27.0.uf2"
    (tmp_path / micropython.FILE).write_bytes(b"")
    assert micropython.find().name == micropython.FILE


def test_a_download_that_is_not_the_pinned_file_is_thrown_away(tmp_path, monkeypatch):
    served = tmp_path / "served.uf2"
    served.write_bytes(micropython_uf2())
    monkeypatch.setattr(micropython, "URL", served.as_uri())
    monkeypatch.setattr(micropython, "cache_folder", lambda: tmp_path / "cache")
    with pytest.raises(DataCorruptError, match="not the pinned file"):
        micropython.fetch()
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr(micropython, "SHA256", bundle.sha256(served.read_bytes()))
    assert micropython.fetch().read_bytes() == served.read_bytes()


def test_offline_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(micropython, "URL", (tmp_path / "gone").as_uri())
    with pytest.raises(UsageError, match="put it into"):
        micropython.fetch()


def test_the_mip_package_holds_the_firmware(firmware, tmp_path, monkeypatch, capsys):
    assert ringout("image", "--mip", tmp_path / "mip", monkeypatch=monkeypatch) == Exit.OK
    command = capsys.readouterr().out.split()
    assert command[:5] == ["mpremote", "mip", "install", "--target", "/"]
    listed = json.loads(Path(command[5]).read_text())["urls"]
    placed = {f"/{target}": (tmp_path / "mip" / source).read_bytes() for target, source in listed}
    assert placed == filesystem.files_of(filesystem.build(firmware))
    assert listed[-1][0] == "firmware/active"


def test_a_disk_that_a_newer_micropython_has_written_is_read():
    disk = LittleFS(**{**filesystem._OPTIONS, "disk_version": 0x00020001})
    with disk.open("/boot", "wb") as file:
        file.write(b"2")
    assert filesystem.files_of(bytes(disk.context.buffer)) == {"/boot": b"2"}
