"""A wrong environment variable stops the start with a sentence that names it."""

import pytest

from zhaohui.county.settings import environment as env
from zhaohui.county.settings.environment import SettingError


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("yes", True), ("OFF", False), ("", False)]
)
def test_env_bool_reads_the_usual_words(monkeypatch, text, value):
    monkeypatch.setenv("ZHAOHUI_X", text)
    assert env.env_bool("ZHAOHUI_X", default=not value) is value


def test_env_bool_refuses_anything_else(monkeypatch):
    monkeypatch.setenv("ZHAOHUI_X", "perhaps")
    with pytest.raises(SettingError, match="ZHAOHUI_X is 'perhaps'"):
        env.env_bool("ZHAOHUI_X")


@pytest.mark.parametrize("text", ["two", "-1", "1.5", "²", "999", "9" * 5_000])
def test_env_int_refuses_what_is_no_number_in_range(monkeypatch, text):
    monkeypatch.setenv("ZHAOHUI_X", text)
    with pytest.raises(SettingError, match="ZHAOHUI_X"):
        env.env_int("ZHAOHUI_X", 2, low=1, high=256)


def test_env_choice_takes_only_what_there_is(monkeypatch):
    assert env.env_choice("ZHAOHUI_X", "a", ("a", "b")) == "a"
    monkeypatch.setenv("ZHAOHUI_X", "b")
    assert env.env_choice("ZHAOHUI_X", "a", ("a", "b")) == "b"
    monkeypatch.setenv("ZHAOHUI_X", "c")
    with pytest.raises(SettingError, match="ZHAOHUI_X is 'c'"):
        env.env_choice("ZHAOHUI_X", "a", ("a", "b"))


def test_env_folder_refuses_a_file(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("ZHAOHUI_X", str(file))
    with pytest.raises(SettingError, match="which is a file"):
        env.env_folder("ZHAOHUI_X", tmp_path)
