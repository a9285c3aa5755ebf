"""Write one row by the statement that Django made for its model the first time: for what is stored all day long.

Django writes the SQL of an INSERT or UPDATE anew for every row, which costs more than the row. Columns, defaults
and conversions are the model's own, as with `save`; a model with parents or a `save` of its own is not for this.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DatabaseError, connections, models, router
from django.db.models import sql

Fields = tuple[models.Field[Any, Any], ...]


def store(row: models.Model) -> None:
    """Insert the row and give it its key; raises what `save` raises (IntegrityError above all)."""
    alias = router.db_for_write(type(row), instance=row)
    statement, fields = _insert(type(row), alias)
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, _values(row, fields, alias, add=True))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, alias  # noqa: SLF001 - as `save` leaves it


def write(row: models.Model, names: Sequence[str]) -> None:
    """Update these columns (by attribute) of a row that is stored; DatabaseError where it is gone."""
    alias = router.db_for_write(type(row), instance=row)
    named = {field.attname: field for field in row._meta.local_concrete_fields}  # noqa: SLF001 - Django's documented Meta API
    fields = tuple(named[name] for name in names)
    values = _values(row, fields, alias, add=False)
    # Django writes an empty value into the statement itself.
    about = (alias, fields, tuple(value is None for value in values))
    if about not in _updates:
        _updates[about] = _update(row, alias, fields)
    statement = _updates[about]
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [*(value for value in values if value is not None), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row._meta.label} {row.pk} is not there any more.")  # noqa: SLF001


def _values(row: models.Model, fields: Fields, alias: str, *, add: bool) -> list[Any]:
    connection = connections[alias]
    return [
        field.get_db_prep_save(field.pre_save(row, add), connection=connection) for field in fields
    ]


@cache
def _insert(model: type[models.Model], alias: str) -> tuple[str, Fields]:
    """Return Django's INSERT for one row of the model, which returns its key, and the columns in its order."""
    meta = model._meta  # noqa: SLF001
    fields = tuple(field for field in meta.local_concrete_fields if not field.primary_key)
    query = sql.InsertQuery(model)
    query.insert_values(list(fields), [model()])
    compiler = query.get_compiler(using=alias)
    compiler.returning_fields = meta.db_returning_fields
    ((statement, _given),) = compiler.as_sql()
    return statement, fields


def _update(row: models.Model, alias: str, fields: Fields) -> str:
    """Return Django's UPDATE of these columns of one row."""
    query = sql.UpdateQuery(type(row))
    query.add_q(models.Q(pk=row.pk))
    query.add_update_fields([(field, None, field.value_from_object(row)) for field in fields])
    return str(query.get_compiler(using=alias).as_sql()[0])


# The statements, by database, columns and which of them are empty: a column belongs to one model.
_updates: dict[tuple[str, Fields, tuple[bool, ...]], str] = {}
