"""查办件 at the machine: the number of the receipt and the last four, by the keypad."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import public
from zhaohui.county.accounts.lockout import address as client_address
from zhaohui.county.cases.lookup import look_up
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.kiosk.keypad import KEYS, LAST_DIGITS, NUMBER_DIGITS, pressed
from zhaohui.doors.portal.my_bundles import standing

TEMPLATE = "kiosk/status.html"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Take a key, or both numbers; say how the case stands. Nothing of it is in the address."""
    number, last = request.POST.get("number", "")[:20], request.POST.get("last", "")[:LAST_DIGITS]
    if key := request.POST.get("key", ""):
        number, last = pressed(number[:NUMBER_DIGITS], last, key)
    context: dict[str, Any] = {"keys": KEYS, "number": number, "last": last, "problems": []}
    if request.method != "POST" or key:
        return render(request, TEMPLATE, context)
    found = look_up(actor_of(request), number, last, address=client_address(request) or "")
    if found is None:
        wrong = _("没有查到：编号或者末四位不对。查错几次要等一个小时；也可以打电话问受理窗口。")
        context |= {"problems": [{"id": "number", "sentence": wrong}], "last": ""}
        return render(request, TEMPLATE, context, status=400)
    return render(request, TEMPLATE, standing(found, current_pack()))
