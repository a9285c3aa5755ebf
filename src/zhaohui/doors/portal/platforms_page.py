"""What a platform's page 平台 shows: sums, registers, what can be booked or waited for, what may be had."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.offers.queries import (
    capacity_on,
    kinds,
    public_offers,
    room_left,
    waiting_count,
)
from zhaohui.county.offers.timetable import use_of
from zhaohui.county.registers.public_view import public_sum, public_total
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.portal.offers_page import title_of
from zhaohui.doors.portal.templatetags.portal import is_english
from zhaohui.packs.offers import OfferKind
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.platforms import PlatformRow
from zhaohui.packs.schema.register_files import RegisterRow

DAYS = 30


@dataclass(frozen=True)
class OfferLine:
    """A kind of offer in numbers. `capacity`, `room` None: nobody has said; `seats`, `taken`: of 30 days."""

    kind: OfferKind
    title: str
    places: int
    capacity: int | None
    room: int | None
    waiting: int
    seats: int
    taken: int


@dataclass(frozen=True)
class RegisterLine:
    """A register with how many public records it has; 0: none, or too few to be told."""

    register: RegisterRow
    title: str
    total: int


def platform_named(pack: Pack, platform_id: str) -> PlatformRow:
    """Return the platform of that id; NotVisible where the pack has none."""
    found = next((row for row in pack.platforms if row.id == platform_id), None)
    if found is None:
        raise NotVisible
    return found


def name_of(row: PlatformRow) -> str:
    """Return a platform's name in the reader's language."""
    return row.name_en if is_english() and row.name_en else row.name


def intro_of(row: PlatformRow) -> str:
    """Return what a platform is for in the reader's language."""
    return row.intro_en if is_english() and row.intro_en else row.intro


def platform_context(actor: Actor, pack: Pack, row: PlatformRow) -> dict[str, Any]:
    """Return what the page shows."""
    registers = {each.id: each for each in pack.registers}
    rules, items = set(row.rules), set(row.items)
    found = kinds()
    return {
        "platform": row,
        "title": name_of(row),
        "intro": intro_of(row),
        "figures": [
            (
                each.name_en if is_english() and each.name_en else each.name,
                public_sum(actor, registers[each.register_id], each.field),
            )
            for each in row.figures
        ],
        "registers": [register_line(actor, registers[each]) for each in row.registers],
        "offers": [offer_line(found[each]) for each in row.offers],
        "rules": [each for each in pack.rules if each.id in rules],
        "items": [each for each in pack.items if each.name in items],
        "days": DAYS,
        "is_synthetic": is_synthetic(),
    }


def register_line(actor: Actor, register: RegisterRow) -> RegisterLine:
    """Return a register's line, its name in the reader's language where the pack has it."""
    title = register.english.get(register.name, register.name) if is_english() else register.name
    return RegisterLine(register, title, public_total(actor, register))


def offer_line(kind: OfferKind) -> OfferLine:
    """Return a kind of offer in numbers: places and beds now, seats of the next thirty days."""
    keys = [offer.pk for offer in public_offers(kind.id)]
    capacity, room, today = capacity_on(keys), room_left(keys), county_today()
    used = use_of(keys, today, today + dt.timedelta(days=DAYS)).values()
    return OfferLine(
        kind,
        title_of(kind),
        len(keys),
        sum(capacity.values()) if capacity else None,
        sum(room.values()) if room else None,
        waiting_count(kind.id),
        sum(seats or 0 for seats, _taken in used),
        sum(taken or 0 for _seats, taken in used),
    )
