"""赋权清单 as everybody reads it: what holds today, what comes, what is over; with version and day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Sum

from zhaohui.county.delegations.models import PUBLISHED, Delegation, DelegationState


@dataclass(frozen=True, kw_only=True)
class PublicList:
    """`version` grows with every change of the list; `changed_on` is the day of the last one."""

    version: int
    changed_on: dt.date | None
    holding: list[Delegation]
    coming: list[Delegation]
    over: list[Delegation]


def public_list(today: dt.date) -> PublicList:
    """Return the list of a day; nobody's name is in it."""
    rows = Delegation.objects.filter(state__in=PUBLISHED).prefetch_related("items", "areas")
    ordered = list(rows.order_by("start", "pk"))
    last = Delegation.objects.aggregate(Sum("public_changes"), Max("published_on"))
    approved = [row for row in ordered if row.state == DelegationState.APPROVED]
    holding = [row for row in approved if row.start <= today <= row.until]
    coming = [row for row in approved if row.start > today]
    return PublicList(
        version=last["public_changes__sum"] or 0,
        changed_on=last["published_on__max"],
        holding=holding,
        coming=coming,
        over=[row for row in ordered if row not in holding and row not in coming],
    )
