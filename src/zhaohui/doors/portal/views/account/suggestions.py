"""为您推荐: what may suit her and why, the facts that it was judged by; refused with one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.offers.actions.refuse_suggestions import refuse_suggestions
from zhaohui.county.offers.states import OWN
from zhaohui.county.offers.suggesting import suggestions
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.offers_page import title_of
from zhaohui.doors.portal.templatetags.portal import is_english


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what is suggested to the resident herself; who is not bound is led to binding."""
    actor = actor_of(request)
    if actor.person_id is None:
        return redirect("portal:me-bind")
    found = suggestions(actor)
    context = {
        "all": found,
        "rows": [
            {
                "kind": each.kind.id,
                "title": title_of(each.kind),
                "reasons": [(r.name_en if is_english() else "") or r.name for r in each.reasons],
                "places": each.places,
            }
            for each in found.found
        ],
        "refused": [(kind.id, title_of(kind)) for kind in found.refused],
        "is_synthetic": is_synthetic(),
    }
    return render(request, "portal/me/suggestions.html", context)


@access(OWN)
@require_POST
def wish(request: HttpRequest) -> HttpResponse:
    """Refuse suggestions of a kind or of any, or ask for them again."""
    wants = request.POST.get("wish") == "again"
    refuse_suggestions(actor_of(request), request.POST.get("kind", "")[:64], wants=wants)
    messages.success(request, _("已经记下。"))
    return redirect("portal:me-suggestions")
