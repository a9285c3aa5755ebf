"""A data folder, and on PostgreSQL a database, that nobody else uses and that go away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from zhaohui.errors import ZhaohuiError
from zhaohui.paths import data_folder

PREFIX = "zhaohui-stress-"
SETTINGS = "zhaohui.county.settings.embedded"
DATABASE = "ZHAOHUI_DATABASE"


@contextmanager
def own_store(parent: Path | None = None) -> Iterator[dict[str, str]]:
    """Give the environment of a process that works on an empty store of its own.

    The folder lies in `parent` (default: the system's temporary folder). On PostgreSQL
    (ZHAOHUI_DATABASE) the database is new, beside the one that is named, which stays untouched.
    Raises ZhaohuiError where `parent` lies in the live data folder or can't be written.
    """
    place = (parent or Path(tempfile.gettempdir())).resolve()
    live = data_folder().resolve()
    if place == live or live in place.parents:
        raise ZhaohuiError(
            f"{place} is the county's own data folder.", hint="Name another folder after --folder."
        )
    try:
        folder = tempfile.TemporaryDirectory(prefix=PREFIX, dir=place)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ZhaohuiError(f"No folder can be made in {place}: {why}.") from None
    with folder as name, _own_database(os.environ.get(DATABASE, ""), Path(name).name) as address:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ZHAOHUI_")}
        own = {"ZHAOHUI_DATA": name, "DJANGO_SETTINGS_MODULE": SETTINGS}
        if pack := os.environ.get("ZHAOHUI_PACK"):
            own["ZHAOHUI_PACK"] = pack
        yield kept | own | ({DATABASE: address} if address else {})


@contextmanager
def _own_database(address: str, name: str) -> Iterator[str]:
    if not address:
        yield ""
        return
    made = name.replace("-", "_")
    try:
        server = psycopg.connect(address, autocommit=True)
    except psycopg.Error:
        raise ZhaohuiError(f"{DATABASE} can't be reached.", hint="Is the server running?") from None
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made)))
        try:
            yield _with_database(address, made)
        finally:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(made))
            )


def _with_database(address: str, name: str) -> str:
    parts = {key: str(value) for key, value in conninfo_to_dict(address).items()} | {"dbname": name}
    return f"postgresql://?{urlencode(parts)}"
