"""One guide 办事指南, as it stands today or stood on a day."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.item_levels import aspects_of
from zhaohui.doors.portal.item_page import guide_of


@public
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show an item; `on` asks for the version of another day."""
    pack, book, today = current_pack(), current_rulebook(), county_today()
    on = day_of(request, today)
    try:
        guide = guide_of(pack, book, name, on=on, today=today)
    except KeyError:
        raise Http404 from None
    context = {
        "guide": guide,
        "item": guide.item,
        "domain": pack.domain(guide.item.domain),
        "service": pack.service(guide.item.service) if guide.item.service else None,
        "aspects": aspects_of(pack, book, guide.item, on),
    }
    return render(request, "portal/item.html", context)


def day_of(request: HttpRequest, today: dt.date) -> dt.date:
    """Return the day that is asked for; today for none, Http404 for what is no day."""
    written = request.GET.get("on", "")
    try:
        return dt.date.fromisoformat(written) if written else today
    except ValueError:
        raise Http404 from None
