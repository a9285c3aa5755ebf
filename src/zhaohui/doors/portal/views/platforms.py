"""平台: what a domain has, on one public page. No sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.platforms_page import intro_of, name_of, platform_context, platform_named


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the county's platforms."""
    rows = [(row, name_of(row), intro_of(row)) for row in current_pack().platforms]
    return render(request, "portal/platforms.html", {"platforms": rows})


@public
@require_safe
def page(request: HttpRequest, platform_id: str) -> HttpResponse:
    """Show one platform."""
    pack = current_pack()
    context = platform_context(actor_of(request), pack, platform_named(pack, platform_id))
    return render(request, "portal/platform.html", context)
