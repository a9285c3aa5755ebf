"""How far outreach has come, by benefit and town, with bars; and the texts that people get."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.outreach.contact_list import rule_options
from zhaohui.county.outreach.funnel import Stage, by_rule, by_town, total
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.ledger_people import area_of
from zhaohui.doors.office.outreach_samples import samples
from zhaohui.doors.office.views.outreach_sending import rule_of
from zhaohui.packs import Pack

BAR = 100  # width of a whole bar, in the drawing's own units


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One stage as a bar: its words, number, width, and the median days since the stage before."""

    label: str
    n: int
    width: str
    days: float | None
    has_days: bool


@access("outreach.funnel")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the funnel of the officer's areas: by benefit (in `area`), or of one `rule` by town."""
    actor, pack = request.actor, current_pack()  # type: ignore[attr-defined]
    area, rule = area_of(request), rule_of(request.GET.get("rule", ""))
    names = dict(rule_options())
    stages = by_town(actor, rule=rule) if rule else by_rule(actor, area=area)
    context = {
        "bars": bars(total(actor, area="" if rule else area, rule=rule)),
        "rows": [(name_of(pack, stage.key, rule, names), stage) for stage in stages],
        "is_by_town": bool(rule),
        "rule_name": names.get(rule, ""),
        "area_name": area_word(pack, area) if area and not rule else "",
        "area": area,
        "rule": rule,
        "towns": pack.towns,
        "rules": rule_options(),
        "is_synthetic": is_synthetic(),
    }
    return render(request, "office/outreach_funnel.html", context)


def name_of(pack: Pack, key: str, rule: str, names: dict[str, str]) -> str:
    """Return what a row is called: a town, or a benefit."""
    return area_word(pack, key) if rule else names.get(key, key)


def bars(stage: Stage) -> list[Bar]:
    """Return the stages of all lines as bars; none where nothing was found."""
    words = {
        "found": _("找到"),
        "told": _("已告知"),
        "confirmed": _("本人确认"),
        "awarded": _("已享受"),
        "refused": _("不办"),
    }
    if not stage.found:
        return []
    return [
        Bar(
            label=label,
            n=getattr(stage, name),
            width=f"{BAR * getattr(stage, name) / stage.found:.1f}",
            days=stage.days.get(name),
            has_days=stage.days.get(name) is not None,
        )
        for name, label in words.items()
    ]


@access("outreach.read")
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Show every text that people get, filled in with an example."""
    context = {"samples": samples(current_pack())}
    return render(request, "office/outreach_templates.html", context)
