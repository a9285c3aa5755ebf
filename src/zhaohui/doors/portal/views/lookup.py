"""查办件进度: without signing in, by the number and the last four of the identity number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import public
from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.lookup import look_up
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.my_bundles import standing


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for both; say how the case stands, or that they do not fit. Nothing of it is in the address."""
    if request.method != "POST":
        return render(request, "portal/status.html", {})
    number, last = request.POST.get("number", ""), request.POST.get("last", "")
    found = look_up(actor_of(request), number, last, address=client_address(request) or "")
    if found is None:
        wrong = _("没有查到：编号或者末四位不对。查错几次要等一个小时；也可以打电话问受理窗口。")
        context = {"problems": [{"id": "number", "sentence": wrong}], "number": number[:20]}
        return render(request, "portal/status.html", context, status=400)
    return render(request, "portal/status.html", standing(found, current_pack()))
