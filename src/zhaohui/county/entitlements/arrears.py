"""Arrears 补差 of one holder: the months for which a new standard gives more than she was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry import queries as registry
from zhaohui.engines.rules import Household, Rulebook
from zhaohui.packs.pack import Pack

MONTHLY = "月"
MOST_MONTHS = 60


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed of one rule: from the first day of `since` on, `months` months, in fen."""

    since: dt.date
    months: int
    owed_fen: int


def arrears_of(
    pack: Pack, book: Rulebook, *, person: int, rules: Iterable[str], as_of: dt.date
) -> dict[str, Owed]:
    """Return what the lists of holders fall short of, by rule, in the months before that of `as_of`.

    Month by month backwards, each at its first day with that day's standards and today's facts, for as long as
    the rule gives more than the list says is paid. Nothing for rules that are not paid monthly, nor where
    an amount is not known. The caller has seen to it that the actor may read the person.
    """
    held = {
        row.rule: row
        for row in Holding.objects.filter(person_id=person, rule__in=list(rules))
        if row.amount_fen is not None
        and row.rule in book.rules
        and pack.rule(row.rule).unit == MONTHLY
    }
    if not held:
        return {}
    people, homes = registry.people_around(person)
    counted = registry.without_lapsed(people, homes, pack.facts, as_of)
    own = {people[0]["living_id"], people[0]["registered_id"]}
    household = household_view(pack.facts, *counted)
    found = {name: _owed(book, household, row, own, as_of) for name, row in held.items()}
    return {name: owed for name, owed in found.items() if owed}


def _owed(
    book: Rulebook, household: Household, holding: Holding, own: set[int], as_of: dt.date
) -> Owed | None:
    paid = holding.amount_fen or 0
    total, months, since = 0, 0, None
    for month in _months_before(as_of):
        if holding.since and month < holding.since.replace(day=1):
            break
        due = _due(book, household, holding.rule, own, month)
        if due is None or due <= paid:
            break
        total, months, since = total + due - paid, months + 1, month
    return Owed(since=since, months=months, owed_fen=total) if since else None


def _due(
    book: Rulebook, household: Household, rule: str, own: set[int], day: dt.date
) -> int | None:
    for each in book.evaluate(household, day, [rule]):
        if each.member == 0 or (each.member is None and each.household in own):
            return each.amount_fen if each.status == "yes" else None
    return None


def _months_before(day: dt.date) -> Iterable[dt.date]:
    number = day.year * 12 + day.month - 1
    for month in range(number - 1, number - 1 - MOST_MONTHS, -1):
        yield dt.date(month // 12, month % 12 + 1, 1)
