"""Read batches and lines; a line is seen by whoever reaches the person where she lives today."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.payments.books import claim_key
from zhaohui.county.payments.models import (
    BatchState,
    LineState,
    Payee,
    PayeeState,
    PaymentBatch,
    PaymentLine,
    Recovery,
    ReturnRow,
    Review,
    Suspension,
)
from zhaohui.county.payments.plan import RunPlan, plan_run
from zhaohui.county.postings.models import Posting
from zhaohui.county.postings.queries import balance, postings_of
from zhaohui.county.registry.queries import people_visible_to
from zhaohui.packs.pack import Pack

Row = TypeVar("Row", bound=Model)


def rules_paid_to(person: int) -> set[str]:
    """Return the benefits of which a person was paid something here, or is about to be."""
    rows = PaymentLine.objects.filter(person_id=person).exclude(state=LineState.DROPPED)
    return set(rows.values_list("rule", flat=True))


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


def line_sums(batch: PaymentBatch) -> list[tuple[str | None, int]]:
    """Return the place and the net amount (fen) of each line of a batch."""
    rows = batch.lines.exclude(state=LineState.DROPPED)
    return list(rows.order_by("number").values_list("area", "net_fen"))


def sheet_lines(actor: Actor, batch: PaymentBatch, town: str) -> list[PaymentLine]:
    """Return a batch's lines of one town in reach, in the order of the batch; none without a town."""
    if not town:
        return []
    rows = lines_visible_to(actor).filter(batch=batch, area__startswith=town)
    return list(rows.order_by("number"))


def answers_of(line: PaymentLine) -> list[ReturnRow]:
    """Return what the bank said of a line, oldest first."""
    return list(line.answers.select_related("file").order_by("pk"))


def suspension_of(actor: Actor, action: str, pk: int) -> Suspension:
    """Return one suspension; NotVisible."""
    return _one(suspensions_visible_to(actor, action), pk)


def review_of(actor: Actor, action: str, pk: int) -> Review:
    """Return one review; NotVisible."""
    return _one(reviews_visible_to(actor, action), pk)


def recovery_of(actor: Actor, action: str, pk: int) -> Recovery:
    """Return one recovery; NotVisible."""
    return _one(recoveries_visible_to(actor, action), pk)


def recovery_account(actor: Actor, pk: int) -> tuple[Recovery, list[Posting], int]:
    """Return a recovery, what was booked of it (oldest first), and what is still owed in fen."""
    found = _one(recoveries_visible_to(actor), pk)
    return found, list(postings_of(claim_key(pk))), balance(claim_key(pk))


def payees_visible_to(actor: Actor, action: str = "payment.read") -> QuerySet[Payee]:
    """Return the authorisations of the people whom `action` reaches, newest first."""
    reached = people_visible_to(actor, action).filter(pk=OuterRef("person_id"))
    return Payee.objects.filter(Exists(reached)).order_by("-pk")


def standing_payees() -> QuerySet[Payee]:
    """Return the authorisations that stand today; the caller answers for who may."""
    running = Q(until__isnull=True) | Q(until__gte=county_today())
    return Payee.objects.filter(running, state=PayeeState.STANDING)


def _one(rows: QuerySet[Row], pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def previewed(actor: Actor, pack: Pack, rule: str, month: dt.date) -> RunPlan:
    """Return what a run would pay, for who may draw one; NotVisible for anybody else."""
    if not actor.everywhere("payment.draw"):
        raise NotVisible
    return plan_run(pack, rule, month)
