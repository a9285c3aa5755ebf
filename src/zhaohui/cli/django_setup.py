"""Start Django for a verb that works on the county's data."""

from __future__ import annotations

import fcntl
import importlib
import os
from pathlib import Path

from zhaohui.errors import ZhaohuiError

SETTINGS = "zhaohui.county.settings.embedded"


def start_county(*, make_tables: bool = False) -> None:
    """Start Django; with `make_tables` bring the database up to date, else refuse a missing one.

    Raises `NoDataError` (exit code 3) where there are no tables yet.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    _require_settings(os.environ["DJANGO_SETTINGS_MODULE"])
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if make_tables:
        _make_tables()
    else:
        _require_tables()


def _make_tables() -> None:
    """Bring the tables up to date; of two commands that start together the second waits."""
    from django.conf import settings
    from django.core.management import call_command

    with (Path(settings.DATA_DIR) / "migrate.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released with the file, also by a killed process
        call_command("migrate", verbosity=0, interactive=False)


def _require_settings(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not name.startswith(str(error.name)):
            raise
        raise ZhaohuiError(
            f"DJANGO_SETTINGS_MODULE names {name}, which does not exist.",
            hint=f"Leave it unset, or set it to {SETTINGS}.",
        ) from None


def _require_tables() -> None:
    from django.db import connection

    from zhaohui.county.registry.errors import NoDataError
    from zhaohui.county.registry.models import Person

    if Person._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented Meta API
        raise NoDataError("There is no registry in the data folder yet.")
