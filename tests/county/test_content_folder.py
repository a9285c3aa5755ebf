"""A content folder appears whole under the hash of its files, or not at all."""

import pytest

from zhaohui.county.content_folder import draft_folder, keep


def write(parent, text, salt=""):
    with draft_folder(parent) as draft:
        (draft / "a").write_text(text)
        return keep(draft, salt=salt)


def test_equal_content_is_one_folder(tmp_path):
    assert write(tmp_path, "x") == write(tmp_path, "x") != write(tmp_path, "y")
    assert write(tmp_path, "x", salt="other") != write(tmp_path, "x")
    assert len(list(tmp_path.iterdir())) == 3


def test_a_damaged_folder_is_replaced(tmp_path):
    folder = write(tmp_path, "x")
    (folder / "a").write_text("half")
    (folder / "b").write_text("foreign")
    assert write(tmp_path, "x") == folder
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"a": "x"}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failure_leaves_nothing(tmp_path):
    with pytest.raises(IsADirectoryError), draft_folder(tmp_path) as draft:
        draft.write_text("half")
    assert list(tmp_path.iterdir()) == []


def test_only_drafts_of_dead_processes_are_removed(tmp_path):
    dead = tmp_path / ".draft-4194999-x"
    dead.mkdir()
    with draft_folder(tmp_path) as first, draft_folder(tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()
        assert not dead.exists()
