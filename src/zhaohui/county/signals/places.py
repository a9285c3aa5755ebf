"""Signals over offers: free places, days without a booking, how many wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from zhaohui.county.offers.queries import days_unused, open_places, share_free, waiting_by_kind
from zhaohui.county.signals.limits import is_unset, number_text, thresholds_of
from zhaohui.county.signals.looks import NOTHING, Look, Seen
from zhaohui.engines.warning import Threshold, reached
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow

Place = tuple[str, str, str, Decimal | None]  # subject, area, title, the number


def look_at_places(pack: Pack, row: SignalRow, today: dt.date) -> Look:
    """Return what a signal over offers sees today."""
    limits: list[Threshold] = thresholds_of(pack, row, today)
    if is_unset(limits):
        return Look(**{**vars(NOTHING), "is_unset": True})
    seen: dict[str, Seen] = {}
    asked = unknown = 0
    for subject, area, title, value in _numbers(pack, row, today):
        asked += 1
        met, kept = reached(limits, value, row.watch.side)
        unknown += met is None
        if met is None or met or kept:
            text = "不知道" if value is None else f"{number_text(value)} {row.watch.unit}"
            seen[subject] = Seen(
                area=area, met=met, kept=kept, title=title, evidence=[(row.watch.what, text)]
            )
    return Look(seen=seen, asked=asked, unknown=unknown)


def _numbers(pack: Pack, row: SignalRow, today: dt.date) -> Iterator[Place]:
    watch = row.watch
    if watch.statistic == "waiting":
        waiting = waiting_by_kind(watch.offers)
        names = {each.id: each.name for each in pack.offers}
        for kind in watch.offers:
            yield f"k:{kind}", pack.code, names[kind], Decimal(waiting.get(kind, 0))
        return
    places = open_places(watch.offers)
    keys = [each.pk for each in places]
    if watch.statistic == "free_share":
        numbers = share_free(keys, today)
    else:
        numbers = {pk: Decimal(days) for pk, days in days_unused(keys, today).items()}
    for place in places:
        value = numbers.get(place.pk)
        shown = None if value is None else value.quantize(Decimal("0.1"))
        yield f"o:{place.pk}", place.area, place.name, shown
