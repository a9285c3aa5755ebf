"""Keys come from the environment's text, else from a file made once for its owner alone."""

import errno
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from zhaohui.engines.seals import KeyRing, SealError, load_keys
from zhaohui.engines.seals.keyfile import kept_secret
from zhaohui.engines.seals.keystore import rotate_keys


def test_keys_are_made_once_for_the_owner_alone(tmp_path):
    path = tmp_path / "data" / "keys.json"
    assert load_keys(path) == load_keys(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_text_wins_and_writes_nothing(tmp_path):
    ring = KeyRing.generate()
    assert load_keys(tmp_path / "keys.json", text=ring.to_text()) == ring
    assert list(tmp_path.iterdir()) == []


def test_rotation_is_kept(tmp_path):
    path = tmp_path / "keys.json"
    first = load_keys(path)
    assert rotate_keys(path) == load_keys(path)
    assert load_keys(path).current == 2
    assert load_keys(path).keys[1] == first.keys[1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_damaged_file_is_a_sentence_and_stays(tmp_path, damage):
    path = tmp_path / "secret"
    path.write_bytes(damage)
    with pytest.raises(SealError, match="secret is empty or not text"):
        kept_secret(path)
    assert path.read_bytes() == damage


def test_a_full_disk_leaves_no_draft(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "keys.json"
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            load_keys(path)
        assert list(tmp_path.iterdir()) == []
    ring = load_keys(path)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        rotate_keys(path)
    assert list(tmp_path.iterdir()) == [path]
    assert load_keys(path) == ring


def test_many_first_starts_agree_on_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "secret"] * 40))
    assert len(secrets) == 1
