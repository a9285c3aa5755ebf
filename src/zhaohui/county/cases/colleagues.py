"""Who could handle a case today: colleagues with the right by their post, where it reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.accounts.policy import actor_for, area_range
from zhaohui.county.accounts.queries import is_appointed_on
from zhaohui.county.cases.models import Case, Leave, LeaveState
from zhaohui.county.cases.queries import case_scope
from zhaohui.county.cases.states import ENDS, HANDLE
from zhaohui.packs.pack import Pack

ASSIGN = "case.assign"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """An officer who handles cases where the asker may assign them."""

    user_id: int
    name: str
    department: str
    is_away: bool

    @property
    def label(self) -> str:
        """Department and name, as a choice shows them."""
        return f"{self.department} {self.name}".strip()


def colleagues(actor: Actor, pack: Pack, today: dt.date) -> list[Colleague]:
    """Return the officers who may handle cases in the range that the actor assigns in; herself too."""
    ranges = actor.ranges(ASSIGN)
    posts = {row.post for row in pack.policy if row.action == HANDLE}
    running = Appointment.objects.filter(
        is_appointed_on(today),
        Q(officer__left_on=None) | Q(officer__left_on__gt=today),
        post__in=posts,
        officer__user__is_active=True,
    ).select_related("officer")
    away = set(away_on(today))
    found = {
        row.officer.user_id: Colleague(
            user_id=row.officer.user_id,
            name=row.officer.name,
            department=row.officer.department,
            is_away=row.officer.user_id in away,
        )
        for row in running
        if any(low < there[1] and there[0] < high for low, high in ranges for there in spans(row))
    }
    return sorted(found.values(), key=lambda each: (each.department, each.name, each.user_id))


def spans(row: Appointment) -> Iterable[tuple[str, str]]:
    """Return the range of an appointment's area."""
    return (area_range(row.area),)


def away_on(day: dt.date) -> Iterable[int]:
    """Return the accounts of officers who are on leave on a day."""
    running = (LeaveState.PLANNED, LeaveState.RUNNING)
    rows = Leave.objects.filter(state__in=running, start__lte=day, until__gte=day)
    return rows.values_list("officer", flat=True)


def within_reach(account: User, pack: Pack, today: dt.date) -> Q:
    """Return the condition "this officer may handle the case today", by post or by delegation."""
    return case_scope(actor_for(account, pack, today), HANDLE)


def can_handle(account: User, case: Case, pack: Pack, today: dt.date) -> bool:
    """Say whether an officer may handle this case today."""
    return Case.objects.filter(within_reach(account, pack, today), pk=case.pk).exists()


def orphans(pack: Pack, today: dt.date) -> list[int]:
    """Return the cases that are not done and whose handler can't act on them any more."""
    held = Case.objects.exclude(handler=None).exclude(state__in=ENDS)
    users = User.objects.filter(pk__in=held.values("handler")).select_related("officer")
    found: list[int] = []
    for account in users.order_by("pk"):
        hers = held.filter(handler=account)
        reached = hers.filter(within_reach(account, pack, today)).values("pk")
        found += hers.exclude(pk__in=reached).values_list("pk", flat=True)
    return sorted(found)
