"""Enter what a decision or an assessment established 认定 into the registry; and take it back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, cast

from django.db import models
from django.utils import timezone

from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.fact_values import read_value
from zhaohui.county.registry.models import (
    Confirmation,
    FieldOverride,
    Household,
    Person,
    SourceBatch,
    Subject,
)
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow

CONFIRMED = "confirmed"  # the kind of batch


def confirm_facts(
    pack: Pack,
    person_id: int,
    facts: Mapping[str, str],
    *,
    department: str,
    day: dt.date,
    origin: str,
) -> list[str]:
    """Write facts (name → value as the pack writes it) of a person and her homes; return the names.

    Each field says from then on that it comes of the department, on that day. What the same origin
    established before is taken back first. The ledger looks at both homes again. The caller holds the
    transaction, has judged who may, and records it.
    """
    withdraw_confirmed(origin)
    if not facts:
        return []
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    batch = _batch_of(department, day)
    for name, text in facts.items():
        fact = pack.fact(name)
        row, subject = _row_of(person, fact)
        override = FieldOverride.objects.filter(
            subject=subject, subject_id=row.pk, column=fact.column
        ).first()
        Confirmation.objects.create(
            origin=origin,
            subject=subject,
            subject_id=row.pk,
            column=fact.column,
            before=_plain(getattr(row, fact.column)),
            batch=batch,
            before_batch_id=override.batch_id if override else None,
        )
        _write(row, subject, fact.column, read_value(fact, text), batch.pk)
    note_changes([person.living_id, person.registered_id])
    return list(facts)


def withdraw_confirmed(origin: str) -> list[str]:
    """Put back what stood before this origin's facts, where nothing newer stands; return the columns.

    The caller holds the transaction.
    """
    back = []
    standing = Confirmation.objects.select_for_update().filter(origin=origin, withdrawn_at=None)
    for each in standing.order_by("-pk"):
        newer = Confirmation.objects.filter(
            subject=each.subject,
            subject_id=each.subject_id,
            column=each.column,
            pk__gt=each.pk,
            withdrawn_at=None,
        )
        override = FieldOverride.objects.filter(
            subject=each.subject, subject_id=each.subject_id, column=each.column
        ).first()
        if override and override.batch_id == each.batch_id and not newer.exists():
            model = Person if each.subject == Subject.PERSON else Household
            row = model.objects.select_for_update(of=("self",)).get(pk=each.subject_id)
            field = row._meta.get_field(each.column)  # noqa: SLF001 - Django's documented Meta API
            value = cast("models.Field[Any, Any]", field).to_python(each.before)
            _write(row, Subject(each.subject), each.column, value, each.before_batch_id)
            note_changes(_homes(row))
            back.append(each.column)
        each.withdrawn_at = timezone.now()
        each.save(update_fields=["withdrawn_at"])
    return back


def _row_of(person: Person, fact: FactRow) -> tuple[Person | Household, Subject]:
    if fact.entity == "person":
        return person, Subject.PERSON
    home = person.living_id if fact.entity == "living" else person.registered_id
    return Household.objects.select_for_update().get(pk=home), Subject.HOUSEHOLD


def _homes(row: Person | Household) -> list[int]:
    return [row.living_id, row.registered_id] if isinstance(row, Person) else [row.pk]


def _write(row: models.Model, subject: Subject, column: str, value: Any, batch: int | None) -> None:
    setattr(row, column, value)
    row.save(update_fields=[column])
    own = {"subject": subject, "subject_id": row.pk, "column": column}
    if batch is None:
        FieldOverride.objects.filter(**own).delete()
    else:
        FieldOverride.objects.update_or_create(**own, defaults={"batch_id": batch})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _batch_of(department: str, day: dt.date) -> SourceBatch:
    """Return the batch of everything that a department established on a day."""
    key = hashlib.sha256(f"{CONFIRMED} {department} {day}".encode()).hexdigest()
    defaults = {
        "department": department,
        "as_of": day,
        "kind": CONFIRMED,
        "rows": 0,
        "is_synthetic": is_synthetic(),
    }
    return SourceBatch.objects.get_or_create(content_hash=key, defaults=defaults)[0]
