"""What people are told of their bookings and places 告知; the words are the pack's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from zhaohui.county.accounts.queries import helpers_of, people_of_accounts
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    Booking,
    BookingState,
    Occupancy,
    Offer,
    RunEntry,
)
from zhaohui.county.offers.queries import kind_named
from zhaohui.county.offers.subjects import minors_of
from zhaohui.county.outreach.actions.send_notices import Notice, send_notices
from zhaohui.county.registry.person_facts import day_text

BOOKED, WAITING = "已经约上。", "约满了，已经替您排上候补，空出来自动转给您。"
MOVED = "offer_moved"
Asked = tuple[int, int | None]  # whom it is about, and the account that asked for it


def tell_booking(rows: Sequence[Booking], occasion: str, *, words: str = "") -> None:
    """Tell what became of bookings of one slot, in the caller's transaction; each once an occasion."""
    if not rows:
        return
    slot = rows[0].slot
    moment = f"{day_text(slot.day)} {slot.starts:%H:%M}"
    once = f"{occasion}-{slot.day:%Y%m%d}{slot.starts:%H%M}" if occasion == MOVED else occasion
    base = _of(slot.offer, slot.title) | {"时间": moment, "说明": words}
    _send(
        occasion,
        slot.offer_id,
        [
            (
                f"booking-{row.pk}-{once}",
                (row.person_id, row.booked_by_id),
                base | {"状态句": BOOKED if row.state == BookingState.BOOKED else WAITING},
            )
            for row in rows
        ],
    )


def tell_place(rows: Sequence[Occupancy], occasion: str, *, words: str = "") -> None:
    """Tell what became of places, in the caller's transaction; each once an occasion."""
    for offer, mine in _by_offer(rows):
        told = [
            (
                f"place-{row.pk}-{occasion}",
                (row.person_id, row.application.filed_by_id),
                _of(offer) | {"截止句": _by_when(row), "说明": words},
            )
            for row in mine
        ]
        _send(occasion, offer.pk, told)


def tell_application(rows: Sequence[Application], occasion: str, *, words: str = "") -> None:
    """Tell what became of registrations, in the caller's transaction; each once a version."""
    for row in rows:
        first = row.wishes.select_related("offer").first()
        if first is None:
            continue
        values = {"种类": kind_named(row.kind).row.name, "名称": "", "说明": words}
        key = f"application-{row.pk}-{row.version}-{occasion}"
        _send(occasion, first.offer_id, [(key, (row.subject_id, row.filed_by_id), values)])


def tell_round(run: AllotmentRun, entries: Iterable[RunEntry]) -> None:
    """Tell who took part in a published round and has no place that she waits on, with her number."""
    kind, told = kind_named(run.kind).row.name, []
    for entry in entries:
        row = entry.application
        values = {"种类": kind, "名称": run.title, "说明": entry.number}
        key = f"round-{run.pk}-{entry.number}"
        told.append((key, (row.subject_id, row.filed_by_id), values))
    offer = Offer.objects.filter(kind=run.kind).order_by("pk").first()
    if offer is not None:
        _send("offer_round", offer.pk, told)


def _by_offer(rows: Sequence[Occupancy]) -> Iterator[tuple[Offer, list[Occupancy]]]:
    found: dict[int, list[Occupancy]] = {}
    for row in rows:
        found.setdefault(row.offer_id, []).append(row)
    for mine in found.values():
        yield mine[0].offer, mine


def _of(offer: Offer, title: str = "") -> dict[str, str]:
    name = f"{offer.name} · {title}" if title else offer.name
    return {"种类": kind_named(offer.kind).row.name, "名称": name}


def _by_when(row: Occupancy) -> str:
    if row.confirm_by is None:
        return "请尽快确认要不要。"
    return f"请在{day_text(row.confirm_by)}以前确认，过了就给下一位。"


def _send(occasion: str, offer: int, told: Sequence[tuple[str, Asked, dict[str, str]]]) -> None:
    """Put the notices into the outbox: to her, or to who asked for a child; to a helper in the inbox only."""
    asked = [each[1] for each in told]
    filers = people_of_accounts({account for _person, account in asked if account})
    helps = helpers_of(
        {person for person, _account in asked},
        {account for person, account in asked if account and filers.get(account) != person},
    )
    now, notices = timezone.now(), []
    for key, (person, account), values in told:
        filer = filers.get(account or 0)
        is_childs = filer not in (None, person) and person in minors_of(filer)
        about: dict[str, Any] = {
            "offer_id": offer,
            "occasion": occasion,
            "values": values,
            "at": now,
        }
        notices.append(Notice(key=key, person_id=filer if is_childs and filer else person, **about))
        if (helper := helps.get((person, account or 0))) and not is_childs:
            notices.append(
                Notice(key=f"{key}-{helper}", person_id=helper, only_inbox=True, **about)
            )
    send_notices(current_pack(), notices)
