"""What the office's pages of offers show, as far as the officer reaches."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.offers.hours import minutes_given
from zhaohui.county.offers.models import Offer, Slot
from zhaohui.county.offers.queries import (
    applications_visible_to,
    capacity_on,
    kinds,
    occupancies_visible_to,
    offers_visible_to,
    room_left,
)
from zhaohui.county.offers.states import ALLOT, OPEN
from zhaohui.county.offers.timetable import came, use_of, weeks
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.portal.offers_page import method_words, timetable, weekday_words
from zhaohui.packs.offers import OfferKind
from zhaohui.packs.pack import Pack

DAYS_AHEAD, DAYS_BACK = 14, 30


def home_context(actor: Actor, pack: Pack) -> dict[str, Any]:
    """Return the kinds in reach with their places, queues and use."""
    offers: dict[str, list[Offer]] = {}
    for row in offers_visible_to(actor).order_by("area", "name"):
        offers.setdefault(row.kind, []).append(row)
    waiting = _counts(applications_visible_to(actor).filter(state="qualified"))
    checking = _counts(applications_visible_to(actor).filter(state="registered"))
    held = Counter(
        dict(
            occupancies_visible_to(actor)
            .filter(state__in=("offered", "held"))
            .values_list("offer__kind")
            .annotate(n=Count("pk"))
            .order_by()
        )
    )
    today = county_today()
    keys = [row.pk for rows in offers.values() for row in rows]
    since = today - dt.timedelta(days=DAYS_BACK)
    use, visitors = use_of(keys, since, today), came(keys, since, today)
    cards = [
        {
            "kind": kind,
            "places": [
                {
                    "offer": row,
                    "place": area_word(pack, row.area),
                    "use": _share(use.get(row.pk)),
                    "came": visitors.get(row.pk, 0),
                }
                for row in offers.get(kind.id, [])
            ],
            "waiting": waiting.get(kind.id, 0),
            "checking": checking.get(kind.id, 0),
            "held": held.get(kind.id, 0),
        }
        for kind in mine(actor)
    ]
    return {"cards": cards, "may_open": actor.may(OPEN), "may_allot": actor.may(ALLOT)}


def mine(actor: Actor) -> list[OfferKind]:
    """Return the kinds of the actor's department; all where it is no department of the pack's."""
    from zhaohui.county.accounts.queries import department_of

    every, own = list(kinds().values()), department_of(actor)
    here = [kind for kind in every if kind.row.department == own]
    return here or every


def _counts(rows: Any) -> dict[str, int]:
    return dict(rows.values_list("kind").annotate(n=Count("pk")).order_by())


def _share(use: tuple[int, int] | None) -> int | None:
    return None if use is None or not use[0] else round(100 * use[1] / use[0])


def one_context(actor: Actor, pack: Pack, offer: Offer, kind: OfferKind) -> dict[str, Any]:
    """Return one place: capacity or hours, the calendar of its slots with how full they are."""
    today = county_today()
    week = weeks([offer], kind)[0]
    days: dict[dt.date, list[Slot]] = {}
    rows = offer.slots.filter(
        day__gte=today - dt.timedelta(days=7), day__lte=today + dt.timedelta(days=DAYS_AHEAD)
    )
    for slot in rows.order_by("day", "starts"):
        days.setdefault(slot.day, []).append(slot)
    return {
        "offer": offer,
        "kind": kind,
        "place": area_word(pack, offer.area),
        "method": method_words()[kind.row.allot],
        "week": week,
        "timetable": timetable(week) if week.rows else [],
        "days": list(days.items()),
        "capacity": capacity_on([offer.pk]).get(offer.pk),
        "room": room_left([offer.pk]).get(offer.pk),
        "capacities": list(offer.capacities.order_by("-start")[:5]),
        "weekdays": list(enumerate(weekday_words())),
        "today": today,
        "may_open": actor.may(OPEN, offer.area),
        "may_allot": actor.may(ALLOT, offer.area),
        "minutes": minutes_given([offer.pk]) if kind.row.counts_hours else None,
        "is_synthetic": offer.is_synthetic,
    }
