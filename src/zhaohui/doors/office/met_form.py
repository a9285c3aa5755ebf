"""Somebody who was met: what an officer writes, read strictly, and the places and items to choose from."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.taking import urgent_items
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.actions.note_met import Met
from zhaohui.county.registry.errors import MetError
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.pack import Pack

SEXES = ("男", "女")
LONGEST = {"words": 500, "name": 60, "number": 30}


def read_met(post: QueryDict) -> Met:
    """Return what was written; MetError where it can't be read."""
    given = {name: post.get(name, "").strip() for name in LONGEST}
    if any(len(given[name]) > most for name, most in LONGEST.items()):
        raise MetError(_("写得太长，请写短一些。"))
    year = post.get("year", "").strip()
    if year and not (year.isascii() and year.isdigit() and len(year) == len("2027")):
        raise MetError(_("估计的出生年不对，请写四位数的年份。"))
    sex = post.get("sex", "")
    return Met(
        item=post.get("item", ""),
        area=post.get("area", ""),
        sex=sex if sex in SEXES else "",
        birth_year=int(year) if year else None,
        **given,
    )


def met_context(actor: Actor, pack: Pack, post: QueryDict | None = None) -> dict[str, Any]:
    """Return the choices of the form, with what was written."""
    ranges = actor.ranges(TAKE_IN)
    codes = [*(row.code for row in pack.towns), *(row.code for row in pack.villages)]
    here = sorted(c for c in codes if any(low <= c < high for low, high in ranges))
    return {
        "items": [(each.id, each.name) for each in urgent_items(pack)],
        "sexes": SEXES,
        "areas": [(code, area_word(pack, code)) for code in here],
        "written": {} if post is None else post.dict(),
    }
