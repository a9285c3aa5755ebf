"""A day's events in a synthetic registry: facts that change or come late, births, moves, merges, splits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from zhaohui.county.registry.actions.note_changes import note_changes
from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.models import FieldOverride, Household, Person, SourceBatch

FACTS, HOMES, MERGES, SPLITS, BIRTHS = 0.70, 0.80, 0.87, 0.94, 1.0
LATE_DAYS = 60
Someone = Any  # a row of ids and places


@dataclass
class Events:
    """Draws events from a seed and does them through the registry's tables, noting each change."""

    random: Random
    counts: dict[str, int] = field(default_factory=dict)

    def day(self, day: dt.date, *, households: int) -> dict[str, int]:
        """Do a day's events in so many living households; return how many there were of each kind."""
        self.counts = dict.fromkeys(("facts", "home facts", "merges", "splits", "births"), 0)
        with transaction.atomic():
            batch = SourceBatch.objects.create(
                department="模拟数据",
                as_of=day - dt.timedelta(days=self.random.randrange(LATE_DAYS)),
                kind="rehearsal",
                rows=households,
                content_hash=f"rehearsal of {day}",
                is_synthetic=True,
            )
            for _ in range(households):  # one by one: an event may move whom the next one meets
                self._event(self._someone(), day, batch.pk)
        return self.counts

    def _someone(self) -> Someone:
        """A random person, found from a random id: no pass over everyone."""
        last = Person.objects.aggregate(last=Max("pk"))["last"]
        people = Person.objects.filter(pk__gte=self.random.randint(1, last)).order_by("pk")
        return people.values("id", "living_id", "registered_id", "town", "village")[:1].get()

    def _event(self, person: Someone, day: dt.date, batch: int) -> None:
        luck = self.random.random()
        if luck < FACTS:
            self._copy_fact(Person, person["id"], self._someone()["id"], batch)
            self.counts["facts"] += 1
        elif luck < HOMES:
            donor = self._someone()["living_id"]
            self._copy_fact(Household, person["living_id"], donor, batch)
            self.counts["home facts"] += 1
        elif luck < MERGES:
            self._merge(person)
        elif luck < SPLITS:
            self._split(person, batch)
        else:
            self._birth(person, day, batch)
        note_changes([person["living_id"], person["registered_id"]])

    def _copy_fact(self, model: type[Person | Household], key: int, donor: int, batch: int) -> None:
        """Give one fact the value, perhaps none, that another has."""
        name = self.random.choice([*fact_fields(model)])
        table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
        with connection.cursor() as cursor:
            cursor.execute(  # names of our own model
                f"UPDATE {table} SET {name} = (SELECT {name} FROM {table} WHERE id = %s) WHERE id = %s",  # noqa: S608
                [donor, key],
            )
        subject = "person" if model is Person else "household"
        FieldOverride.objects.update_or_create(
            subject=subject, subject_id=key, column=name, defaults={"batch_id": batch}
        )

    def _merge(self, person: Someone) -> None:
        """Everyone of one living household moves to another."""
        other = self._someone()["living_id"]
        Person.objects.filter(living_id=person["living_id"]).update(living_id=other)
        self.counts["merges"] += 1
        moved = Person.objects.filter(living_id=other).values_list("registered_id", flat=True)
        note_changes([other, *moved])

    def _split(self, person: Someone, batch: int) -> None:
        """One person lives on her own from now; every other one also takes her registration along."""
        made = self._household("living", person, batch)
        fresh = {"living_id": made}
        if self.random.random() < 0.5:
            fresh["registered_id"] = self._household("registered", person, batch)
        Person.objects.filter(pk=person["id"]).update(**fresh)
        self.counts["splits"] += 1
        note_changes(fresh.values())

    def _household(self, kind: str, person: Someone, batch: int) -> int:
        place = {"town": person["town"], "village": person["village"]}
        return int(Household.objects.create(kind=kind, batch_id=batch, **place).pk)

    def _birth(self, person: Someone, day: dt.date, batch: int) -> None:
        """A child joins the household, reported up to two months late."""
        own = {key: person[key] for key in ("living_id", "registered_id", "town", "village")}
        born = day - dt.timedelta(days=self.random.randrange(LATE_DAYS))
        area = person["village"] or person["town"]
        Person.objects.create(
            **own,
            batch_id=batch,
            birth_date=born,
            hukou_area=area,
            residence_area=area,
            sex=self.random.choice(["男", "女"]),
        )
        self.counts["births"] += 1
