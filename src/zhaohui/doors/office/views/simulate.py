"""改革测算: choose a parameter, try another figure, and the scenarios that were tried."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.actions.try_reform import try_reform
from zhaohui.county.entitlements.errors import ScenarioError
from zhaohui.county.entitlements.simulation.scenarios import visible_to
from zhaohui.doors.office.simulate_form import SimulateForm, choices, filled
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import ParameterRow

BAD_REQUEST = 400
MOST = 50


@access("reform.simulate")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the scenarios and the form of the chosen parameter; a sent form becomes a scenario."""
    pack = current_pack()
    chosen = request.POST.get("parameter") or request.GET.get("parameter", "")
    parameter = parameter_named(pack, chosen) if chosen else None
    if request.method != "POST":
        form = filled(pack, parameter, county_today()) if parameter else None
        return show(request, pack, form)
    if parameter is None:
        raise Http404
    form = SimulateForm(parameter, {key: str(value) for key, value in request.POST.items()})
    reform = form.read()
    if reform is None:
        return show(request, pack, form)
    try:
        scenario = try_reform(request.actor, pack, reform)  # type: ignore[attr-defined]
    except ScenarioError as error:
        form.tell(error.field, str(error))
        return show(request, pack, form)
    messages.success(request, _("已交给后台测算。"))
    return redirect("office:scenario", scenario.pk)


def show(request: HttpRequest, pack: Pack, form: SimulateForm | None) -> HttpResponse:
    """Render the page, with what to mend."""
    context = {
        "choices": choices(pack),
        "form": form,
        "scenarios": visible_to(request.actor)[:MOST],  # type: ignore[attr-defined]
    }
    status = BAD_REQUEST if form and form.problems else 200
    return render(request, "office/simulate.html", context, status=status)


def parameter_named(pack: Pack, name: str) -> ParameterRow:
    """Return the parameter of that name among those that can be tried; 404 for another."""
    found = (row for rows in choices(pack).values() for row in rows if row.name == name)
    parameter = next(found, None)
    if parameter is None:
        raise Http404
    return parameter
