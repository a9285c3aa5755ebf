"""Cancel a booking 取消, note who came 签到 and who didn't; a free seat goes to who waits."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.offers.actions.book import call_waiting
from zhaohui.county.offers.errors import OfferStateError
from zhaohui.county.offers.models import Attendance, Booking, BookingState, Slot
from zhaohui.county.offers.notices import tell_booking
from zhaohui.county.offers.queries import kind_named, now_in_county, visible_to
from zhaohui.county.offers.states import BOOKING, OWN, SERVE, move

ATTENDING = {"check_in": True, "miss": False}


def cancel_booking(actor: Actor, pk: int) -> Booking:
    """Cancel a booking; its seat goes to who waits longest. OfferStateError where it has begun."""
    action = OWN if actor.kind == "resident" else SERVE
    with transaction.atomic():
        slot, booking = _locked(actor, pk, action)
        now = now_in_county()
        if (slot.day, slot.starts) <= (now.date(), now.time()):
            raise OfferStateError(_("这个时段已经开始，不能取消。"))
        _require_early(actor, slot, now)
        was = move(booking, "cancel")
        booking.save(update_fields=["state"])
        if was == BookingState.BOOKED:
            slot.taken -= 1
            slot.save(update_fields=["taken"])
        subject = ("person", booking.person_id)
        record(actor, action, subject=subject, purpose="取消预约", change={"booking": pk})
        if actor.kind != "resident":
            tell_booking([booking], "offer_off", words="在窗口取消。")
        call_waiting(actor, slot, action)
    return booking


def _require_early(actor: Actor, slot: Slot, now: dt.datetime) -> None:
    """Raise OfferStateError for a resident within the hours that the pack names; a window still may."""
    hours = kind_named(slot.offer.kind).row.cancel_hours
    begins = dt.datetime.combine(slot.day, slot.starts, now.tzinfo)
    if actor.kind == "resident" and hours and begins - now < dt.timedelta(hours=hours):
        raise OfferStateError(
            _("开始前 %(hours)s 小时内不能自己取消。") % {"hours": hours},
            hint=_("来不了请打电话或者到窗口取消。"),
        )


def note_attendance(actor: Actor, pk: int, name: str) -> Booking:
    """Note that somebody came or did not; either can be put right. Nothing follows from not coming
    unless the pack cites it. OfferStateError before the day.
    """
    if name not in ATTENDING:
        raise NotVisible
    with transaction.atomic():
        slot, booking = _locked(actor, pk, SERVE)
        if slot.day > now_in_county().date():
            raise OfferStateError(_("还没有到那一天，不能签到。"))
        move(booking, name)
        booking.save(update_fields=["state"])
        Attendance.objects.update_or_create(
            booking=booking, defaults={"came": ATTENDING[name], "noted_by_id": actor.account()}
        )
        record(
            actor,
            SERVE,
            subject=("person", booking.person_id),
            purpose=str(BOOKING[name].words),
            change={"booking": pk, "kind": kind_named(slot.offer.kind).id},
        )
    return booking


def _locked(actor: Actor, pk: int, action: str) -> tuple[Slot, Booking]:
    found = visible_to(actor, action).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    rows = Slot.objects.select_for_update(of=("self",)).select_related("offer")
    slot = rows.get(pk=found.slot_id)
    return slot, Booking.objects.select_for_update(of=("self",)).get(pk=pk)
