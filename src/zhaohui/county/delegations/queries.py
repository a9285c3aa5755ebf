"""Read delegations: the county's officers all, a town's those to itself and its villages."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import NOTHING
from zhaohui.county.delegations.models import CapacityAssessment, Delegation, DelegationState

READ, PROPOSE, APPROVE = "delegation.read", "delegation.propose", "delegation.approve"


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Delegation]:
    """Return the delegations that `action` reaches, newest first."""
    found = Delegation.objects.prefetch_related("items", "areas").order_by("-pk")
    if actor.everywhere(action):
        return found
    here = NOTHING
    for low, high in actor.ranges(action):
        here |= Q(areas__low__gte=low, areas__low__lt=high)
    reached = Delegation.objects.filter(here).values("pk")
    return found.filter(pk__in=reached)


def delegation_visible_to(actor: Actor, action: str, pk: int, *, lock: bool = False) -> Delegation:
    """Return one delegation; NotVisible where there is none or it is out of reach."""
    rows = visible_to(actor, action).filter(pk=pk)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def assessments_of(delegation: Delegation) -> list[CapacityAssessment]:
    """Return the assessments of a delegation, newest first."""
    return list(delegation.assessments.select_related("assessor__officer").order_by("-pk"))


def waiting_for(actor: Actor) -> int:
    """Return how many delegations and extensions wait for the actor's approval."""
    if not actor.may(APPROVE):
        return 0
    user, today = actor.user_id, county_today()
    proposed = Q(state=DelegationState.WAITING) & ~Q(proposed_by=user)
    longer = Q(state=DelegationState.APPROVED, wanted_until__isnull=False, until__gte=today)
    return Delegation.objects.filter(proposed | (longer & ~Q(extension_by=user))).count()
