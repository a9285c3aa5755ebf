"""What the registry knows of a form's subject, so that it is shown and not asked 免证明."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zhaohui.county.forms.answers import Place
from zhaohui.county.forms.reading import canonical
from zhaohui.county.forms.sitting import Known
from zhaohui.county.registry.queries import Origins, Rows, origins, people_around
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.sheet import Sheet


def known_of_person(
    sheet: Sheet, pack: Pack, person_id: int, today: dt.date
) -> Mapping[tuple[Place, str], Known]:
    """Return the person's own facts that the form asks and that are recent enough to use.

    She is the form's first member. A fact older than its `fresh_days` is asked again.
    """
    people, homes = people_around(person_id)
    origin = origins(people, homes)
    own = people[0]
    asked = set(sheet.entries)
    facts = [fact for fact in pack.facts if fact.entity == "person" and fact.name in asked]
    known = _known(facts, own, "person", origin, today)
    return {(0, name): each for name, each in known.items()}


def household_of(person_id: int) -> tuple[Rows, Rows]:
    """Return the people who live with a person, she first, and their households."""
    people, homes = people_around(person_id)
    return [row for row in people if row["living_id"] == people[0]["living_id"]], homes


def known_of_household(
    pack: Pack,
    people: Sequence[dict[str, Any]],
    homes: Rows,
    names: Collection[str],
    today: dt.date,
) -> dict[tuple[Place, str], Known]:
    """Return which of these facts the registry knows of the people, by their order, and of their home.

    What it knows of others than the first counts without being shown to her.
    """
    origin = origins(people, homes)
    facts = [fact for fact in pack.facts if fact.name in names]
    found: dict[tuple[Place, str], Known] = {}
    for index, row in enumerate(people):
        own = [fact for fact in facts if fact.entity == "person"]
        for name, each in _known(own, row, "person", origin, today).items():
            found[index, name] = replace(each, is_shown=index == 0)
    rows = {row["id"]: row for row in homes}
    for entity in ("living", "registered"):
        home = rows[people[0][f"{entity}_id"]]
        own = [fact for fact in facts if fact.entity == entity]
        for name, each in _known(own, home, "household", origin, today).items():
            found[None, name] = each
    return found


def _known(
    facts: Sequence[FactRow], row: Mapping[str, Any], subject: str, origin: Origins, today: dt.date
) -> dict[str, Known]:
    """Return the facts of a row that are recent enough: those older than `fresh_days` are asked again."""
    found = {}
    for fact in facts:
        value = row.get(fact.column)
        if value is None:
            continue
        source = origin.of(subject, row["id"], fact.column)
        if fact.fresh_days and source.as_of + dt.timedelta(days=fact.fresh_days) < today:
            continue
        found[fact.name] = Known(canonical(value, fact.type), fact.source, source.as_of)
    return found
