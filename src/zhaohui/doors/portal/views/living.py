"""便民生活: choose a town, see what there is for everyday life and how to get it. No sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.living_page import living_context


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what the chosen town has; the ways that need no town stand below."""
    context = living_context(actor_of(request), current_pack(), request.GET.get("town", ""))
    context["is_synthetic"] = is_synthetic()
    return render(request, "portal/living.html", context)
