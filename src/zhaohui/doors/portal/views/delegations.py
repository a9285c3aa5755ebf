"""赋权清单: which items towns and villages decide themselves, until when, under which conditions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.public_list import public_list
from zhaohui.doors.delegation_row import delegation_row


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the list of today with its version and day."""
    found, pack = public_list(county_today()), current_pack()
    context = {
        "list": found,
        "holding": [delegation_row(row, pack) for row in found.holding],
        "coming": [delegation_row(row, pack) for row in found.coming],
        "over": [delegation_row(row, pack) for row in found.over],
    }
    return render(request, "portal/delegations.html", context)
