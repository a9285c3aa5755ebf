"""One guide 办事指南, as it stands today, or a version of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.item_levels import aspects_of
from zhaohui.doors.portal.item_page import guide_of
from zhaohui.packs import Pack
from zhaohui.packs.items import Item, edition, standing


@public
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show an item; `version` asks for an earlier or a coming version of it."""
    pack, book, today = current_pack(), current_rulebook(), county_today()
    item = asked(request, pack, name)
    context = {
        "guide": guide_of(pack, book, item, today=today),
        "item": item,
        "domain": pack.domain(item.domain),
        "service": pack.service(item.service) if item.service else None,
        "aspects": aspects_of(pack, book, item, today),
    }
    return render(request, "portal/item.html", context)


def asked(request: HttpRequest, pack: Pack, name: str) -> Item:
    """Return the item as it stands today, or the version that is asked for; Http404 for none."""
    written = request.GET.get("version", "")
    try:
        if written:
            return edition(pack, name, int(written))
        return standing(pack, name, county_today())
    except (KeyError, ValueError):
        raise Http404 from None
