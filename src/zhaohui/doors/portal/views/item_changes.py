"""What changed in the items, and why: the public change log, also as open data."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.item_changes_page import HEADER, change_rows, csv_rows

PAGE_SIZE = 30


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the published changes, the newest first."""
    rows = change_rows(current_pack(), county_today())
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "portal/item_changes.html", {"page": shown, "total": len(rows)})


@public
@require_safe
def download(_request: HttpRequest) -> HttpResponse:
    """Send the change log as a table that spreadsheets open as it is."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="item-changes.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    writer.writerows(csv_rows(current_pack(), county_today()))
    return response
