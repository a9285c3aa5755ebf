"""Read the registry: a person by number, those around her, and where a fact comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.registry import identity_number
from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.errors import NoDataError, NoSuchPersonError
from zhaohui.county.registry.lapses import lapse_day, lapsing
from zhaohui.county.registry.models import (
    ChangedHousehold,
    FieldOverride,
    Household,
    HouseholdKind,
    Person,
    SourceBatch,
)
from zhaohui.county.registry.seals import registry_seals
from zhaohui.packs.schema.registers import FactRow

IDENTITY_DIGITS = 18
IDS_AT_ONCE = 500
Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a fact comes from."""

    department: str
    as_of: dt.date
    is_synthetic: bool


def has_people() -> bool:
    """Say whether anybody is registered."""
    return Person.objects.exists()


def is_synthetic() -> bool:
    """Say whether the registered people are synthetic 模拟数据; pages must then show it."""
    return SourceBatch.objects.filter(is_synthetic=True).exists()


def has_real_people() -> bool:
    """Say whether any batch brought people who are not synthetic."""
    return SourceBatch.objects.filter(is_synthetic=False).exists()


def last_change() -> dt.datetime | None:
    """Return when the last batch of facts came in; None where nobody is registered."""
    found: dt.datetime | None = SourceBatch.objects.aggregate(at=Max("recorded_at"))["at"]
    return found


def changed_households() -> tuple[int, set[int]]:
    """Return the number of the last note of a change, and the households noted."""
    notes = list(ChangedHousehold.objects.values_list("pk", "household_id"))
    return max((pk for pk, _ in notes), default=0), {home for _, home in notes}


def first_batch() -> dt.datetime | None:
    """Return when the oldest facts that are still there came in; None where nobody is registered."""
    found: dt.datetime | None = SourceBatch.objects.aggregate(at=Min("recorded_at"))["at"]
    return found


def household_count() -> int:
    """Return the number of households of both kinds."""
    return Household.objects.count()


def living_household_count() -> int:
    """Return the number of living households."""
    return Household.objects.filter(kind=HouseholdKind.LIVING).count()


def last_person() -> int:
    """Return the highest id in the registry; 0 where nobody is registered."""
    return Person.objects.aggregate(last=Max("pk"))["last"] or 0


def people_visible_to(actor: Actor, action: str = "person.list") -> QuerySet[Person]:
    """Return the people whom `action` reaches: in the actor's areas, herself, her mandators.

    `place` is the village's code, else the town's: one column that an index carries, in the
    meaning of `in_scope` (where the village is unknown the town decides).
    """
    people = Person.objects.annotate(place=Coalesce("village", "town"))
    return people.filter(in_scope(actor, action, village="place", town="", person="pk"))


def person_visible_to(actor: Actor, action: str, pk: int) -> Person:
    """Return one person; NotVisible where she is unknown or out of reach, which look the same."""
    person = people_visible_to(actor, action).filter(pk=pk).first()
    if person is None:
        raise NotVisible
    return person


def person_by_identity(actor: Actor, action: str, number: str) -> Person:
    """Return the person with this identity number; NotVisible for any other number, and out of reach."""
    try:
        text = identity_number.normal_identity("".join(number.split()).upper())
    except identity_number.IdentityFault:
        raise NotVisible from None
    index = registry_seals().identity_index.of(text)
    person = people_visible_to(actor, action).filter(identity_index=index).first()
    if person is None:
        raise NotVisible
    return person


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """Return the names of these registry ids; the caller has asked whether they may be read."""
    wanted = {pk for pk in people if pk is not None}
    found = Person.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
    return {pk: name or "" for pk, name in found}


def person_id(number: str) -> int:
    """Return the id of the person with this identity number, or with this registry id.

    Raises `NoSuchPersonError`, which does not repeat the number.
    """
    if not has_people():
        raise NoDataError
    text = "".join(number.split()).upper()
    found = Person.objects.none()
    if len(text) == IDENTITY_DIGITS:
        try:
            text = identity_number.normal_identity(text)
        except identity_number.IdentityFault as fault:
            raise NoSuchPersonError(f"{fault}。", hint="请核对身份证号。") from None
        found = Person.objects.filter(identity_index=registry_seals().identity_index.of(text))
    elif text.isascii() and text.isdigit() and len(text) < IDENTITY_DIGITS:
        found = Person.objects.filter(pk=int(text))
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        raise NoSuchPersonError(
            "Nobody in the registry has this number.",
            hint="Give the identity number (18 digits) or the person's id in the registry.",
        )
    return pk


def ids_of_cards(numbers: Iterable[str]) -> dict[str, int]:
    """Return the registry's ids by whole identity number; unknown numbers are left out.

    For lists that departments bring in: nothing of the people is read.
    """
    index = registry_seals().identity_index
    wanted = {bytes(index.of(number) or b""): number for number in numbers}
    found: dict[str, int] = {}
    keys = list(wanted)
    for start in range(0, len(keys), IDS_AT_ONCE):
        people = Person.objects.filter(identity_index__in=keys[start : start + IDS_AT_ONCE])
        for pk, identity in people.values_list("pk", "identity_index"):
            found[wanted[bytes(identity or b"")]] = pk
    return found


def homes_of(people: Iterable[int]) -> set[int]:
    """Return the ids of both households of these people."""
    keys, homes = list(people), set[int]()
    for start in range(0, len(keys), IDS_AT_ONCE):
        rows = Person.objects.filter(pk__in=keys[start : start + IDS_AT_ONCE])
        for pair in rows.values_list("living_id", "registered_id"):
            homes.update(pair)
    return homes


class Place(NamedTuple):
    """Where a person lives (village, else town), and both her households."""

    area: str | None
    living: int
    registered: int


def places_of(people: Iterable[int]) -> dict[int, Place]:
    """Return where these people live today; who is not registered any more is absent."""
    keys, found = list(people), dict[int, Place]()
    for start in range(0, len(keys), IDS_AT_ONCE):
        rows = Person.objects.filter(pk__in=keys[start : start + IDS_AT_ONCE])
        for row in rows.values_list("pk", "village", "town", "living_id", "registered_id"):
            found[row[0]] = Place(row[1] or row[2], row[3], row[4])
    return found


def sealed_cards(people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return name and card number of these people, opened; the caller records who took them, why.

    Who has no card registered is absent.
    """
    keys, found = list(people), dict[int, tuple[str, str]]()
    sealer = registry_seals().bank_card
    for start in range(0, len(keys), IDS_AT_ONCE):
        rows = Person.objects.filter(
            pk__in=keys[start : start + IDS_AT_ONCE], bank_card_sealed__isnull=False
        ).values_list("pk", "name", "bank_card_sealed")
        for pk, name, sealed in rows:
            found[pk] = (name or "", sealer.open(bytes(sealed or b"")) or "")
    return {pk: pair for pk, pair in found.items() if pair[1]}


def person_of_card(actor: Actor, action: str, number: str) -> Person:
    """Return the person whose whole identity number it is; NotVisible for anybody out of reach.

    A number that is wrong, unknown or elsewhere looks the same: the window learns nothing of others.
    """
    try:
        identity = identity_number.normal_identity(number)
    except identity_number.IdentityFault:
        raise NotVisible from None
    index = registry_seals().identity_index.of(identity)
    found = people_visible_to(actor, action).filter(identity_index=index).first()
    if found is None:
        raise NotVisible
    return found


def people_around(person: int) -> tuple[Rows, Rows]:
    """Return everyone in the person's two households (she comes first) and all their households.

    Rows hold ids, town, village, `batch_id` and one value a fact; no identity. Three queries.
    """
    own = Person.objects.values("living_id", "registered_id").get(pk=person)
    names = [
        *fact_fields(Person),
        "id",
        "living_id",
        "registered_id",
        "town",
        "village",
        "batch_id",
    ]
    together = Q(living_id=own["living_id"]) | Q(registered_id=own["registered_id"])
    people = list(Person.objects.filter(together).order_by("id").values(*names))
    people.sort(key=lambda row: row["id"] != person)
    homes = {row[key] for row in people for key in ("living_id", "registered_id")}
    columns = [*fact_fields(Household), "id", "kind", "town", "village", "batch_id"]
    return people, list(Household.objects.filter(pk__in=homes).order_by("id").values(*columns))


def without_lapsed(
    people: Rows, homes: Rows, facts: Iterable[FactRow], day: dt.date, known: Origins | None = None
) -> tuple[Rows, Rows]:
    """Return the rows of `people_around` without values that are no longer counted on a day.

    `known` are their origins, which are read where they are not given.
    """
    fading = lapsing(facts)
    if not fading:
        return people, homes
    known = known or origins(people, homes)
    return (
        [_without_lapsed("person", row, fading, known, day) for row in people],
        [_without_lapsed("household", row, fading, known, day) for row in homes],
    )


def _without_lapsed(
    subject: str, row: dict[str, Any], fading: list[FactRow], known: Origins, day: dt.date
) -> dict[str, Any]:
    gone = {
        fact.column: None
        for fact in fading
        if fact.column in row
        and lapse_day(known.of(subject, row["id"], fact.column).as_of, fact.fresh_days or 0) <= day
    }
    return row | gone


def origins(people: Iterable[dict[str, Any]], homes: Iterable[dict[str, Any]]) -> Origins:
    """Return where each field of these rows comes from, in three queries."""
    batches = {
        batch.pk: Origin(
            department=batch.department, as_of=batch.as_of, is_synthetic=batch.is_synthetic
        )
        for batch in SourceBatch.objects.all()
    }
    rows = {("person", row["id"]): batches[row["batch_id"]] for row in people}
    rows |= {("household", row["id"]): batches[row["batch_id"]] for row in homes}
    fields = {}
    for subject in ("person", "household"):
        ids = [key for kind, key in rows if kind == subject]
        noted = FieldOverride.objects.filter(subject=subject, subject_id__in=ids)
        for each in noted.values("subject_id", "column", "batch_id"):
            fields[subject, each["subject_id"], each["column"]] = batches[each["batch_id"]]
    return Origins(rows=rows, fields=fields)


@dataclass(frozen=True, kw_only=True)
class Origins:
    """The origin of each row, and of the fields that differ from it."""

    rows: Mapping[tuple[str, int], Origin]
    fields: Mapping[tuple[str, int, str], Origin]

    def of(self, subject: str, key: int, column: str) -> Origin:
        """Return the origin of one field of a person or a household."""
        return self.fields.get((subject, key, column), self.rows[subject, key])
