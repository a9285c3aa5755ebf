"""今天走访: where to go today, in order, each visit with its form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.visits.actions.list_stops import list_stops
from zhaohui.county.visits.queries import NOTE
from zhaohui.doors.field.today_page import today_context
from zhaohui.doors.form_page import actor_of


@access(NOTE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show today's visits; whom the worker saw is recorded."""
    actor, pack = actor_of(request), current_pack()
    stops = list_stops(actor, pack, current_rulebook())
    response = render(request, "field/today.html", today_context(actor, pack, stops))
    response.headers["Cache-Control"] = "private, no-store"
    return response
