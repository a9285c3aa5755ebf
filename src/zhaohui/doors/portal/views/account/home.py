"""我的: what is bound, who helps, whom she helps, and the way to everything else of hers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.queries import mandates_given, mandates_held
from zhaohui.county.cases.actions.tell_steps import tell_person
from zhaohui.county.outreach.queries import unread
from zhaohui.county.registry.queries import names_of
from zhaohui.doors.portal.own_doors import own_doors


@access("self.home")
def page(request: HttpRequest) -> HttpResponse:
    """Show the account's home."""
    actor = request.actor  # type: ignore[attr-defined]
    held = mandates_held(actor.user_id)
    names = names_of([actor.person_id, *[mandate.giver_id for mandate in held]])
    if actor.person_id:
        tell_person(actor, actor.person_id)
    context = {
        "name": names.get(actor.person_id),
        "given": mandates_given(actor.person_id),
        "held": [(mandate, names.get(mandate.giver_id)) for mandate in held],
        "doors": own_doors(actor, unread(actor.person_id) if actor.person_id else 0),
    }
    return render(request, "portal/me/home.html", context)
