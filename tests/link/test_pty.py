"""The simulated handheld's port."""

import os

import pytest
import serial

from ringout_host.errors import UsageError
from ringout_host.sim.pty import PtyLink


def test_bytes_pass_unchanged_both_ways_across_reopening(tmp_path):
    with PtyLink(tmp_path / "port") as link:
        every = bytes(range(256))
        for _ in range(3):
            with serial.Serial(str(link.link_path), timeout=2) as host:
                host.write(every)
                got = b""
                while len(got) < 256:
                    got += link.read(1)
                assert got == every
                assert link.write(every) == 256
                assert host.read(256) == every
        assert link.read(0) == b""


def test_a_host_that_does_not_read_is_no_trap(tmp_path):
    with PtyLink(tmp_path / "port") as link:
        total = 0
        while sent := link.write(b"x" * 1000):
            total += sent
            assert total < 1_000_000
        assert link.write(b"x") == 0


def test_the_link_goes_with_the_handheld(tmp_path):
    path = tmp_path / "port"
    with PtyLink(path) as link:
        assert os.readlink(path) == link.port_path
    assert not os.path.lexists(path)
    link.close()


def test_a_left_over_link_is_replaced_and_a_newer_one_kept(tmp_path):
    path = tmp_path / "port"
    path.symlink_to("/dev/pts/99999")
    first = PtyLink(path)
    second = PtyLink(path)
    assert os.readlink(path) == second.port_path != first.port_path
    first.close()
    assert os.readlink(path) == second.port_path
    second.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_is_never_replaced(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    link_to_file = tmp_path / "link"
    link_to_file.symlink_to(file)
    for path in (file, link_to_file, tmp_path):
        with pytest.raises(UsageError, match="exists and is no link"):
            PtyLink(path)
    with pytest.raises(UsageError, match="cannot make the link"):
        PtyLink(tmp_path / "missing" / "port")
    assert file.read_text() == "mine" and os.readlink(link_to_file) == str(file)
