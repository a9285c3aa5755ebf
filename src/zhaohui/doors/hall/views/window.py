"""综合窗口: who stands there, found by a document or a case number; the bar of numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.identify_at_window import (
    CASE_NUMBER,
    documents,
    identify_at_window,
    unknown_documents,
)
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.hall.desk import queue_bar
from zhaohui.doors.office.purpose import keep_purpose

SHOWN = "hall_shown"  # in her session: the document that was shown last is offered first


@access(TAKE_IN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Ask for a number of the document; show what number is at the window."""
    return show(request)


@access(TAKE_IN)
@never_cache
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Find the person; the number travels in the form, never in an address."""
    shown = request.POST.get("shown", "")
    try:
        person = identify_at_window(actor_of(request), shown, request.POST.get("number", ""))
    except NotVisible:
        return show(
            request,
            problem=_("您的辖区里没有按这个号码找到人。请核对号码和选的是哪一种。"),
        )
    keep_purpose(request, "window", "")
    request.session[SHOWN] = shown
    return redirect("hall:person", person.pk)


def show(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    """Render the page, with what is wrong with the number."""
    pack = current_pack()
    context = {
        "documents": documents(pack),
        "gaps": unknown_documents(pack),
        "case_number": CASE_NUMBER,
        "shown": request.POST.get("shown") or request.session.get(SHOWN, ""),
        "queue": queue_bar(request),
        "is_synthetic": is_synthetic(),
        "problems": [{"id": "number", "sentence": problem}] if problem else [],
    }
    return render(request, "hall/window.html", context, status=400 if problem else 200)
