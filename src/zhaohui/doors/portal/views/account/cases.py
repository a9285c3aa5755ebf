"""我的办件: a resident's cases, or her giver's: the timeline, what she must do, withdraw, appeal, the letter."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.cases.actions.add_material import add_to_case, take_material
from zhaohui.county.cases.actions.own_steps import OWN_STEPS
from zhaohui.county.cases.actions.read_case import read_own_case
from zhaohui.county.cases.actions.take_letter import take_letter
from zhaohui.county.cases.actions.take_step import Said
from zhaohui.county.cases.asking import FactsNotGiven
from zhaohui.county.cases.bundle_queries import own_bundles
from zhaohui.county.cases.errors import CaseAnswerError, MaterialError
from zhaohui.county.cases.queries import own_cases
from zhaohui.county.cases.states import OWN
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.case_file import file_response, letter_response, problems_of
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.my_bundles import bundle_cards
from zhaohui.doors.portal.my_cases import case_cards, case_context
from zhaohui.doors.portal.views.apply import whose
from zhaohui.errors import ZhaohuiError


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest, person_id: int | None = None) -> HttpResponse:
    """Show the cases, latest first; who is not bound is led to binding."""
    person, giver = whose(request, person_id)
    if person is None:
        return redirect("portal:me-bind")
    actor = actor_of(request)
    context = {
        "cards": case_cards(own_cases(actor, person.pk), current_pack()),
        "bundles": bundle_cards(own_bundles(actor, person.pk)),
        "giver": giver,
    }
    return render(request, "portal/me/cases.html", context)


@access(OWN)
@never_cache
@require_safe
def one(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case; that it was read is recorded."""
    return show(request, case_id)


@access(OWN)
@require_POST
def step(request: HttpRequest, case_id: int) -> HttpResponse:
    """Supplement, withdraw, ask for a review, or take that back."""
    take = OWN_STEPS.get(request.POST.get("step", ""))
    if take is None:
        raise NotVisible
    try:
        said = Said(words=request.POST.get("words", ""), given=request.POST.dict())
        take(actor_of(request), case_id, said)
    except CaseAnswerError as error:
        return show(request, case_id, problem=error)
    return redirect("portal:me-case", case_id)


@access(OWN)
@require_POST
def add(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a file that was asked for."""
    file = request.FILES.get("file")
    try:
        add_to_case(
            actor_of(request),
            case_id,
            document=request.POST.get("document", ""),
            name=(file.name or "") if file else "",
            content=file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b"",
        )
    except MaterialError as error:
        return show(request, case_id, problem=error)
    return redirect("portal:me-case", case_id)


@access(OWN)
@never_cache
@require_safe
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Give a file back that was handed in."""
    return file_response(*take_material(actor_of(request), file_id, action=OWN))


@access(OWN)
@never_cache
@require_safe
def letter(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the decision's letter; the first time it counts as delivered."""
    row = take_letter(actor_of(request), case_id, action=OWN)
    return letter_response(request, row)


def show(
    request: HttpRequest, case_id: int, *, problem: ZhaohuiError | None = None
) -> HttpResponse:
    """Render one case, with what is wrong with what was written."""
    actor = actor_of(request)
    case = read_own_case(actor, case_id)
    given = request.POST.dict() if isinstance(problem, FactsNotGiven) else None
    context = case_context(case, current_pack(), actor, given)
    context["problems"] = problems_of(problem, "to-do")
    context["title"] = _("办件 %(number)s") % {"number": context["number"]}
    return render(request, "portal/me/case.html", context, status=400 if problem else 200)
