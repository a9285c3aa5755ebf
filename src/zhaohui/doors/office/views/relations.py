"""制度衔接: which benefits exclude one another, which may be held together, which follows which."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.office.relations_page import relation_groups


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show how benefits meet today, what is still open, and how many people stand in conflict."""
    pack, actor = current_pack(), request.actor  # type: ignore[attr-defined]
    context = {
        "groups": relation_groups(pack, current_rulebook(), actor, county_today()),
        "may_count": actor.may("finding.list"),
        "may_list": actor.may("finding.list") and actor.may("person.list"),
    }
    return render(request, "office/relations.html", context)
