"""One person at the window, in three columns: who she is, what she may have, what can be applied for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.forms.queries import open_applications
from zhaohui.county.registry.queries import is_synthetic, person_visible_to
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.side import beside
from zhaohui.doors.portal.item_list import fits
from zhaohui.packs.applying import case_items

LONGEST_QUERY = 60


@access(TAKE_IN)
@never_cache
@require_safe
def page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the person; `q` are words of an item, such as gljt."""
    actor = actor_of(request)
    person = person_visible_to(actor, TAKE_IN, person_id)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    items = case_items(current_pack(), county_today()).values()
    context = {
        **beside(request, person),
        "person": person,
        "query": query,
        "items": [item for item in items if fits(item.item, query)],
        "drafts": open_applications(actor, person.pk, action=TAKE_IN),
        "is_synthetic": is_synthetic(),
    }
    return render(request, "hall/person.html", context)
