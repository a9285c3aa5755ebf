"""全区情况: the sweep's result for one rule by town, as table, chart and map."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.queries import current_run
from zhaohui.county.places.queries import town_cells
from zhaohui.doors.portal.choropleth import draw
from zhaohui.doors.portal.county_page import rules_by_domain, total, town_lines


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the counts of the chosen rule, the first one unless `rule` names another."""
    pack, run = current_pack(), current_run()
    groups = rules_by_domain(pack, run) if run else []
    rules = [rule for _, group in groups for rule in group]
    if run is None or not rules:
        return render(request, "portal/county_empty.html")
    wanted = request.GET.get("rule") or rules[0].id
    rule = next((rule for rule in rules if rule.id == wanted), None)
    if rule is None:
        raise Http404
    lines = town_lines(pack, run, rule)
    cells = town_cells(pack)
    shares = {line.town.code: line.share for line in lines if line.share is not None}
    context = {
        "run": run,
        "groups": groups,
        "rule": rule,
        "lines": lines,
        "total": total(lines),
        "map": draw(pack, cells, shares) if cells else None,
        "map_credit": pack.attribution.outline,
    }
    return render(request, "portal/county.html", context)
