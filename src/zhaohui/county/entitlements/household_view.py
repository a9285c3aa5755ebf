"""The engine's view of one person: everyone in her two households, with their facts by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zhaohui.engines.rules import Household
from zhaohui.packs.schema.registers import FactRow

Row = Mapping[str, Any]


def household_view(
    facts: Iterable[FactRow], people: Sequence[Row], homes: Iterable[Row]
) -> Household:
    """Return the people and their homes as the rules see them.

    `people` are rows with `living_id`, `registered_id` and one column a fact, `homes` rows with
    `id` and theirs; NULL is unknown. All members of a household that matters must be there.
    """
    by_entity: dict[str, list[FactRow]] = {"person": [], "living": [], "registered": []}
    for fact in facts:
        by_entity[fact.entity].append(fact)
    rows = list(homes)
    return Household(
        members=[_named(by_entity["person"], person) for person in people],
        living={home["id"]: _named(by_entity["living"], home) for home in rows},
        registered={home["id"]: _named(by_entity["registered"], home) for home in rows},
        living_ids=[person["living_id"] for person in people],
        registered_ids=[person["registered_id"] for person in people],
    )


def _named(facts: list[FactRow], row: Row) -> dict[str, Any]:
    return {fact.name: row[fact.column] for fact in facts if row.get(fact.column) is not None}
