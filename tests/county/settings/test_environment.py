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


def test_env_folder_refuses_a_file(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("ZHAOHUI_X", str(file))
    with pytest.raises(SettingError, match="which is a file"):
        env.env_folder("ZHAOHUI_X", tmp_path)


def test_env_postgresql_reads_every_part(monkeypatch):
    monkeypatch.setenv("ZHAOHUI_X", "postgresql://clerk:p%40ss@db.example:5433/county")
    database = env.env_postgresql("ZHAOHUI_X")
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("county", "clerk", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")


@pytest.mark.parametrize(
    "text", ["mysql://x/y", "postgresql:///y", "postgresql://x", "postgresql://x:port/y"]
)
def test_env_postgresql_refuses_another_address_without_echoing_it(monkeypatch, text):
    monkeypatch.setenv("ZHAOHUI_X", text)
    with pytest.raises(SettingError, match="ZHAOHUI_X is not the address") as caught:
        env.env_postgresql("ZHAOHUI_X")
    assert text not in str(caught.value)
