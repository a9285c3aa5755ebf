"""Payrolls 应发清单: who is to be paid what this month, all benefits of a list on one line a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.entitlements.arrears import Owed, arrears_of
from zhaohui.county.entitlements.ledger_queries import PAGE_ROWS, numbers_by_rule, within
from zhaohui.county.entitlements.models import Finding
from zhaohui.engines.ledger import State
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.payrolls import PayrollRow

PAID = (State.HELD, State.DIFFERS)  # entitled, and on the list of holders


@dataclass(frozen=True, kw_only=True)
class PayLine:
    """One person's line: what each benefit gives now (None: not known), what is owed of earlier months."""

    person: int
    area: str
    due: Mapping[str, int | None]
    arrears: Mapping[str, Owed]

    @property
    def is_whole(self) -> bool:
        """Whether every amount is known."""
        return None not in self.due.values()

    @property
    def due_fen(self) -> int:
        """The sum of the known amounts of this period."""
        return sum(fen or 0 for fen in self.due.values())

    @property
    def arrears_fen(self) -> int:
        """The sum owed of earlier months."""
        return sum(owed.owed_fen for owed in self.arrears.values())

    @property
    def total_fen(self) -> int:
        """What is paid now, arrears included."""
        return self.due_fen + self.arrears_fen


@dataclass(frozen=True, kw_only=True)
class PaySum:
    """One benefit of a payroll in reach: rows, of how many the amount is not known, and the known sum."""

    rule: str
    rows: int
    unknown: int
    due_fen: int


def pay_sums(actor: Actor, payroll: PayrollRow, *, area: str = "") -> tuple[list[PaySum], int]:
    """Return the sums by benefit in `finding.list` reach, and how many people the payroll has there."""
    ids = _numbers(payroll)
    rows = _paid(actor, "finding.list", ids).filter(within(area))
    counted = rows.order_by().values("rule_number").annotate(
        n=Count("person_id"), known=Count("amount_fen"), due=Sum("amount_fen")
    )  # fmt: skip
    found = {
        ids[row["rule_number"]]: PaySum(
            rule=ids[row["rule_number"]],
            rows=row["n"],
            unknown=row["n"] - row["known"],
            due_fen=row["due"] or 0,
        )
        for row in counted
    }
    people = rows.order_by().values("person_id").distinct().count()
    return [found[rule] for rule in payroll.rules if rule in found], people


def pay_lines(
    actor: Actor,
    pack: Pack,
    book: Rulebook,
    payroll: PayrollRow,
    *,
    as_of: dt.date,
    area: str = "",
    after: int = 0,
) -> tuple[Sequence[PayLine], int | None]:
    """Return a page of people in `person.list` reach by number, and the number after which the next begins."""
    ids = _numbers(payroll)
    rows = _paid(actor, "person.list", ids).filter(within(area), person_id__gt=after)
    numbers = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
    people = list(numbers[: PAGE_ROWS + 1])
    shown = people[:PAGE_ROWS]
    by_person: dict[int, list[Finding]] = {person: [] for person in shown}
    for row in rows.filter(person_id__in=shown).order_by("person_id", "rule_number"):
        by_person[row.person_id].append(row)
    lines = [_line(pack, book, ids, found, as_of) for found in by_person.values()]
    return lines, people[PAGE_ROWS - 1] if len(people) > PAGE_ROWS else None


def _line(
    pack: Pack, book: Rulebook, ids: Mapping[int, str], rows: Sequence[Finding], as_of: dt.date
) -> PayLine:
    person = rows[0].person_id
    differing = [ids[row.rule_number] for row in rows if row.state == State.DIFFERS]
    owed = arrears_of(pack, book, person=person, rules=differing, as_of=as_of) if differing else {}
    due = {ids[row.rule_number]: row.amount_fen for row in rows}
    return PayLine(person=person, area=rows[0].area or "", due=due, arrears=owed)


def _numbers(payroll: PayrollRow) -> dict[int, str]:
    known = numbers_by_rule()
    return {known[rule]: rule for rule in payroll.rules if rule in known}


def _paid(actor: Actor, action: str, ids: Mapping[int, str]) -> QuerySet[Finding]:
    reach = in_scope(actor, action, village="area", town="")
    return Finding.objects.filter(reach, rule_number__in=list(ids), state__in=PAID)
