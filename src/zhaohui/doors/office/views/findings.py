"""比对结果: the sweep's counts by rule, town and village, and the people behind a count."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.findings_list import LISTED
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.county.entitlements.queries import current_run
from zhaohui.county.entitlements.village_counts import total
from zhaohui.county.places.queries import town_cells
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.findings_page import (
    ACTION,
    AreaLine,
    rule_lines,
    town_lines,
    village_lines,
)
from zhaohui.doors.office.findings_people import people_page
from zhaohui.doors.portal.choropleth import draw
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow


@access("finding.list")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show all rules with their counts in the officer's areas."""
    pack, run = current_pack(), current_run()
    if run is None:
        return render(request, "office/findings_empty.html")
    lines = rule_lines(pack, request.actor, run)  # type: ignore[attr-defined]
    context = {"run": run, "lines": lines, "is_old": run.pack.content_hash != pack.version}
    return render(request, "office/findings.html", context)


@access("finding.list")
@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show one rule by town, or (`town`) by village, as table and map."""
    pack, run, row = found(rule_id)
    if run is None:
        return render(request, "office/findings_empty.html")
    actor = request.actor  # type: ignore[attr-defined]
    town = request.GET.get("town", "")
    lines = town_lines(pack, actor, run, row.id)
    is_one_town = len(lines) == 1
    if is_one_town and not town:
        town = lines[0].code
    if town and not any(line.code == town for line in lines):
        raise Http404
    shown = village_lines(pack, actor, run, row.id, town=town) if town else lines
    context = {
        "run": run,
        "rule": row,
        "lines": shown,
        "total": total(line.count for line in shown),
        "town": town,
        "town_name": area_word(pack, town) if town else "",
        "is_one_town": is_one_town,
        "may_list": actor.may("person.list"),
        **map_of(pack, [] if town else lines),
    }
    return render(request, "office/findings_rule.html", context)


@access("person.list")
@require_safe
def people(request: HttpRequest, rule_id: str) -> HttpResponse:
    """List the people of one rule and status in a village, a town or all the officer's areas."""
    pack, run, row = found(rule_id)
    actor = request.actor  # type: ignore[attr-defined]
    actor.require(ACTION)
    status = request.GET.get("status", LISTED[0])
    if status not in LISTED:
        raise Http404
    if run is None:
        return render(request, "office/findings_empty.html")
    return people_page(request, pack=pack, run=run, rule=row)


def found(rule_id: str) -> tuple[Pack, SweepRun | None, RuleRow]:
    """Return the pack, the published run (None before a sweep) and the rule; 404 for an unknown one."""
    pack = current_pack()
    row = next((rule for rule in pack.rules if rule.id == rule_id), None)
    if row is None:
        raise Http404
    return pack, current_run(), row


def map_of(pack: Pack, lines: list[AreaLine]) -> dict[str, Any]:
    """Return the map of the towns where there are several to compare."""
    cells = town_cells(pack)
    shares = {line.code: line.count.share for line in lines if line.count.share is not None}
    if cells is None or len(shares) < 2:
        return {"map": None}
    return {"map": draw(pack, cells, shares), "map_credit": pack.attribution.outline}
