"""What an officer writes of an offer, read strictly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.offers.actions.change_slot import SlotEntry
from zhaohui.county.offers.actions.open_offer import OfferEntry, OpeningEntry
from zhaohui.county.offers.errors import OfferError
from zhaohui.county.offers.models import Offer, Slot

MOST_DIGITS, MOST_FEN = 9, 100_000_000


def read_offer(post: QueryDict, kind: str) -> OfferEntry:
    """Return what is to be put up; OfferError for a price that can't be read."""
    return OfferEntry(
        kind=kind,
        name=post.get("name", ""),
        area=post.get("area", ""),
        address=post.get("address", "").strip(),
        price_fen=read_price(post.get("price", "")),
        price_words=post.get("price_words", "").strip(),
        catchment=tuple(post.getlist("catchment")),
    )


def read_price(text: str) -> int | None:
    """Return 元 as fen, None for nothing written; OfferError where it is no amount."""
    if not text.strip():
        return None
    try:
        fen = Decimal(text.strip()) * 100
        whole = int(fen)
    except (InvalidOperation, ValueError, OverflowError):
        raise OfferError(_("价格请写多少元，如 5 或者 2.50。"), field="price") from None
    if fen != whole or not 0 <= whole <= MOST_FEN:
        raise OfferError(_("价格请写多少元，如 5 或者 2.50。"), field="price")
    return whole


def read_hours(post: QueryDict, *, weekdays: tuple[int, ...] | None = None) -> OpeningEntry:
    """Return opening hours; OfferError for a time or a number that can't be read."""
    days = weekdays or tuple(
        int(each) for each in post.getlist("weekday") if each in set("0123456")
    )
    return OpeningEntry(
        weekdays=days,
        starts=read_time(post, "starts"),
        ends=read_time(post, "ends"),
        seats=read_number(post, "seats"),
        is_extended="extended" in post,
        title=post.get("title", ""),
    )


def read_slot(post: QueryDict) -> SlotEntry:
    """Return when a slot is to be; OfferError for what can't be read."""
    return SlotEntry(
        day=read_day(post, "day"),
        starts=read_time(post, "starts"),
        ends=read_time(post, "ends"),
        seats=read_number(post, "seats"),
    )


def written_of_slot(slot: Slot) -> dict[str, str]:
    """Return a slot as the form holds it."""
    times = {"starts": f"{slot.starts:%H:%M}", "ends": f"{slot.ends:%H:%M}"}
    return {"day": slot.day.isoformat(), "seats": str(slot.seats), **times}


def written_of(offer: Offer) -> dict[str, Any]:
    """Return a place as the form holds it."""
    price = "" if offer.price_fen is None else f"{Decimal(offer.price_fen) / 100:.2f}"
    return {
        "name": offer.name,
        "address": offer.address,
        "price": price,
        "price_words": offer.price_words,
        "catchment": offer.catchment,
    }


def read_time(post: QueryDict, name: str) -> dt.time:
    """Return a time of day; OfferError where it can't be read."""
    try:
        return dt.time.fromisoformat(post.get(name, "").strip()).replace(second=0, microsecond=0)
    except ValueError:
        raise OfferError(_("时间请写成 09:00 的样子。"), field=name) from None


def read_day(post: QueryDict, name: str) -> dt.date:
    """Return a day; OfferError where it can't be read."""
    try:
        return dt.date.fromisoformat(post.get(name, "").strip())
    except ValueError:
        raise OfferError(_("日期请写成 2027-03-01 的样子。"), field=name) from None


def read_number(post: QueryDict, name: str) -> int:
    """Return a whole number from zero on; OfferError for anything else."""
    text = post.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise OfferError(_("请写一个整数。"), field=name)
    return int(text)


def maybe_number(post: QueryDict, name: str) -> int | None:
    """Return a whole number, None where nothing was written."""
    return read_number(post, name) if post.get(name, "").strip() else None
