"""Read batches and lines; a line is seen by whoever reaches the person where she lives today."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.payments.models import (
    BatchState,
    PaymentBatch,
    PaymentLine,
    Recovery,
    Review,
    Suspension,
)
from zhaohui.county.registry.queries import people_visible_to


def batches_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[PaymentBatch]:
    """Return the batches, newest first, for who may do this anywhere; a batch names nobody."""
    rows = PaymentBatch.objects.order_by("-pk")
    return rows if actor.may(action) else rows.none()


def batch_of(actor: Actor, action: str, pk: int, *, lock: bool = False) -> PaymentBatch:
    """Return one batch; NotVisible. To change one (any action but reading) takes the whole county."""
    rows = batches_visible_to(actor, action)
    if action != "payment.read" and not actor.everywhere(action):
        raise NotVisible
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def lines_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[PaymentLine]:
    """Return the lines of the people whom `action` reaches, by where they live today."""
    rows = PaymentLine.objects.all()
    if actor.everywhere(action):
        return rows
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return rows.filter(Exists(reached))


def line_of(actor: Actor, action: str, pk: int, *, lock: bool = False) -> PaymentLine:
    """Return one line; NotVisible where there is none or it is out of reach, which look the same."""
    rows = lines_visible_to(actor, action).filter(pk=pk)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotVisible
    return found


def suspensions_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[Suspension]:
    """Return the suspensions of the people whom `action` reaches, newest first."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return Suspension.objects.filter(Exists(reached)).order_by("-pk")


def reviews_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[Review]:
    """Return the reviews of the people whom `action` reaches."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return Review.objects.filter(Exists(reached))


def recoveries_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[Recovery]:
    """Return the recoveries of the people whom `action` reaches, newest first."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return Recovery.objects.filter(Exists(reached)).order_by("-pk")


def waiting_for(actor: Actor) -> int:
    """Return how many batches wait for the actor's approval: never those that she drew or submitted."""
    if not actor.everywhere("payment.approve"):
        return 0
    rows = PaymentBatch.objects.filter(state=BatchState.SUBMITTED)
    return rows.exclude(drawn_by=actor.user_id).exclude(submitted_by=actor.user_id).count()
