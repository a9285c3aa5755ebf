"""我的日子: checks, visits, reviews of hers and of children who live with her; as a calendar file, too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.schedules.ics import calendar_file
from zhaohui.county.schedules.own import read_own
from zhaohui.county.schedules.queries import OWN
from zhaohui.doors.form_page import actor_of


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what is due, then what was done."""
    found = read_own(actor_of(request), current_pack())
    context = {
        "waiting": [each for each in found if each.duty.state == "due"],
        "settled": [each for each in found if each.duty.state != "due"],
    }
    return render(request, "portal/me/duties.html", context)


@access(OWN)
@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give what is due as a calendar file without names."""
    found = read_own(actor_of(request), current_pack(), purpose="存到日历")
    waiting = [each for each in found if each.duty.state == "due"]
    text = calendar_file(_("我的日子"), waiting, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="duties.ics"'
    return response
