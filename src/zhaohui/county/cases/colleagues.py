"""Who could handle a case today: colleagues with the right by their post, where it reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor, Grant
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.accounts.policy import actor_for, area_range, grants_of_post
from zhaohui.county.accounts.queries import is_appointed_on
from zhaohui.county.cases.models import Case, Leave, LeaveState
from zhaohui.county.cases.queries import case_scope, reaches
from zhaohui.county.cases.states import ENDS, HANDLE, STEPS
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
        if is_within(row.area, ranges)
    }
    return sorted(found.values(), key=lambda each: (each.department, each.name, each.user_id))


def is_within(area: str, ranges: Iterable[tuple[str, str]]) -> bool:
    """Say whether an area lies wholly in one of the ranges: a town gives nothing to the district's officers."""
    first, after = area_range(area)
    return any(low <= first and after <= high for low, high in ranges)


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
    held = list(Case.objects.exclude(handler=None).exclude(state__in=ENDS).order_by("pk"))
    actors = actors_of({case.handler_id or 0 for case in held}, pack, today)
    nobody = Actor(kind="officer")
    step = STEPS["propose"]
    return [c.pk for c in held if not reaches(actors.get(c.handler_id or 0, nobody), step, c)]


def actors_of(accounts: Collection[int], pack: Pack, today: dt.date) -> dict[int, Actor]:
    """Return what each of many officers may do today, by account; who has left is not among them."""
    running = Appointment.objects.filter(
        is_appointed_on(today),
        Q(officer__left_on=None) | Q(officer__left_on__gt=today),
        officer__user__in=accounts,
        officer__user__is_active=True,
    )
    grants: dict[int, list[Grant]] = {}
    for account, post, area in running.values_list("officer__user", "post", "area"):
        grants.setdefault(account, []).extend(grants_of_post(pack, post, area))
    return {pk: Actor(kind="officer", user_id=pk, grants=tuple(g)) for pk, g in grants.items()}
