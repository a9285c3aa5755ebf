"""What is different from last month: who is new, who is gone, whose amount changed, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zhaohui.county.entitlements.holding_queries import runs_between
from zhaohui.county.payments.models import LineKind, PaymentLine, Suspension
from zhaohui.county.payments.periods import Periods
from zhaohui.county.payments.plan import LIVE, HeldBack, Planned

NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True, kw_only=True)
class Different:
    """One person's difference; money in fen; `why` is a code of `words.DIFFERENT`."""

    person: int
    area: str | None
    kind: str
    before_fen: int | None
    after_fen: int | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A month beside the one before it: `is_first` where that one was not run here."""

    before: int
    before_fen: int
    after: int
    after_fen: int
    is_first: bool
    rows: list[Different]

    def count(self, kind: str) -> int:
        """Return how many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)


Month = dict[int, tuple[int, str | None]]


class Span(NamedTuple):
    """A period's first and last day, and the first of the one before it."""

    before: dt.date
    month: dt.date
    last: dt.date


def compare(
    rule: str,
    month: dt.date,
    *,
    periods: Periods,
    planned: Iterable[Planned] = (),
    held: Iterable[HeldBack] = (),
) -> Comparison:
    """Return the period (what is drawn, and what is `planned` beside it) against the one before.

    What is paid once is compared with nothing: who had it is not expected again.
    """
    earlier = {} if periods.is_once else _month(rule, periods.later(month, -1))
    before, after = earlier, _month(rule, month)
    for line in planned:
        if line.kind == LineKind.MONTH and line.month == month:
            after[line.person] = (line.amount_fen, line.area)
    stopped = {each.person: each.why for each in held if each.month == month}
    span = Span(periods.later(month, -1), month, periods.last_day(month))
    rows = list(_rows(rule, span, before, after, stopped)) if before else []
    return Comparison(
        before=len(before),
        before_fen=sum(amount for amount, _area in before.values()),
        after=len(after),
        after_fen=sum(amount for amount, _area in after.values()),
        is_first=not before,
        rows=rows,
    )


def _month(rule: str, month: dt.date) -> Month:
    rows = PaymentLine.objects.filter(LIVE, rule=rule, kind=LineKind.MONTH, month=month)
    return {
        person: (amount, area)
        for person, amount, area in rows.values_list("person_id", "amount_fen", "area")
    }


def _rows(
    rule: str, span: Span, before: Month, after: Month, stopped: dict[int, str]
) -> Iterator[Different]:
    month = span.month
    moved = [*(before.keys() ^ after.keys())]
    since = runs_between(rule, moved)
    paused = set(
        Suspension.objects.filter(rule=rule, until_month__isnull=True, from_month__lte=month)
        .values_list("person_id", flat=True)
    )  # fmt: skip
    resumed = set(
        Suspension.objects.filter(rule=rule, until_month=month).values_list("person_id", flat=True)
    )
    for person in sorted(before.keys() | after.keys()):
        was, now = before.get(person), after.get(person)
        if was and now:
            if was[0] != now[0]:
                yield Different(
                    person=person,
                    area=now[1],
                    kind=CHANGED,
                    before_fen=was[0],
                    after_fen=now[0],
                    why="raised" if now[0] > was[0] else "lowered",
                )
        elif now:
            began = since.get(person)
            is_fresh = began is not None and span.before <= began <= span.last
            why = "resumed" if person in resumed else "begun" if is_fresh else "listed"
            yield Different(
                person=person, area=now[1], kind=NEW, before_fen=None, after_fen=now[0], why=why
            )
        elif was:
            gone = "not_held" if person not in since else "ended"
            why = "suspended" if person in paused else stopped.get(person, gone)
            yield Different(
                person=person, area=was[1], kind=GONE, before_fen=was[0], after_fen=None, why=why
            )
