"""One row stored, changed or fetched with few steps: the statements of a model are made once, not at each call.

For what happens with every step of every case. Values go through the model's own fields, as in
`save()`; there are no signals and no parents here, which this project does not use anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, models
from django.db.models.expressions import Col

Row = TypeVar("Row", bound=models.Model)
Fields = tuple["models.Field[Any, Any]", ...]
FETCHED = "_fetched_by_one_row"


def store(row: models.Model) -> None:
    """Insert a new row and give it its id."""
    if not _stored(row, ""):
        raise IntegrityError("The row was not stored.")


def store_unless_there(row: models.Model) -> bool:
    """Insert a new row and give it its id; False where a unique constraint says that it is there already."""
    return _stored(row, " ON CONFLICT DO NOTHING")


def change(row: models.Model, names: Sequence[str] = ()) -> None:
    """Write these fields of a row that is there; no names: those that differ from what `fetch` found.

    A list that was changed in place does not differ: put another one in its place.
    """
    fields = tuple(names) or _changed(row)
    if not fields:
        return
    database = connections[DEFAULT_DB_ALIAS]  # once: the proxy `connection` asks at each use
    sql, written = _update(type(row), fields, database.vendor)
    with database.cursor() as cursor:
        cursor.execute(sql, [*_prepared(written, row, database, is_new=False), row.pk])
    row.__dict__.pop(FETCHED, None)


def fetch(model: type[Row], where: str, values: Sequence[Any], *, lock: bool = False) -> Row | None:
    """Return the row for which the condition in SQL holds, locked until the transaction ends; None for none.

    `where` is of our own making; what comes from outside stands in `values`.
    """
    database = connections[DEFAULT_DB_ALIAS]
    sql, names, readers = _select(model, database.vendor)
    ending = " FOR UPDATE" if lock and database.features.has_select_for_update else ""
    with database.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {where} LIMIT 1{ending}", values)
        found = cursor.fetchone()
    if found is None:
        return None
    read = list(found)
    for place, by, expression in readers:
        for reader in by:
            read[place] = reader(read[place], expression, database)
    row = model.from_db(database.alias, names, read)
    row.__dict__[FETCHED] = dict(zip(names, read, strict=True))
    return row


def _stored(row: models.Model, ending: str) -> bool:
    database = connections[DEFAULT_DB_ALIAS]
    sql, fields, back = _insert(type(row), database.vendor)
    with database.cursor() as cursor:
        cursor.execute(sql + ending + back, _prepared(fields, row, database, is_new=True))
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    row._state.adding = False  # noqa: SLF001 - as Django's save() does
    row._state.db = database.alias  # noqa: SLF001
    return True


def _changed(row: models.Model) -> tuple[str, ...]:
    """Return the fields whose value is another than when the row was fetched; all where it was not."""
    fields = [each for each in row._meta.local_concrete_fields if not each.primary_key]  # noqa: SLF001
    before = row.__dict__.get(FETCHED)
    if before is None:
        return tuple(each.name for each in fields)
    now = row.__dict__
    return tuple(each.name for each in fields if now[each.attname] != before[each.attname])


def _prepared(fields: Fields, row: models.Model, database: Any, *, is_new: bool) -> list[Any]:
    return [each.get_db_prep_save(each.pre_save(row, is_new), database) for each in fields]


@lru_cache(maxsize=64)
def _insert(model: type[models.Model], _vendor: str) -> tuple[str, Fields, str]:
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001 - documented Meta API
    fields = tuple(field for field in meta.local_concrete_fields if not field.primary_key)
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own models
    return sql, fields, f" RETURNING {quote(meta.pk.column)}"


@lru_cache(maxsize=256)
def _update(model: type[models.Model], names: tuple[str, ...], _vendor: str) -> tuple[str, Fields]:
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001
    fields = tuple(meta.get_field(name) for name in names)
    pairs = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(meta.db_table)} SET {pairs} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    return sql, fields


@lru_cache(maxsize=64)
def _select(model: type[models.Model], _vendor: str) -> tuple[str, list[str], list[Any]]:
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001
    database, fields = connections[DEFAULT_DB_ALIAS], meta.local_concrete_fields
    readers = []
    for place, field in enumerate(fields):
        expression = Col(meta.db_table, field)
        by = database.ops.get_db_converters(expression) + field.get_db_converters(database)
        if by:
            readers.append((place, tuple(by), expression))
    names = ", ".join(quote(field.column) for field in fields)
    sql = f"SELECT {names} FROM {quote(meta.db_table)}"  # noqa: S608
    return sql, [field.attname for field in fields], readers
