"""One Django for all contenders: one database file (or server), one durability, one process."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import django
from django.conf import settings

from zhaohui.county.settings.postgresql import env_postgresql
from zhaohui.county.settings.sqlite import sqlite_database

PEERS = {"simple_history": "django-simple-history", "auditlog": "django-auditlog"}
SERVER = "ZHAOHUI_TEST_DATABASE"


def installed() -> dict[str, str]:
    """Return the peers that this environment holds, package by module."""
    return {name: title for name, title in PEERS.items() if importlib.util.find_spec(name)}


def start(folder: Path) -> str:
    """Set Django up with empty tables; return the database's name for the report."""
    on_server = bool(os.environ.get(SERVER))
    database = (
        env_postgresql(SERVER)
        if on_server
        else sqlite_database(folder / "bench.sqlite3", durable=True)
    )
    settings.configure(
        SECRET_KEY="bench",
        DATABASES={"default": database},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "zhaohui.county.audit",
            "bench.seals_parts",
            *installed(),
        ],
    )
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("seals_parts").get_models():
            editor.create_model(model)
    return "PostgreSQL" if on_server else "SQLite"
