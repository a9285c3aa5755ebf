"""供给: what there is, where, when it is open, how it is shared out. No sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.queries import kind_named, public_offer, public_runs
from zhaohui.county.offers.states import OWN
from zhaohui.county.offers.subjects import subjects
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.offers_page import kind_context, kinds_context, one_context


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the kinds of offers by domain."""
    return render(request, "portal/offers/kinds.html", kinds_context(current_pack()))


@public
@require_safe
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one kind: conditions, classes, price, places by town, opening hours, rounds."""
    context = kind_context(current_pack(), kind_named(kind))
    context["runs"] = list(public_runs(kind)[:5])
    return render(request, "portal/offers/kind.html", context)


@public
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one place with what can be booked."""
    return show(request, pk)


def show(request: HttpRequest, pk: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render one place, with what is wrong with what was chosen."""
    offer = public_offer(pk)
    context = one_context(current_pack(), kind_named(offer.kind), offer)
    actor = actor_of(request)
    context["subjects"] = subjects(actor) if actor.kind == "resident" and actor.may(OWN) else []
    context["problems"] = [{"id": "slots", "sentence": problem}] if problem else []
    return render(request, "portal/offers/one.html", context, status=status)
