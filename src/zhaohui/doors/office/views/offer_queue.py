"""轮候、占用和年审 of one kind: check who registered, review who holds a place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.offers.actions.offer_place import answer_place, leave_place
from zhaohui.county.offers.actions.register_wishes import check_application
from zhaohui.county.offers.actions.review_occupancy import review_occupancy
from zhaohui.county.offers.errors import OfferError, OfferStateError
from zhaohui.county.offers.models import Verdict
from zhaohui.county.offers.queries import kind_named
from zhaohui.county.offers.reading import read_held, read_queue
from zhaohui.county.offers.states import READ, SERVE
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.offer_form import maybe_number, read_number


@access(READ)
@never_cache
@require_safe
def page(request: HttpRequest, kind: str) -> HttpResponse:
    """Show who waits and who holds a place; that it was read is recorded."""
    return show(request, kind)


@access(SERVE)
@require_POST
def step(request: HttpRequest, kind: str) -> HttpResponse:
    """Check a registration; answer for somebody; review or end a place."""
    actor, post, name = actor_of(request), request.POST, request.POST.get("step", "")
    words = post.get("words", "")
    try:
        pk = read_number(post, "pk")
        if name in ("qualify", "refuse"):
            check_application(
                actor,
                pk,
                qualifies=name == "qualify",
                words=words,
                level=maybe_number(post, "level"),
                points=maybe_number(post, "points"),
                version=maybe_number(post, "version"),
            )
        elif name in ("accept", "decline"):
            answer_place(actor, pk, name)
        elif name == "review":
            review_occupancy(actor, pk, post.get("verdict", ""), words)
        elif name == "leave":
            leave_place(actor, pk, words)
        else:
            raise NotVisible
    except (OfferError, OfferStateError) as error:
        return show(request, kind, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("office:offer-queue", kind)


def show(request: HttpRequest, kind: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render the queue and who holds a place, with what is wrong with what was written."""
    actor = actor_of(request)
    context = {
        "kind": kind_named(kind),
        "queue": read_queue(actor, kind),
        "held": read_held(actor, kind),
        "classes": list(enumerate(row.name for row, _c in kind_named(kind).classes)),
        "verdicts": Verdict.choices,
        "today": county_today(),
        "may_serve": actor.may(SERVE),
        "problems": [{"id": "main", "sentence": problem}] if problem else [],
    }
    return render(request, "office/offers/queue.html", context, status=status)
