"""供给 in the office: what there is, put one up, its capacity, its hours, its calendar."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.actions.close_offer import reopen_offer
from zhaohui.county.offers.actions.offer_place import call_next_by_hand
from zhaohui.county.offers.actions.open_offer import (
    cancel_slot,
    drop_opening,
    open_offer,
    open_one,
    open_slots,
    set_capacity,
    set_openings,
)
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.queries import kind_named, kind_visible_to, offer_visible_to
from zhaohui.county.offers.states import OPEN, READ
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office import offer_form as form
from zhaohui.doors.office.offer_page import home_context, one_context

STEPS: dict[str, Callable[[HttpRequest, int], object]] = {
    "capacity": lambda r, pk: set_capacity(
        actor_of(r), pk, form.read_number(r.POST, "count"), r.POST.get("words", "")
    ),
    "hours": lambda r, pk: set_openings(actor_of(r), pk, form.read_hours(r.POST)),
    "drop": lambda r, pk: drop_opening(actor_of(r), pk, form.read_number(r.POST, "opening")),
    "slots": lambda r, pk: open_slots(
        actor_of(r), pk, form.read_day(r.POST, "first"), form.read_day(r.POST, "last")
    ),
    "slot": lambda r, pk: open_one(
        actor_of(r), pk, form.read_day(r.POST, "day"), form.read_hours(r.POST, weekdays=(0,))
    ),
    "cancel": lambda r, pk: cancel_slot(actor_of(r), pk, form.read_number(r.POST, "slot")),
    "reopen": lambda r, pk: reopen_offer(actor_of(r), pk),
    "call": lambda r, pk: call_next_by_hand(actor_of(r), pk),
}


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what there is, by kind."""
    return render(
        request, "office/offers/home.html", home_context(actor_of(request), current_pack())
    )


@access(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Put up a place of a kind."""
    actor, pack = actor_of(request), current_pack()
    found = kind_visible_to(actor, OPEN, kind)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = open_offer(actor, form.read_offer(request.POST, kind))
        except OfferError as error:
            wrong = {error.field: str(error)}
        else:
            return redirect("office:offer", made.pk)
    context = {
        "kind": found,
        "written": request.POST,
        "catchment": request.POST.getlist("catchment"),
        "towns": [(t, [v for v in pack.villages if v.town_code == t.code]) for t in pack.towns],
        "wrong": wrong,
        "problems": [{"id": name, "sentence": words} for name, words in wrong.items()],
    }
    return render(request, "office/offers/new.html", context, status=400 if wrong else 200)


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one place."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; each action asks the policy for its own right."""
    offer_visible_to(actor_of(request), READ, pk)
    work = STEPS.get(request.POST.get("step", ""))
    if work is None:
        raise NotVisible
    try:
        work(request, pk)
    except (OfferError, OfferStateError) as error:
        return show(request, pk, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("office:offer", pk)


def show(request: HttpRequest, pk: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render one place, with what is wrong with what was written."""
    actor = actor_of(request)
    offer = offer_visible_to(actor, READ, pk)
    context = one_context(actor, current_pack(), offer, kind_named(offer.kind))
    context["problems"] = [{"id": "main", "sentence": problem}] if problem else []
    return render(request, "office/offers/one.html", context, status=status)
