"""A file is written whole or not at all."""

import os

import pytest

from zhaohui.whole_file import write_whole


def test_it_is_there_whole_and_ours_alone(tmp_path):
    path = tmp_path / "file.csv"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_breaks_leaves_what_stood_there(tmp_path, monkeypatch):
    path = tmp_path / "file.csv"
    write_whole(path, b"one")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_left_by_a_killed_process_is_no_hindrance(tmp_path):
    (tmp_path / "file.csv.part").write_bytes(b"half")
    write_whole(tmp_path / "file.csv", b"whole")
    assert [each.name for each in tmp_path.iterdir()] == ["file.csv"]
