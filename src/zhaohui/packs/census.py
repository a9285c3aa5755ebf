"""The census facts of a pack, as the plan lint takes them."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.lint import Census
from zhaohui.packs.errors import PackError
from zhaohui.packs.loading import default_pack, load
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import MarginRow

OPENING = 2000
_TENS = {"万人": 10_000, "人": 1}


def census(pack: Pack) -> Census:
    """The county's published people and areas; None for what the pack does not have."""
    own = [row for row in pack.margins if row.area in ("", pack.name, pack.short_name)]
    return Census(
        residents=_people(own, r"常住人口", newest=True),
        registered=_people(own, r"户籍(?:总)?人口", newest=False),
        share_15_59=_share(own, r"15.{1,2}59岁占比"),
        share_60_plus=_share(own, r"60岁及以上占比"),
        share_65_plus=_share(own, r"65岁及以上占比"),
        villages=len(pack.villages) or None,
        subdistricts=sum(town.kind == "街道" for town in pack.towns) if pack.towns else None,
    )


def census_for(text: str) -> tuple[Census | None, str]:
    """The default pack's census and county where the plan's opening names that county; else none.

    A plan of another county must not be held to this one's people.
    """
    try:
        pack = load(default_pack())
    except PackError:
        return None, ""
    opening = "".join(text[:OPENING].split())
    return (census(pack), pack.name) if pack.name in opening else (None, "")


def _people(rows: list[MarginRow], item: str, *, newest: bool) -> int | None:
    found = [
        round(float(row.value) * _TENS[row.unit])
        for row in rows
        if re.match(item, row.item) and row.unit in _TENS
    ]
    if not found:
        return None
    return found[0] if newest else max(found)


def _share(rows: list[MarginRow], item: str) -> float | None:
    row = next((r for r in rows if re.match(item, r.item) and r.unit == "%"), None)
    return float(row.value) / 100 if row else None
