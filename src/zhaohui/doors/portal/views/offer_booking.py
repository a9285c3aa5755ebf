"""Book a slot, register with one's wishes: signed in, for oneself or for whom one may ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.offers.actions.book import book
from zhaohui.county.offers.actions.register_wishes import register_wishes
from zhaohui.county.offers.errors import NotEligible, OfferError, OfferFull, OfferStateError
from zhaohui.county.offers.queries import kind_named, public_offers
from zhaohui.county.offers.states import OWN
from zhaohui.county.offers.subjects import subjects
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.offers_page import method_words, title_of
from zhaohui.doors.portal.views.offers import show

FAULTS = (OfferError, OfferFull, OfferStateError, NotEligible)
MOST_DIGITS = 15


def number_of(text: str) -> int:
    """Return a posted number; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


@access(OWN)
@require_POST
def book_slot(request: HttpRequest, pk: int) -> HttpResponse:
    """Book a slot of this place, or wait for one."""
    post = request.POST
    try:
        made = book(
            actor_of(request),
            number_of(post.get("slot", "")),
            number_of(post.get("person", "")),
            village=post.get("village", ""),
        )
    except FAULTS as error:
        return show(request, pk, problem=str(error), status=error.status)
    said = (
        _("已经约上。")
        if made.state == "booked"
        else _("约满了，已经替您排上候补，空出来自动转正。")
    )
    messages.success(request, said)
    return redirect("portal:me-offers")


@access(OWN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, kind: str) -> HttpResponse:
    """Register for places of a kind: for whom, which places, in which order."""
    actor, found, problem, status = actor_of(request), kind_named(kind), "", 200
    if found.row.use != "places":
        raise NotVisible
    wanted = [each for each in request.POST.getlist("wish") if each]
    if request.method == "POST":
        try:
            person = number_of(request.POST.get("person", ""))
            register_wishes(actor, kind, person, [number_of(each) for each in wanted])
        except FAULTS as error:
            problem, status = str(error), error.status
        else:
            messages.success(request, _("已经登记。办到哪一步看下面。"))
            return redirect("portal:me-offers")
    context = {
        "kind": found,
        "title": title_of(found),
        "method": method_words()[found.row.allot],
        "subjects": subjects(actor),
        "is_synthetic": is_synthetic(),
        "person": request.POST.get("person", ""),
        "offers": list(public_offers(kind)),
        "ranks": [
            (at + 1, wanted[at] if at < len(wanted) else "") for at in range(found.row.most_wishes)
        ],
        "problems": [{"id": "wish-1", "sentence": problem}] if problem else [],
    }
    return render(request, "portal/offers/register.html", context, status=status)
