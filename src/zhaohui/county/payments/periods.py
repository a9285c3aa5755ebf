"""The periods for which a benefit is paid: months, years, school years, or once; each by its first day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.payments.errors import PaymentError
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
MONTHLY, YEARLY, SCHOOL_YEARLY, ONCE = "月", "年", "学年", "次"
LENGTH = {MONTHLY: 1, YEARLY: 12, SCHOOL_YEARLY: 12, ONCE: 1}


def month_of(day: dt.date) -> dt.date:
    """Return the first day of the day's month."""
    return day.replace(day=1)


def later(month: dt.date, months: int) -> dt.date:
    """Return the first day of the month so many months on (back, where negative).

    >>> later(dt.date(2026, 1, 1), -1)
    datetime.date(2025, 12, 1)
    """
    number = month.year * 12 + month.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Periods:
    """How a benefit's periods follow one another; what is paid once counts by the month in which it began."""

    unit: str
    starts: int = 1

    @property
    def is_once(self) -> bool:
        """Whether it is paid once, not again and again."""
        return self.unit == ONCE

    def of(self, day: dt.date) -> dt.date:
        """Return the period in which the day lies.

        >>> Periods("学年", 9).of(dt.date(2026, 3, 5))
        datetime.date(2025, 9, 1)
        """
        if LENGTH[self.unit] == 1:
            return month_of(day)
        return dt.date(day.year - (day.month < self.starts), self.starts, 1)

    def later(self, period: dt.date, count: int) -> dt.date:
        """Return the period so many on (back, where negative)."""
        return later(period, count * LENGTH[self.unit])

    def last_day(self, period: dt.date) -> dt.date:
        """Return the last day of a period."""
        month = later(period, LENGTH[self.unit] - 1)
        return month.replace(day=calendar.monthrange(month.year, month.month)[1])

    def between(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """Return the periods from that of `first` to that of `last`, both included."""
        found, period = [], self.of(first)
        while period <= last:
            found.append(period)
            period = self.later(period, 1)
        return found


def periods_of(pack: Pack, row: RuleRow) -> Periods:
    """Return how often a rule's benefit is paid; PaymentError where that can't be said."""
    if row.unit not in LENGTH or not row.amount:
        raise PaymentError(_("“%(name)s”不是发钱的待遇。") % {"name": row.name})
    if row.unit != SCHOOL_YEARLY:
        return Periods(row.unit)
    starts = pack.payments.school_year_month if pack.payments else None
    if starts is None:
        raise PaymentError(
            _("学年从哪个月开始没有写明，还不能造册。"),
            hint=_("在县包的 payments.yaml 写 school_year_month。"),
        )
    return Periods(row.unit, starts)


def is_paid(row: RuleRow) -> bool:
    """Whether the benefit is money that is paid in periods."""
    return bool(row.amount) and row.unit in LENGTH


def read_month(text: str) -> dt.date:
    """Return the month written as 2026-01; PaymentError for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    try:
        return dt.date(int(found[1]), int(found[2]), 1) if found else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> dt.date:
    raise PaymentError(_("月份请写成 2026-01 这样。"))
