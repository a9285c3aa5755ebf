"""Months, as their first days."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from django.utils.translation import gettext as _

from zhaohui.county.payments.errors import PaymentError

WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_of(day: dt.date) -> dt.date:
    """Return the first day of the day's month."""
    return day.replace(day=1)


def last_day(month: dt.date) -> dt.date:
    """Return the month's last day."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def later(month: dt.date, months: int) -> dt.date:
    """Return the first day of the month so many months on (back, where negative).

    >>> later(dt.date(2026, 1, 1), -1)
    datetime.date(2025, 12, 1)
    """
    number = month.year * 12 + month.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the months from that of `first` to that of `last`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [later(first, n) for n in range(max(count, 0))]


def read_month(text: str) -> dt.date:
    """Return the month written as 2026-01; PaymentError for anything else."""
    found = WRITTEN.fullmatch(text.strip())
    try:
        return dt.date(int(found[1]), int(found[2]), 1) if found else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> dt.date:
    raise PaymentError(_("月份请写成 2026-01 这样。"))
