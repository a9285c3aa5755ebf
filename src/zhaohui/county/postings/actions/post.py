"""Post movements, each once by its key 记账; and reverse what was wrong 冲正."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.bulk_rows import insert_columns
from zhaohui.county.postings.errors import OverdrawnError, PostingConflictError
from zhaohui.county.postings.models import Posting
from zhaohui.county.postings.queries import posted


class Movement(NamedTuple):
    """So much from one account (by id) to another; `amount` in their unit, more than nothing."""

    key: str
    from_id: int
    to_id: int
    amount: int
    reason: str
    day: dt.date
    reverses_id: int | None = None


def post(movements: Sequence[Movement]) -> int:
    """Store what is not stored yet and return how many; the caller holds the transaction.

    All or nothing. OverdrawnError where an account would give more than it has,
    PostingConflictError where a key stands with another content.
    """
    before = posted(each.key for each in movements)
    for each in movements:
        if each.key in before and not _is_same(before[each.key], each):
            raise PostingConflictError(
                _("这一笔先前记过，内容不一样。"), hint=_("已经记的账不改；要更正请先冲正。")
            )
    fresh = [each for each in movements if each.key not in before]
    try:
        with transaction.atomic():
            insert_columns(Posting, _columns(fresh))
    except IntegrityError as error:
        raise _told(error) from error
    return len(fresh)


def reverse(rows: Sequence[Posting], *, reason: str, day: dt.date) -> int:
    """Post each of these the other way round, once; return how many were not reversed before."""
    back = [
        Movement(f"reverse:{row.pk}", row.to_account_id, row.from_account_id, row.amount, reason, day, row.pk)
        for row in rows
    ]  # fmt: skip
    return post(back)


def _columns(rows: Sequence[Movement]) -> dict[str, Sequence[Any]]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return {
        "key": [row.key for row in rows],
        "from_account_id": [row.from_id for row in rows],
        "to_account_id": [row.to_id for row in rows],
        "amount": [row.amount for row in rows],
        "reason": [str(row.reason) for row in rows],
        "day": [row.day.isoformat() for row in rows],
        "reverses_id": [row.reverses_id for row in rows],
        "posted_at": [now] * len(rows),
    }


def _is_same(row: Posting, each: Movement) -> bool:
    stood = (row.from_account_id, row.to_account_id, row.amount, row.reverses_id)
    return stood == (each.from_id, each.to_id, each.amount, each.reverses_id)


def _told(error: IntegrityError) -> OverdrawnError | PostingConflictError:
    text = str(error)
    if "give more than it has" in text or "account_never_negative" in text:
        return OverdrawnError(_("账户余额不够，什么也没有记。"), hint=_("请核对金额和余额。"))
    return PostingConflictError(
        _("这一笔不能记：%(why)s") % {"why": text.splitlines()[0]}, hint=_("请刷新后再试。")
    )
