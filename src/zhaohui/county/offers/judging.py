"""Whether somebody may have an offer, in which class, with how many points: by what the registry knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.forms.known import household_of, known_of_household
from zhaohui.county.forms.sitting import typed
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.condition import Views, household_view_of
from zhaohui.packs.offers import OfferKind

ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """`fits`: None where a fact is missing, which is not "no". `areas` are her code facts by name."""

    fits: bool | None
    classes: tuple[bool | None, ...]
    points: int
    areas: dict[str, str]
    within: tuple[str, ...]

    @property
    def level(self) -> int:
        """Her class where no place's catchment counts: the first that is sure, else the last."""
        return self.level_at(())

    def level_at(self, catchment: Sequence[str]) -> int:
        """Return her class at a place that serves these areas first."""
        for at, (holds, fact) in enumerate(zip(self.classes, self.within, strict=True)):
            code = self.areas.get(fact, "") if fact else ""
            here = not fact or any(code.startswith(area) for area in catchment if code)
            if holds is True and here:
                return at
        return max(len(self.classes) - 1, 0)


def judge(kind: OfferKind, person: int, today: dt.date | None = None) -> Judgement:
    """Return what the registry's facts say of a person today; the caller may see her."""
    today = today or county_today()
    household = _household(person, today)
    views = _views(household, today)
    scores = [(row, c.holds(views, 0)) for row, c in kind.scores if c is not None]
    return Judgement(
        fits=_fits(kind, household, views, today),
        classes=tuple(True if c is None else c.holds(views, 0) for _, c in kind.classes),
        points=sum(row.points or 0 for row, holds in scores if holds is True),
        areas={k: v for k, v in household.members[0].items() if isinstance(v, str)},
        within=tuple(row.within for row, _ in kind.classes),
    )


def views_of(person: int, today: dt.date) -> Views:
    """Return what conditions see of a person by the registry's facts; the caller may see her."""
    return _views(_household(person, today), today)


def _views(household: Household, today: dt.date) -> Views:
    return household_view_of(household, today, current_rulebook().day(today).values)


def _fits(kind: OfferKind, household: Household, views: Views, today: dt.date) -> bool | None:
    if kind.condition is not None:
        return kind.condition.holds(views, 0)
    if not kind.row.rule:
        return True
    found = current_rulebook().evaluate(household, today)
    mine = [f for f in found if f.rule == kind.row.rule and f.member in (None, 0)]
    return ANSWERS.get(mine[0].status) if mine else None


def _household(person: int, today: dt.date) -> Household:
    pack = current_pack()
    facts = {fact.name: fact for fact in pack.facts}
    people, homes = household_of(person)
    known = known_of_household(pack, people, homes, set(facts), today)

    def of(place: int | None, entity: str) -> dict[str, str]:
        return {
            name: each.text for (who, name), each in known.items() if _is(who, name, place, entity)
        }

    def _is(who: int | None, name: str, place: int | None, entity: str) -> bool:
        return who == place and facts[name].entity == entity

    return Household(
        members=[typed(of(at, "person"), facts) for at in range(len(people))],
        living=typed(of(None, "living"), facts),
        registered=typed(of(None, "registered"), facts),
    )


__all__ = ["Judgement", "judge", "views_of"]
