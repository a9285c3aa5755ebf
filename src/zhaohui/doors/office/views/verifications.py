"""核对: the list, one check with its answers, opening one, what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.verifications.actions.adopt_answers import adopt_answers
from zhaohui.county.verifications.actions.close_verification import close_verification
from zhaohui.county.verifications.actions.give_consent import give_consent, withdraw_consent
from zhaohui.county.verifications.actions.open_verification import open_verification
from zhaohui.county.verifications.check_list import CHECKS
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.preview import preview
from zhaohui.county.verifications.queries import ASK, READ, verification_of
from zhaohui.county.verifications.reading import read_check
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.record_page import number_of
from zhaohui.doors.office.verification_page import check_context

FAULTS = (VerificationError, VerificationStateError)
STEPS: dict[str, Callable[[HttpRequest, int], object]] = {
    "report": lambda r, pk: close_verification(actor_of(r), pk, "report"),
    "close": lambda r, pk: close_verification(actor_of(r), pk, "close"),
    "adopt": lambda r, pk: adopt_answers(actor_of(r), pk),
    "consent": lambda r, pk: give_consent(actor_of(r), _kind(r, pk), _person(r)),
    "withdraw": lambda r, pk: withdraw_consent(actor_of(r), _kind(r, pk), _person(r)),
}


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the checks of the officer's area."""
    return list_page(request, CHECKS, template="office/verifications/list.html")


@access(READ)
@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one check; that it was read is recorded."""
    return show(request, pk)


@access(ASK)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the result, adopt it, end the check; a consent on paper, or its withdrawal."""
    take = STEPS.get(request.POST.get("step", ""))
    if take is None:
        raise NotVisible
    verification_of(actor_of(request), ASK, pk)
    try:
        take(request, pk)
    except FAULTS as error:
        return show(request, pk, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("office:verification", pk)


@access(ASK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str, person_id: int) -> HttpResponse:
    """Say whom the check would ask for what; open it; note a consent on paper."""
    actor, problem, status = actor_of(request), "", 200
    found = preview(actor, kind, person_id)
    if request.method == "POST":
        try:
            if request.POST.get("step") == "consent":
                give_consent(actor, kind, _person(request))
                return redirect("office:verification-new", kind, person_id)
            return redirect("office:verification", open_verification(actor, kind, person_id).pk)
        except FAULTS as error:
            problem, status = str(error), error.status
    context = {
        "preview": found,
        "kind": found.kind,
        "is_synthetic": is_synthetic(),
        "problems": [{"id": "main", "sentence": problem}] if problem else [],
    }
    return render(request, "office/verifications/new.html", context, status=status)


def show(request: HttpRequest, pk: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render one check, with what is wrong with what was pressed."""
    actor = actor_of(request)
    check, questions = read_check(actor, pk)
    context = check_context(actor, check, questions)
    context["problems"] = [{"id": "main", "sentence": problem}] if problem else []
    return render(request, "office/verifications/one.html", context, status=status)


def _kind(request: HttpRequest, pk: int) -> str:
    return verification_of(actor_of(request), ASK, pk).kind


def _person(request: HttpRequest) -> int:
    return number_of(request.POST.get("person"))
