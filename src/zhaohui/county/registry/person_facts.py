"""A person's facts as they are read: value, source, day, whether it is past its freshness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.registry.queries import Origin, Rows, person_visible_to
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact: `text` "" where it is unknown; `age_days` of its source; stale past `fresh_days`."""

    fact: FactRow
    text: str
    origin: Origin
    age_days: int

    @property
    def is_known(self) -> bool:
        """Whether the registry holds a value."""
        return self.text != ""

    @property
    def is_stale(self) -> bool:
        """Whether it is older than the dictionary allows."""
        return (
            self.is_known
            and self.fact.fresh_days is not None
            and self.age_days > self.fact.fresh_days
        )


@dataclass(frozen=True, kw_only=True)
class FactGroup:
    """The facts of one department 来源部门: those that are known, and the names of the others."""

    department: str
    known: list[FactLine]
    unknown: list[FactLine]


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """A person and her two households as rows, and their facts by department."""

    people: Rows
    homes: Rows
    groups: list[FactGroup]
    is_synthetic: bool

    @property
    def stale(self) -> int:
        """How many facts are past their freshness."""
        return sum(line.is_stale for group in self.groups for line in group.known)


def person_facts(actor: Actor, person: int, *, action: str, pack: Pack) -> PersonFacts:
    """Return everything the registry knows about a person, by the department that answers for it.

    NotVisible where `action` does not reach her. Seven queries, whatever the number of facts.
    """
    person_visible_to(actor, action, person)
    people, homes = registry.people_around(person)
    own = people[0]
    own_homes = [home for home in homes if home["id"] in (own["living_id"], own["registered_id"])]
    origins = registry.origins([own], own_homes)
    rows = {"person": own} | {
        entity: next(home for home in homes if home["id"] == own[f"{entity}_id"])
        for entity in ("living", "registered")
    }
    today = county_today()
    groups: dict[str, list[FactLine]] = {}
    for fact in pack.facts:
        row = rows[fact.entity]
        subject = "person" if fact.entity == "person" else "household"
        origin = origins.of(subject, row["id"], fact.column)
        line = FactLine(
            fact=fact,
            text=fact_text(pack, fact, row.get(fact.column)),
            origin=origin,
            age_days=(today - origin.as_of).days,
        )
        groups.setdefault(fact.source, []).append(line)
    return PersonFacts(
        people=people,
        homes=homes,
        groups=[
            FactGroup(
                department=department,
                known=[line for line in lines if line.is_known],
                unknown=[line for line in lines if not line.is_known],
            )
            for department, lines in groups.items()
        ],
        is_synthetic=origins.rows["person", person].is_synthetic,
    )


def fact_text(pack: Pack, fact: FactRow, value: Any) -> str:
    """Return a value as it is read, with its unit; "" for unknown."""
    if value is None:
        return ""
    if fact.type == "bool":
        return _("是") if value else _("否")
    if fact.type == "money":
        return f"¥{value // 100:,}.{value % 100:02d}"
    if fact.type == "date":
        return day_text(value)
    if fact.type == "code":
        return area_names(pack).get(value, str(value))
    return f"{value}{_short_unit(fact)}"


def day_text(value: dt.date) -> str:
    """Return a date as 2025年3月1日, in English as 1 March 2025."""
    is_english = (get_language() or "").startswith("en")
    return date_format(value, "j F Y" if is_english else "Y年n月j日")


def _short_unit(fact: FactRow) -> str:
    return f" {fact.unit}" if fact.unit and fact.type == "int" else ""
