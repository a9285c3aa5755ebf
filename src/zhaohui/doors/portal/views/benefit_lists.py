"""待遇清单: a department's benefits as one list, on any day, with the days on which it turned."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.relations import meetings_within
from zhaohui.doors.portal.benefit_list import list_versions, listed_benefits


@public
@require_safe
def page(request: HttpRequest, list_id: str) -> HttpResponse:
    """Show the list as it stands today, or on `day`."""
    pack, book = current_pack(), current_rulebook()
    row = next((each for each in pack.benefit_lists if each.id == list_id), None)
    if row is None:
        raise Http404
    today = timezone.localdate()
    try:
        day = dt.date.fromisoformat(request.GET["day"]) if request.GET.get("day") else today
    except ValueError:
        raise Http404 from None
    versions = list_versions(pack, book, row)
    meetings, unsaid = meetings_within(pack, book, row.rules, day)
    context = {
        "row": row,
        "meetings": meetings,
        "unsaid": unsaid,
        "day": day,
        "today": today,
        "benefits": listed_benefits(pack, book, row, day),
        "versions": versions,
        "began": next((version for version in versions if version <= day), None),
    }
    return render(request, "portal/benefit_list.html", context)
