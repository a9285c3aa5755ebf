"""Offer a place to who is next; she accepts 确认 or declines 放弃; a free place calls the next one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.delegations.capacity import months_after
from zhaohui.county.offers.errors import OfferError
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Occupancy,
    Offer,
    RunEntry,
)
from zhaohui.county.offers.notices import tell_place
from zhaohui.county.offers.queries import (
    kind_named,
    last_published,
    occupancies_visible_to,
    offer_visible_to,
    room_left,
)
from zhaohui.county.offers.states import ALLOT, OCCUPANCY, OWN, SERVE, move

LEAST_WORDS, LONGEST_WORDS = 4, 300


def offer_place(
    actor: Actor, row: Application, offer: Offer, *, run: AllotmentRun | None
) -> Occupancy:
    """Offer a free place to a locked registration; the caller has counted the room, and tells her."""
    kind, today = kind_named(offer.kind), county_today()
    days = kind.row.confirm_days
    move(row, "allot")
    row.version += 1
    row.save(update_fields=["state", "version"])
    made = Occupancy.objects.create(
        offer=offer,
        person_id=row.subject_id,
        application=row,
        run=run,
        offered_on=today,
        confirm_by=None if days is None else today + dt.timedelta(days=days),
    )
    record(
        actor,
        ALLOT,
        subject=("person", row.subject_id),
        purpose=f"轮到：{kind.row.name}",
        change={"occupancy": made.pk, "offer": offer.pk},
    )
    return made


def answer_place(actor: Actor, pk: int, name: str) -> Occupancy:
    """Accept or decline a place; declined, she waits again and the next one is called."""
    if name not in ("accept", "decline"):
        raise NotVisible
    action = OWN if actor.kind == "resident" else SERVE
    with transaction.atomic():
        row, application = locked(actor, pk, action)
        move(row, name)
        kind, today = kind_named(row.offer.kind), county_today()
        if name == "accept":
            move(application, "house")
            row.started_on = today
            months = kind.row.review_months
            row.review_on = None if months is None else months_after(today, months)
        else:
            move(application, "back")
            row.ended_on = today
        _kept(row, application)
        _told(actor, action, row, str(OCCUPANCY[name].words))
        if name == "decline":
            call_next(actor, row.offer, skip=application.pk)
    return row


def expire_place(actor: Actor, pk: int) -> Occupancy:
    """Let an offer run out whose day is over; the next one is called."""
    with transaction.atomic():
        row, application = locked(actor, pk, SERVE)
        move(row, "expire")
        move(application, "back")
        row.ended_on = county_today()
        _kept(row, application)
        _told(actor, SERVE, row, "过期没有确认")
        tell_place([row], "offer_lost")
        call_next(actor, row.offer, skip=application.pk)
    return row


def leave_place(actor: Actor, pk: int, words: str) -> Occupancy:
    """End a place 退出, with the reason; the next one is called."""
    said = words.strip()
    if not LEAST_WORDS <= len(said) <= LONGEST_WORDS:
        raise OfferError(_("请写明为什么退出，4 到 300 个字。"), field="words")
    action = OWN if actor.kind == "resident" else SERVE
    with transaction.atomic():
        row, application = locked(actor, pk, action)
        ended(row, application, said)
        _told(actor, action, row, said[:200])
        if actor.kind != "resident":
            tell_place([row], "offer_ended", words=said)
        call_next(actor, row.offer, skip=application.pk)
    return row


def ended(row: Occupancy, application: Application, words: str) -> None:
    """End a locked place and its registration."""
    move(row, "leave")
    move(application, "end")
    row.ended_on, row.end_words = county_today(), words
    _kept(row, application)


def call_next(actor: Actor, offer: Offer, *, skip: int | None = None) -> Occupancy | None:
    """Offer a free place to the next one of the last published round who wished it and still waits.

    None where there is no room, no round, or nobody. `skip`: who has just said no.
    """
    with transaction.atomic():
        offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        run = last_published(offer.kind)
        if not offer.is_open or run is None or room_left([offer.pk]).get(offer.pk, 0) < 1:
            return None
        waiting = RunEntry.objects.filter(
            run=run,
            offer=None,
            application__state=ApplicationState.QUALIFIED,
            application__wishes__offer=offer,
        ).exclude(application=skip)
        order = ("application__wishes__level", "position")
        entry = waiting.order_by(
            *(order if run.method == "deferred_acceptance" else order[1:])
        ).first()
        if entry is None:
            return None
        row = Application.objects.select_for_update(of=("self",)).get(pk=entry.application_id)
        made = offer_place(actor, row, offer, run=run)
        tell_place([made], "offer_place")
        return made


def call_next_by_hand(actor: Actor, pk: int) -> Occupancy | None:
    """Call the next one for an offer in the officer's reach."""
    return call_next(actor, offer_visible_to(actor, ALLOT, pk))


def locked(actor: Actor, pk: int, action: str) -> tuple[Occupancy, Application]:
    """Return a place and its registration, locked; NotVisible where it is out of reach."""
    if not occupancies_visible_to(actor, action).filter(pk=pk).exists():
        raise NotVisible
    rows = Occupancy.objects.select_for_update(of=("self",)).select_related("offer")
    row = rows.get(pk=pk)
    application = Application.objects.select_for_update(of=("self",)).get(pk=row.application_id)
    return row, application


def _kept(row: Occupancy, application: Application) -> None:
    row.version += 1
    application.version += 1
    row.save()
    application.save(update_fields=["state", "version"])


def _told(actor: Actor, action: str, row: Occupancy, purpose: str) -> None:
    subject = ("person", row.person_id)
    change = {"occupancy": row.pk, "state": row.state}
    record(actor, action, subject=subject, purpose=purpose, change=change)
