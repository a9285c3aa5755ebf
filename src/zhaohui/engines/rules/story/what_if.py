"""What a rule would answer if facts were others or the day another: every claim is asked here first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.derive import next_change
from zhaohui.engines.rules.evaluate import evaluate
from zhaohui.engines.rules.household import Household, View, member_views
from zhaohui.engines.rules.results import Finding, Need
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Fact, Value

Settings = Mapping[
    Need, Value
]  # a person's fact by member; a household's by a member who lives there
MOST_STEPS = 12


@dataclass(frozen=True)
class WhatIf:
    """One subject of one rule on one day, and its answer under other facts or on another day."""

    book: Rulebook
    household: Household
    as_of: date
    rule_id: str
    member: int | None

    @cached_property
    def compiled(self) -> CompiledRule:
        """The rule."""
        return self.book.rule(self.rule_id)

    @cached_property
    def view(self) -> View:
        """What the rule sees today."""
        return self.at({}, self.as_of)

    @cached_property
    def now(self) -> Finding:
        """Today's answer."""
        return self.answer({}, self.as_of)

    def fact(self, name: str) -> Fact:
        """The dictionary's entry."""
        return self.book.facts[name]

    def index(self, view: View) -> int:
        """The member that a view is of; of a household's own view its first member."""
        if view.member is not None:
            return view.member
        first = next(iter(view.groups.values()))[0].member
        return first or 0

    def at(self, settings: Settings, day: date) -> View:
        """The subject's view with other facts on a day."""
        return self.book.subject(self.with_facts(settings), day, self.rule_id, self.member)[1]

    def member_at(self, settings: Settings, day: date, member: int) -> View:
        """A member's view with other facts on a day."""
        changed = self.with_facts(settings)
        return member_views(changed, day, self.book.day(day).values)[member]

    def answer(self, settings: Settings, day: date) -> Finding:
        """The rule's answer with other facts on a day."""
        changed = self.with_facts(settings)
        key, view = self.book.subject(changed, day, self.rule_id, self.member)
        return evaluate(self.compiled, view, self.book.day(day).stale, key)

    def turns(self, settings: Settings, day: date) -> Iterable[tuple[date, Finding]]:
        """The days on which the answer may differ by itself, with the answer then."""
        for _ in range(MOST_STEPS):
            day = next_change(self.book.derived(self.rule_id), self.at(settings, day))
            if day.year > self.as_of.year + 100:
                return
            yield day, self.answer(settings, day)

    def with_facts(self, settings: Settings) -> Household:
        """The household with other facts."""
        if not settings:
            return self.household
        members = [dict(each) for each in self.household.members]
        homes: dict[str, dict[Any, Any]] = {
            "living": dict(self.household.living),
            "registered": dict(self.household.registered),
        }
        for need, value in settings.items():
            entity = self.fact(need.name).entity
            member = need.member or 0
            if entity == "person":
                members[member][need.name] = value
                continue
            ids = self.household.living_ids if entity == "living" else self.household.registered_ids
            home = homes[entity]
            if ids is None:
                home[need.name] = value
            else:
                home[ids[member]] = {**home.get(ids[member], {}), need.name: value}
        return replace(
            self.household,
            members=members,
            living=homes["living"],
            registered=homes["registered"],
        )
