"""Records that an actor may see, filtered in SQL by her ranges."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.contents import cell
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.scoring import Scored, open_scores
from zhaohui.county.registry.models import Person
from zhaohui.packs.schema.forms import RegisterRow


def register_of(register_id: str) -> RegisterRow:
    """Return the register of the pack; NotVisible when there is none."""
    try:
        return current_pack().register(register_id)
    except KeyError:
        raise NotVisible from None


def visible_to(actor: Actor, action: str) -> QuerySet[Record]:
    """Return the records in the actor's range for this action.

    A record about somebody goes with her: where she lives today decides, not where she lived when
    it was entered.
    """
    home = Coalesce("person__village", "person__town")
    rows = Record.objects.annotate(
        lies_in=Case(When(person=None, then=F("area")), default=home),
    )
    return rows.filter(in_scope(actor, action, village="lies_in", town=""))


def require_reach(actor: Actor, action: str, pk: int) -> None:
    """Raise NotVisible unless the actor may do `action` to this record."""
    if not visible_to(actor, action).filter(pk=pk).exists():
        raise NotVisible


def record_of(actor: Actor, action: str, register_id: str, pk: int) -> Record:
    """Return one record of a register; NotVisible outside the actor's range."""
    found = visible_to(actor, action).filter(register=register_id, pk=pk)
    record = found.select_related("person").first()
    if record is None:
        raise NotVisible
    return record


def assessments_of(actor: Actor, row: Record) -> list[Assessment]:
    """Return a record's assessments, newest first; none where the actor may not see the record."""
    found = Assessment.objects.filter(record=row, record__in=visible_to(actor, "record.read"))
    return list(found.order_by("-pk"))


def assessments_with_results(
    actor: Actor, row: Record
) -> list[tuple[Assessment, tuple[Scored, ...]]]:
    """Return the same with what each added up to, opened."""
    return [(each, open_scores(each)) for each in assessments_of(actor, row)]


def assessment_of(actor: Actor, row: Record, pk: int) -> Assessment:
    """Return one assessment of a record with it; NotVisible where there is none for the actor."""
    found = Assessment.objects.filter(record=row, record__in=visible_to(actor, "record.read"))
    made = found.filter(pk=pk).select_related("record__person").first()
    if made is None:
        raise NotVisible
    return made


def page_of(
    actor: Actor, register: RegisterRow, *, after: int = 0, size: int = 50
) -> tuple[list[dict[str, Any]], int | None]:
    """Return rows of the register's list and where the next page begins (None: there is none).

    A row has `pk`, `person`, `who`, `area`, `state` and `cells` in the order of the register's
    columns; only what is not sensitive. Two queries at most.
    """
    found = visible_to(actor, "record.read").filter(register=register.id, pk__gt=after)
    records = list(found.select_related("person").order_by("pk")[: size + 1])
    states = {state.id: state.name for state in register.states}
    rows = [
        {
            "pk": each.pk,
            "person": each.person_id,
            "who": each.person.name if each.person else "",
            "area": each.place,
            "state": states.get(each.state, each.state),
            "cells": [cell(each.values, name) for name in register.columns],
        }
        for each in records[:size]
    ]
    return rows, records[size - 1].pk if len(records) > size else None


def record_about(actor: Actor, register: RegisterRow, person: Person) -> Record | None:
    """Return the record that a person (or her household) has in a register, if the actor may see it."""
    found = visible_to(actor, "record.read").filter(register=register.id)
    if register.subject == "household":
        return found.filter(household=person.living_id).first()
    return found.filter(person=person.pk).first()
