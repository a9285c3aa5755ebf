"""The standards 标准 as open data: every dated figure, with its source and mark, as CSV."""

import csv

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.standards import HEADER, standard_rows


@require_safe
@public
def download(_request: HttpRequest) -> HttpResponse:
    """Send all versions of all standards, gaps included; spreadsheets open it as it is."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="standards.csv"'
    writer = csv.writer(response)
    writer.writerow(HEADER)
    writer.writerows(standard_rows(current_pack(), current_rulebook(), timezone.localdate()))
    return response
