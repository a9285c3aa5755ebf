"""叫号屏: what a hall calls now, for everybody to see; numbers only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.queries import board_of, hall_codes
from zhaohui.doors.office.areas import area_word

AGAIN_AFTER_S = 10


@public
@never_cache
@require_safe
def page(request: HttpRequest, hall: str) -> HttpResponse:
    """Show the numbers called and missed, and how many wait; the page renews itself."""
    pack = current_pack()
    if hall not in hall_codes(pack):
        raise Http404
    context = {"board": board_of(hall), "name": area_word(pack, hall), "again": AGAIN_AFTER_S}
    return render(request, "hall/board.html", context)
