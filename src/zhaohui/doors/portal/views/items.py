"""The guides 办事指南: every item, by domain and by life event."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.item_list import ITEMS_OF, item_groups


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the items that the words find, in groups: life events, or domains."""
    pack, today = current_pack(), county_today()
    by = request.GET.get("by", "")
    by = by if by in ITEMS_OF else "event"
    query = request.GET.get("q", "").strip()[:60]
    groups = item_groups(pack, today, by=by, query=query)
    context = {
        "by": by,
        "query": query,
        "chosen": request.GET.get("group", ""),
        "groups": groups,
        "total": len({item.name for group in groups for item in group.items}),
    }
    return render(request, "portal/items.html", context)
