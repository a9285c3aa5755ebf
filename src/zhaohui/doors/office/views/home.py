"""The office's first page: who I am here, what waits for me, what has grown old."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.policy import appointments_on
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.duties import Desk, duties, freshness
from zhaohui.doors.office.rooms import rooms


@access("office.home")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the officer's posts and areas, her duties as counts, and warnings of old figures."""
    pack, today = current_pack(), county_today()
    officer = request.user.officer  # type: ignore[union-attr]
    names = {row.post: row.name for row in pack.posts}
    found = duties(Desk(request.actor, officer.department, pack))  # type: ignore[attr-defined]
    context = {
        "officer": officer,
        "posts": [
            (names.get(post, post), area_word(pack, area))
            for post, area in appointments_on(officer.pk, today)
        ],
        "waiting": [duty for duty in found if duty.count],
        "quiet": [duty for duty in found if not duty.count],
        "rooms": rooms(request.actor),  # type: ignore[attr-defined]
        "fresh": freshness(pack, today),
    }
    return render(request, "office/home.html", context)
