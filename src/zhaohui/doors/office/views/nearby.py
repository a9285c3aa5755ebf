"""就近办: at which level cases were taken in and decided, by town and by item."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.actions.read_nearby import read_nearby
from zhaohui.county.delegations.nearby import READ
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.nearby_page import nearby_context, read_period


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period, this year unless the address says another."""
    period = read_period(request.GET, county_today())
    found = read_nearby(request.actor, period.since, period.until)  # type: ignore[attr-defined]
    context = nearby_context(found, period, current_pack()) | {"is_synthetic": is_synthetic()}
    status = 400 if period.problem else 200
    return render(request, "office/nearby.html", context, status=status)
