"""办件: the work list, one case with what the rules say, the steps that an officer takes, files and letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.add_material import take_material
from zhaohui.county.cases.actions.officer_steps import OFFICER_STEPS
from zhaohui.county.cases.actions.propose_decision import propose_decision
from zhaohui.county.cases.actions.read_case import read_case, read_receipt
from zhaohui.county.cases.actions.take_letter import take_letter
from zhaohui.county.cases.asking import FactsNotGiven
from zhaohui.county.cases.case_list import CASES
from zhaohui.county.cases.errors import CaseAnswerError, SecondOfficerError
from zhaohui.county.cases.queries import READ, case_visible_to, visible_to
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.doors.case_file import file_response, letter_response, problems_of
from zhaohui.doors.office.case_form import read_said, read_version, read_wanted
from zhaohui.doors.office.case_page import case_context, receipt_context
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.purpose import current_purpose
from zhaohui.doors.office.work_list_page import case_lookup
from zhaohui.errors import ZhaohuiError

PURPOSE = "办件"  # the audit is kept in Chinese


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the cases of the officer's area, what is overdue first."""
    may = actor_of(request).may(TAKE_IN)
    return list_page(
        request, CASES, template="office/cases.html", lookup=case_lookup(), may_take_in=may
    )


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case; that it was read is recorded."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; what each one needs, its own action asks of the policy."""
    take = OFFICER_STEPS.get(request.POST.get("step", ""))
    if take is None:
        raise NotVisible
    case_visible_to(actor_of(request), READ, pk)
    try:
        said = read_said(request.POST, current_pack())
        take(actor_of(request), pk, said, version=read_version(request.POST))
    except (CaseAnswerError, SecondOfficerError) as error:
        return show(request, pk, problem=error, given=request.POST.dict())
    return redirect("office:case", pk)


@access("case.handle")
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose what is to be decided."""
    case_visible_to(actor_of(request), READ, pk)
    try:
        wanted = read_wanted(request.POST)
        propose_decision(actor_of(request), pk, wanted, version=read_version(request.POST))
    except (CaseAnswerError, SecondOfficerError) as error:
        return show(request, pk, problem=error)
    return redirect("office:case", pk)


@access(READ)
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt to be printed: what was handed in, the number, how to ask about it."""
    case = read_receipt(actor_of(request), pk, purpose=PURPOSE)
    context = receipt_context(case, current_pack())
    context["is_elsewhere"] = not visible_to(actor_of(request)).filter(pk=pk).exists()
    response = render(request, "office/case_receipt.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(READ)
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the decision's letter to be printed."""
    return letter_response(request, take_letter(actor_of(request), pk))


@access(READ)
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a file that was handed in."""
    return file_response(*take_material(actor_of(request), pk))


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def show(
    request: HttpRequest,
    pk: int,
    *,
    problem: ZhaohuiError | None = None,
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Render one case, with what is wrong with what was written."""
    actor = actor_of(request)
    case = read_case(actor, pk, purpose=current_purpose(request) or PURPOSE)
    asked = given if isinstance(problem, FactsNotGiven) else None
    context = case_context(actor, case, current_pack(), asked)
    context["problems"] = problems_of(problem, "steps")
    status = problem.status if problem else 200
    response = render(request, "office/case.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
