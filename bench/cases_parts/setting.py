"""The product as it runs, with the peers beside it: its own settings, one database, one durability, one process."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import django
from django.conf import settings

APPS = {"simple_history": ("simple_history",), "viewflow": ("viewflow", "viewflow.workflow")}
PEERS = {
    "simple_history": "django-simple-history",
    "viewflow": "django-viewflow",
    "SpiffWorkflow": "SpiffWorkflow",
}
SERVER = "ZHAOHUI_TEST_DATABASE"


def installed() -> dict[str, str]:
    """Return the peers that this environment holds, package by module."""
    return {name: title for name, title in PEERS.items() if importlib.util.find_spec(name)}


def start(folder: Path) -> str:
    """Set the product up in an empty folder; return what the cases' names end with."""
    os.environ["ZHAOHUI_DATA"] = str(folder / "data")
    address = os.environ.get(SERVER, "")
    if address:
        os.environ["ZHAOHUI_DATABASE"] = address
    from zhaohui.county.settings import embedded

    own = {name: getattr(embedded, name) for name in dir(embedded) if name.isupper()}
    more = [app for name in installed() for app in APPS.get(name, ())]
    settings.configure(
        **own | {"INSTALLED_APPS": [*own["INSTALLED_APPS"], *more, "bench.cases_parts"]}
    )
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("cases_parts").get_models():
            editor.create_model(model)
    return "-postgresql" if address else ""
