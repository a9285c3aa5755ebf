"""The county's own log as `verify` reads it, with its sealed heads and key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from zhaohui.county.audit.keys import KEY_VARIABLE, heads_of, signer_of
from zhaohui.county.audit.store import Store, open_store
from zhaohui.county.settings.environment import env_text
from zhaohui.engines.seals.heads import SealedHead
from zhaohui.engines.seals.signing import Signer


@contextmanager
def live_store() -> Iterator[Store]:
    """Give reading access to the county's database, beside its writers."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and Path(name).is_file():
        with open_store(str(name)) as store:
            yield store
    else:
        yield Store(_rows)


def signer() -> Signer:
    """Return the county's signer: the key of ZHAOHUI_SEAL_KEY, else of the data folder."""
    return signer_of(Path(settings.DATA_DIR), text=env_text(KEY_VARIABLE))


def sealed_heads() -> list[SealedHead]:
    """Return the county's sealed heads, oldest first."""
    return heads_of(Path(settings.DATA_DIR))


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[Any] = cursor.fetchall()
    return rows
