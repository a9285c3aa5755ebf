"""一件事: the list of life events that are handled as one, and one of them, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.bundle_page import guide_context, list_context
from zhaohui.packs.bundles import bundles


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every bundle of the pack."""
    return render(request, "portal/bundles.html", list_context(current_pack()))


@public
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one bundle: its items, its materials once, what is spared, what has no item yet."""
    bundle = bundles(current_pack(), county_today()).get(code)
    if bundle is None:
        raise Http404
    return render(request, "portal/bundle.html", guide_context(bundle))
