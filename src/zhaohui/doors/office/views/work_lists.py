"""Work lists of cases: searching, what came of many at once, workload and sharing out, one's own leave."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.bulk_cases import bulk_handling_of, share_out
from zhaohui.county.cases.actions.mark_leave import MARK, cancel_leave, mark_leave
from zhaohui.county.cases.case_list import CASES
from zhaohui.county.cases.colleagues import ASSIGN
from zhaohui.county.cases.errors import CaseAnswerError
from zhaohui.county.cases.queries import READ
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.page import Page, find_rows
from zhaohui.county.lists.state import ListState
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.case_form import read_day
from zhaohui.doors.office.list_view import note_shown, view_of
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.doors.office.work_list_page import (
    case_lookup,
    leave_context,
    read_moves,
    read_number,
    share_context,
    workload_context,
)

FINDING = "找办件"  # the audit is kept in Chinese


@access(READ)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Look for cases; the words stay out of every address and of the log."""
    actor, problem, found = actor_of(request), "", Page.empty()
    try:
        found = find_rows(CASES, actor, request.POST.get("words", ""))
    except FilterFault as fault:
        problem = str(fault)
    else:
        note_search(request, found)
    context = {
        "list": view_of(CASES, actor, ListState(), found),
        "lookup": case_lookup(problem=problem),
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    return render(request, "office/cases_found.html", context, status=status)


def note_search(request: HttpRequest, found: Page) -> None:
    """Record the search, also where it found nothing; never its words."""
    if found.rows:
        note_shown(request, CASES, found, filters={"search": "1"})
        return
    with transaction.atomic():
        record(
            actor_of(request),
            READ,
            subject=("search", CASES.name),
            purpose=current_purpose(request) or FINDING,
            change={"found": 0},
        )


@access(READ)
@require_safe
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what came of each case that the officer handled at once."""
    row = bulk_handling_of(actor_of(request), pk)
    done = [each for each in row.rows if each["ok"]]
    context = {"handling": row, "done": done, "left": [e for e in row.rows if not e["ok"]]}
    return render(request, "office/case_bulk.html", context)


@access(ASSIGN)
@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """Show how much each officer has, and which cases nobody can act on."""
    context = workload_context(actor_of(request), current_pack())
    return render(request, "office/workload.html", context)


@access(ASSIGN)
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Preview an even share among the chosen officers, or do what was previewed."""
    actor = actor_of(request)
    if "apply" not in request.POST:
        context = share_context(actor, request.POST.getlist("officer"), current_pack())
        return render(request, "office/workload_share.html", context)
    made = share_out(actor, read_moves(request.POST.getlist("move")))
    return redirect("office:case-bulk", made.pk)


@access(MARK)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Show the officer's own leaves; a post marks another with its deputy."""
    actor, problem = actor_of(request), ""
    if request.method == "POST":
        try:
            mark_leave(
                actor,
                read_day(request.POST.get("start", "")),
                read_day(request.POST.get("until", "")),
                read_number(request.POST.get("deputy", "")),
                comes_back=request.POST.get("back") == "on",
            )
        except CaseAnswerError as error:
            problem = str(error)
        else:
            messages.success(request, _("已经登记。到那一天办件自动交接。"))
            return redirect("office:leave")
    context = leave_context(actor, request.POST, problem, county_today())
    return render(request, "office/leave.html", context, status=400 if problem else 200)


@access(MARK)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel one's own leave, or end it today."""
    cancel_leave(actor_of(request), pk)
    messages.success(request, _("已经取消或者提前结束。"))
    return redirect("office:leave")
