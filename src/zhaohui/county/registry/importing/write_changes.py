"""Write a planned import: new people and households, changed columns, and where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models

from zhaohui.county.bulk_rows import CHUNK_ROWS, insert_columns
from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.importing.check_rows import CheckedRow
from zhaohui.county.registry.importing.mapping import BANK_CARD, NAME, PHONE
from zhaohui.county.registry.importing.plan_changes import Changes, chunks, household_numbers
from zhaohui.county.registry.models import FieldOverride, Household, Person, SourceBatch, Subject
from zhaohui.county.registry.seals import RegistrySeals

Facts = dict[int, dict[str, Any]]


def write_changes(changes: Changes, batch: SourceBatch, seals: RegistrySeals) -> None:
    """Write all of it; the caller holds the transaction."""
    homes = _make_households(changes, batch)
    _insert_people(changes, batch, seals, homes)
    people = {person["id"]: _columns(row, seals) for row, person in changes.known}
    households = _household_facts(changes, homes)
    _update(Person, people)
    _update(Household, households)
    note_changes([*households, *_homes(changes, homes)])
    _note_sources(Subject.PERSON, {key: _facts_only(f) for key, f in people.items()}, batch)
    _note_sources(Subject.HOUSEHOLD, households, batch)


def _homes(changes: Changes, made: dict[tuple[str, str], int]) -> Iterator[int]:
    """Both households of everyone in the table."""
    for _, person in changes.known:
        yield from (person["living_id"], person["registered_id"])
    for row, _ in changes.new:
        yield from (made[key] for key in household_numbers(row).items())


def _make_households(changes: Changes, batch: SourceBatch) -> dict[tuple[str, str], int]:
    places = {
        (kind, number): village
        for row, village in reversed(changes.new)
        for kind, number in household_numbers(row).items()
    }
    ids = _numbered(places)
    Household.objects.bulk_create(
        [
            Household(kind=kind, number=number, town=village[:9], village=village, batch=batch)
            for (kind, number), village in places.items()
            if (kind, number) not in ids
        ],
        batch_size=500,
    )
    return _numbered(places)


def _numbered(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for chunk in chunks({number for _, number in keys}):
        for home in Household.objects.filter(number__in=chunk).values("id", "kind", "number"):
            found[home["kind"], str(home["number"])] = home["id"]
    return found


def _insert_people(
    changes: Changes, batch: SourceBatch, seals: RegistrySeals, homes: dict[tuple[str, str], int]
) -> None:
    if not changes.new:
        return
    rows = []
    for row, village in changes.new:
        own = {f"{kind}_id": homes[kind, n] for kind, n in household_numbers(row).items()}
        identity = {
            "identity_sealed": seals.identity.seal(row.identity),
            "identity_index": seals.identity_index.of(row.identity),
        }
        place = {"town": village[:9], "village": village, "batch_id": batch.pk}
        rows.append(_columns(row, seals) | own | identity | place)
    names = sorted({name for row in rows for name in row})
    insert_columns(Person, {name: [row.get(name) for row in rows] for name in names})


def _columns(row: CheckedRow, seals: RegistrySeals) -> dict[str, Any]:
    values: dict[str, Any] = dict(row.person)
    if name := row.special.get(NAME):
        values["name"] = name
    if phone := row.special.get(PHONE):
        values["phone_sealed"] = seals.phone.seal(phone)
        values["phone_index"] = seals.phone_index.of(phone)
    if card := row.special.get(BANK_CARD):
        values["bank_card_sealed"] = seals.bank_card.seal(card)
    return values


IDENTITY_COLUMNS = {"name", "phone_sealed", "phone_index", "bank_card_sealed"}


def _facts_only(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in IDENTITY_COLUMNS}


def _household_facts(changes: Changes, homes: dict[tuple[str, str], int]) -> Facts:
    facts: Facts = {}
    stated = [(row, person["living_id"], person["registered_id"]) for row, person in changes.known]
    for row, _ in changes.new:
        numbers = household_numbers(row)
        own = [homes[kind, numbers[kind]] for kind in ("living", "registered")]
        stated.append((row, own[0], own[1]))
    for row, living, registered in stated:
        for household, values in ((living, row.living), (registered, row.registered)):
            if values:
                facts.setdefault(household, {}).update(values)
    return facts


def _update(model: type[models.Model], values: Facts) -> None:
    names = sorted({name for row in values.values() for name in row})
    if not names:
        return
    quote = connection.ops.quote_name
    # A blank cell states nothing, so NULL keeps what is there.
    sets = ", ".join(f"{quote(name)} = COALESCE(%s, {quote(name)})" for name in names)
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
    statement = f"UPDATE {table} SET {sets} WHERE id = %s"  # noqa: S608 - names of our own model
    rows = [[*(row.get(name) for name in names), key] for key, row in values.items()]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK_ROWS):
            cursor.executemany(statement, rows[start : start + CHUNK_ROWS])


def _note_sources(subject: Subject, values: Facts, batch: SourceBatch) -> None:
    notes = (
        FieldOverride(subject=subject, subject_id=key, column=name, batch=batch)
        for key, row in values.items()
        for name in row
    )
    FieldOverride.objects.bulk_create(
        notes,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["subject", "subject_id", "column"],
        update_fields=["batch"],
    )
