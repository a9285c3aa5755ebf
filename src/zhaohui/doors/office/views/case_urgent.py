"""先行救助 and 协查函: help before the decision, and what one place asks another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.actions.ask_home import answer_inquiry, ask_home
from zhaohui.county.cases.actions.give_relief import confirm_relief, give_relief
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.errors import CaseAnswerError, CaseStateError, SecondOfficerError
from zhaohui.county.cases.inquiries import inquiry_visible_to, to_answer
from zhaohui.county.cases.inquiry_list import INQUIRIES
from zhaohui.county.cases.queries import READ, case_visible_to
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.office.case_form import read_amount
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.views.cases import show
from zhaohui.errors import ZhaohuiError

REFUSALS = (CaseAnswerError, CaseStateError, SecondOfficerError)


@access(READ)
@require_POST
def relief(request: HttpRequest, pk: int) -> HttpResponse:
    """Give help first, or say as another officer whether it may be given."""
    actor, did = actor_of(request), request.POST.get("did", "")
    case_visible_to(actor, READ, pk)
    said = Said(reason=request.POST.get("reason", ""), words=request.POST.get("words", "")[:1000])
    try:
        if did == "give":
            give_relief(actor, pk, said, amount_fen=read_amount(request.POST.get("amount", "")))
        else:
            confirm_relief(actor, pk, said, agrees=did == "confirm")
    except REFUSALS as error:
        return show(request, pk, problem=error)
    return redirect("office:case", pk)


@access("case.handle")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the office of her home for facts."""
    case_visible_to(actor_of(request), READ, pk)
    try:
        ask_home(actor_of(request), pk, request.POST.get("question", ""))
    except REFUSALS as error:
        return show(request, pk, problem=error)
    return redirect("office:case", pk)


@access(READ)
@require_safe
def inquiries(request: HttpRequest) -> HttpResponse:
    """Show the letters to and from the officer's area."""
    return list_page(request, INQUIRIES)


@access(READ)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter; a post answers it."""
    if request.method != "POST":
        return show_inquiry(request, pk)
    inquiry_visible_to(actor_of(request), pk)
    try:
        answer_inquiry(actor_of(request), pk, request.POST.get("answer", ""))
    except CaseAnswerError as error:
        return show_inquiry(request, pk, problem=error)
    return redirect("office:inquiry", pk)


def show_inquiry(
    request: HttpRequest, pk: int, *, problem: ZhaohuiError | None = None
) -> HttpResponse:
    """Render a letter: no more of the case than its item and whose it is. The reading is recorded."""
    actor, pack = actor_of(request), current_pack()
    row = inquiry_visible_to(actor, pk)
    fields = ("姓名", "事项", "协查函")
    record_read(actor, [row.case.subject_id], fields=fields, purpose="协查", action=READ)
    context = {
        "row": row,
        "is_synthetic": is_synthetic(),
        "from_place": area_word(pack, row.case.area or ""),
        "to_place": area_word(pack, row.area),
        "may_answer": to_answer(actor).filter(pk=pk).exists(),
        "may_read_case": actor.may_for(READ, row.case.subject_id, row.case.area),
        "problems": [{"id": "answer", "sentence": str(problem)}] if problem else [],
    }
    status = problem.status if problem else 200
    return render(request, "office/inquiry.html", context, status=status)
