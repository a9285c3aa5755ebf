"""Edit a place, close it, change a slot: first whom it concerns, then, agreed to, done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.actions.change_slot import change_slot, changeable, plan_slot
from zhaohui.county.offers.actions.close_offer import close_offer, closing_of, edit_offer
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.queries import kind_named, offer_visible_to
from zhaohui.county.offers.states import OPEN
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office import offer_form as form

FAULTS = (OfferError, OfferStateError)
METHODS = ["GET", "HEAD", "POST"]


@access(OPEN)
@require_http_methods(METHODS)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write name, address, price and catchment anew."""
    actor, pack = actor_of(request), current_pack()
    offer = offer_visible_to(actor, OPEN, pk)
    written, wrong = form.written_of(offer), {}
    if request.method == "POST":
        written = request.POST.dict() | {"catchment": request.POST.getlist("catchment")}
        try:
            edit_offer(actor, pk, form.read_offer(request.POST, offer.kind))
        except OfferError as error:
            wrong = {error.field: str(error)}
        else:
            messages.success(request, _("已经改好。"))
            return redirect("office:offer", pk)
    context = {
        "offer": offer,
        "kind": kind_named(offer.kind),
        "written": written,
        "towns": pack.towns,
        "wrong": wrong,
        "problems": [{"id": name, "sentence": words} for name, words in wrong.items()],
    }
    return render(request, "office/offers/edit.html", context, status=400 if wrong else 200)


@access(OPEN)
@require_http_methods(METHODS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands on the place; a post with the number that was shown closes it."""
    actor, post, problem, status = actor_of(request), request.POST, "", 200
    offer, plan = offer_visible_to(actor, OPEN, pk), None
    try:
        plan = closing_of(actor, pk)
        if request.method == "POST":
            agreed = form.read_number(post, "agreed")
            close_offer(actor, pk, post.get("words", ""), agreed=agreed)
            messages.success(request, _("已经停用，约的人都告诉了。"))
            return redirect("office:offer", pk)
    except FAULTS as error:
        problem, status = str(error), error.status
    context = {
        "offer": offer,
        "plan": plan,
        "words": post.get("words", ""),
        "problems": [{"id": "words", "sentence": problem}] if problem else [],
    }
    return render(request, "office/offers/close.html", context, status=status)


@access(OPEN)
@require_http_methods(METHODS)
def slot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the slot's time; a post shows whom a change concerns, a post with that number makes it."""
    actor, post, problem, status = actor_of(request), request.POST, "", 200
    found, plan = changeable(actor, pk), None
    try:
        if request.method == "POST":
            entry = form.read_slot(post)
            plan = plan_slot(actor, pk, entry)
            if post.get("agreed"):
                change_slot(actor, pk, entry, agreed=form.read_number(post, "agreed"))
                messages.success(request, _("已经改好，约的人都告诉了。"))
                return redirect("office:offer-slot", pk)
    except FAULTS as error:
        problem, status = str(error), error.status
    written = post.dict() if post else form.written_of_slot(found)
    context = {
        "slot": found,
        "plan": plan,
        "written": written,
        "problems": [{"id": "day", "sentence": problem}] if problem else [],
    }
    return render(request, "office/offers/slot_change.html", context, status=status)
