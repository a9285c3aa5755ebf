"""What the public pages of offers show: kinds, places by town, the week, slots by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.offers.hours import minutes_given
from zhaohui.county.offers.models import Offer, Slot
from zhaohui.county.offers.queries import (
    capacity_on,
    kinds,
    public_counts,
    public_offers,
    room_left,
    slots_ahead,
    waiting_count,
)
from zhaohui.county.offers.timetable import Week, weeks
from zhaohui.county.places.queries import town_cells
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.portal.choropleth import Map, draw
from zhaohui.doors.portal.templatetags.portal import is_english
from zhaohui.packs.offers import OfferKind
from zhaohui.packs.pack import Pack

DAYS_SHOWN = 14


def weekday_words() -> list[str]:
    """Return the days of the week, Monday first."""
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")]


def method_words() -> Mapping[str, str]:
    """Return how each method shares out, in a sentence."""
    return {
        "first_come": _("先约先得，约满可以候补的会自动递补。"),
        "priority_queue": _("按类别，同类别按登记先后，再相同按公开摇号。"),
        "points": _("按类别和积分从高到低，同分按公开摇号。"),
        "lottery": _("公开摇号：先公布承诺，再公开种子，谁都可以验算。"),
        "deferred_acceptance": _(
            "按各处类别和一次公开摇号稳定匹配：填真实志愿最有利，谁都可以验算。"
        ),
    }


def title_of(kind: OfferKind) -> str:
    """Return a kind's name in the reader's language."""
    return kind.row.name_en if is_english() else kind.row.name


def kinds_context(pack: Pack) -> dict[str, Any]:
    """Return the kinds by domain, each with how many places there are."""
    counts = public_counts()
    groups: dict[str, list[dict[str, Any]]] = {}
    for kind in kinds().values():
        card = {"kind": kind, "title": title_of(kind), "count": counts.get(kind.id, 0)}
        groups.setdefault(kind.row.domain, []).append(card)
    domains = {row.domain: row for row in pack.domains}
    return {
        "groups": [(domains[name], cards) for name, cards in groups.items()],
        "is_synthetic": is_synthetic(),
    }


@dataclass
class Town:
    """The offers of one town, or of the whole county."""

    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)


def kind_context(pack: Pack, kind: OfferKind) -> dict[str, Any]:
    """Return one kind: who may have it, how it is shared out, where, when it is open."""
    offers = list(public_offers(kind.id))
    keys = [offer.pk for offer in offers]
    capacity, room = capacity_on(keys), room_left(keys)
    found = weeks(offers, kind) if kind.row.use == "slots" else []
    by_offer = {week.offer.pk: week for week in found}
    towns: dict[str, Town] = {}
    for offer in offers:
        town = offer.area[:9] if len(offer.area) > 6 else pack.code
        row = {
            "offer": offer,
            "place": area_word(pack, offer.area),
            "capacity": capacity.get(offer.pk),
            "room": room.get(offer.pk),
            "week": by_offer.get(offer.pk),
        }
        towns.setdefault(town, Town(area_word(pack, town))).rows.append(row)
    return {
        "kind": kind,
        "title": title_of(kind),
        "minutes": minutes_given(keys) if kind.row.counts_hours else None,
        "method": method_words()[kind.row.allot],
        "towns": list(towns.values()),
        "waiting": waiting_count(kind.id),
        "map": offers_map(pack, {code: len(town.rows) for code, town in towns.items()}),
        "map_credit": pack.attribution.outline,
        "is_synthetic": any(offer.is_synthetic for offer in offers) or is_synthetic(),
        "timetable": [(week, timetable(week)) for week in found if week.rows],
    }


def offers_map(pack: Pack, counts: Mapping[str, int]) -> Map | None:
    """Return the sketch of the towns coloured by how many places there are; None without towns."""
    cells = town_cells(pack)
    here = {code: float(count) for code, count in counts.items() if len(code) > 6}
    return draw(pack, cells, here) if cells and here else None


def timetable(week: Week) -> list[tuple[str, list[Any]]]:
    """Return the days of the week with their hours, closed days too."""
    return [
        (word, [row for row in week.rows if row.weekday == at])
        for at, word in enumerate(weekday_words())
    ]


def one_context(pack: Pack, kind: OfferKind, offer: Offer) -> dict[str, Any]:
    """Return one place with its slots of the next days."""
    days: dict[dt.date, list[Slot]] = {}
    if kind.row.use == "slots":
        for slot in slots_ahead(offer, days=kind.row.ahead_days or DAYS_SHOWN):
            days.setdefault(slot.day, []).append(slot)
    week = weeks([offer], kind)[0]
    return {
        "kind": kind,
        "title": title_of(kind),
        "offer": offer,
        "place": area_word(pack, offer.area),
        "days": list(days.items()),
        "week": week,
        "timetable": timetable(week) if week.rows else [],
        "capacity": capacity_on([offer.pk]).get(offer.pk),
        "room": room_left([offer.pk]).get(offer.pk),
        "method": method_words()[kind.row.allot],
        "is_synthetic": offer.is_synthetic,
        "villages": [
            (town, [row for row in pack.villages if row.town_code == town.code])
            for town in pack.towns
        ]
        if kind.row.asks_village
        else [],
    }
