"""A report of a visit comes in, from the phone's queue or a plain form; help begins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.error_pages import prefers_json
from zhaohui.county.visits.actions.begin_help import begin_help
from zhaohui.county.visits.actions.receive_entry import receive_entry
from zhaohui.county.visits.errors import VisitFault
from zhaohui.county.visits.models import Outcome
from zhaohui.county.visits.queries import NOTE
from zhaohui.doors.field.entry_form import read_sent, receipt
from zhaohui.doors.form_page import actor_of


@access(NOTE)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a report, once; the answer says what became of it."""
    entry = receive_entry(actor_of(request), current_pack(), read_sent(request))
    if prefers_json(request):
        response = JsonResponse(receipt(entry), json_dumps_params={"ensure_ascii": False})
        response.headers["Cache-Control"] = "private, no-store"
        return response
    level = messages.WARNING if entry.outcome == Outcome.CONFLICT else messages.SUCCESS
    said = [str(Outcome(entry.outcome).label), entry.stands, entry.photo_fault]
    messages.add_message(request, level, "：".join(part for part in said if part))
    return redirect("field:today")


@access(NOTE)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Go on to an application on the visited person's behalf."""
    ticket = request.POST.get("ticket", "")
    if not ticket:
        raise VisitFault(_("请从走访名单进入。"))
    person, item = begin_help(actor_of(request), current_pack(), ticket)
    if item:
        return redirect("office:case-new-form", person, item)
    return redirect("office:case-new", person)
