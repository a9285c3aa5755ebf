"""服务事项: every item with its state, version and gaps."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.item_proposals import visible_to
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.items_page import GROUPS, item_lines

PAGE_SIZE = 30


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the items of a department: all, those with gaps, waiting, drafts, retired."""
    actor = request.actor  # type: ignore[attr-defined]
    lines = item_lines(current_pack(), actor, county_today())
    which = request.GET.get("which", "all")
    which = which if which in GROUPS else "all"
    department = request.GET.get("department", "")
    own = [line for line in lines if department in ("", line.item.department)]
    context = {
        "which": which,
        "department": department,
        "departments": sorted({line.item.department for line in lines}),
        "counts": {name: sum(map(fits, own)) for name, fits in GROUPS.items()},
        "page": Paginator([line for line in own if GROUPS[which](line)], PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "kept": urlencode({"which": which, "department": department}) + "&",
        "to_review": visible_to(actor, "item.approve").count(),
    }
    return render(request, "office/items.html", context)
