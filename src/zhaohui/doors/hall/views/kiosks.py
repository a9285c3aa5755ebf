"""自助机 of a hall: the machine at which the officer stands becomes one; those that are no more."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.queueing.actions.register_kiosk import register_kiosk, revoke_kiosk
from zhaohui.county.queueing.errors import QueueAnswerError
from zhaohui.county.queueing.queries import kiosks_of
from zhaohui.county.queueing.states import SERVE
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.desk import halls, own_hall
from zhaohui.doors.kiosk.machine import COOKIE, ONE_YEAR_S


@access(SERVE)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the hall's machines, and the form that makes this one of them."""
    return show(request)


@access(SERVE)
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Make this machine one of the hall's; the officer is signed out of it."""
    hall, name = request.POST.get("hall", ""), request.POST.get("name", "")
    try:
        _made, key = register_kiosk(actor_of(request), hall, name)
    except QueueAnswerError as error:
        return show(request, problem=str(error))
    logout(request)
    response = redirect("kiosk:start")
    response.set_cookie(
        COOKIE,
        key,
        max_age=ONE_YEAR_S,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@access(SERVE)
@require_POST
def revoke(request: HttpRequest, kiosk_id: int) -> HttpResponse:
    """Take a machine out of use."""
    revoke_kiosk(actor_of(request), kiosk_id)
    return redirect("hall:kiosks")


def show(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    """Render the page, with what is wrong with the name."""
    hall = own_hall(request)
    context = {
        "hall": hall,
        "halls": halls(request),
        "kiosks": kiosks_of(actor_of(request), hall.code) if hall else [],
        "problems": [{"id": "name", "sentence": problem}] if problem else [],
    }
    return render(request, "hall/kiosks.html", context, status=400 if problem else 200)
