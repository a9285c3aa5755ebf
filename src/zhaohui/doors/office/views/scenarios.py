"""One scenario's result, two side by side, and throwing one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.actions.discard_scenario import discard_scenario
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.county.entitlements.simulation.scenarios import scenario_of, visible_to
from zhaohui.doors.office.scenario_page import beside, is_comparable, shown

LONGEST_NUMBER = 18


@access("reform.simulate")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a scenario changes and what came out, or that it is still being reckoned."""
    actor = request.actor  # type: ignore[attr-defined]
    scenario = scenario_of(actor, pk)
    others = visible_to(actor).filter(state="done").exclude(pk=pk)[:20]
    context = {
        "scenario": scenario,
        "is_own": scenario.made_by_id == actor.user_id,
        "may_propose": actor.may("parameter.propose"),
        "others": others,
        "shown": shown(current_pack(), scenario) if scenario.result else None,
    }
    return render(request, "office/scenario.html", context)


@access("reform.simulate")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two finished scenarios side by side, as `a` and `b` name them."""
    one, other = finished(request, "a"), finished(request, "b")
    pack = current_pack()
    context = {
        "one": one,
        "other": other,
        "rows": beside(pack, one, other),
        "is_comparable": is_comparable(one, other),
        "first": shown(pack, one),
        "second": shown(pack, other),
    }
    return render(request, "office/scenario_compare.html", context)


@access("reform.simulate")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away one's own scenario."""
    discard_scenario(request.actor, pk)  # type: ignore[attr-defined]
    messages.success(request, _("已删除。"))
    return redirect("office:simulate")


def finished(request: HttpRequest, name: str) -> ReformScenario:
    """Return the finished scenario that a query names; 404 for another."""
    written = request.GET.get(name, "")
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
        raise Http404
    scenario = scenario_of(request.actor, int(written))  # type: ignore[attr-defined]
    if not scenario.result:
        raise Http404
    return scenario
