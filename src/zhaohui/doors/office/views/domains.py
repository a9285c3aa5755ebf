"""领域: what stands in each of the plan's domains, and one domain's home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.domain_board import Board
from zhaohui.doors.office.domain_page import domain_context, overview


@access("office.home")
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every domain with how much in it somebody must act on."""
    found = overview(board_of(request))
    return render(
        request, "office/domains.html", {"domains": found, "is_synthetic": is_synthetic()}
    )


@access("office.home")
@never_cache
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Show one domain: today's work, gaps, registers, offers, and where it stands against the plan."""
    domain = next((row for row in current_pack().domains if row.code == code), None)
    if domain is None:
        raise NotVisible
    context = domain_context(board_of(request), domain) | {"is_synthetic": is_synthetic()}
    return render(request, "office/domain.html", context)


def board_of(request: HttpRequest) -> Board:
    """Return the counts in the officer's reach today."""
    return Board(actor_of(request), current_pack(), county_today())
