"""A row that is written by a kept statement is the row that `save` would have written."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from zhaohui.county.jobs.models import Job
from zhaohui.county.one_row import store, write

pytestmark = pytest.mark.django_db


def test_rows_are_stored_and_changed_each_with_its_own_values():
    first, second = Job(key="a", title="甲"), Job(key="b", title="乙")
    for row in (first, second):
        store(row)
    assert first.asked_at is not None
    assert first.pk != second.pk
    for row, title in ((first, "丙"), (second, "丁")):
        row.title = title
        write(row, ["title", "done_at"])
    first.done_at = first.asked_at
    write(first, ["title", "done_at"])
    assert list(Job.objects.order_by("key").values_list("title", "done_at")) == [
        ("丙", first.asked_at),
        ("丁", None),
    ]


def test_what_the_database_refuses_is_raised():
    row = Job(key="a", title="甲")
    store(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        store(Job(key="a", title="乙"))
    row.delete()
    row.pk = 1
    with pytest.raises(DatabaseError):
        write(row, ["title"])
