"""A row stored, changed and fetched by `one_row` is what Django's own way makes of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from tests.county.cases.deciding import applied
from zhaohui.county import one_row
from zhaohui.county.cases.models import Case, CaseStep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def values(row):
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return {field.attname: field.value_from_object(row) for field in fields}


def plain(row):
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in values(row).items()}


def test_what_is_fetched_is_what_django_reads():
    case = applied()
    Case.objects.filter(pk=case.pk).update(due_on=dt.date(2027, 1, 4), people=[1, 2])
    ours = one_row.fetch(Case, "id = %s", [case.pk], lock=True)
    theirs = Case.objects.get(pk=case.pk)
    assert ours == theirs
    assert plain(ours) == plain(theirs)
    assert ours.subject.pk == case.subject_id
    assert not ours.get_deferred_fields()
    assert one_row.fetch(Case, "id = %s", [0]) is None


def test_what_is_stored_is_what_django_would_store():
    case = applied()
    made = [
        CaseStep(
            case=case,
            name="pause",
            before="a",
            after="b",
            round=1,
            office="单位",
            lacks=[{"name": "甲"}],
        )
        for _ in range(2)
    ]
    one_row.store(made[0])
    made[1].save()
    first, second = (CaseStep.objects.get(pk=each.pk) for each in made)
    assert first.pk != second.pk
    assert abs(first.at - timezone.now()) < dt.timedelta(minutes=1)
    for name, value in model_to_dict(first).items():
        if name not in ("id", "at"):
            assert value == getattr(second, name) or value == getattr(second, f"{name}_id")


def test_only_what_is_named_is_changed():
    case = applied()
    case.version, case.item_name = 9, "不该写"
    one_row.change(case, ["version"])
    stored = Case.objects.get(pk=case.pk)
    assert stored.version == 9
    assert stored.item_name != "不该写"
