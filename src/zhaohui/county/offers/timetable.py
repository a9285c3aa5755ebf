"""When something is open in a week, how much of it outside of office hours, and whether it is free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from zhaohui.county.offers.models import Attendance, Offer, Opening, Slot
from zhaohui.packs.offers import OfferKind

WORK_BEGINS, WORK_ENDS, SATURDAY = dt.time(9), dt.time(18), 5


@dataclass(frozen=True)
class Week:
    """开放时间核查: `minutes` a week, of which `extended` are said to be 错时延时, `outside` lie outside
    9:00–18:00 from Monday to Friday whatever is said; `is_free` None: no price is known.
    """

    offer: Offer
    rows: list[Opening]
    minutes: int
    extended: int
    outside: int
    is_free: bool | None


def week_of(offer: Offer, rows: Iterable[Opening], kind: OfferKind) -> Week:
    """Return the week of one offer."""
    openings = sorted(rows, key=lambda row: (row.weekday, row.starts))
    return Week(
        offer,
        openings,
        sum(_length(row.starts, row.ends) for row in openings),
        sum(_length(row.starts, row.ends) for row in openings if row.is_extended),
        sum(_outside(row) for row in openings),
        _is_free(offer, kind),
    )


def weeks(offers: Iterable[Offer], kind: OfferKind) -> list[Week]:
    """Return the weeks of several offers of a kind, in their order."""
    every = list(offers)
    rows: dict[int, list[Opening]] = {offer.pk: [] for offer in every}
    for row in Opening.objects.filter(offer__in=every):
        rows[row.offer_id].append(row)
    return [week_of(offer, rows[offer.pk], kind) for offer in every]


def _is_free(offer: Offer, kind: OfferKind) -> bool | None:
    if offer.price_fen is not None:
        return offer.price_fen == 0
    return True if kind.row.is_free else None


def _length(starts: dt.time, ends: dt.time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def _outside(row: Opening) -> int:
    whole = _length(row.starts, row.ends)
    if row.weekday >= SATURDAY:
        return whole
    begin, end = max(row.starts, WORK_BEGINS), min(row.ends, WORK_ENDS)
    return whole - (max(_length(begin, end), 0) if begin < end else 0)


def use_of(offers: Iterable[int], first: dt.date, last: dt.date) -> dict[int, tuple[int, int]]:
    """Return (seats, taken) of each offer's slots from `first` to `last`, both included."""
    rows = Slot.objects.filter(
        offer__in=list(offers), day__gte=first, day__lte=last, is_cancelled=False
    )
    sums = rows.values_list("offer").annotate(seats=Sum("seats"), taken=Sum("taken")).order_by()
    return {pk: (seats, taken) for pk, seats, taken in sums}


def came(offers: Iterable[int], first: dt.date, last: dt.date) -> dict[int, int]:
    """Return how many people the sheets say came to each offer 客流; a sheet left empty counts nobody."""
    rows = Attendance.objects.filter(
        came=True,
        booking__slot__offer__in=list(offers),
        booking__slot__day__gte=first,
        booking__slot__day__lte=last,
    )
    return dict(rows.values_list("booking__slot__offer").annotate(n=Count("pk")).order_by())
