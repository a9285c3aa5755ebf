"""村能办: what the village's service point takes in on behalf, and by which channel people applied."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.models import Channel
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.visits.desk_counts import desk_rows
from zhaohui.county.visits.queries import NOTE
from zhaohui.doors.form_page import actor_of


@access(NOTE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the items and the counts of the worker's own area."""
    rows = desk_rows(actor_of(request), current_pack())
    channels = [str(channel.label) for channel in Channel]
    sums = [sum(row.counts[n] for row in rows) for n in range(len(channels))]
    context = {
        "rows": [row for row in rows if row.total],
        "others": [row for row in rows if not row.total],
        "channels": channels,
        "sums": sums,
        "total": sum(sums),
        "year": county_today().year,
    }
    return render(request, "field/desk.html", context)
