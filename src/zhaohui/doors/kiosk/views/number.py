"""取号 at the machine: what for, priority, the number; three presses, no typing."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.actions.take_number import Wish, take_at_kiosk
from zhaohui.county.queueing.queries import board_of, kiosk_of
from zhaohui.doors.kiosk.machine import key_of
from zhaohui.doors.office.areas import area_word


@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for the domain, then for priority; then give the number. The same press twice is one number."""
    pack, key = current_pack(), key_of(request)
    machine = kiosk_of(key)
    wish = Wish(
        domain=request.POST.get("domain", ""),
        priority=request.POST.get("priority", ""),
        once=request.POST.get("once", "")[:64] or secrets.token_urlsafe(18),
    )
    context: dict[str, Any] = {
        "machine": machine,
        "hall": area_word(pack, machine.area) if machine else "",
        "domains": pack.domains,
        "priorities": pack.queue_priorities,
        "wish": wish,
        "stage": "priority" if "domain" in request.POST else "domain",
    }
    if machine is not None and "priority" in request.POST:
        ticket, waiting = take_at_kiosk(key, wish), board_of(machine.area).waiting
        context |= {"stage": "number", "ticket": ticket, "waiting": waiting}
    return render(request, "kiosk/number.html", context)
