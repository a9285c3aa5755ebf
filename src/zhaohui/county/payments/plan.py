"""What a run would pay: who is due how much for which month, who is held back, and why."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Min, Q

from zhaohui.county.payments.books import claim_key
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.holders import Holder, holders_of
from zhaohui.county.payments.models import (
    Arrear,
    BatchState,
    LineKind,
    LineState,
    PaymentBatch,
    PaymentLine,
    Recovery,
    RecoveryState,
    Suspension,
)
from zhaohui.county.payments.months import last_day, months_between
from zhaohui.county.postings.queries import balances
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.payments import PaidBenefitRow

MONTHLY, ONCE = "月", "次"  # once: paid in the month in which it was awarded, and no more
LIVE = ~Q(state=LineState.DROPPED)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A line that would be paid; money in fen. `why` holds codes, see `words.WHY`."""

    person: int
    month: dt.date
    kind: str
    area: str | None
    amount_fen: int
    set_off_fen: int = 0
    ledger_fen: int | None = None
    reckoned_fen: int | None = None
    why: str = ""
    reissues: int | None = None
    recovery: int | None = None

    @property
    def net_fen(self) -> int:
        """What goes to the bank."""
        return self.amount_fen - self.set_off_fen


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """A month that is not paid now, and why (a code of `words.HELD_BACK`)."""

    person: int
    month: dt.date
    area: str | None
    why: str


@dataclass(frozen=True, kw_only=True)
class RunPlan:
    """What one run of a benefit for a month would make."""

    rule: str
    month: dt.date
    lines: list[Planned]
    held: list[HeldBack]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the lines: the same plan has the same digest."""
        rows = [
            (p.kind, p.month.isoformat(), p.person, p.amount_fen, p.set_off_fen, p.reckoned_fen)
            for p in self.lines
        ]
        return hashlib.sha256(repr((self.rule, self.month, rows)).encode()).hexdigest()

    @property
    def gross_fen(self) -> int:
        """What is due before set-off."""
        return sum(line.amount_fen for line in self.lines)

    @property
    def set_off_fen(self) -> int:
        """What is kept back against over-payments."""
        return sum(line.set_off_fen for line in self.lines)

    @property
    def net_fen(self) -> int:
        """What would go to the bank."""
        return self.gross_fen - self.set_off_fen


def plan_run(pack: Pack, rule: str, month: dt.date) -> RunPlan:
    """Return what is due for this month and, of months run here before, what has not been paid.

    Reads only. PaymentError where the pack pays no amount by the month or once under this rule.
    """
    row = next((each for each in pack.rules if each.id == rule), None)
    if row is None or row.unit not in (MONTHLY, ONCE) or not row.amount:
        raise PaymentError(f"“{rule}”不是按月或者按次发钱的待遇。")
    benefit = pack.payments.benefit(rule) if pack.payments else None
    holders = holders_of(row, month)
    months = _Months(rule, month, benefit, is_once=row.unit == ONCE)
    lines: list[Planned] = []
    held: list[HeldBack] = []
    for holder in holders:
        for each in months.of(holder):
            (lines if isinstance(each, Planned) else held).append(each)  # type: ignore[arg-type]
    areas = {holder.person: holder.area for holder in holders}
    more, stopped = _arrears(rule, areas, months)
    lines += more
    held += stopped
    lines += _reissues(rule)
    lines.sort(key=lambda line: (line.area or "", line.person, line.month, line.kind))
    held.sort(key=lambda each: (each.area or "", each.person, each.month))
    return RunPlan(rule=rule, month=month, lines=_set_off(rule, month, lines), held=held)


class _Months:
    """The months of one run: which are open, and what stands in a person's way."""

    def __init__(
        self, rule: str, month: dt.date, benefit: PaidBenefitRow | None, *, is_once: bool
    ) -> None:
        live = PaymentLine.objects.filter(LIVE, rule=rule, kind=LineKind.MONTH)
        self.month = month
        self.benefit = benefit
        self.is_once = is_once
        self.first = first_month(rule) or month
        self.paid: set[tuple[int, dt.date]] = set(live.values_list("person_id", "month"))
        self.stops: dict[int, list[Suspension]] = defaultdict(list)
        for stop in Suspension.objects.filter(rule=rule).order_by("pk"):
            self.stops[stop.person_id].append(stop)

    def of(self, holder: Holder) -> Iterator[Planned | HeldBack]:
        """Yield the months of one holder that are open: paid now, or held back."""
        if self.is_once:
            yield from self._once(holder)
            return
        first = max(self.first, holder.since) if holder.since else self.month
        last = min(self.month, holder.until) if holder.until else self.month
        for month in months_between(first, last):
            if (holder.person, month) not in self.paid:
                yield from self._month(holder, month)

    def _once(self, holder: Holder) -> Iterator[Planned | HeldBack]:
        """Yield the one payment of a holder: in the month of her award, or later where none was run."""
        month = holder.since.replace(day=1) if holder.since else self.month
        if self.first <= month <= self.month and (holder.person, month) not in self.paid:
            yield from self._month(replace(holder, since=month, until=None), month)

    def _month(self, holder: Holder, month: dt.date) -> Iterator[Planned | HeldBack]:
        belongs = self._belongs(holder, month) or self.stopped(holder.person, month)
        why = belongs or ("amount" if holder.amount_fen is None else "")
        why = why or ("nothing" if holder.amount_fen == 0 else "")
        if why == "never":
            return
        if why or holder.amount_fen is None:
            yield HeldBack(person=holder.person, month=month, area=holder.area, why=why)
            return
        yield Planned(
            person=holder.person,
            month=month,
            kind=LineKind.MONTH,
            area=holder.area,
            amount_fen=holder.amount_fen,
            ledger_fen=holder.ledger_fen,
            why=",".join([*(("back",) if month < self.month else ()), *holder.why]),
        )

    def _belongs(self, holder: Holder, month: dt.date) -> str:
        """Say whether the month is hers: "" yes, "never" no, else the convention that is missing."""
        first = self.benefit.first_month if self.benefit else None
        if holder.since and holder.since > month:  # begins within the month
            if first is None:
                return "starts"
            if first == "next":
                return "never"
        final = self.benefit.last_month if self.benefit else None
        if holder.until and month <= holder.until < last_day(month):  # ends within the month
            if final is None:
                return "ends"
            if final == "before":
                return "never"
        return ""

    def stopped(self, person: int, month: dt.date) -> str:
        """Say whether a suspension covers the month: "suspended" for now, "never" for good."""
        for stop in self.stops.get(person, ()):
            if month < stop.from_month:
                continue
            if stop.until_month is None:
                return "suspended"
            if month < stop.until_month and not stop.is_made_up:
                return "never"
        return ""


def first_month(rule: str) -> dt.date | None:
    """Return the first month that was run here for this benefit; None before the first."""
    batches = PaymentBatch.objects.filter(rule=rule).exclude(state=BatchState.CANCELLED)
    found: dt.date | None = batches.aggregate(first=Min("month"))["first"]
    return found


def _arrears(
    rule: str, areas: dict[int, str | None], months: _Months
) -> tuple[list[Planned], list[HeldBack]]:
    lines, held = [], []
    live = PaymentLine.objects.filter(LIVE, rule=rule, kind=LineKind.ARREARS)
    done = set(live.values_list("person_id", "month", "reckoned_fen"))
    for row in Arrear.objects.filter(rule=rule).order_by("month", "to_fen"):
        if (row.person_id, row.month, row.to_fen) in done:
            continue
        area = areas.get(row.person_id)
        if (row.person_id, row.month) not in months.paid or months.stopped(
            row.person_id, months.month
        ):
            held.append(HeldBack(person=row.person_id, month=row.month, area=area, why="suspended"))
            continue
        lines.append(
            Planned(
                person=row.person_id,
                month=row.month,
                kind=LineKind.ARREARS,
                area=area,
                amount_fen=row.to_fen - row.from_fen,
                ledger_fen=row.to_fen,
                reckoned_fen=row.to_fen,
                why="raised",
            )
        )
    return lines, held


def _reissues(rule: str) -> Iterator[Planned]:
    rows = PaymentLine.objects.filter(rule=rule, state=LineState.FAILED, is_to_reissue=True)
    for row in rows.order_by("pk"):
        yield Planned(
            person=row.person_id,
            month=row.month,
            kind=LineKind.REISSUE,
            area=row.area,
            amount_fen=row.net_fen,
            ledger_fen=row.ledger_fen,
            why="again",
            reissues=row.pk,
        )


def _set_off(rule: str, month: dt.date, lines: Iterable[Planned]) -> list[Planned]:
    """Keep back what running recoveries may take from this month's own payment."""
    running = Recovery.objects.filter(rule=rule, state=RecoveryState.RUNNING, set_off_fen__gt=0)
    by_person = {row.person_id: row for row in running}
    owed = balances(claim_key(row.pk) for row in by_person.values())
    found = []
    for line in lines:
        row = by_person.get(line.person)
        if row and line.kind == LineKind.MONTH and line.month == month:
            kept = min(row.set_off_fen, owed.get(claim_key(row.pk), 0), line.amount_fen)
            if kept:
                why = ",".join(filter(None, [line.why, "set_off"]))
                found.append(replace(line, set_off_fen=kept, recovery=row.pk, why=why))
                continue
        found.append(line)
    return found
