"""Leaves as their officer sees them, and who could be her deputy."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.accounts.queries import is_appointed_on
from zhaohui.county.cases.models import Case, Leave
from zhaohui.county.cases.states import ENDS


def own_leaves(actor: Actor) -> list[Leave]:
    """Return the actor's own leaves, latest first."""
    rows = Leave.objects.filter(officer=actor.user_id).select_related("deputy__officer")
    return list(rows.order_by("-start", "-pk")[:50])


def deputies(account: User, today: dt.date) -> list[User]:
    """Return the colleagues who hold one of the officer's posts for the same area today."""
    own = Appointment.objects.filter(is_appointed_on(today), officer__user=account)
    alike = Q(pk__in=())
    for post, area in own.values_list("post", "area"):
        alike |= Q(post=post, area=area)
    there = Appointment.objects.filter(
        is_appointed_on(today),
        alike,
        Q(officer__left_on=None) | Q(officer__left_on__gt=today),
        officer__user__is_active=True,
    ).exclude(officer__user=account)
    found = User.objects.filter(pk__in=there.values("officer__user"))
    return list(found.select_related("officer").order_by("officer__name", "pk"))


def deputies_of(actor: Actor, today: dt.date) -> list[User]:
    """Return who could be the actor's deputy."""
    account = User.objects.filter(pk=actor.user_id or 0).first()
    return deputies(account, today) if account else []


def open_of(user_id: int) -> int:
    """Return how many cases that are not done an officer holds; a number, no case of anybody's."""
    return Case.objects.filter(handler=user_id).exclude(state__in=ENDS).count()
