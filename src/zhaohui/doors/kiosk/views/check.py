"""我能享受什么 at the machine: the anonymous check in the kiosk's frame; nothing of it is kept."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import public
from zhaohui.county.forms.queries import sitting_for
from zhaohui.doors.form_page import Desk, Signed, run_form
from zhaohui.doors.portal.check_result import result

FORM = "check"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Take the step that was filled in and show the next one, at last the result."""
    sitting = sitting_for(FORM, "check")
    end = partial(result, asked=request.POST.get("why", ""))
    desk = Desk(Signed(sitting), end_page=("portal/check_result.html", end))
    return run_form(request, sitting, desk, sitting.begin())
