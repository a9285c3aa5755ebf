"""The product's case as the peers store it: the same columns, constraints and indexes in a table of their own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.module_loading import import_string

from bench.cases_parts.setting import installed
from zhaohui.county.cases.models import Case


def columns() -> dict[str, models.Field[Any, Any]]:
    """Return the columns of a case anew; nothing leads back to them."""
    found = {}
    for field in Case._meta.local_fields:  # noqa: SLF001 - documented Meta API
        if field.primary_key:
            continue
        if field.is_relation:  # its own way of being copied wants all models to be there
            related = field.remote_field
            found[field.name] = type(field)(
                related.model, related.on_delete, null=field.null, related_name="+"
            )
            continue
        name, path, arguments, options = field.deconstruct()
        found[name] = import_string(path)(*arguments, **options)
    return found


def options(title: str) -> type:
    """Return Meta with the case's constraints and indexes, named for this table."""
    meta = Case._meta  # noqa: SLF001
    renamed: dict[str, list[Any]] = {"constraints": [], "indexes": []}
    for kind, found in renamed.items():
        for each in getattr(meta, kind):
            _, arguments, given = each.deconstruct()
            found.append(type(each)(*arguments, **given | {"name": f"{title}_{each.name}"[:30]}))
    return type("Meta", (), {"app_label": "cases_parts", **renamed})


def table(title: str, **more: Any) -> type[models.Model]:
    """Return a model of that name."""
    body = {"__module__": __name__, "Meta": options(title.lower()), **columns(), **more}
    return type(title, (models.Model,), body)


PlainCase = table("PlainCase")

if "simple_history" in installed():
    from simple_history.models import HistoricalRecords

    HistoryCase = table("HistoryCase", history=HistoricalRecords())
