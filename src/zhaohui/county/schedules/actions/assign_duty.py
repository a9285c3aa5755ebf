"""Give a duty to one officer, or back to its post 交给别人."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Officer
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.schedules.actions.steps import Said, locked, noted
from zhaohui.county.schedules.errors import DutyFault
from zhaohui.county.schedules.models import Did, Duty, DutyState
from zhaohui.county.schedules.queries import ASSIGN, DO


@dataclass(frozen=True)
class Colleague:
    """An officer who may do a duty where it lies."""

    user_id: int
    label: str


def assign_duty(
    actor: Actor, pk: int, assignee: int | None, said: Said, *, version: int | None = None
) -> Duty:
    """Store whose it is (None: the post's again) and return the duty; DutyFault for who can't do it."""
    with transaction.atomic():
        duty = locked(actor, ASSIGN, pk, states=(DutyState.DUE,), version=version)
        if assignee is not None and assignee not in {each.user_id for each in colleagues(duty)}:
            raise DutyFault(_("请选一位能办这项任务的工作人员。"))
        duty.assignee_id = assignee
        noted(actor, duty, Did.ASSIGNED, action=ASSIGN, said=said, assignee=assignee)
    return duty


def colleagues(duty: Duty) -> list[Colleague]:
    """Return who may do duties where this one lies today, by department and name."""
    pack, today = current_pack(), county_today()
    posts = {row.post for row in pack.policy if row.action == DO}
    here = Q(appointments__area__in=[duty.place[:6], duty.place[:9], duty.place])
    rows = (
        Officer.objects.filter(here, left_on=None, user__is_active=True)
        .filter(appointments__post__in=posts)
        .select_related("user")
        .distinct()
        .order_by("department", "name", "pk")
    )
    return [
        Colleague(row.user_id, f"{row.department} {row.name}".strip())
        for row in rows
        if actor_for(row.user, pack, today).may(DO, duty.place)
    ]
