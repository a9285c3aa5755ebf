"""应发清单: what a run of this period would pay of benefits that are paid together, one line a person.

The lines are those of the run's own plan and of the batches that were drawn, so that what is listed here is
what is paid; what the ledger says beside it is shown where it differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.entitlements.holding_queries import holders_among
from zhaohui.county.entitlements.ledger_queries import PAGE_ROWS, numbers_by_rule, within
from zhaohui.county.entitlements.models import Finding
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import LineKind, PaymentLine
from zhaohui.county.payments.periods import periods_of
from zhaohui.county.payments.plan import LIVE, RunPlan, plan_run
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.engines.ledger import State
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.payrolls import PayrollRow

PAID = (State.HELD, State.DIFFERS)  # entitled, and on the list of holders


@dataclass(frozen=True, kw_only=True)
class Due:
    """What one benefit pays a person this period: planned, drawn or (`held`, a code) not now; money in fen."""

    fen: int | None
    ledger_fen: int | None = None
    is_drawn: bool = False
    held: str = ""

    @property
    def differs(self) -> bool:
        """Whether the ledger says another amount."""
        return self.ledger_fen is not None and self.ledger_fen != self.fen


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is made up of one benefit's earlier periods: from the first on, how many, in fen."""

    since: dt.date
    months: int
    owed_fen: int


@dataclass(kw_only=True)
class DueLine:
    """One person's line."""

    person: int
    name: str
    area: str
    due: dict[str, Due] = field(default_factory=dict)
    arrears: dict[str, Owed] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether every amount is known and paid now."""
        return not any(each.held for each in self.due.values())

    @property
    def arrears_fen(self) -> int:
        """The sum that is made up."""
        return sum(owed.owed_fen for owed in self.arrears.values())

    @property
    def total_fen(self) -> int:
        """What is paid in this period, arrears included."""
        return sum(each.fen or 0 for each in self.due.values()) + self.arrears_fen


@dataclass(frozen=True, kw_only=True)
class DueSum:
    """One benefit in reach: what the ledger says is due, of how many it is not known; what was drawn."""

    rule: str
    rows: int
    unknown: int
    due_fen: int
    drawn: int
    drawn_fen: int


def due_sums(
    actor: Actor, pack: Pack, payroll: PayrollRow, *, today: dt.date, area: str = ""
) -> tuple[list[DueSum], int]:
    """Return the sums by benefit in `finding.list` reach, and of how many people."""
    known = numbers_by_rule()
    ids = {known[rule]: rule for rule in payroll.rules if rule in known}
    reach = in_scope(actor, "finding.list", village="area", town="")
    rows = Finding.objects.filter(
        reach, within(area), rule_number__in=list(ids), state__in=PAID
    ).order_by()
    counted = rows.values("rule_number").annotate(
        n=Count("person_id"), known=Count("amount_fen"), due=Sum("amount_fen")
    )  # fmt: skip
    drawn = _drawn_sums(actor, pack, payroll, today, area)
    found = {}
    for row in counted:
        rule = ids[row["rule_number"]]
        n, fen = drawn.get(rule, (0, 0))
        found[rule] = DueSum(rule=rule, rows=row["n"], unknown=row["n"] - row["known"],
                             due_fen=row["due"] or 0, drawn=n, drawn_fen=fen)  # fmt: skip
    people = rows.values("person_id").distinct().count()
    return [found[rule] for rule in payroll.rules if rule in found], people


def due_lines(
    actor: Actor,
    pack: Pack,
    payroll: PayrollRow,
    *,
    today: dt.date,
    area: str = "",
    after: int = 0,
) -> tuple[Sequence[DueLine], int | None]:
    """Return a page of holders in `payment.read` reach by number, and after which number the next begins.

    PaymentError where the pack does not say when the payroll's period begins.
    """
    holds = holders_among(payroll.rules, today).filter(person_id=OuterRef("pk"))
    rows = people_visible_to(actor, "payment.read").filter(_lives_in(area), Exists(holds))
    rows = rows.filter(pk__gt=after)
    people = list(rows.order_by("pk")[: PAGE_ROWS + 1])
    shown = people[:PAGE_ROWS]
    lines = {each.pk: _line(each) for each in shown}
    for rule in payroll.rules if lines else ():
        _add(lines, rule, plan_run(pack, rule, today, people=list(lines)))
    return list(lines.values()), people[PAGE_ROWS - 1].pk if len(people) > PAGE_ROWS else None


def _line(person: Person) -> DueLine:
    return DueLine(
        person=person.pk, name=person.name or "", area=person.village or person.town or ""
    )


def _lives_in(area: str) -> Q:
    if not area:
        return Q()
    following = str(int(area) + 1).zfill(len(area))
    return Q(village__gte=area, village__lt=following)


def _add(lines: Mapping[int, DueLine], rule: str, plan: RunPlan) -> None:
    """Put one benefit on the lines: what is drawn of the period, what is planned, what is held back."""
    owed: dict[int, list[tuple[dt.date, int]]] = {}
    rows = PaymentLine.objects.filter(LIVE, person_id__in=list(lines), rule=rule)
    for row in rows.filter(Q(month=plan.month, kind=LineKind.MONTH) | Q(batch__month=plan.month)):
        if row.kind == LineKind.MONTH and row.month == plan.month:
            lines[row.person_id].due[rule] = Due(
                fen=row.amount_fen, ledger_fen=row.ledger_fen, is_drawn=True
            )
        elif row.kind != LineKind.REISSUE:
            owed.setdefault(row.person_id, []).append((row.month, row.amount_fen))
    for each in plan.lines:
        is_current = each.month == plan.month or plan.periods.is_once
        if each.kind == LineKind.MONTH and is_current:
            lines[each.person].due[rule] = Due(fen=each.amount_fen, ledger_fen=each.ledger_fen)
        elif each.kind != LineKind.REISSUE:
            owed.setdefault(each.person, []).append((each.month, each.amount_fen))
    for back in plan.held:
        if back.month == plan.month:
            lines[back.person].due.setdefault(rule, Due(fen=None, held=back.why))
    for person, parts in owed.items():
        lines[person].arrears[rule] = _owed(parts)


def _owed(parts: Sequence[tuple[dt.date, int]]) -> Owed:
    months = {month for month, _fen in parts}
    return Owed(since=min(months), months=len(months), owed_fen=sum(fen for _month, fen in parts))


def _drawn_sums(
    actor: Actor, pack: Pack, payroll: PayrollRow, today: dt.date, area: str
) -> dict[str, tuple[int, int]]:
    """Return by rule how many lines of this period were drawn in reach, and their sum in fen."""
    try:
        month = periods_of(pack, pack.rule(payroll.rules[0])).of(today)
    except PaymentError:
        return {}  # nobody wrote when its year begins
    reach = in_scope(actor, "finding.list", village="area", town="")
    rows = PaymentLine.objects.filter(
        LIVE, reach, within(area), rule__in=payroll.rules, month=month, kind=LineKind.MONTH
    )
    counted = rows.order_by().values("rule").annotate(n=Count("pk"), fen=Sum("amount_fen"))
    return {row["rule"]: (row["n"], row["fen"]) for row in counted}
