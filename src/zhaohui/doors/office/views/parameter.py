"""One parameter: its dated figures, the rules that use it, who filled what; and the form to fill it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.actions.propose_parameter import propose_parameter
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.parameter_entry import EXAMPLES, ParameterEntry
from zhaohui.county.catalog.proposal_queries import proposal_of, visible_to
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.simulation.scenarios import changed_of, scenario_of
from zhaohui.doors.office.parameters_page import open_gap, rules_of_parameter
from zhaohui.doors.office.proposal_form import (
    ProposalForm,
    blank,
    from_proposal,
    from_scenario,
    from_version,
)
from zhaohui.doors.office.proposal_preview import preview_of
from zhaohui.doors.portal.parameter_levels import levels
from zhaohui.doors.portal.parameter_tables import area_names, parameter_table
from zhaohui.packs.schema.rules import ParameterRow

BAD_REQUEST = 400


@access("pack.read")
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show the parameter's versions as a timeline, with the history of what officers filled."""
    pack, today = current_pack(), county_today()
    row = parameter_or_404(name)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "row": row,
        "table": parameter_table(pack, current_rulebook().parameters[name], today),
        "levels": levels(pack, current_rulebook(), row, today),
        "places": [(v, v.place) for v in sorted(row.versions, key=lambda v: v.start, reverse=True)],
        "rules": rules_of_parameter(pack, name),
        "proposals": visible_to(actor).filter(parameter=name),
        "may_propose": actor.may("parameter.propose"),
    }
    return render(request, "office/parameter.html", context)


@access("parameter.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, name: str) -> HttpResponse:
    """Fill the parameter: the form, then what it would change, then it waits for a colleague."""
    row = parameter_or_404(name)
    old = earlier(request, name)
    if request.method != "POST":
        pack = current_pack()
        gap = open_gap(row, county_today())
        held = current_rulebook().day(county_today()).resolved[name].version
        attempt = tried(request, row)
        if old:
            form = from_proposal(row, old)
        elif attempt:
            form = attempt
        elif held is not None and held.value is not None and ("base" in request.GET or not gap):
            version = next(v for v in row.versions if (v.area, v.start) == (held.area, held.start))
            form = from_version(row, version)
        else:
            form = blank(row, gap, pack.areas_chain[0])
        return show(request, form, old)
    form = ProposalForm(parameter=row, raw={key: str(value) for key, value in request.POST.items()})
    entry = form.read()
    if entry is None or "edit" in request.POST:
        return show(request, form, old)
    try:
        if "save" not in request.POST:
            return preview(request, form, entry, old)
        corrected = old.pk if old and old.state == "approved" else None
        proposal = propose_parameter(request.actor, entry, replaces=corrected)  # type: ignore[attr-defined]
    except ProposalError as error:
        form.tell(error)
        return show(request, form, old)
    messages.success(request, _("已提交，等另一位同事复核。"))
    return redirect("office:proposal", proposal.pk)


def show(request: HttpRequest, form: ProposalForm, old: ParameterProposal | None) -> HttpResponse:
    """Render the form, with what to mend."""
    pack = current_pack()
    names = area_names(pack)
    kind = form.parameter.of if form.is_table else form.parameter.type
    context: dict[str, Any] = {
        "form": form,
        "row": form.parameter,
        "old": old,
        "areas": [(code, names.get(code, code)) for code in pack.areas_chain],
        "example": str(EXAMPLES[kind or "int"]),
        "gap": open_gap(form.parameter, county_today()),
        "has_base": bool(
            current_rulebook().day(county_today()).resolved[form.parameter.name].value
        ),
        "today": county_today(),
    }
    status = BAD_REQUEST if form.problems else 200
    return render(request, "office/parameter_propose.html", context, status=status)


def preview(
    request: HttpRequest,
    form: ProposalForm,
    entry: ParameterEntry,
    old: ParameterProposal | None,
) -> HttpResponse:
    """Render what the entry would change; ProposalError where it can't be."""
    shown = preview_of(entry, county_today(), old if old and old.state == "approved" else None)
    context = {
        "form": form,
        "row": form.parameter,
        "entry": entry,
        "area": area_names(current_pack()).get(entry.area, entry.area),
        "old": old,
        "shown": shown,
    }
    return render(request, "office/parameter_preview.html", context)


def parameter_or_404(name: str) -> ParameterRow:
    """Return the pack's parameter of that name."""
    row = next((row for row in current_pack().parameters if row.name == name), None)
    if row is None:
        raise Http404
    return row


def tried(request: HttpRequest, row: ParameterRow) -> ProposalForm | None:
    """Return the form filled from the scenario that is named, if it changed this parameter."""
    written = request.GET.get("scenario", "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    scenario = scenario_of(request.actor, int(written))  # type: ignore[attr-defined]
    changed = changed_of(scenario, current_pack(), row.name)
    return from_scenario(row, changed, scenario.name) if changed else None


def earlier(request: HttpRequest, name: str) -> ParameterProposal | None:
    """Return the proposal that is to be corrected or written again; 404 for another parameter's."""
    written = request.POST.get("old") or request.GET.get("old") or ""
    if not written:
        return None
    if not (written.isdigit() and len(written) < 18):
        raise Http404
    found = proposal_of(request.actor, int(written))  # type: ignore[attr-defined]
    if found.parameter != name:
        raise Http404
    return found
