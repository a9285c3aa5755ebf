"""What the next weeks turn for one person, by the interpreter: nothing of it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.check import sentences
from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.entitlements.person_findings import FIGURE
from zhaohui.county.registry import queries as registry
from zhaohui.county.registry.lapses import lapse_day, lapsing
from zhaohui.engines.rules import Finding, Household, Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

DAYS = 30
Answer = tuple[str, int | None]


@dataclass(frozen=True, kw_only=True)
class PersonTurn:
    """From a day on a rule answers otherwise than before; `sentences` are the reasons then."""

    rule: RuleRow
    day: dt.date
    before: str
    after: str
    amount_before: int | None
    amount_after: int | None
    sentences: list[str]
    needs: list[str]


@dataclass(frozen=True)
class Coming:
    """What turns for a person until a day, and which of her benefits the lists pay until when."""

    until: dt.date
    turns: list[PersonTurn]
    running_out: list[tuple[RuleRow, dt.date]]


def person_outlook(
    actor: Actor, pack: Pack, book: Rulebook, *, person: int, as_of: dt.date, action: str = "person.read"
) -> Coming:  # fmt: skip
    """Return what turns in the days after `as_of`, with her facts as they are; NotVisible out of reach.

    Of her own rules and those of her two households. Facts that lapse meanwhile are unknown then.
    """
    registry.person_visible_to(actor, action, person)
    until = as_of + dt.timedelta(days=DAYS)
    around = _Around(pack, book, person)
    before, turns = around.answers(as_of), []
    day = around.next_day(as_of)
    while day <= until:
        after = around.answers(day)
        turns += [
            _turn(pack, before[key], finding, day)
            for key, finding in after.items()
            if _said(before[key]) != _said(finding)
        ]
        before, day = after, around.next_day(day)
    return Coming(until, turns, _running_out(pack, person, as_of, until))


class _Around:
    """The people around one person, as each day counts their facts."""

    def __init__(self, pack: Pack, book: Rulebook, person: int) -> None:
        self.pack, self.book = pack, book
        self.people, self.homes = registry.people_around(person)
        self.origins = registry.origins(self.people, self.homes)
        self.own = {self.people[0]["living_id"], self.people[0]["registered_id"]}

    def seen_on(self, day: dt.date) -> Household:
        facts = self.pack.facts
        counted = registry.without_lapsed(self.people, self.homes, facts, day, self.origins)
        return household_view(facts, *counted)

    def answers(self, day: dt.date) -> dict[tuple[str, int | None], Finding]:
        found = self.book.evaluate(self.seen_on(day), day)
        return {(each.rule, each.household): each for each in found if self.is_hers(each)}

    def is_hers(self, finding: Finding) -> bool:
        return finding.household in self.own if finding.member is None else finding.member == 0

    def next_day(self, day: dt.date) -> dt.date:
        """The next day on which any answer around her can differ."""
        days = [*self.book.next_changes(self.seen_on(day), day), *self.lapses()]
        return min((each for each in days if each > day), default=dt.date.max)

    def lapses(self) -> Iterable[dt.date]:
        fading = lapsing(self.pack.facts)
        for kind, rows in (("person", self.people), ("household", self.homes)):
            for row in rows:
                for fact in fading:
                    if row.get(fact.column) is not None:
                        of = self.origins.of(kind, row["id"], fact.column).as_of
                        yield lapse_day(of, fact.fresh_days or 0)


def _said(finding: Finding) -> Answer:
    """What of an answer a person notices: whether, and how much."""
    return finding.status, finding.amount_fen if finding.status == "yes" else None


def _turn(pack: Pack, before: Finding, after: Finding, day: dt.date) -> PersonTurn:
    rule = pack.rule(after.rule)
    return PersonTurn(
        rule=rule,
        day=day,
        before=before.status,
        after=after.status,
        amount_before=before.amount_fen,
        amount_after=after.amount_fen,
        sentences=sentences(rule, after),
        needs=[name.removeprefix(FIGURE) for name in after.needs],
    )


def _running_out(
    pack: Pack, person: int, as_of: dt.date, until: dt.date
) -> list[tuple[RuleRow, dt.date]]:
    rows = Holding.objects.filter(person_id=person, until__gte=as_of, until__lte=until)
    rules = {rule.id: rule for rule in pack.rules}
    return [
        (rules[rule], last)
        for rule, last in rows.order_by("until").values_list("rule", "until")
        if rule in rules and last
    ]
