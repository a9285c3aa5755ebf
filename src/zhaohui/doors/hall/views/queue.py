"""取号叫号: today's numbers of a hall, the figures of the days, taking and calling numbers."""

from __future__ import annotations

import datetime as dt
import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.queueing.actions.call_number import call_next, take_ticket_step
from zhaohui.county.queueing.actions.take_number import Wish, take_at_desk
from zhaohui.county.queueing.errors import QueueStateError
from zhaohui.county.queueing.queries import day_figures, open_tickets
from zhaohui.county.queueing.states import READ, SERVE
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.desk import halls, own_hall, queue_bar, sit_down, wishes_of

DAYS_SHOWN = 31


@access(READ)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show who waits in a hall, and how long it took on the days before."""
    pack, actor, hall = current_pack(), actor_of(request), own_hall(request, READ)
    since = county_today() - dt.timedelta(days=DAYS_SHOWN)
    rows = open_tickets(actor, hall.code) if hall else []
    context = {
        "hall": hall,
        "halls": halls(request, READ),
        "tickets": [(ticket, wishes_of(ticket)) for ticket in rows],
        "days": day_figures(actor, hall.code, since) if hall else [],
        "may_serve": hall is not None and actor.may(SERVE, hall.code),
        "domains": pack.domains,
        "priorities": pack.queue_priorities,
        "once": secrets.token_urlsafe(18),
        "queue": queue_bar(request),
    }
    return render(request, "hall/queue.html", context)


@access(SERVE)
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Give a number by hand: to who can't or won't use the machine."""
    hall = request.POST.get("hall", "")
    wish = Wish(
        domain=request.POST.get("domain", ""),
        priority=request.POST.get("priority", ""),
        once=request.POST.get("once", "")[:64],
    )
    ticket = take_at_desk(actor_of(request), hall, wish)
    messages.success(request, _("取到 %(number)s 号。") % {"number": ticket.shown})
    return redirect("hall:queue")


@access(SERVE)
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Call the next number to the officer's window."""
    hall, window = request.POST.get("hall", ""), request.POST.get("window", "").strip()[:8]
    try:
        ticket = call_next(actor_of(request), hall, window=window)
    except QueueStateError as error:
        messages.error(request, str(error))
        return redirect("hall:window")
    sit_down(request, hall, window)
    if ticket is None:
        messages.info(request, _("现在没有人在等。"))
    return redirect("hall:window")


@access(SERVE)
@require_POST
def step(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Take a step of a number: call it again, let it pass, end it."""
    name = request.POST.get("step", "")
    window = request.session.get("hall_window", "")
    try:
        take_ticket_step(actor_of(request), ticket_id, name, window=window)
    except QueueStateError as error:
        messages.error(request, str(error))
    return redirect("hall:window")
