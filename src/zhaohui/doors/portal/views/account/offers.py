"""我的预约和轮候: what was booked, what is waited for, places that wait for an answer or are held."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.offers.actions.offer_place import answer_place, leave_place
from zhaohui.county.offers.actions.register_wishes import withdraw
from zhaohui.county.offers.actions.take_booking_step import cancel_booking
from zhaohui.county.offers.own import own_page
from zhaohui.county.offers.states import OWN
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.views.offer_booking import FAULTS, number_of


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show everything of hers and of those for whom she asked."""
    return show(request)


@access(OWN)
@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """Cancel, withdraw, accept, decline or leave."""
    actor, post = actor_of(request), request.POST
    name, pk = post.get("step", ""), number_of(post.get("pk", ""))
    try:
        if name == "cancel":
            cancel_booking(actor, pk)
        elif name == "withdraw":
            withdraw(actor, pk)
        elif name in ("accept", "decline"):
            answer_place(actor, pk, name)
        elif name == "leave":
            leave_place(actor, pk, post.get("words", ""))
        else:
            raise NotVisible
    except FAULTS as error:
        return show(request, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("portal:me-offers")


def show(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render her page, with what is wrong with what was pressed."""
    context = own_page(actor_of(request))
    context["problems"] = [{"id": "main", "sentence": problem}] if problem else []
    return render(request, "portal/me/offers.html", context, status=status)
