"""What was written with a dealing, made exact: words, amounts, days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.dealings.errors import DealingRefused
from zhaohui.packs.schema.dealings import AccountUnit

LEAST, MOST = 4, 500
LARGEST = 10**12
PER_UNIT = {"fen": 100, "piece": 1, "minute": 60}


def words_of(text: str) -> str:
    """Return words of 4 to 500 characters; DealingRefused for fewer or more."""
    words = text.strip()
    if not LEAST <= len(words) <= MOST:
        raise DealingRefused(_("请写明情况：4 到 500 个字。"))
    return words


def amount_of(unit: AccountUnit, text: str) -> int:
    """Return an amount in the account's unit: fen of 元, minutes of 小时, pieces; at least one."""
    try:
        number = Decimal(text.strip().replace(",", "")) * PER_UNIT[unit]
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or not 0 < number < LARGEST or number != number.to_integral_value():
        raise DealingRefused(
            {
                "fen": _("金额不对：写元，最多写到分，要大于 0。"),
                "minute": _("小时数不对：如 1.5，要大于 0，折成整分钟。"),
                "piece": _("数量不对：写整数，要大于 0。"),
            }[unit]
        )
    return int(number)


def amount_words(unit: AccountUnit, amount: int) -> str:
    """Return an amount as it is shown."""
    if unit == "fen":
        return _("%(yuan)s 元") % {"yuan": f"{Decimal(amount) / 100:,.2f}"}
    if unit == "minute":
        return _("%(hours)s 小时") % {
            "hours": f"{Decimal(amount) / 60:.2f}".rstrip("0").rstrip(".")
        }
    return str(amount)


def day_of(text: str) -> dt.date:
    """Return the day written, today where none is; DealingRefused for one that is no day or is to come."""
    try:
        day = dt.date.fromisoformat(text.strip()) if text.strip() else county_today()
    except ValueError:
        raise DealingRefused(_("日期请写成 2027-03-01 的样子。")) from None
    if day > county_today():
        raise DealingRefused(_("日期不能晚于今天。"))
    return day
