"""The same signals by the rules' interpreter, household by household: what the nightly look is held to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from zhaohui.county.registry.columns import fact_fields
from zhaohui.county.registry.models import Household as HouseholdRow
from zhaohui.county.registry.models import Person
from zhaohui.engines.rules import Household
from zhaohui.packs.pack import Pack
from zhaohui.packs.signals import RAISES, kept_book

Facts = dict[str, Any]


@dataclass(frozen=True)
class Interpreted:
    """By subject the level that holds today, and of how many nobody can say."""

    levels: Mapping[str, int]
    unknown: int


def interpreted(
    pack: Pack, today: dt.date, *, living: Collection[int] | None = None
) -> dict[str, Interpreted]:
    """Return what each signal over people of living households is today, by the interpreter.

    `living`: only the people of these households. Facts that have lapsed are not left out, so the
    comparison is of rows whose facts are fresh.
    """
    book = kept_book(pack)
    names = {fact.column: fact.name for fact in pack.facts}
    homes = {row.pk: _facts(row, HouseholdRow, names) for row in HouseholdRow.objects.all()}
    rows: dict[int, list[Person]] = {}
    people = Person.objects.order_by("living_id", "pk")
    for person in people if living is None else people.filter(living_id__in=living):
        rows.setdefault(person.living_id, []).append(person)
    found: dict[str, dict[str, list[str]]] = {}
    for home, members in rows.items():
        household = Household(
            members=[_facts(each, Person, names) for each in members],
            living=_of_kind(homes[home], pack, "living"),
            registered_ids=[each.registered_id for each in members],
            registered={
                each.registered_id: _of_kind(homes[each.registered_id], pack, "registered")
                for each in members
            },
        )
        for finding in book.evaluate(household, today):
            signal, level, which = finding.rule.rsplit(".", 2)
            if which == RAISES:
                subject = (
                    f"h:{home}" if finding.member is None else f"p:{members[finding.member].pk}"
                )
                statuses = found.setdefault(signal, {}).setdefault(subject, [])
                statuses.insert(int(level) - 1, finding.status)
    return {signal: _summed(subjects) for signal, subjects in found.items()}


def _summed(subjects: Mapping[str, list[str]]) -> Interpreted:
    levels = {
        subject: max(n for n, status in enumerate(statuses, 1) if status == "yes")
        for subject, statuses in subjects.items()
        if "yes" in statuses
    }
    unknown = sum("unknown" in each and "yes" not in each for each in subjects.values())
    return Interpreted(levels, unknown)


def _facts(row: Any, model: Any, names: Mapping[str, str]) -> Facts:
    return {names[column]: getattr(row, column) for column in fact_fields(model) if column in names}


def _of_kind(facts: Facts, pack: Pack, kind: str) -> Facts:
    own = {fact.name for fact in pack.facts if fact.entity == kind}
    return {name: value for name, value in facts.items() if name in own}
