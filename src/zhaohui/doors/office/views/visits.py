"""走访记录: the list, one report with its note and photo, and how one that did not fit was dealt with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.visits.actions.read_entry import read_entry, take_photo
from zhaohui.county.visits.actions.settle_entry import settle_entry
from zhaohui.county.visits.entry_list import VISITS
from zhaohui.county.visits.errors import VisitFault
from zhaohui.county.visits.queries import READ, SETTLE, entry_visible_to
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.visit_page import visit_context
from zhaohui.errors import ZhaohuiError


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the reports of the officer's area, latest first."""
    return list_page(request, VISITS, template="office/visits.html")


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report; that it was read is recorded."""
    return show(request, pk)


@access(READ)
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the photo as a file, never as a page of ours."""
    entry, content = take_photo(actor_of(request), pk)
    response = HttpResponse(content, content_type=entry.photo_kind)
    ending = "png" if entry.photo_kind.endswith("png") else "jpg"
    response.headers["Content-Disposition"] = f'attachment; filename="visit-{pk}.{ending}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(SETTLE)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how a report that did not fit was dealt with."""
    actor = actor_of(request)
    entry_visible_to(actor, SETTLE, pk)
    try:
        settle_entry(actor, pk, request.POST.get("words", ""))
    except VisitFault as error:
        return show(request, pk, problem=error)
    return redirect("office:visit", pk)


def show(request: HttpRequest, pk: int, *, problem: ZhaohuiError | None = None) -> HttpResponse:
    """Render one report, with what is wrong with what was written."""
    actor = actor_of(request)
    entry = read_entry(actor, pk)
    context = visit_context(actor, current_pack(), entry)
    context["problems"] = [{"id": f"settle-{pk}", "sentence": str(problem)}] if problem else []
    status = problem.status if problem else 200
    response = render(request, "office/visit.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
