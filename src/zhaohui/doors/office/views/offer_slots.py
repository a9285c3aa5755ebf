"""预约和签到单 of one slot: who comes, who waits; sign in, book on behalf."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.offers.actions.book import book
from zhaohui.county.offers.actions.take_booking_step import (
    ATTENDING,
    cancel_booking,
    note_attendance,
)
from zhaohui.county.offers.errors import NotEligible, OfferError, OfferFull, OfferStateError
from zhaohui.county.offers.queries import kind_named
from zhaohui.county.offers.reading import read_sheet
from zhaohui.county.offers.states import OPEN, READ, SERVE
from zhaohui.county.registry.queries import person_by_identity
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.offer_form import read_number

FAULTS = (OfferError, OfferFull, OfferStateError, NotEligible)


@access(READ)
@never_cache
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet; that it was read is recorded."""
    return show(request, pk)


@access(SERVE)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in, mark as not come, cancel, or book on behalf by the number of an identity card."""
    actor, post, name = actor_of(request), request.POST, request.POST.get("step", "")
    try:
        if name == "book":
            person = _person(request)
            book(actor, pk, person, village=post.get("village", ""))
        elif name == "cancel":
            cancel_booking(actor, read_number(post, "booking"))
        elif name in ATTENDING:
            note_attendance(actor, read_number(post, "booking"), name)
        else:
            raise NotVisible
    except FAULTS as error:
        return show(request, pk, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("office:offer-slot", pk)


def _person(request: HttpRequest) -> int:
    try:
        return person_by_identity(actor_of(request), SERVE, request.POST.get("identity", "")).pk
    except NotVisible:
        raise OfferError(_("辖区里没有找到这个证件号的人。"), field="identity") from None


def show(request: HttpRequest, pk: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render the sheet, with what is wrong with what was pressed."""
    actor = actor_of(request)
    slot, rows = read_sheet(actor, pk)
    pack = current_pack()
    context = {
        "slot": slot,
        "kind": kind_named(slot.offer.kind),
        "rows": rows,
        "may_change": actor.may(OPEN, slot.offer.area) and not slot.is_cancelled,
        "may_serve": actor.may(SERVE, slot.offer.area),
        "villages": pack.villages,
        "village_names": {row.code: row.short_name or row.name for row in pack.villages},
        "problems": [{"id": "main", "sentence": problem}] if problem else [],
    }
    return render(request, "office/offers/sheet.html", context, status=status)
