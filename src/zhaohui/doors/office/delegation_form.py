"""What an officer writes when she delegates, read strictly."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.delegations.entry import DelegationEntry
from zhaohui.county.delegations.errors import DelegationError


def read_entry(post: QueryDict) -> DelegationEntry:
    """Return what is to be delegated; DelegationError for a day that can't be read."""
    return DelegationEntry(
        batch=post.get("batch", ""),
        department=post.get("department", ""),
        items=tuple(post.getlist("items")),
        areas=tuple(post.getlist("areas")),
        steps=tuple(post.getlist("steps")),
        start=read_day(post, "start"),
        until=read_day(post, "until"),
        conditions=post.get("conditions", ""),
    )


def read_day(post: QueryDict, name: str) -> dt.date | None:
    """Return a day, None where nothing was written; DelegationError where it can't be read."""
    text = post.get(name, "").strip()
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise DelegationError(_("日期请写成 2027-03-01 的样子。"), field=name) from None
