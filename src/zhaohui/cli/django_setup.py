"""Start Django for a verb that works on the county's data."""

from __future__ import annotations

import os

SETTINGS = "zhaohui.county.settings.embedded"


def start_county(*, make_tables: bool = False) -> None:
    """Start Django; with `make_tables` bring the database up to date, else refuse a missing one.

    Raises `NoDataError` (exit code 3) where there are no tables yet.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if make_tables:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    else:
        _require_tables()


def _require_tables() -> None:
    from django.db import connection

    from zhaohui.county.registry.errors import NoDataError
    from zhaohui.county.registry.models import Person

    if Person._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented Meta API
        raise NoDataError("There is no registry in the data folder yet.")
