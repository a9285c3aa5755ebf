"""The address of a PostgreSQL database, read by libpq's own rules."""

import pytest

from zhaohui.county.settings.environment import SettingError
from zhaohui.county.settings.postgresql import env_postgresql


def read(monkeypatch, address):
    monkeypatch.setenv("ZHAOHUI_X", address)
    return env_postgresql("ZHAOHUI_X")


def test_every_part_is_read(monkeypatch):
    database = read(monkeypatch, "postgresql://clerk:p%40ss@db.example:5433/county")
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("county", "clerk", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"] == {}


def test_a_socket_folder_keeps_its_capitals_and_options_are_passed_on(monkeypatch):
    database = read(
        monkeypatch, "postgresql://clerk@/county?host=/run/Postgres&sslmode=verify-full"
    )
    assert (database["HOST"], database["PORT"]) == ("/run/Postgres", "5432")
    assert database["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    "text",
    [
        "mysql://x/y",
        "postgresql:///y",
        "postgresql://x",
        "postgresql://x:port/y",
        "postgresql://x:70000/y",
        "postgresql://x/y?colour=red",
        "host=x dbname=y",
    ],
)
def test_another_address_is_refused_without_echoing_it(monkeypatch, text):
    with pytest.raises(SettingError, match="ZHAOHUI_X is not the address") as caught:
        read(monkeypatch, text)
    assert text not in str(caught.value)
