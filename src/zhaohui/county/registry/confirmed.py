"""Read what decisions and assessments established 认定, and how the rows were without it."""

from __future__ import annotations

from typing import Any, cast

from django.db import models

from zhaohui.county.registry.models import Confirmation, Household, Person, Subject

Rows = list[dict[str, Any]]
BeforeRows = tuple[Rows, Rows]


def without_confirmed(origin: str, people: Rows, homes: Rows) -> BeforeRows | None:
    """Return the rows of `people_around` as they were before this origin's facts; None where none stands."""
    standing = list(Confirmation.objects.filter(origin=origin, withdrawn_at=None))
    if not standing:
        return None
    old = {(each.subject, each.subject_id, each.column): _value(each) for each in standing}

    def before(subject: str, row: dict[str, Any]) -> dict[str, Any]:
        own = {
            col: value
            for (kind, pk, col), value in old.items()
            if (kind, pk) == (subject, row["id"])
        }
        return row | own

    return (
        [before(Subject.PERSON, row) for row in people],
        [before(Subject.HOUSEHOLD, row) for row in homes],
    )


def _value(row: Confirmation) -> Any:
    model = Person if row.subject == Subject.PERSON else Household
    field = model._meta.get_field(row.column)  # noqa: SLF001 - Django's documented Meta API
    return cast("models.Field[Any, Any]", field).to_python(row.before)
