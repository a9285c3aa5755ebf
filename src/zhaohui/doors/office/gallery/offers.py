"""Offers for everybody: the trail, the rules, the week, checking a round, slots of a day. 模拟数据."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.offers.models import Offer, Opening, Slot
from zhaohui.county.offers.subjects import Subject
from zhaohui.county.offers.timetable import Week, week_of
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    UNKNOWN,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.portal.offers_page import method_words, timetable
from zhaohui.packs.offers import OfferKind, offer_kinds

PLACE = "模拟场馆"


def samples(scene: Scene) -> Samples:
    """Return the samples of what residents and officers both see of an offer."""
    kind = slots_kind(scene)
    open_week = week(scene, kind)
    return {
        "offer_trail": [
            Sample(FILLED, {"here": PLACE, "up": kind, "up_title": kind.row.name}),
            Sample(LONG, {"here": LONG_WORDS, "up": kind, "up_title": kind.row.name}),
            Sample(EMPTY, {"here": PLACE, "up": None}),
        ],
        "offer_rules": _rules(scene),
        "offer_week": [
            Sample(FILLED, {"week": open_week}),
            Sample(_("收费"), {"week": week(scene, kind, price_fen=500)}),
            Sample(UNKNOWN, {"week": Of(minutes=0, extended=0, outside=0, is_free=None)}),
        ],
        "offer_timetable": [
            Sample(FILLED, {"caption": said("开放时间"), "days": timetable(open_week)}),
            Sample(LONG, {"caption": LONG_WORDS, "days": timetable(open_week)}),
        ],
        "offer_served": [
            Sample(
                FILLED,
                {
                    "each": Of(minutes=90, times=[(Of(slot=slot(scene, 1)), 90)]),
                    "who": "模拟某",
                },
            )
        ],
        "offer_check": [Sample(FILLED, {})],
        "offer_day": _days(scene, kind),
        "offer_calendar": _calendars(scene),
    }


def slots_kind(scene: Scene) -> OfferKind:
    """Return a kind of the county that is booked by date and time, with a waiting list."""
    kinds = offer_kinds(scene.pack).values()
    return next(each for each in kinds if each.row.use == "slots" and each.row.waiting_list)


def places_kind(scene: Scene) -> OfferKind:
    """Return a kind of the county whose places are held, with classes."""
    kinds = offer_kinds(scene.pack).values()
    return next(each for each in kinds if each.row.use == "places" and each.classes)


def week(scene: Scene, kind: OfferKind, *, price_fen: int | None = 0) -> Week:
    """Return a week with a morning, an evening that is 错时延时, and closed days."""
    offer = Offer(pk=1, kind=kind.id, name=PLACE, area=scene.pack.code, price_fen=price_fen)
    day, evening = (dt.time(9), dt.time(12)), (dt.time(18), dt.time(20))
    rows = [
        Opening(offer=offer, weekday=0, starts=day[0], ends=day[1], seats=5),
        Opening(
            offer=offer, weekday=0, starts=evening[0], ends=evening[1], seats=5, is_extended=True
        ),
        Opening(offer=offer, weekday=5, starts=day[0], ends=day[1], seats=5),
    ]
    return week_of(offer, rows, kind)


def slot(scene: Scene, pk: int = 1, **over: Any) -> Slot:
    """Return a slot of two hours today with five seats, three of them taken."""
    offer = Offer(pk=1, name=PLACE, area=scene.pack.code)
    given: dict[str, Any] = {"day": scene.today, "seats": 5, "taken": 3}
    given |= {"starts": dt.time(9), "ends": dt.time(11)}
    return Slot(pk=pk, offer=offer, **given | over)


def _rules(scene: Scene) -> list[Sample]:
    kinds = offer_kinds(scene.pack).values()
    methods = method_words()

    def each(kind: OfferKind, price_fen: int | None = None) -> dict[str, object]:
        offer = {"price_fen": price_fen, "price_words": "每月"}
        return {"kind": kind, "offer": Of(**offer), "method": methods[kind.row.allot]}

    priced = each(places_kind(scene), 120_000)
    found = [Sample(FILLED, priced), Sample(_("约时段"), each(slots_kind(scene)))]
    points = next((kind for kind in kinds if kind.row.scoring), None)
    return [*found, Sample(_("积分"), each(points))] if points else found


def _days(scene: Scene, kind: OfferKind) -> list[Sample]:
    free = slot(scene, 1, title="模拟讲座", is_extended=True)
    full = slot(scene, 2, taken=5, starts=dt.time(14), ends=dt.time(16))
    people = [Subject(1, said("本人")), Subject(2, said("%(name)s（孩子）") % {"name": "模拟甲"})]
    strict = Of(row=Of(waiting_list=False))
    shown = {"day": scene.today, "offer": Of(pk=1), "kind": kind, "slots": [free, full]}
    to_villages = [(town, scene.pack.villages[:2]) for town in scene.pack.towns[:1]]
    return [
        Sample(FILLED, shown | {"subjects": people, "villages": []}),
        Sample(_("送到村"), shown | {"subjects": people, "villages": to_villages}),
        Sample(_("没有登录"), shown | {"subjects": []}),
        Sample(_("约满了"), shown | {"subjects": people, "kind": strict, "slots": [full]}),
    ]


def _calendars(scene: Scene) -> list[Sample]:
    off = slot(scene, 2, title="模拟讲座", is_cancelled=True, is_extended=True)
    shown = {"offer": Of(pk=1), "today": scene.today, "may_open": True}
    days = [(scene.today, [slot(scene), off])]
    return [
        Sample(FILLED, shown | {"days": days}),
        Sample(_("只能看"), shown | {"days": days, "may_open": False}),
        Sample(EMPTY, shown | {"days": [], "may_open": False}),
    ]
