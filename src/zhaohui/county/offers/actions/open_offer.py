"""Put up an offer, say how much it takes, when it is open; open its slots, call one off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.models import Booking, Capacity, Offer, Opening, Slot
from zhaohui.county.offers.models.booking import LIVE
from zhaohui.county.offers.notices import tell_booking
from zhaohui.county.offers.queries import kind_named, offer_visible_to
from zhaohui.county.offers.states import OPEN, move

LONGEST_NAME, LONGEST_WORDS, MOST_DAYS, MOST_SEATS = 128, 200, 92, 10_000


@dataclass(frozen=True, kw_only=True)
class OfferEntry:
    """What an officer writes of an offer; `price_fen` None: unknown."""

    kind: str
    name: str
    area: str
    address: str = ""
    price_fen: int | None = None
    price_words: str = ""
    catchment: tuple[str, ...] = ()
    facility: int | None = None
    lon: float | None = None
    lat: float | None = None
    is_synthetic: bool = False


@dataclass(frozen=True, kw_only=True)
class OpeningEntry:
    """Opening hours of some weekdays (0 is Monday)."""

    weekdays: tuple[int, ...]
    starts: dt.time
    ends: dt.time
    seats: int
    is_extended: bool = False
    title: str = field(default="")


def open_offer(actor: Actor, entry: OfferEntry) -> Offer:
    """Put an offer up; OfferError names what to mend."""
    pack = current_pack()
    kind = kind_named(entry.kind)
    areas = {pack.code} | {r.code for r in pack.towns} | {r.code for r in pack.villages}
    name = " ".join(entry.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise OfferError(_("请写名称，最多 128 个字。"), field="name")
    if entry.area not in areas:
        raise OfferError(_("请选在哪个镇、村（社区），或者全区。"), field="area")
    if not set(entry.catchment) <= areas:
        raise OfferError(_("招生（服务）范围里有不认识的区划。"), field="catchment")
    actor.require(OPEN, entry.area)
    with transaction.atomic():
        if Offer.objects.filter(kind=kind.id, name=name, area=entry.area).exists():
            raise OfferError(_("这里已经有一个同名的。"), field="name")
        row = Offer.objects.create(
            kind=kind.id,
            name=name,
            area=entry.area,
            address=entry.address[:LONGEST_NAME],
            facility=entry.facility,
            lon=entry.lon,
            lat=entry.lat,
            price_fen=entry.price_fen,
            price_words=entry.price_words[:LONGEST_WORDS],
            catchment=list(entry.catchment),
            is_synthetic=entry.is_synthetic,
            opened_by_id=actor.user_id,
        )
        record(actor, OPEN, subject=("offer", row.pk), purpose="公布供给", change={"kind": kind.id})
    return row


def set_capacity(
    actor: Actor, pk: int, count: int, words: str, *, start: dt.date | None = None
) -> Capacity:
    """Say how many places there are from a day on, and by what; OfferError names what to mend."""
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        if kind_named(offer.kind).row.use != "places":
            raise OfferError(_("按时段预约的，人数写在时段里。"), field="count")
        if not 0 <= count <= MOST_SEATS:
            raise OfferError(_("数量请写 0 到 10000。"), field="count")
        if not 0 < len(words.strip()) <= LONGEST_WORDS:
            raise OfferError(_("请写依据：哪份文件或者谁核定的。"), field="words")
        row, _made = Capacity.objects.update_or_create(
            offer=offer,
            start=start or county_today(),
            defaults={"count": count, "words": words.strip(), "set_by_id": actor.user_id},
        )
        record(actor, OPEN, subject=("offer", pk), purpose="容量", change={"count": count})
    return row


def set_openings(actor: Actor, pk: int, entry: OpeningEntry) -> list[Opening]:
    """Say when it is open on these weekdays; the same beginning of a day is written over."""
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        if kind_named(offer.kind).row.use != "slots":
            raise OfferError(_("这一种不按时段预约。"), field="starts")
        _require_hours(entry)
        rows = [
            Opening.objects.update_or_create(
                offer=offer,
                weekday=weekday,
                starts=entry.starts,
                defaults={
                    "ends": entry.ends,
                    "seats": entry.seats,
                    "is_extended": entry.is_extended,
                },
            )[0]
            for weekday in entry.weekdays
        ]
        change = {"weekdays": list(entry.weekdays), "starts": entry.starts.isoformat()}
        record(actor, OPEN, subject=("offer", pk), purpose="开放时间", change=change)
    return rows


def _require_hours(entry: OpeningEntry) -> None:
    if not entry.weekdays or not set(entry.weekdays) <= set(range(7)):
        raise OfferError(_("请至少选一个星期几。"), field="weekdays")
    if entry.ends <= entry.starts:
        raise OfferError(_("结束要晚于开始。"), field="ends")
    if not 0 < entry.seats <= MOST_SEATS:
        raise OfferError(_("每个时段的人数请写 1 到 10000。"), field="seats")


def drop_opening(actor: Actor, pk: int, opening: int) -> None:
    """Take opening hours out; slots that are open stay."""
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        gone, _rows = Opening.objects.filter(offer=offer, pk=opening).delete()
        if gone:
            record(actor, OPEN, subject=("offer", pk), purpose="去掉开放时间")


def open_slots(actor: Actor, pk: int, first: dt.date, last: dt.date) -> list[Slot]:
    """Open the slots of some days by the opening hours; those that are open stay as they are.

    Days off by the pack's holidays get the extended hours only. OfferError names what to mend.
    """
    if first < county_today() or last < first or (last - first).days > MOST_DAYS:
        raise OfferError(_("请写从今天起、最多 92 天的一段。"), field="first")
    holidays = {row.date for row in current_pack().holidays if row.kind == "holiday"}
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        openings = list(offer.openings.all())
        if not openings:
            raise OfferError(_("还没有开放时间，先写开放时间。"), field="first")
        made = []
        for day in (first + dt.timedelta(days=n) for n in range((last - first).days + 1)):
            for row in openings:
                if row.weekday == day.weekday() and (day not in holidays or row.is_extended):
                    slot, is_new = Slot.objects.get_or_create(
                        offer=offer,
                        day=day,
                        starts=row.starts,
                        title="",
                        defaults={
                            "ends": row.ends,
                            "seats": row.seats,
                            "is_extended": row.is_extended,
                        },
                    )
                    made += [slot] if is_new else []
        change = {"from": first.isoformat(), "until": last.isoformat(), "slots": len(made)}
        record(actor, OPEN, subject=("offer", pk), purpose="开放时段", change=change)
    return made


def open_one(actor: Actor, pk: int, day: dt.date, entry: OpeningEntry) -> Slot:
    """Open a single slot with a title of its own: a lesson, a performance on the menu."""
    _require_hours(entry)
    if day < county_today():
        raise OfferError(_("日期不能早于今天。"), field="day")
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        if kind_named(offer.kind).row.use != "slots":
            raise OfferError(_("这一种不按时段预约。"), field="day")
        title = " ".join(entry.title.split())[:80]
        slot, is_new = Slot.objects.get_or_create(
            offer=offer,
            day=day,
            starts=entry.starts,
            title=title,
            defaults={"ends": entry.ends, "seats": entry.seats, "is_extended": entry.is_extended},
        )
        if not is_new:
            raise OfferError(_("这个时段已经有了。"), field="day")
        record(actor, OPEN, subject=("offer", pk), purpose="开放时段", change={"slot": slot.pk})
    return slot


def cancel_slot(actor: Actor, pk: int, slot: int) -> Slot:
    """Call a slot off; who had booked it or waited for it has it cancelled, and her page says so."""
    with transaction.atomic():
        offer = offer_visible_to(actor, OPEN, pk)
        row = Slot.objects.select_for_update(of=("self",)).filter(offer=offer, pk=slot).first()
        if row is None or row.is_cancelled:
            raise OfferStateError(_("这个时段已经取消或者没有。"))
        called_off = call_off(row, "这个时段取消了。")
        change = {"slot": slot, "bookings": len(called_off)}
        record(actor, OPEN, subject=("offer", pk), purpose="取消时段", change=change)
    return row


def call_off(slot: Slot, words: str) -> list[Booking]:
    """Cancel a locked slot with its bookings, tell who is on it, and return the bookings."""
    slot.is_cancelled, slot.taken = True, 0
    slot.save(update_fields=["is_cancelled", "taken"])
    rows = Booking.objects.select_for_update(of=("self",)).filter(slot=slot, state__in=LIVE[:2])
    called_off = list(rows)
    for booking in called_off:
        move(booking, "cancel")
        booking.save(update_fields=["state"])
    tell_booking(called_off, "offer_off", words=words)
    return called_off
